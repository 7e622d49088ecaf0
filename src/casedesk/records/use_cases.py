"""Make, change and remove a record of any kind.

One field left is one command is one line in the trail. A change compares the value with the one
that the user saw, so that two people never overwrite each other unknowingly. Steps with rules
of their own (sending a referral, closing a case) are use cases of their feature; the fields
that they guard are refused here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casedesk.access.rights import REALM_RIGHTS, Right, may, may_change, refusal
from casedesk.kernel.changes import Answer, Changes, Conflict, Refused, RefusedError
from casedesk.kernel.fields import Field, Kind, Missing
from casedesk.kernel.words import N_, _
from casedesk.records.values import problem_with
from casedesk.store.base import Record
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import fields_of, record_class
from casedesk.store.journal import Act, Trail, TrailTouch
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Create:
    """A new record with its first values; ``why`` where a reason is asked."""

    kind: str
    values: Mapping[str, Any]
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeField:
    """A new value for one field, and the value that the user saw before."""

    kind: str
    id: int
    name: str
    value: Any
    seen: Any
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a record away, as it was seen in this version."""

    kind: str
    id: int
    version: int
    why: str | None = None


def create(store: Store, command: Create, labels: CodeLabels) -> Changes | Refused:
    """Make a record; its required fields must be there and every value good."""
    cls = record_class(command.kind)
    try:
        with store.write(N_("New: {kind}"), act=Act.CREATE, why=command.why) as writing:
            make(writing.unit, cls, command.values, labels)
    except IntegrityError:
        return Refused(_("This is there already. Open the existing one instead."))
    return writing.answer


def make(
    unit: UnitOfWork, cls: type[Record], values: Mapping[str, Any], labels: CodeLabels
) -> Record:
    """Make a record inside a unit of work, for use cases that make several at once."""
    if not may_change(unit.actor, cls.record.realm):
        raise RefusedError(refusal(REALM_RIGHTS[cls.record.realm][1]))
    values = dict(cls.record.defaults) | {n: v for n, v in values.items() if v is not None}
    record = cls()
    reasons: dict[str, Any] = {}
    for field in fields_of(cls).values():
        value = values.get(field.name)
        _refuse_if(problem_with(field, value, labels))
        _refuse_if(_dangling(unit.session, field, value))
        if isinstance(value, Missing):
            reasons[field.name] = value
        elif value is not None:
            setattr(record, field.name, value)
    _refuse_if(_rule_problem(cls, values))
    unit.add(record)
    unit.set(record, **reasons)
    _guard_restricted(unit, cls, record.id)
    return record


def change(store: Store, command: ChangeField, labels: CodeLabels) -> Answer:
    """Give one field a new value, unless somebody changed it after it was seen."""
    cls = record_class(command.kind)
    field = fields_of(cls)[command.name]
    conflict: Conflict | None = None
    with store.write(N_("Changed: {kind}"), why=command.why) as writing:
        unit = writing.unit
        if not may_change(store.actor, cls.record.realm):
            raise RefusedError(refusal(REALM_RIGHTS[cls.record.realm][1]))
        if field.name in cls.record.guarded:
            unit.refuse(_("This changes by a step of its own, not by typing."), field.name)
        _refuse_if(problem_with(field, command.value, labels))
        _refuse_if(_dangling(unit.session, field, command.value))
        record = unit.get(cls, command.id)
        now = unit.current(record, field.name)
        if now not in (command.seen, command.value):
            conflict = _conflict(unit.session, command, now)
        else:
            if cls.record.rules:
                held = {f: unit.current(record, f) for f in fields_of(cls)}
                _refuse_if(_rule_problem(cls, {**held, field.name: command.value}))
            unit.set(record, **{field.name: command.value})
            _guard_restricted(unit, cls, command.id)
    return conflict or writing.answer


def remove(store: Store, command: Remove) -> Answer:
    """Take a record away, unless it changed after it was seen or others depend on it."""
    cls = record_class(command.kind)
    try:
        with store.write(N_("Removed: {kind}"), act=Act.REMOVE, why=command.why) as writing:
            unit = writing.unit
            if not may_change(store.actor, cls.record.realm):
                raise RefusedError(refusal(REALM_RIGHTS[cls.record.realm][1]))
            record = unit.get(cls, command.id)
            if record.version != command.version:
                unit.refuse(_("Somebody changed this meanwhile. Look at it again first."))
            unit.remove(record)
    except IntegrityError:
        return Refused(_("Other records depend on this one. Remove those first."))
    return writing.answer


def _refuse_if(problem: Refused | None) -> None:
    if problem is not None:
        raise RefusedError(problem)


def _rule_problem(cls: type[Record], values: Mapping[str, Any]) -> Refused | None:
    return next((p for rule in cls.record.rules if (p := rule(values))), None)


def _dangling(session: Session, field: Field, value: Any) -> Refused | None:
    if field.kind is not Kind.REFERENCE or value is None:
        return None
    target = record_class(field.target)
    if session.scalar(select(target.id).where(target.id == value)) is None:
        return Refused(_("What you chose is no longer there. Choose again."), field.name)
    return None


def _guard_restricted(unit: UnitOfWork, cls: type[Record], record_id: int) -> None:
    if not may(unit.actor, Right.SUSPECTS) and unit.is_restricted(cls, record_id):
        raise RefusedError(refusal(Right.SUSPECTS))


def _conflict(session: Session, command: ChangeField, now: Any) -> Conflict:
    row = session.execute(
        select(Trail.login, Trail.at)
        .join(TrailTouch, TrailTouch.seq == Trail.seq)
        .where(TrailTouch.kind == command.kind, TrailTouch.record_id == command.id)
        .order_by(Trail.seq.desc())
        .limit(1)
    ).first()
    by, at = (row.login, row.at) if row else ("", None)
    return Conflict(command.name, command.seen, now, command.value, by, at)
