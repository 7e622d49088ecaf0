"""Care plans and goals, on three tracks side by side: care, criminal, residence."""

from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_
from casedesk.people.model import hangs_on_suspect, only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class CarePlan(Record):
    """What person and coordinator agree to reach; a new version replaces, never overwrites."""

    __tablename__ = "care_plan"
    record = RecordKind(
        name="care_plan",
        label=N_("Care plan"),
        plural=N_("Care plans"),
        realm=Realm.CASES,
        topic=Topic.PLAN,
        icon="route",
        title=("made_on", "state"),
        owner="case_id",
        person="person_id",
        empty=N_("Make a plan with the person: what they want to reach, and who does what."),
        guarded=("plan_version",),
        rules=(in_order("made_on", "review_on"), in_order("made_on", "ended_on")),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("For whom"), target="person", required=True)
    plan_version: Mapped[int | None] = field(Kind.NUMBER, N_("Version"), topic=Topic.ADMINISTRATION)
    state: Mapped[str] = field(
        Kind.CHOICE, N_("State"), choices="plan_state", required=True, index=True
    )
    made_on: Mapped[date] = field(
        Kind.DATE, N_("Made on"), required=True, topic=Topic.DATES, index=True
    )
    purpose: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("What the plan is meant to reach"),
        S.ART9,
        find=Find.WORDS,
        help=N_("In the person's own words where you can."),
    )
    agreed_on: Mapped[date | None] = field(
        Kind.DATE,
        N_("Person agreed on"),
        topic=Topic.DATES,
        help=N_("Does the person really want this, or only say yes?"),
    )
    disagreement: Mapped[str | None] = field(
        Kind.TEXT, N_("What the person does not agree with"), S.FREE_TEXT
    )
    copy_given: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Person has a copy"),
        choices="yes_no",
        help=N_("Ask first whether a copy at hand is safe."),
    )
    copy_safe: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Person can keep a copy safely"),
        choices="yes_no",
        topic=Topic.ADMINISTRATION,
        help=N_("Who else may read it where the person lives?"),
    )
    review_on: Mapped[date | None] = field(
        Kind.DATE, N_("Discuss again on"), topic=Topic.DATES, index=True
    )
    ended_on: Mapped[date | None] = field(Kind.DATE, N_("Ended on"), topic=Topic.DATES)
    former_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Follows version"),
        target="care_plan",
        topic=Topic.ADMINISTRATION,
        hidden=True,
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class Goal(Record):
    """One thing to reach. Who does what for it are actions that name the goal."""

    __tablename__ = "goal"
    record = RecordKind(
        name="goal",
        label=N_("Goal"),
        plural=N_("Goals"),
        realm=Realm.CASES,
        topic=Topic.PLAN,
        icon="target",
        title=("what",),
        owner="case_id",
        person="person_id",
        empty=N_("Add what the person wants to reach first. Small goals work best."),
        defaults=(("state", "open"),),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    plan_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Care plan"), target="care_plan", topic=Topic.ADMINISTRATION
    )
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("For whom"), target="person")
    what: Mapped[str] = field(
        Kind.TEXT,
        N_("What we want to reach"),
        S.ART9,
        S.FREE_TEXT,
        required=True,
        find=Find.WORDS,
        help=N_("One thing, so that you can see when it is reached."),
    )
    domain: Mapped[str | None] = field(
        Kind.CHOICE, N_("Life domain"), choices="need_domain", topic=Topic.NEEDS
    )
    track: Mapped[str | None] = field(Kind.CHOICE, N_("Track"), choices="track")
    state: Mapped[str] = field(
        Kind.CHOICE, N_("State"), choices="goal_state", required=True, index=True
    )
    due_on: Mapped[date | None] = field(Kind.DATE, N_("Wanted by"), topic=Topic.DATES, index=True)
    owner: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Who guards it"),
        topic=Topic.ADMINISTRATION,
        help=N_("A colleague, or the person in question."),
    )
    partner_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Partner"),
        target="organisation",
        topic=Topic.PARTNERS,
        help=N_("Does this partner know that you count on them?"),
    )
    reached_on: Mapped[date | None] = field(Kind.DATE, N_("Reached on"), topic=Topic.DATES)
    result: Mapped[str | None] = field(Kind.TEXT, N_("Result"), S.FREE_TEXT)
    need_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Came of need"),
        target="need_assessment",
        topic=Topic.ADMINISTRATION,
        hidden=True,
    )
    former_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Goal in the version before"),
        target="goal",
        topic=Topic.ADMINISTRATION,
        hidden=True,
    )

    @classmethod
    def restricted(cls) -> Any:
        return or_(
            only_suspect(cls.person_id, cls.case_id),
            hangs_on_suspect("care_plan", cls.plan_id),
            hangs_on_suspect("need_assessment", cls.need_id),
            hangs_on_suspect("goal", cls.former_id),
        )
