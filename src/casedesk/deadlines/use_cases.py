"""Set a date by hand with its reason, and put a new version of a rule into force."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from casedesk.access.rights import Right, may, may_change, refusal
from casedesk.deadlines.engine import COORDINATION, settle
from casedesk.deadlines.model import DeadlineRule
from casedesk.deadlines.reckoning import Unit
from casedesk.deadlines.rules import readings, shipped, version_on
from casedesk.deadlines.versions import MAIN, versions
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.fields import Realm
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step, take
from casedesk.store.declare import record_class
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork
from casedesk.tasks.model import Deadline

_MOST: dict[str, int] = {Unit.YEARS: 100, Unit.MONTHS: 1200}
"""Longer than a life no term is."""


@dataclass(frozen=True, slots=True)
class SetDate(Step):
    """Another last day than the rule gives, and why."""

    due_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetByHand:
    """The last day of a deadline whose rule gives none, such as a complaint after non-prosecution.

    ``start_kind`` and ``start_id`` name the record that started it.
    """

    case_id: int
    rule_key: str
    start_kind: str
    start_id: int
    due_on: date | None
    reason: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class AddRuleVersion:
    """A rule as it is from a date of effect on; what is None stays as it was.

    ``variant`` names the variant whose length changes; empty is the rule itself.
    """

    rule_key: str
    valid_from: date
    source: str
    amount: int | None = None
    unit: str | None = None
    variant: str = ""
    active: bool | None = None
    verified: bool | None = None
    reason: str = ""


def set_date(store: Store, step: SetDate) -> Changes | Refused:
    """Set the last day by hand. The date by the rule stays beside it and goes on moving."""
    with store.write(N_("Deadline set by hand"), why=step.why) as writing:
        unit = writing.unit
        deadline = take(unit, Deadline, step)
        due_on, reason = _date_and_reason(unit, step.due_on, step.reason)
        unit.set(
            deadline,
            due_on=due_on,
            override_reason=reason,
            overridden_from=deadline.computed_on,
        )
    return writing.answer


def follow_rule(store: Store, step: Step) -> Changes | Refused:
    """Go back to the date that the rule gives."""
    with store.write(N_("Deadline follows its rule again"), why=step.why) as writing:
        unit = writing.unit
        deadline = take(unit, Deadline, step)
        if deadline.computed_on is None:
            unit.refuse(_("The rule gives no date for this deadline."), "due_on")
        if deadline.override_reason is None:
            unit.refuse(_("This deadline follows its rule already."), "due_on")
        unit.set(deadline, due_on=deadline.computed_on, override_reason=None, overridden_from=None)
    return writing.answer


def set_by_hand(store: Store, command: SetByHand) -> Changes | Refused:
    """Make the deadline of a rule that gives no date; ``created`` is its id."""
    with store.write(N_("Deadline set by hand"), act=Act.CREATE, why=command.why) as writing:
        unit = writing.unit
        if not may_change(unit.actor, Realm.CASES):
            raise RefusedError(refusal(Right.CASES_CHANGE))
        due_on, reason = _date_and_reason(unit, command.due_on, command.reason)
        cls: Any = record_class(command.start_kind)
        start = unit.get(cls, command.start_id)
        rule = version_on(versions(unit.session).get(command.rule_key, ()), store.clock.today())
        if rule is None or getattr(start, cls.record.owner) != command.case_id:
            unit.refuse(_("This rule is no longer there. Reload the page."))
        if _is_there(unit, command):
            unit.refuse(_("This date was set already. Change it in the list."), "due_on")
        happened = getattr(start, readings()[command.start_kind].date)
        unit.add(
            Deadline(
                case_id=command.case_id,
                person_id=getattr(start, cls.record.person),
                what=str(rule.what),
                track=rule.track or None,
                rule=str(rule.name),
                starts_on=happened.anchor,
                due_on=due_on,
                override_reason=reason,
                area=None if rule.shared else COORDINATION,
                rule_key=rule.key,
                rule_from=rule.valid_from,
                start_kind=command.start_kind,
                start_id=command.start_id,
            )
        )
        # What ended it already, and how it is told, come from the rule.
        settle(unit, command.case_id)
    return writing.answer


def add_rule_version(store: Store, command: AddRuleVersion) -> Changes | Refused:
    """Put a version of a rule into force from a day on.

    Deadlines that were counted keep the version that they were counted by. A term that starts on
    that day or later follows the new one.
    """
    with store.write(N_("Rule for deadlines changed"), act=Act.CREATE, why=command.reason) as done:
        unit = done.unit
        if not may(unit.actor, Right.CODE_LISTS):
            raise RefusedError(refusal(Right.CODE_LISTS))
        problem = _problem_with(command)
        if problem is not None:
            raise RefusedError(problem)
        variant = command.variant or MAIN
        taken = select(DeadlineRule.id).where(
            DeadlineRule.rule_key == command.rule_key,
            DeadlineRule.valid_from == command.valid_from,
            DeadlineRule.variant == variant,
        )
        if unit.session.scalar(taken) is not None:
            unit.refuse(
                _("A version takes effect on this day already. Choose another day."), "valid_from"
            )
        unit.add(
            DeadlineRule(
                rule_key=command.rule_key,
                valid_from=command.valid_from,
                variant=variant,
                amount=command.amount,
                unit=command.unit,
                active=command.active,
                verified=command.verified,
                source=command.source.strip(),
                reason=command.reason.strip() or None,
            )
        )
    return done.answer


def _problem_with(command: AddRuleVersion) -> Refused | None:
    rules = shipped().get(command.rule_key)
    if not rules:
        return Refused(_("There is no such rule. Choose one from the list."), "rule_key")
    keys = {variant.key for rule in rules for variant in rule.variants}
    if command.variant and command.variant not in keys:
        return Refused(_("This rule has no such variant."), "variant")
    if not command.source.strip():
        return Refused(_("Write down where this is written, such as the law."), "source")
    if (command.amount is None) != (command.unit is None):
        return Refused(_("A length has a number and a unit."), "amount")
    if command.unit is not None and command.unit not in set(Unit):
        return Refused(_("Choose a unit from the list."), "unit")
    most = _MOST.get(command.unit or "", 10_000)
    if command.amount is not None and not 0 <= command.amount <= most:
        return Refused(_("This number is too large. Check what you typed."), "amount")
    if rules[-1].birthday and command.unit not in (None, Unit.YEARS):
        return Refused(_("An age counts in years."), "unit")
    return None


def _date_and_reason(unit: UnitOfWork, due_on: date | None, reason: str) -> tuple[date, str]:
    if due_on is None:
        unit.refuse(_("Fill in the last day."), "due_on")
    if not (reason or "").strip():
        unit.refuse(_("Write down why this is the date, such as the letter."), "reason")
    return due_on, reason.strip()


def _is_there(unit: UnitOfWork, command: SetByHand) -> bool:
    query = select(Deadline.id).where(
        Deadline.case_id == command.case_id,
        Deadline.rule_key == command.rule_key,
        Deadline.start_kind == command.start_kind,
        Deadline.start_id == command.start_id,
    )
    return unit.session.scalar(query, execution_options={"unscoped": True}) is not None
