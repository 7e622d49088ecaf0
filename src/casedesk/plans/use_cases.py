"""Start a care plan, replace it by a new version, and write down whether the person agrees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.plans.model import CarePlan, Goal
from casedesk.plans.rules import (
    AGREED,
    CARRIED_OVER,
    DRAFT,
    NOT_AGREED,
    OPEN_ACTIONS,
    OPEN_GOALS,
    REPLACED,
    agreement_problem,
    next_version,
)
from casedesk.records.steps import Step, day_of, refuse_if, take
from casedesk.records.use_cases import make
from casedesk.store.base import Record
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import fields_of, record_class
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

_NOT_COPIED = {
    "care_plan": ("agreed_on", "disagreement", "copy_given", "ended_on", "review_on"),
    "goal": ("reached_on", "result"),
    "action": ("done_on", "result"),
}
"""What belongs to one version alone."""


@dataclass(frozen=True, slots=True)
class Agreement(Step):
    """What the person says of the plan, and whether they have a copy of it.

    ``copy_safe`` and ``copy_given`` are codes of the list ``yes_no``; None leaves them open.
    """

    agreed: bool = True
    disagreement: str | None = None
    copy_safe: str | None = None
    copy_given: str | None = None


def start_plan(store: Store, values: Mapping[str, Any], labels: CodeLabels) -> Changes | Refused:
    """Make the plan of a person; its version follows on those that there are."""
    with store.write(N_("New: {kind}"), act=Act.CREATE) as writing:
        given = dict(values)
        if isinstance(given.get("case_id"), int) and isinstance(given.get("person_id"), int):
            numbers = _versions(writing.unit, given["case_id"], given["person_id"])
            given.setdefault("plan_version", next_version(numbers))
        make(writing.unit, CarePlan, {"state": DRAFT} | given, labels)
    return writing.answer


def new_version(store: Store, step: Step, labels: CodeLabels) -> Changes | Refused:
    """Replace a plan by a copy of it to work on; ``created`` is the id of the new plan.

    Goals and actions that are still open go on in the new version. The old one keeps what was
    agreed; undo makes it the present one again.
    """
    with store.write(N_("New version of the plan"), act=Act.CREATE, why=step.why) as writing:
        unit = writing.unit
        plan = take(unit, CarePlan, step)
        if plan.state == REPLACED:
            unit.refuse(_("This version was replaced already. Open the newest one."), "state")
        on = day_of(unit, step)
        numbers = _versions(unit, plan.case_id, plan.person_id)
        changes = {
            "plan_version": next_version(numbers),
            "state": DRAFT,
            "made_on": on,
            "former_id": plan.id,
        }
        copied = _copy(unit, plan, changes, labels)
        unit.created = copied.id
        _carry_goals(unit, plan, copied.id, labels)
        unit.set(
            plan, state=REPLACED, ended_on=on, plan_version=plan.plan_version or numbers[plan.id]
        )
    return writing.answer


def record_agreement(store: Store, command: Agreement) -> Changes | Refused:
    """The person was asked about the plan, and says yes or no."""
    with store.write(N_("Plan discussed with the person"), why=command.why) as writing:
        unit = writing.unit
        plan = take(unit, CarePlan, command)
        if plan.state == REPLACED:
            unit.refuse(_("This version was replaced already. Open the newest one."), "state")
        safe = command.copy_safe if command.copy_safe is not None else plan.copy_safe
        given = command.copy_given if command.copy_given is not None else plan.copy_given
        refuse_if(
            agreement_problem(
                agreed=command.agreed,
                disagreement=command.disagreement,
                copy_safe=safe,
                copy_given=given,
            )
        )
        on = day_of(unit, command)
        if on < plan.made_on:
            unit.refuse(_("The plan was made later than this day. Check the date."), "on")
        words = (command.disagreement or "").strip() or None
        unit.set(
            plan,
            state=AGREED if command.agreed else NOT_AGREED,
            agreed_on=on if command.agreed else None,
            disagreement=words,
            copy_safe=safe,
            copy_given=given,
        )
    return writing.answer


@dataclass(frozen=True, slots=True)
class ReachGoal(Step):
    """A goal that was reached, wholly or in part, with what came of it."""

    partly: bool = False
    result: str | None = None


def reach_goal(store: Store, step: ReachGoal) -> Changes | Refused:
    """The goal was reached."""
    with store.write(N_("Goal reached"), why=step.why) as writing:
        unit = writing.unit
        goal = take(unit, Goal, step)
        if goal.state not in OPEN_GOALS:
            unit.refuse(_("This goal is not open any more."), "state")
        changed: dict[str, Any] = {
            "state": "partly_reached" if step.partly else "reached",
            "reached_on": day_of(unit, step),
        }
        if step.result and step.result.strip():
            changed["result"] = step.result.strip()
        unit.set(goal, **changed)
    return writing.answer


def reopen_goal(store: Store, step: Step) -> Changes | Refused:
    """The goal was not reached after all."""
    with store.write(N_("Goal open again"), why=step.why) as writing:
        unit = writing.unit
        goal = take(unit, Goal, step)
        if goal.state in (*OPEN_GOALS, CARRIED_OVER):
            unit.refuse(_("This goal is open already."), "state")
        unit.set(goal, state="open", reached_on=None)
    return writing.answer


MAKERS = {"care_plan": start_plan}


def _versions(unit: UnitOfWork, case_id: int, person_id: int) -> dict[int, int]:
    """The number of each plan of a person by its id; older ones without a number are counted."""
    rows = unit.session.execute(
        select(CarePlan.id, CarePlan.plan_version)
        .where(CarePlan.case_id == case_id, CarePlan.person_id == person_id)
        .order_by(CarePlan.made_on, CarePlan.id)
    ).all()
    return {row.id: row.plan_version or place for place, row in enumerate(rows, start=1)}


def _carry_goals(unit: UnitOfWork, plan: CarePlan, new_id: int, labels: CodeLabels) -> None:
    goals = unit.session.scalars(
        select(Goal)
        .where(Goal.case_id == plan.case_id, Goal.state.in_(OPEN_GOALS))
        .where((Goal.plan_id == plan.id) | Goal.plan_id.is_(None))
        .where(Goal.person_id == plan.person_id)
        .order_by(Goal.id)
    ).all()
    for goal in goals:
        if goal.plan_id is None:  # written down before there was a plan
            unit.set(goal, plan_id=new_id)
            continue
        copied = _copy(unit, goal, {"plan_id": new_id, "former_id": goal.id}, labels)
        _carry_actions(unit, goal.id, copied.id, labels)
        unit.set(goal, state=CARRIED_OVER)


def _carry_actions(unit: UnitOfWork, goal_id: int, new_goal: int, labels: CodeLabels) -> None:
    cls: Any = record_class("action")
    query = select(cls).where(cls.goal_id == goal_id, cls.state.in_(OPEN_ACTIONS)).order_by(cls.id)
    for action in unit.session.scalars(query).all():
        _copy(unit, action, {"goal_id": new_goal}, labels)
        unit.set(action, state=CARRIED_OVER)


def _copy(
    unit: UnitOfWork, record: Record, changes: Mapping[str, Any], labels: CodeLabels
) -> Record:
    kind = record.record.name
    kept = {
        name: unit.current(record, name)
        for name in fields_of(type(record))
        if name not in _NOT_COPIED[kind]
    }
    return make(unit, type(record), kept | dict(changes), labels)
