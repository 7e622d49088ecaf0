"""Carry what is known on to the next record, so that nobody types it again (domain.md 11, 1).

Advice leads to a signal or a case, a signal to a report or a case, a report to a case. Each step
is one act; both sides remember the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casedesk.cases.use_cases import OpenCase, begin_case
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Missing
from casedesk.kernel.words import N_, _
from casedesk.people.model import Identifier, Person, PersonName
from casedesk.records.steps import Step, take
from casedesk.records.use_cases import make
from casedesk.signals.model import AdviceRequest, Notification, Signal, SignalTrace
from casedesk.signals.outcomes import LINKED, OPENED, reporter_of
from casedesk.signals.use_cases import give, linked_to, without_outcome
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

INCOMING = "incoming"
_IDENTIFIERS = {"profile": "social_media"} | {
    kind: kind for kind in ("phone", "email", "plate", "bank_account", "other")
}
"""What a trace is called among the identifiers of a person (``identifier_kind``)."""


@dataclass(frozen=True, slots=True)
class CaseFromSignal(Step):
    """A case is opened; with ``linked`` the open signals that are tied to it come along."""

    linked: bool = True


@dataclass(frozen=True, slots=True)
class KeepWithPerson(Step):
    """A trace turns out to belong to somebody who is known."""

    person_id: int = 0


def case_from_signal(store: Store, step: CaseFromSignal, labels: CodeLabels) -> Changes | Refused:
    """Open a case with all that the signal says; ``created`` is the id of the case."""
    with store.write(N_("Case opened from a signal"), act=Act.CREATE, why=step.why) as writing:
        unit = writing.unit
        signal = without_outcome(unit, step)
        values = {
            "gemeente": signal.gemeente,
            "summary": _told(signal),
            "reporter_kind": reporter_of(signal.source_kind),
            "reporter": signal.source_name,
        }
        case_id = begin_case(unit, OpenCase(values, victim_id=signal.person_id), labels)
        give(unit, signal, outcome=OPENED, case_id=case_id)
        for other in linked_to(unit, signal.id) if step.linked else ():
            if other.outcome is None:
                give(unit, other, outcome=LINKED, case_id=case_id)
        unit.created = case_id
    return writing.answer


def report_from_signal(store: Store, step: Step, labels: CodeLabels) -> Changes | Refused:
    """Make a report (melding) of it; ``created`` is the id of the report.

    The signal stays open: a report alone is no outcome.
    """
    with store.write(N_("Report made of a signal"), act=Act.CREATE, why=step.why) as writing:
        unit = writing.unit
        signal = take(unit, Signal, step)
        values = {
            "direction": INCOMING,
            "reported_on": signal.received_on,
            "case_id": signal.case_id,
            "person_id": signal.person_id,
            "reporter_kind": reporter_of(signal.source_kind),
            "reporter": signal.source_name,
            "reporter_contact": signal.source_contact,
            "reason": _told(signal),
            "signal_id": signal.id,
        }
        unit.created = make(unit, Notification, values, labels).id
    return writing.answer


def case_from_report(store: Store, step: Step, labels: CodeLabels) -> Changes | Refused:
    """Open a case with all that a report says; ``created`` is the id of the case.

    A signal that the report came of has its outcome then, too.
    """
    with store.write(N_("Case opened from a report"), act=Act.CREATE, why=step.why) as writing:
        unit = writing.unit
        report = take(unit, Notification, step)
        if report.case_id is not None:
            unit.refuse(_("This report belongs to a case already."))
        begin_from_report(unit, report, labels)
    return writing.answer


def begin_from_report(
    unit: UnitOfWork,
    report: Notification,
    labels: CodeLabels,
    more: Mapping[str, Any] | None = None,
) -> int:
    """The same inside a unit of work that does more; ``more`` are values of the case."""
    signal = unit.get(Signal, report.signal_id) if report.signal_id is not None else None
    values = {
        "gemeente": signal.gemeente if signal is not None else None,
        "urgency": _plain(unit, report, "urgency"),
        "summary": report.reason,
        "reporter_kind": _plain(unit, report, "reporter_kind"),
        "reporter": report.reporter,
        "feedback_on": report.feedback_on,
    }
    opening = OpenCase(values | dict(more or {}), victim_id=report.person_id)
    case_id = begin_case(unit, opening, labels)
    unit.set(report, case_id=case_id)
    if signal is not None and signal.case_id is None:
        give(unit, signal, outcome=OPENED, case_id=case_id)
    unit.created = case_id
    return case_id


def signal_from_advice(store: Store, step: Step, labels: CodeLabels) -> Changes | Refused:
    """Make a signal of a request for advice; ``created`` is the id of the signal."""
    with store.write(N_("Signal made of advice"), act=Act.CREATE, why=step.why) as writing:
        unit = writing.unit
        advice = take(unit, AdviceRequest, step)
        if advice.signal_id is not None:
            unit.refuse(_("There is a signal of this advice already."))
        values = {
            "subject": advice.subject,
            "received_on": advice.asked_on,
            "description": advice.question,
            "source_name": advice.caller,
        }
        signal = make(unit, Signal, values, labels)
        unit.set(advice, signal_id=signal.id)
        unit.created = signal.id
    return writing.answer


def case_from_advice(store: Store, step: Step, labels: CodeLabels) -> Changes | Refused:
    """Open a case of a request for advice; ``created`` is the id of the case."""
    with store.write(N_("Case opened from advice"), act=Act.CREATE, why=step.why) as writing:
        unit = writing.unit
        advice = take(unit, AdviceRequest, step)
        if advice.case_id is not None:
            unit.refuse(_("There is a case of this advice already."))
        asked = "\n\n".join(filter(None, (advice.subject, advice.question)))
        values = {
            "summary": asked,
            "reporter_kind": _plain(unit, advice, "caller_kind"),
            "reporter": advice.caller,
        }
        case_id = begin_case(unit, OpenCase(values), labels)
        unit.set(advice, case_id=case_id)
        unit.created = case_id
    return writing.answer


def keep_with_person(store: Store, step: KeepWithPerson, labels: CodeLabels) -> Changes | Refused:
    """Write a trace of a signal down with a person; the trace stays where it is."""
    with store.write(N_("Trace kept with a person"), act=Act.CREATE, why=step.why) as writing:
        unit = writing.unit
        trace = take(unit, SignalTrace, step)
        person = unit.get(Person, step.person_id)
        if trace.trace_kind in ("nickname", "name"):
            kind = "nickname" if trace.trace_kind == "nickname" else "spelling"
            known = {"name_kind": kind} if labels.knows("name_kind", kind) else {}
            values = {"person_id": person.id, "name": trace.value} | known
            make(unit, PersonName, values, labels)
        else:
            kind = _IDENTIFIERS.get(trace.trace_kind, "other")
            values = {"person_id": person.id, "identifier_kind": kind, "value": trace.value,
                      "note": trace.note}  # fmt: skip
            make(unit, Identifier, values, labels)
    return writing.answer


def _told(signal: Signal) -> str:
    """What the signal is about, in the words in which it was written down."""
    where = signal.place
    return "\n\n".join(filter(None, (signal.subject, where, signal.description)))


def _plain(unit: UnitOfWork, record: Any, name: str) -> Any:
    value = unit.current(record, name)
    return None if isinstance(value, Missing) else value
