"""Give a signal its outcome, tie it to another, and take an outcome back.

A signal leaves the open list only by one of these steps: each says who, when and why, and is one
act with one undo. What leads to a case or a report stands in ``carry``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casedesk.cases.model import CaseFile
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.organisations.model import Organisation
from casedesk.records.steps import Step, day_of, refuse_if, take
from casedesk.records.use_cases import make
from casedesk.signals import triage
from casedesk.signals.model import Signal, SignalLink
from casedesk.signals.outcomes import (
    DROPPED,
    INSPECTION,
    LINKED,
    PASSED_ON,
    WATCH,
    outcome_problem,
)
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

_REASON = 200


@dataclass(frozen=True, slots=True)
class LinkToCase(Step):
    """The signal belongs to a case that is there already."""

    case_id: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PassOn(Step):
    """A partner takes it over; ``on`` is the day on which it was passed on."""

    partner_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Drop(Step):
    """Nothing is done with it, and that has a reason."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Watch(Step):
    """Nothing is done yet; somebody looks again on a day."""

    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LinkSignals:
    """Two signals that are about the same, and why one thinks so."""

    signal_id: int
    other_id: int
    reason: str


def link_to_case(store: Store, step: LinkToCase) -> Changes | Refused:
    """Link the signal to an existing case, which keeps it from now on."""
    with store.write(N_("Signal linked to a case"), why=step.why) as writing:
        unit = writing.unit
        signal = without_outcome(unit, step)
        case = unit.get(CaseFile, step.case_id)
        give(unit, signal, outcome=LINKED, case_id=case.id, outcome_reason=_said(step.reason))
    return writing.answer


def pass_on(store: Store, step: PassOn) -> Changes | Refused:
    """Hand the signal to a partner; to whom and when is written down with it."""
    with store.write(N_("Signal passed on"), why=step.why) as writing:
        unit = writing.unit
        signal = without_outcome(unit, step)
        refuse_if(outcome_problem(PASSED_ON, partner=step.partner_id is not None))
        partner = unit.get(Organisation, step.partner_id or 0)
        on = day_of(unit, step)
        if on < signal.received_on:
            unit.refuse(_("This day is before the signal came in. Check the date."), "on")
        give(
            unit, signal, outcome=PASSED_ON, passed_to_id=partner.id, passed_on=on,
            outcome_reason=_said(step.reason),
        )  # fmt: skip
    return writing.answer


def drop(store: Store, step: Drop) -> Changes | Refused:
    """Do nothing with the signal, with the reason."""
    with store.write(N_("Signal dropped"), why=step.why) as writing:
        unit = writing.unit
        signal = without_outcome(unit, step)
        refuse_if(outcome_problem(DROPPED, reason=step.reason))
        give(unit, signal, outcome=DROPPED, outcome_reason=_said(step.reason))
    return writing.answer


def watch(store: Store, step: Watch) -> Changes | Refused:
    """Keep the signal in view until a day."""
    with store.write(N_("Signal kept in view"), why=step.why) as writing:
        unit = writing.unit
        signal = without_outcome(unit, step)
        refuse_if(
            outcome_problem(WATCH, reason=step.reason, until=step.until, today=store.clock.today())
        )
        give(unit, signal, outcome=WATCH, review_on=step.until, outcome_reason=_said(step.reason))
    return writing.answer


def inspect_place(store: Store, step: Drop) -> Changes | Refused:
    """An inspection of the place follows; it is planned with the location."""
    with store.write(N_("Inspection follows from the signal"), why=step.why) as writing:
        unit = writing.unit
        signal = without_outcome(unit, step)
        give(unit, signal, outcome=INSPECTION, outcome_reason=_said(step.reason))
    return writing.answer


def take_outcome_back(store: Store, step: Step) -> Changes | Refused:
    """Put the signal back in the open list; ``why`` must say the reason."""
    with store.write(N_("Outcome of the signal taken back"), why=step.why) as writing:
        unit = writing.unit
        signal = take(unit, Signal, step)
        if signal.outcome is None:
            unit.refuse(_("This signal has no outcome yet."))
        if not (step.why or "").strip():
            unit.refuse(_("Write down why, in one sentence."), "why")
        unit.set(
            signal, outcome=None, outcome_reason=None, passed_to_id=None, passed_on=None,
            review_on=None, case_id=None,
        )  # fmt: skip
    return writing.answer


def link_signals(store: Store, command: LinkSignals, labels: CodeLabels) -> Changes | Refused:
    """Tie two signals to each other; the tie is shown with both, and is there only once."""
    first, last = sorted((command.signal_id, command.other_id))
    try:
        with store.write(N_("Signals linked"), act=Act.CREATE) as writing:
            values = {"signal_id": first, "other_id": last, "reason": command.reason.strip()}
            make(writing.unit, SignalLink, values, labels)
    except IntegrityError:
        return Refused(_("These signals are linked already."), "other_id")
    return writing.answer


def linked_to(unit: UnitOfWork, signal_id: int) -> list[Signal]:
    """The signals that are tied to this one, whichever way."""
    there = unit.session.scalars(
        select(SignalLink.other_id).where(SignalLink.signal_id == signal_id)
    )
    back = unit.session.scalars(
        select(SignalLink.signal_id).where(SignalLink.other_id == signal_id)
    )
    ids = {*there, *back}
    found = unit.session.scalars(select(Signal).where(Signal.id.in_(ids)).order_by(Signal.id))
    return list(found)


def without_outcome(unit: UnitOfWork, step: Step) -> Signal:
    """The signal of a step, which has no outcome yet or is only being watched."""
    signal = take(unit, Signal, step)
    if signal.outcome not in (None, WATCH, INSPECTION):
        unit.refuse(_("This signal has an outcome already. Take that back first."))
    return signal


def give(unit: UnitOfWork, signal: Signal, **values: Any) -> None:
    """Set an outcome as a whole: what an earlier one said is gone."""
    blank: dict[str, Any] = dict.fromkeys(
        ("outcome_reason", "passed_to_id", "passed_on", "review_on")
    )
    unit.set(signal, **(blank | values))


def _said(reason: str) -> str | None:
    return " ".join(reason.split())[:_REASON] or None


def _make_triage(store: Store, values: Mapping[str, Any], labels: CodeLabels) -> Changes | Refused:
    return triage.decide(store, triage.Decide(values), labels)


MAKERS = {"triage": _make_triage}
