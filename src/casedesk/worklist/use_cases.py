"""Tick off a date from the work list, put it off with a reason, bring it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from weakref import WeakSet
from zoneinfo import ZoneInfo

from sqlalchemy import select

from casedesk.access.rights import Right, may, may_change, refusal
from casedesk.kernel.actor import Actor
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Realm
from casedesk.kernel.kinds import CASE, PERSON
from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step, refuse_if, take
from casedesk.records.use_cases import make
from casedesk.reminders.model import Snooze
from casedesk.reminders.use_cases import finish_reminder
from casedesk.store.base import Record
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import record_class
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork
from casedesk.tasks.use_cases import FinishAction, finish_action, meet_deadline
from casedesk.worklist.reading import due_rules, is_cleared, rule_number
from casedesk.worklist.rules import putting_off_problem

_ZONE = ZoneInfo(AMSTERDAM)

Finish = Callable[[Store, Step], Changes | Refused]

_read_already: WeakSet[Store] = WeakSet()
"""Sittings whose trail says already that the list was looked at."""


@dataclass(frozen=True, slots=True)
class PutOffDate:
    """Put one date of a record off; ``seen`` is the day that the user saw."""

    kind: str
    id: int
    when: str
    seen: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class BringBack:
    """A date that was put off is wanted on the list again."""

    kind: str
    id: int
    when: str


def _action(store: Store, step: Step) -> Changes | Refused:
    return finish_action(store, FinishAction(step.id, step.version, step.on, step.why))


_BY_STEP: MappingProxyType[str, Finish] = MappingProxyType(
    {"action": _action, "deadline": meet_deadline, "reminder": finish_reminder}
)
_BY_DAY = frozenset({(CASE, "aftercare_on")})
"""Dates that are met by writing down the day, with nothing else to say."""


def can_finish(actor: Actor, rule: MomentRule) -> bool:
    """Whether this person may tick off such a date from the list.

    What asks for more than a tick, such as the answer of a partner, is opened instead.
    """
    if not may_change(actor, record_class(rule.kind).record.realm):
        return False
    return rule.kind in _BY_STEP or (rule.kind, rule.when) in _BY_DAY or is_cleared(rule)


def finish(store: Store, kind: str, when: str, step: Step) -> Changes | Refused:
    """What this date asks was done; the step of the feature is taken where there is one."""
    if kind in _BY_STEP:
        return _BY_STEP[kind](store, step)
    rule = due_rules()[rule_number(kind, when)]
    with store.write(N_("Done: {kind}"), why=step.why) as writing:
        unit = writing.unit
        record = take(unit, record_class(kind), step)
        if not can_finish(unit.actor, rule):
            unit.refuse(_("Open it to write down what came of it."))
        if is_cleared(rule):
            unit.set(record, **{rule.when: None})
        else:
            unit.set(record, **{rule.met: store.clock.today()})
    return writing.answer


def can_put_off(actor: Actor, rule: MomentRule) -> bool:
    """Whether this person may put such a date off."""
    realm = record_class(rule.kind).record.realm
    return may_change(actor, Realm.CASES) or (is_cleared(rule) and may_change(actor, realm))


def put_off(store: Store, command: PutOffDate, labels: CodeLabels) -> Changes | Refused:
    """Let a date wait until a day, with a reason; refused for a date of law in its last days.

    The date itself stays as it is. For who may not change cases, the day to look at a signal
    again is moved instead: who put it off and why stands in the trail.
    """
    rule = due_rules()[rule_number(command.kind, command.when)]
    with store.write(N_("Date put off"), why=command.reason.strip() or None) as writing:
        unit = writing.unit
        if not can_put_off(unit.actor, rule):
            raise RefusedError(refusal(Right.CASES_CHANGE))
        cls = record_class(command.kind)
        record = unit.get(cls, command.id)
        on = _day(getattr(record, command.when))
        if on != command.seen:
            unit.refuse(_("Somebody changed this meanwhile. Look at it again first."))
        refuse_if(
            putting_off_problem(
                command.until, command.reason, on, store.clock.today(), binding=rule.binding
            )
        )
        if may(unit.actor, Right.CASES_CHANGE):
            _write_down(unit, record, command, on, labels)
        else:
            unit.set(record, **{command.when: command.until})
    return writing.answer


def bring_back(store: Store, command: BringBack) -> Changes | Refused:
    """Show a date again that was put off."""
    with store.write(N_("Date no longer put off")) as writing:
        unit = writing.unit
        if not may(unit.actor, Right.CASES_CHANGE):
            raise RefusedError(refusal(Right.CASES_CHANGE))
        found = _snooze(unit, command.kind, command.id, command.when)
        if found is None:
            unit.refuse(_("This is not put off."))
        unit.remove(found)
    return writing.answer


def _write_down(
    unit: UnitOfWork, record: Record, command: PutOffDate, on: date, labels: CodeLabels
) -> None:
    cls = type(record)
    values: dict[str, Any] = {
        "of_kind": command.kind,
        "of_id": command.id,
        "of_date": command.when,
        "of_day": on,
        "until": command.until,
        "reason": command.reason.strip(),
        "put_off_by": unit.actor.login,
        "case_id": getattr(record, cls.record.owner) if cls.record.owner else None,
        "person_id": _person(record),
        "shielded": unit.is_restricted(cls, record.id),
    }
    before = _snooze(unit, command.kind, command.id, command.when)
    if before is None:
        make(unit, Snooze, values, labels)
    else:
        unit.set(before, **values)


def _snooze(unit: UnitOfWork, kind: str, record_id: int, when: str) -> Snooze | None:
    query = select(Snooze).where(
        Snooze.of_kind == kind, Snooze.of_id == record_id, Snooze.of_date == when
    )
    return unit.session.scalars(query.order_by(Snooze.id.desc())).first()


def _person(record: Record) -> int | None:
    name = "id" if record.record.name == PERSON else record.record.person
    found: int | None = getattr(record, name) if name else None
    return found


def _day(value: Any) -> date:
    """The day of a date, exact or vague: the last that it can be, as the reading reckons it."""
    if isinstance(value, VagueDate):
        last = value.latest if value.latest != date.max else None
        return last or value.earliest or date.max
    if isinstance(value, datetime):
        return value.astimezone(_ZONE).date()
    return value if isinstance(value, date) else date.max


def work_read(store: Store) -> bool:
    """Leave the line that the work list was looked at, once per sitting. False: disk full."""
    if store in _read_already:
        return True
    _read_already.add(store)
    about = CASE if may(store.actor, Right.CASES_SEE) else "signal"
    label, late = N_("Work list read"), N_("Work list read while the disk was full")
    return store.note_or_wait(Act.READ, label, late, kind=about)
