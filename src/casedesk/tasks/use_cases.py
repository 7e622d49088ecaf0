"""Finish an action, drop it, or take it up again; meet a deadline with its proof."""

from dataclasses import dataclass
from typing import Any

from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step, day_of, take
from casedesk.store.declare import record_class
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork
from casedesk.tasks.model import Action, Deadline
from casedesk.tasks.rules import OPEN_STATES


@dataclass(frozen=True, slots=True)
class FinishAction(Step):
    """An action that was done, with what it brought."""

    result: str | None = None


@dataclass(frozen=True, slots=True)
class MeetDeadline(Step):
    """A deadline that was met, with what shows it: words, a document of the case, or both."""

    proof: str | None = None
    proof_id: int | None = None


def finish_action(store: Store, step: FinishAction) -> Changes | Refused:
    """The action was done."""
    with store.write(N_("Action done"), why=step.why) as writing:
        unit = writing.unit
        action = take(unit, Action, step)
        if action.state not in OPEN_STATES:
            unit.refuse(_("This action is not open any more."), "state")
        changed: dict[str, Any] = {"state": "done", "done_on": day_of(unit, step)}
        if step.result and step.result.strip():
            changed["result"] = step.result.strip()
        unit.set(action, **changed)
    return writing.answer


def drop_action(store: Store, step: Step) -> Changes | Refused:
    """The action is no longer needed; ``why`` says the reason."""
    with store.write(N_("Action dropped"), why=step.why) as writing:
        unit = writing.unit
        action = take(unit, Action, step)
        if action.state not in OPEN_STATES:
            unit.refuse(_("This action is not open any more."), "state")
        unit.set(action, state="dropped")
    return writing.answer


def reopen_action(store: Store, step: Step) -> Changes | Refused:
    """The action was not done after all."""
    with store.write(N_("Action open again"), why=step.why) as writing:
        unit = writing.unit
        action = take(unit, Action, step)
        if action.state in OPEN_STATES:
            unit.refuse(_("This action is open already."), "state")
        unit.set(action, state="open", done_on=None)
    return writing.answer


def meet_deadline(store: Store, step: Step) -> Changes | Refused:
    """What the deadline asks was done."""
    with store.write(N_("Deadline met"), why=step.why) as writing:
        unit = writing.unit
        deadline = take(unit, Deadline, step)
        if deadline.met_on is not None:
            unit.refuse(_("This deadline was met already."), "met_on")
        changed: dict[str, Any] = {"met_on": day_of(unit, step)}
        if isinstance(step, MeetDeadline):
            if step.proof and step.proof.strip():
                changed["proof"] = step.proof.strip()
            if step.proof_id is not None:
                changed["proof_id"] = _document(unit, step.proof_id, deadline.case_id)
        unit.set(deadline, **changed)
    return writing.answer


def drop_deadline(store: Store, step: Step) -> Changes | Refused:
    """The deadline is no longer needed; ``why`` must say the reason, and stands as its proof."""
    with store.write(N_("Deadline no longer needed"), why=step.why) as writing:
        unit = writing.unit
        deadline = take(unit, Deadline, step)
        if deadline.met_on is not None:
            unit.refuse(_("This deadline was met already."), "met_on")
        why = (step.why or "").strip()
        if not why:
            unit.refuse(_("Write down why it is no longer needed."), "why")
        unit.set(deadline, met_on=day_of(unit, step), proof=why)
    return writing.answer


def unmeet_deadline(store: Store, step: Step) -> Changes | Refused:
    """The deadline was not met after all; its proof goes, too."""
    with store.write(N_("Deadline open again"), why=step.why) as writing:
        unit = writing.unit
        deadline = take(unit, Deadline, step)
        if deadline.met_on is None:
            unit.refuse(_("This deadline is open already."), "met_on")
        if deadline.met_kind is not None:
            unit.refuse(_("A later step ended this deadline. Change that step instead."), "met_on")
        unit.set(deadline, met_on=None, proof=None, proof_id=None)
    return writing.answer


def _document(unit: UnitOfWork, document_id: int, case_id: int) -> int:
    document: Any = unit.get(record_class("document"), document_id)
    if document.case_id != case_id:
        unit.refuse(_("This document belongs to another case."), "proof_id")
    return document_id
