"""Actions (who does what before when) and deadlines (dates that law or agreement sets)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, or_
from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.people.model import hangs_on_suspect, only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field
from casedesk.tasks.rules import set_with_reason

S = Sensitivity


def _kept(kind: Kind, label: str, *, choices: str = "", longest: int = 60) -> Any:
    """A field that the reckoning of deadlines fills; on no form, and for no partner."""
    return field(
        kind,
        label,
        topic=Topic.ADMINISTRATION,
        hidden=True,
        choices=choices,
        max_length=longest if kind is Kind.TEXT else None,
        may_be_missing=False,
    )


class Action(Record):
    """Something that somebody must do; part of the plan when it has a goal."""

    __tablename__ = "action"
    __table_args__ = (
        # Covers the next date of every case, for readers with and without suspect data.
        Index("ix_action_next", "state", "due_on", "case_id", "done_on", "person_id"),
    )
    record = RecordKind(
        name="action",
        label=N_("Action"),
        plural=N_("Actions"),
        realm=Realm.CASES,
        topic=Topic.PLAN,
        icon="checkbox",
        title=("what",),
        owner="case_id",
        person="person_id",
        empty=N_("Write down who does what, and before which date."),
        defaults=(("state", "open"),),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("For whom"), target="person")
    what: Mapped[str] = field(
        Kind.TEXT,
        N_("What must be done"),
        S.FREE_TEXT,
        required=True,
        find=Find.WORDS,
        help=N_("How can you see that it is done?"),
    )
    owner: Mapped[str | None] = field(
        Kind.TEXT, N_("Who does it"), help=N_("A colleague or a partner.")
    )
    partner_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Partner"),
        target="organisation",
        topic=Topic.PARTNERS,
        help=N_("Does this partner know that you count on them?"),
    )
    due_on: Mapped[date | None] = field(Kind.DATE, N_("Due on"), topic=Topic.DATES, index=True)
    state: Mapped[str] = field(Kind.CHOICE, N_("State"), choices="action_state", required=True)
    done_on: Mapped[date | None] = field(Kind.DATE, N_("Done on"), topic=Topic.DATES)
    result: Mapped[str | None] = field(Kind.TEXT, N_("Result"), S.FREE_TEXT)
    goal_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Goal"), target="goal")
    consult_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Agreed in consult"),
        target="case_consult",
        topic=Topic.ADMINISTRATION,
        hidden=True,
    )
    contact_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Came of contact"),
        target="contact_moment",
        topic=Topic.ADMINISTRATION,
        hidden=True,
    )

    @classmethod
    def restricted(cls) -> Any:
        return or_(
            only_suspect(cls.person_id, cls.case_id),
            hangs_on_suspect("goal", cls.goal_id),
            hangs_on_suspect("contact_moment", cls.contact_id),
        )


class Deadline(Record):
    """A date set by law, policy or agreement; the rule that it came from stands with it.

    One that a rule started has ``rule_key`` and moves with its start (``casedesk.deadlines``):
    ``computed_on`` is what the rule gives, ``due_on`` what holds. They differ where somebody set
    the date by hand and said why.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        Index("ix_deadline_next", "met_on", "due_on", "case_id", "person_id", "shielded"),
    )
    record = RecordKind(
        name="deadline",
        label=N_("Deadline"),
        plural=N_("Deadlines"),
        realm=Realm.CASES,
        topic=Topic.DATES,
        icon="alarm",
        title=("what",),
        owner="case_id",
        person="person_id",
        empty=N_("Dates that must not be missed, such as the end of the reflection period."),
        rules=(set_with_reason,),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("For whom"), target="person")
    what: Mapped[str] = field(Kind.TEXT, N_("Deadline"), required=True)
    track: Mapped[str | None] = field(Kind.CHOICE, N_("Track"), choices="track")
    starts_on: Mapped[date | None] = field(
        Kind.DATE, N_("Counts from"), help=N_("From which day does the letter count?")
    )
    due_on: Mapped[date] = field(Kind.DATE, N_("At the latest on"), required=True, index=True)
    rule: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Rule"),
        topic=Topic.ADMINISTRATION,
        help=N_("The rule or letter that sets this date."),
    )
    override_reason: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Why the date was set by hand"),
        S.FREE_TEXT,
        topic=Topic.ADMINISTRATION,
        help=N_("Who decided so, and where is it written?"),
    )
    met_on: Mapped[date | None] = field(Kind.DATE, N_("Met on"))
    proof: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Proof"),
        S.FREE_TEXT,
        topic=Topic.ADMINISTRATION,
        help=N_("What shows that it was met, such as a letter or a receipt."),
    )
    proof_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Document that proves it"), target="document", topic=Topic.DOCUMENTS
    )
    computed_on: Mapped[date | None] = _kept(Kind.DATE, N_("Date by the rule"))
    ends_at: Mapped[datetime | None] = _kept(Kind.MOMENT, N_("Ends at"))
    warn_on: Mapped[date | None] = _kept(Kind.DATE, N_("Warn from"))
    overridden_from: Mapped[date | None] = _kept(Kind.DATE, N_("Date by the rule when set by hand"))
    estimated: Mapped[bool | None] = _kept(Kind.FLAG, N_("Counted from a date that is not exact"))
    unverified: Mapped[bool | None] = _kept(Kind.FLAG, N_("Rule is not verified"))
    shielded: Mapped[bool | None] = _kept(Kind.FLAG, N_("Follows from a shielded step"))
    area: Mapped[str | None] = _kept(Kind.CHOICE, N_("Who it is for"), choices="deadline_area")
    basis_nl: Mapped[str | None] = _kept(Kind.TEXT, N_("How it was counted (Dutch)"), longest=600)
    basis_en: Mapped[str | None] = _kept(Kind.TEXT, N_("How it was counted (English)"), longest=600)
    source: Mapped[str | None] = _kept(Kind.TEXT, N_("Source of the rule"), longest=500)
    rule_key: Mapped[str | None] = _kept(Kind.TEXT, N_("Key of the rule"))
    rule_from: Mapped[date | None] = _kept(Kind.DATE, N_("Version of the rule"))
    start_kind: Mapped[str | None] = _kept(Kind.TEXT, N_("Kind of the start"))
    start_id: Mapped[int | None] = _kept(Kind.NUMBER, N_("Number of the start"))
    met_kind: Mapped[str | None] = _kept(Kind.TEXT, N_("Kind of what met it"))
    met_id: Mapped[int | None] = _kept(Kind.NUMBER, N_("Number of what met it"))

    @classmethod
    def restricted(cls) -> Any:
        return or_(cls.shielded.is_(True), only_suspect(cls.person_id, cls.case_id))
