"""Move a referral on: one function per step, each one line in the trail and one undo."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import _
from casedesk.organisations.model import Organisation
from casedesk.organisations.rules import answer_due
from casedesk.records.steps import Step, day_of, refuse_if, take
from casedesk.referrals.model import Referral
from casedesk.referrals.rules import TRANSITIONS, Act, date_problem, step_problem
from casedesk.store.code_lists import CodeLabels
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

_DATES = ("sent_on", "received_on", "answered_on", "started_on", "ended_on")


@dataclass(frozen=True, slots=True)
class RefuseReferral(Step):
    """The partner said no, for a reason of the list ``refusal_reason``."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class FinishReferral(Step):
    """The help ended, with what it brought."""

    result: str | None = None


def send(store: Store, step: Step) -> Changes | Refused:
    """The question went to the partner; its answer is due as agreed, unless a day was set."""
    with store.write(TRANSITIONS[Act.SEND].label, why=step.why) as writing:
        unit = writing.unit
        referral, on = _move(unit, Act.SEND, step)
        if referral.answer_by is None:
            partner = unit.get(Organisation, referral.partner_id)
            due = answer_due(on, partner.response_days)
            if due is not None:
                unit.set(referral, answer_by=due)
        elif referral.answer_by < on:
            unit.refuse(_("The day of the answer has passed. Choose a later day."), "answer_by")
    return writing.answer


def receipt(store: Store, step: Step) -> Changes | Refused:
    """The partner confirmed that it has the question."""
    return _plain_step(store, Act.RECEIPT, step)


def accept(store: Store, step: Step) -> Changes | Refused:
    """The partner said yes."""
    return _plain_step(store, Act.ACCEPT, step)


def refuse(store: Store, step: RefuseReferral, labels: CodeLabels) -> Changes | Refused:
    """The partner said no; the reason teaches where help is missing."""
    with store.write(TRANSITIONS[Act.REFUSE].label, why=step.why) as writing:
        unit = writing.unit
        if not labels.knows("refusal_reason", step.reason):
            unit.refuse(_("Choose why the partner refused."), "refusal_reason")
        referral, _on = _move(unit, Act.REFUSE, step)
        unit.set(referral, refusal_reason=step.reason)
    return writing.answer


def start(store: Store, step: Step) -> Changes | Refused:
    """The help began."""
    return _plain_step(store, Act.START, step)


def finish(store: Store, step: FinishReferral) -> Changes | Refused:
    """The help ended."""
    with store.write(TRANSITIONS[Act.FINISH].label, why=step.why) as writing:
        referral, _on = _move(writing.unit, Act.FINISH, step)
        if step.result and step.result.strip():
            writing.unit.set(referral, result=step.result.strip())
    return writing.answer


def withdraw(store: Store, step: Step) -> Changes | Refused:
    """We take the question back, or the person no longer wants it."""
    return _plain_step(store, Act.WITHDRAW, step)


def expire(store: Store, step: Step) -> Changes | Refused:
    """No answer came."""
    return _plain_step(store, Act.EXPIRE, step)


def _plain_step(store: Store, act: Act, step: Step) -> Changes | Refused:
    with store.write(TRANSITIONS[act].label, why=step.why) as writing:
        _move(writing.unit, act, step)
    return writing.answer


def _move(unit: UnitOfWork, act: Act, step: Step) -> tuple[Referral, date]:
    referral = take(unit, Referral, step)
    refuse_if(step_problem(act, referral.state))
    on = day_of(unit, step)
    refuse_if(date_problem(on, {name: getattr(referral, name) for name in _DATES}))
    changed: dict[str, Any] = {"state": TRANSITIONS[act].to, TRANSITIONS[act].dates: on}
    unit.set(referral, **changed)
    return referral, on
