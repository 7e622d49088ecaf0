"""Finish an action, drop it, or take it up again."""

from dataclasses import dataclass
from typing import Any

from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step, day_of, take
from casedesk.store.store import Store
from casedesk.tasks.model import Action, Deadline
from casedesk.tasks.rules import OPEN_STATES


@dataclass(frozen=True, slots=True)
class FinishAction(Step):
    """An action that was done, with what it brought."""

    result: str | None = None


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
        unit.set(deadline, met_on=day_of(unit, step))
    return writing.answer
