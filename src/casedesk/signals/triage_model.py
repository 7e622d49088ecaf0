"""Triage: is it trafficking, is it ours, is it acute, and what follows (domain.md 1.2 step 4).

It may be done again; each time is a record of its own, and the latest counts.
"""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import one_of
from casedesk.kernel.words import N_
from casedesk.people.model import hangs_on_suspect
from casedesk.signals.triage_rules import ours_needs_a_gemeente
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity

DECIDED = (
    "case_id", "notification_id", "triaged_on", "trafficking", "responsibility", "gemeente",
    "urgency", "decision", "reasons", "decided_by",
)  # fmt: skip
"""What was decided stands as it was; a new decision is a new triage."""


class Triage(Record):
    """One decision on a case or a report, with who took it and why."""

    __tablename__ = "triage"
    record = RecordKind(
        name="triage",
        label=N_("Triage"),
        plural=N_("Triage"),
        realm=Realm.CASES,
        topic=Topic.ADMINISTRATION,
        icon="scale",
        title=("triaged_on", "decision"),
        owner="case_id",
        guarded=DECIDED,
        rules=(one_of("case_id", "notification_id"), ours_needs_a_gemeente),
        empty=N_("Decide whether it is trafficking, whether it is yours, and how soon to act."),
    )

    case_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Case"), target="case_file")
    notification_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Report"), target="notification")
    triaged_on: Mapped[date] = field(Kind.DATE, N_("Decided on"), required=True, index=True)
    trafficking: Mapped[str] = field(
        Kind.CHOICE,
        N_("Is it human trafficking?"),
        choices="triage_trafficking",
        required=True,
        help=N_("What you think now. You may decide again when you know more."),
    )
    responsibility: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Whose is it?"),
        choices="triage_responsibility",
        help=N_("The gemeente where the person lives. Not known? Then where they were found."),
    )
    gemeente: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Responsible gemeente"),
        choices="gemeente",
        help=N_("Does that gemeente know already?"),
    )
    urgency: Mapped[str | None] = field(
        Kind.CHOICE, N_("How soon must somebody act?"), choices="case_urgency"
    )
    decision: Mapped[str] = field(
        Kind.CHOICE,
        N_("Decision"),
        choices="triage_decision",
        required=True,
        help=N_("What would make you decide otherwise?"),
    )
    reasons: Mapped[str] = field(
        Kind.LONG_TEXT,
        N_("Reasons"),
        S.ART9,
        required=True,
        find=Find.WORDS,
        help=N_("Two sentences: what you know, and why you decide this."),
    )
    decided_by: Mapped[str | None] = field(
        Kind.TEXT, N_("Decided by"), max_length=120, help=N_("Empty means you.")
    )
    next_step: Mapped[str | None] = field(
        Kind.TEXT, N_("Next step"), S.FREE_TEXT, help=N_("Who does what, and when?")
    )
    next_on: Mapped[date | None] = field(
        Kind.DATE, N_("Next step before"), topic=Topic.DATES, index=True
    )
    feedback_on: Mapped[date | None] = field(Kind.DATE, N_("Feedback given to the reporter on"))
    feedback: Mapped[str | None] = field(
        Kind.TEXT,
        N_("What the reporter was told"),
        S.FREE_TEXT,
        topic=Topic.REPORTER,
        help=N_("Tell no more than the reporter may know."),
    )

    @classmethod
    def restricted(cls) -> Any:
        """A triage names no person; a report about somebody who is only a suspect does."""
        return hangs_on_suspect("notification", cls.notification_id)
