"""The case file (dossier)."""

from datetime import date

from sqlalchemy.orm import Mapped

from casedesk.cases.rules import closed_as_a_whole
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class CaseFile(Record):
    """One situation of (possible) trafficking that the coordinator guards until it is closed.

    The responsible gemeente is that of residence, else where the person was found
    (Commissie Lenferink; domain.md 1.3).
    """

    __tablename__ = "case_file"
    record = RecordKind(
        name="case_file",
        label=N_("Case"),
        plural=N_("Cases"),
        realm=Realm.CASES,
        topic=Topic.CASE,
        icon="folder",
        title=("number",),
        owner="id",
        guarded=(
            "number",
            "closed_on",
            "close_reason",
            "outcome",
            "triage_decision",
            "triage_reason",
        ),
        rules=(closed_as_a_whole,),
        empty=N_("A case holds the persons, needs, referrals and dates of one situation."),
    )

    number: Mapped[str] = field(
        Kind.TEXT,
        N_("Case number"),
        required=True,
        find=Find.NAMES,
        max_length=30,
        index=True,
        help=N_("Made by the program; without meaning, so that it tells nothing by itself."),
    )
    phase: Mapped[str] = field(
        Kind.CHOICE, N_("Phase"), choices="case_phase", required=True, index=True
    )
    opened_on: Mapped[date] = field(
        Kind.DATE, N_("Opened on"), required=True, topic=Topic.DATES, index=True
    )
    urgency: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Urgency"),
        choices="case_urgency",
        help=N_("What happens if nobody does anything this week?"),
    )
    gemeente: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Responsible gemeente"),
        choices="gemeente",
        help=N_("Where the person lives; if that is unknown, where the person was found."),
    )
    gemeente_reason: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Why this gemeente"),
        S.FREE_TEXT,
        topic=Topic.ADMINISTRATION,
        help=N_("What shows that this gemeente is responsible?"),
    )
    coordinator: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Coordinator"),
        topic=Topic.ADMINISTRATION,
        max_length=60,
        index=True,
        help=N_("The login of the care coordinator who guards this case."),
    )
    reporter_kind: Mapped[str | None] = field(
        Kind.CHOICE, N_("Reported by"), choices="notification_reporter", topic=Topic.REPORTER
    )
    reporter: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Name of the reporter"),
        S.IDENTIFYING,
        S.CONTACT,
        topic=Topic.REPORTER,
        help=N_("Never leaves CaseDesk by itself."),
    )
    summary: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Summary of the situation"),
        S.ART9,
        topic=Topic.NARRATIVE,
        find=Find.WORDS,
        help=N_("What must a colleague know who takes over tonight?"),
    )
    danger: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Danger now"),
        topic=Topic.SAFETY,
        help=N_("Who or what threatens the person, in two sentences."),
    )
    triage_decision: Mapped[str | None] = field(
        Kind.CHOICE, N_("Triage decision"), choices="triage_decision", topic=Topic.FILE_NOTES
    )
    triage_reason: Mapped[str | None] = field(
        Kind.LONG_TEXT, N_("Reasons of the triage"), topic=Topic.ADMINISTRATION
    )
    feedback_on: Mapped[date | None] = field(
        Kind.DATE, N_("Feedback given to the reporter on"), topic=Topic.ADMINISTRATION
    )
    closed_on: Mapped[date | None] = field(Kind.DATE, N_("Closed on"), topic=Topic.DATES)
    close_reason: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Reason for closing"),
        choices="case_close_reason",
        topic=Topic.PLAN,
        help=N_("Does the person know that the case closes?"),
    )
    outcome: Mapped[str | None] = field(
        Kind.CHOICE, N_("Outcome"), choices="case_outcome", topic=Topic.PLAN
    )
    aftercare_on: Mapped[date | None] = field(
        Kind.DATE,
        N_("Aftercare contact on"),
        topic=Topic.PLAN,
        help=N_("Half of the victims meet crime again. Ask once more how it goes."),
    )
    aftercare_done_on: Mapped[date | None] = field(
        Kind.DATE, N_("Aftercare contact done on"), topic=Topic.PLAN
    )
    no_aftercare: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Why there is no aftercare"),
        S.FREE_TEXT,
        topic=Topic.ADMINISTRATION,
        help=N_("Does the person not want it, or is it not safe?"),
    )
    retention_basis: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Kept on the basis of"),
        choices="retention_basis",
        topic=Topic.ADMINISTRATION,
    )
    retention_from: Mapped[date | None] = field(
        Kind.DATE, N_("Retention counts from"), topic=Topic.ADMINISTRATION
    )


class CaseClosing(Record):
    """How a case had ended before it was opened again.

    The case itself says only how it ended last (domain.md 11, 12: reopening with trace).
    """

    __tablename__ = "case_closing"
    record = RecordKind(
        name="case_closing",
        label=N_("Earlier closing"),
        plural=N_("Earlier closings"),
        realm=Realm.CASES,
        topic=Topic.ADMINISTRATION,
        icon="folder-check",
        title=("closed_on", "close_reason"),
        owner="case_id",
        guarded=(
            "case_id", "closed_on", "close_reason", "outcome", "reopened_on", "reopened_by",
            "reopen_reason",
        ),
        rules=(in_order("closed_on", "reopened_on"),),
        empty=N_("This case was never closed before."),
    )  # fmt: skip

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    closed_on: Mapped[date] = field(
        Kind.DATE, N_("Closed on"), required=True, topic=Topic.ADMINISTRATION
    )
    close_reason: Mapped[str | None] = field(
        Kind.CHOICE, N_("Reason for closing"), choices="case_close_reason"
    )
    outcome: Mapped[str | None] = field(Kind.CHOICE, N_("Outcome"), choices="case_outcome")
    reopened_on: Mapped[date] = field(
        Kind.DATE, N_("Opened again on"), required=True, topic=Topic.ADMINISTRATION
    )
    reopened_by: Mapped[str | None] = field(
        Kind.TEXT, N_("Opened again by"), max_length=60, help=N_("The login of who did it.")
    )
    reopen_reason: Mapped[str] = field(
        Kind.TEXT,
        N_("Why it was opened again"),
        S.FREE_TEXT,
        required=True,
        help=N_("What is new since the case was closed?"),
    )
