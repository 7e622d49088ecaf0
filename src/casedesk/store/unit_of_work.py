"""One act of a user = one transaction = one line in the trail.

A use case opens a unit of work, adds, sets and removes records through it, and leaves. On the
way out the unit writes what changed into the trail, updates the search index, commits, and
answers :class:`Changes`. A record that is changed past the unit is a fault, not an oversight.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from casedesk.kernel.actor import Actor
from casedesk.kernel.changes import Refused, RefusedError
from casedesk.kernel.fields import Missing, Realm
from casedesk.kernel.words import _
from casedesk.store.base import Record
from casedesk.store.declare import record_class
from casedesk.store.journal import Act, Value
from casedesk.store.missing import MissingReason
from casedesk.store.types import to_plain

if TYPE_CHECKING:
    from casedesk.store.store import Store

R = TypeVar("R", bound=Record)

PRESENCE = "*"
"""Pseudo field of a line: the record's version before (None: was not there) and after."""


class UnjournalledWriteError(Exception):
    """A record was changed without the unit of work: it would leave no trace."""


class UnitOfWork:
    """The only way to write records. Made by ``Store.write``, used once."""

    def __init__(self, store: "Store", session: Session, act: Act, label: str) -> None:
        self.store = store
        self.session = session
        self.act = act
        self.label = label
        self.why: str | None = None
        self.case_id: int | None = None
        self.subject: tuple[str, int] | None = None
        self.undoes: int | None = None
        self.created: int | None = None
        self._before: dict[tuple[str, int, str], Any] = {}
        self._after: dict[tuple[str, int, str], Any] = {}
        self._restricted: set[tuple[str, int]] = set()
        self._bumped: set[tuple[str, int]] = set()
        self._removed: set[tuple[str, int]] = set()
        self._writing = False
        event.listen(session, "before_flush", self._guard)

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self.store.actor

    def get(self, cls: type[R], record_id: int) -> R:
        """The record, or a refusal when it is gone or not for this reader."""
        found = self.session.scalars(select(cls).where(cls.id == record_id)).first()
        if found is None:
            raise RefusedError(Refused(_("This record is no longer there. Reload the page.")))
        return found

    def add(self, record: R, *, version: int = 1) -> R:
        """A new record; it has its id afterwards."""
        record.version = version
        for name, value in _derived(record, {}).items():
            setattr(record, name, value)
        self.session.add(record)
        self._flush()
        key = (record.record.name, record.id)
        self._note(*key, PRESENCE, None, version)
        for name in _columns(type(record)):
            value = getattr(record, name)
            if value is not None:
                self._note(*key, name, None, to_plain(value))
        self._bumped.add(key)
        self._claim(record)
        if self.created is None:
            self.created = record.id
        return record

    def set(self, record: Record, **values: Any) -> None:
        """Give fields new values; a :class:`Missing` says why there is none."""
        kind, record_id = record.record.name, record.id
        changed = False
        for name, value in (values | _derived(record, values)).items():
            before = self.current(record, name)
            if before == value:
                continue
            changed = True
            if isinstance(before, Missing) or isinstance(value, Missing):
                self._set_missing(kind, record_id, name, value)
            setattr(record, name, None if isinstance(value, Missing) else value)
            self._note(kind, record_id, name, to_plain(before), to_plain(value))
        if changed:
            self._claim(record)
            if (kind, record_id) not in self._bumped:
                self._bumped.add((kind, record_id))
                record.version += 1
            self._flush()

    def remove(self, record: Record) -> None:
        """Take a record away; the trail keeps what it said, so that undo can bring it back."""
        kind, record_id = record.record.name, record.id
        for name in _columns(type(record)):
            value = self.current(record, name)
            if value is not None:
                self._note(kind, record_id, name, to_plain(value), None)
        self._note(kind, record_id, PRESENCE, record.version, None)
        self._mark_restricted(type(record), record_id)
        self._claim(record)
        self._removed.add((kind, record_id))
        self.session.execute(
            delete(MissingReason).where(
                MissingReason.kind == kind, MissingReason.record_id == record_id
            )
        )
        self.session.delete(record)
        self._flush()

    def current(self, record: Record, name: str) -> Any:
        """The value of a field, or why it is missing."""
        value = getattr(record, name)
        if value is not None:
            return value
        reason = self.session.get(MissingReason, (record.record.name, record.id, name))
        return Missing(reason.reason) if reason else None

    def refuse(self, sentence: str, field: str | None = None) -> NoReturn:
        """Leave without a trace of change, with a sentence for the user."""
        raise RefusedError(Refused(sentence, field))

    # What Store.write needs on the way out.

    def values(self) -> list[Value]:
        """What changed on balance, in plain form."""
        for kind, record_id in {key[:2] for key in self._before} - self._removed:
            self._mark_restricted(record_class(kind), record_id)
        return [
            Value(*key, before, self._after[key], key[:2] in self._restricted)
            for key, before in self._before.items()
            if before != self._after[key] or key[2] == PRESENCE
        ]

    def touched(self) -> frozenset[tuple[str, int]]:
        """The records that changed."""
        return frozenset(key[:2] for key in self._before)

    def _note(self, kind: str, record_id: int, field: str, before: Any, after: Any) -> None:
        key = (kind, record_id, field)
        self._before.setdefault(key, before)
        self._after[key] = after

    def _set_missing(self, kind: str, record_id: int, field: str, value: Any) -> None:
        row = self.session.get(MissingReason, (kind, record_id, field))
        if not isinstance(value, Missing):
            if row is not None:
                self.session.delete(row)
        elif row is None:
            self.session.add(
                MissingReason(kind=kind, record_id=record_id, field=field, reason=value.value)
            )
        else:
            row.reason = value.value

    def _claim(self, record: Record) -> None:
        if self.subject is None:
            self.subject = (record.record.name, record.id)
        if self.case_id is None and record.record.owner:
            self.case_id = getattr(record, record.record.owner)

    def is_restricted(self, cls: type[Record], record_id: int) -> bool:
        """Whether this row is about a suspect, as things stand inside this unit."""
        if cls.record.realm is Realm.SUSPECTS:
            return True
        condition = cls.restricted()
        if condition is None:
            return False
        query = select(cls.id).where(cls.id == record_id, condition)
        return self.session.execute(query, execution_options={"unscoped": True}).first() is not None

    def _mark_restricted(self, cls: type[Record], record_id: int) -> None:
        if self.is_restricted(cls, record_id):
            self._restricted.add((cls.record.name, record_id))

    def _flush(self) -> None:
        self._writing = True
        try:
            self.session.flush()
        finally:
            self._writing = False

    def _guard(self, session: Session, *_rest: Any) -> None:
        if not self._writing and _dirty_records(session):
            raise UnjournalledWriteError("a record was changed outside the unit of work")


def _dirty_records(session: Session) -> list[Record]:
    touched: Iterable[Any] = (*session.new, *session.dirty, *session.deleted)
    return [
        item
        for item in touched
        if isinstance(item, Record) and (item not in session.dirty or session.is_modified(item))
    ]


def _derived(record: Record, values: dict[str, Any]) -> dict[str, Any]:
    """The fields that follow from others, as they must be once these values are set."""
    if not record.record.derived:
        return {}
    held = {name: getattr(record, name) for name in _columns(type(record))}
    given = {n: None if isinstance(value, Missing) else value for n, value in values.items()}
    return {name: derive(held | given) for name, derive in record.record.derived}


def _columns(cls: type[Record]) -> list[str]:
    return [a.key for a in cls.__mapper__.column_attrs if a.key not in ("id", "version")]
