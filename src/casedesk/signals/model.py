"""Signals, indicators seen, requests for advice, and reports (meldingen).

Five separate things that can lead to each other without typing again (domain.md 11, 1): a signal
may be about a place only, advice has no victim data, a report may lead to a case.
"""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.signals.notifications import Notification
from casedesk.signals.retention import keep_until
from casedesk.signals.rules import no_citizen_number
from casedesk.signals.traces import SignalLink, SignalTrace, of_suspect
from casedesk.signals.triage_model import Triage
from casedesk.store.base import Record
from casedesk.store.declare import field

__all__ = [
    "AdviceRequest", "Notification", "Signal", "SignalIndicator", "SignalLink", "SignalTrace",
    "Triage",
]  # fmt: skip

S = Sensitivity

OUTCOME = ("outcome", "outcome_reason", "passed_to_id", "passed_on", "case_id", "review_on")
"""What is said by giving a signal its outcome, and by no other way."""


class Signal(Record):
    """Weak information about possible trafficking, often about a place and no person."""

    __tablename__ = "signal"
    record = RecordKind(
        name="signal",
        label=N_("Signal"),
        plural=N_("Signals"),
        realm=Realm.SIGNALS,
        topic=Topic.SIGNAL,
        icon="radar",
        title=("subject",),
        owner="case_id",
        person="person_id",
        empty=N_("A signal is a hint of trafficking. Write down the first one that you hear."),
        guarded=OUTCOME,
        derived=(("keep_until", keep_until("signal", "received_on")),),
    )

    subject: Mapped[str] = field(
        Kind.TEXT,
        N_("Signal in short"),
        S.FREE_TEXT,
        required=True,
        find=Find.WORDS,
        help=N_("What and where, without names."),
    )
    received_on: Mapped[date] = field(
        Kind.DATE, N_("Received on"), required=True, topic=Topic.DATES, index=True
    )
    seen: Mapped[VagueDate | None] = field(
        Kind.VAGUE_DATE,
        N_("Seen or heard when"),
        topic=Topic.DATES,
        help=N_("When did it happen, apart from when you heard it?"),
    )
    description: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("What was seen or heard"),
        S.ART9,
        find=Find.WORDS,
        help=N_("Keep apart what somebody saw and what somebody thinks."),
    )
    source_kind: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Kind of source"),
        choices="signal_source",
        topic=Topic.REPORTER,
        help=N_("Who told you, and were they there themselves?"),
    )
    source_name: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Name of the source"),
        S.IDENTIFYING,
        S.CONTACT,
        topic=Topic.REPORTER,
        help=N_("Never leaves CaseDesk by itself."),
    )
    source_contact: Mapped[str | None] = field(
        Kind.TEXT,
        N_("How to reach the source"),
        S.CONTACT,
        topic=Topic.REPORTER,
        help=N_("May you call, and when?"),
    )
    location_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Location"), target="location")
    place: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Place, if it is not in the list"),
        S.FREE_TEXT,
        find=Find.WORDS,
        help=N_("Could somebody else find it by these words?"),
    )
    gemeente: Mapped[str | None] = field(Kind.CHOICE, N_("Gemeente"), choices="gemeente")
    forms: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Forms of exploitation"), choices="exploitation_form"
    )
    risk_sector: Mapped[str | None] = field(Kind.CHOICE, N_("Sector"), choices="risk_sector")
    risk_groups: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Risk groups"), choices="risk_group"
    )
    persons_seen: Mapped[int | None] = field(
        Kind.NUMBER, N_("Number of possible victims"), help=N_("Counted, or guessed?")
    )
    minors: Mapped[str | None] = field(
        Kind.CHOICE, N_("Minors among them"), choices="yes_no", help=N_("What made you think so?")
    )
    person_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Possible victim"),
        target="person",
        help=N_("Only if the person is known. A signal may do without."),
    )
    grade_source: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Reliability of the source"),
        choices="signal_grade_source",
        help=N_("Judge the source apart from what it says."),
    )
    grade_content: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Reliability of the content"),
        choices="signal_grade_content",
        help=N_("Does another source say the same?"),
    )
    outcome: Mapped[str | None] = field(
        Kind.CHOICE, N_("What happened with it"), choices="signal_outcome", index=True
    )
    outcome_reason: Mapped[str | None] = field(
        Kind.TEXT, N_("Why"), S.FREE_TEXT, help=N_("Would a colleague decide the same?")
    )
    passed_to_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Passed on to"), target="organisation", topic=Topic.PARTNERS
    )
    passed_on: Mapped[date | None] = field(Kind.DATE, N_("Passed on on"), topic=Topic.DATES)
    feedback_on: Mapped[date | None] = field(
        Kind.DATE, N_("Feedback given to the source on"), topic=Topic.ADMINISTRATION
    )
    review_on: Mapped[date | None] = field(
        Kind.DATE, N_("Look again on"), topic=Topic.DATES, index=True
    )
    case_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Case"), target="case_file", topic=Topic.ADMINISTRATION
    )
    keep_until: Mapped[date | None] = field(
        Kind.DATE, N_("Keep until"), topic=Topic.ADMINISTRATION, hidden=True, index=True
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class SignalIndicator(Record):
    """An answer to one indicator of the signal lists, with its source. Never a verdict."""

    __tablename__ = "signal_indicator"
    record = RecordKind(
        name="signal_indicator",
        label=N_("Indicator"),
        plural=N_("Indicators"),
        realm=Realm.SIGNALS,
        topic=Topic.SIGNAL,
        icon="list-check",
        title=("indicator", "answer"),
        empty=N_("Signals are hints. They can mean something else, and absence proves nothing."),
    )

    signal_id: Mapped[int] = field(Kind.REFERENCE, N_("Signal"), target="signal", required=True)
    indicator: Mapped[str] = field(Kind.CHOICE, N_("Indicator"), choices="indicator", required=True)
    answer: Mapped[str] = field(
        Kind.CHOICE,
        N_("Answer"),
        choices="indicator_answer",
        required=True,
        help=N_("Seen, told, or only suspected?"),
    )
    seen: Mapped[VagueDate | None] = field(Kind.VAGUE_DATE, N_("When"), topic=Topic.DATES)
    source: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Source"),
        S.FREE_TEXT,
        topic=Topic.REPORTER,
        help=N_("From whom do you know this?"),
    )
    note: Mapped[str | None] = field(Kind.TEXT, N_("Remark"), S.FREE_TEXT)

    @classmethod
    def restricted(cls) -> Any:
        return of_suspect(cls.signal_id)


class AdviceRequest(Record):
    """Somebody thinks aloud with the coordinator; kept without data of the victim."""

    __tablename__ = "advice_request"
    record = RecordKind(
        name="advice_request",
        label=N_("Request for advice"),
        plural=N_("Requests for advice"),
        realm=Realm.SIGNALS,
        topic=Topic.ADMINISTRATION,
        icon="help",
        title=("subject",),
        owner="case_id",
        empty=N_("Write down each question for advice, without names of victims."),
        guarded=("signal_id", "case_id"),
        derived=(("keep_until", keep_until("advice_request", "asked_on")),),
    )

    subject: Mapped[str] = field(
        Kind.TEXT,
        N_("Question in short"),
        S.FREE_TEXT,
        required=True,
        find=Find.WORDS,
        check=no_citizen_number,
        help=N_("What does the other want to know?"),
    )
    asked_on: Mapped[date] = field(
        Kind.DATE, N_("Asked on"), required=True, topic=Topic.DATES, index=True
    )
    caller_kind: Mapped[str | None] = field(
        Kind.CHOICE, N_("Who asks"), choices="notification_reporter", topic=Topic.REPORTER
    )
    organisation_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Organisation"), target="organisation", topic=Topic.REPORTER
    )
    caller: Mapped[str | None] = field(
        Kind.TEXT, N_("Name of the caller"), S.IDENTIFYING, S.CONTACT, topic=Topic.REPORTER
    )
    topics: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Topics"), choices="advice_topic"
    )
    question: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Question"),
        find=Find.WORDS,
        check=no_citizen_number,
        help=N_("What does the caller want to decide?"),
    )
    advice: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Advice given"),
        find=Find.WORDS,
        check=no_citizen_number,
        help=N_("What will the caller do now, and when?"),
    )
    answered_on: Mapped[date | None] = field(Kind.DATE, N_("Answered on"), topic=Topic.DATES)
    minutes: Mapped[int | None] = field(
        Kind.NUMBER, N_("Duration (minutes)"), topic=Topic.ADMINISTRATION
    )
    signal_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Signal that came of it"), target="signal", topic=Topic.ADMINISTRATION
    )
    case_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Case that came of it"), target="case_file", topic=Topic.ADMINISTRATION
    )
    keep_until: Mapped[date | None] = field(
        Kind.DATE, N_("Keep until"), topic=Topic.ADMINISTRATION, hidden=True, index=True
    )
