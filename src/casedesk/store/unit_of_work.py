"""One act of a user = one transaction = one line in the trail.

A use case opens a unit of work, adds, sets and removes records through it, and leaves. On the
way out the unit writes what changed into the trail, updates the search index, commits, and
answers :class:`Changes`. A record that is changed past the unit is a fault, not an oversight.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from sqlalchemy import delete, event, insert, select
from sqlalchemy.orm import Session

from casedesk.kernel.actor import Actor
from casedesk.kernel.changes import Refused, RefusedError
from casedesk.kernel.fields import Missing
from casedesk.kernel.words import _
from casedesk.store.base import Record
from casedesk.store.declare import record_class
from casedesk.store.followers import follow
from casedesk.store.journal import Act, Value
from casedesk.store.ledger import PRESENCE, Ledger, columns, derived, restricted_ids
from casedesk.store.missing import MissingReason
from casedesk.store.types import to_plain

if TYPE_CHECKING:
    from casedesk.store.store import Store

R = TypeVar("R", bound=Record)


class UnjournalledWriteError(Exception):
    """A record was changed without the unit of work: it would leave no trace."""


class UnitOfWork(Ledger):
    """The only way to write records. Made by ``Store.write``, used once."""

    def __init__(self, store: "Store", session: Session, act: Act, label: str) -> None:
        super().__init__()
        self.store = store
        self.session = session
        self.act = act
        self.label = label
        self.why: str | None = None
        self.undoes: int | None = None
        self._restricted: set[tuple[str, int]] = set()
        self._removed: set[tuple[str, int]] = set()
        self._reasons: dict[tuple[str, int], dict[str, Missing]] = {}
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
        for name, value in derived(record, {}).items():
            setattr(record, name, value)
        self.session.add(record)
        self._flush()
        self.note_new(record)
        return record

    def set(self, record: Record, **values: Any) -> None:
        """Give fields new values; a :class:`Missing` says why there is none."""
        kind, record_id = record.record.name, record.id
        changed = False
        for name, value in (values | derived(record, values)).items():
            before = self.current(record, name)
            if before == value:
                continue
            changed = True
            if isinstance(before, Missing) or isinstance(value, Missing):
                self._set_missing(kind, record_id, name, value)
            setattr(record, name, None if isinstance(value, Missing) else value)
            self.note((kind, record_id), name, to_plain(before), to_plain(value))
        if changed:
            self.claim(record)
            self.bump(record)
            self._flush()

    def remove(self, record: Record) -> None:
        """Take a record away; the trail keeps what it said, so that undo can bring it back."""
        kind, record_id = record.record.name, record.id
        for name in columns(type(record)):
            value = self.current(record, name)
            if value is not None:
                self.note((kind, record_id), name, to_plain(value), None)
        self.note((kind, record_id), PRESENCE, record.version, None)
        if self.is_restricted(type(record), record_id):
            self._restricted.add((kind, record_id))
        self.claim(record)
        self._removed.add((kind, record_id))
        self.session.execute(
            delete(MissingReason).where(
                MissingReason.kind == kind, MissingReason.record_id == record_id
            )
        )
        self._reasons[kind, record_id] = {}
        self.session.delete(record)
        self._flush()

    def erase(self, record: Record) -> None:
        """Take a record away; the line says that it went, and not what it said."""
        key = (record.record.name, record.id)
        self.note(key, PRESENCE, record.version, None)
        self.claim(record)
        self._removed.add(key)
        self.session.execute(
            delete(MissingReason).where(
                MissingReason.kind == key[0], MissingReason.record_id == key[1]
            )
        )
        self._reasons[key] = {}
        self.session.delete(record)
        self._flush()

    def current(self, record: Record, name: str) -> Any:
        """The value of a field, or why it is missing."""
        value = getattr(record, name)
        if value is not None:
            return value
        return self._reasons_of(record.record.name, record.id).get(name)

    def refuse(self, sentence: str, field: str | None = None) -> NoReturn:
        """Leave without a trace of change, with a sentence for the user."""
        raise RefusedError(Refused(sentence, field))

    # What Store.write needs on the way out.

    def values(self) -> list[Value]:
        """What changed on balance, in plain form, with what had to follow from it."""
        follow(self)
        present: dict[str, list[int]] = {}
        for kind, record_id in self.touched() - self._removed:
            present.setdefault(kind, []).append(record_id)
        for kind, ids in present.items():
            found = restricted_ids(self.session, record_class(kind), ids)
            self._restricted.update((kind, record_id) for record_id in found)
        return self.on_balance(self._restricted)

    def _reasons_of(self, kind: str, record_id: int) -> dict[str, Missing]:
        """Why fields of this record have no value; asked once for all of them."""
        known = self._reasons.get((kind, record_id))
        if known is None:
            rows = self.session.execute(
                select(MissingReason.field, MissingReason.reason).where(
                    MissingReason.kind == kind, MissingReason.record_id == record_id
                )
            )
            known = {row.field: Missing(row.reason) for row in rows}
            self._reasons[kind, record_id] = known
        return known

    def _set_missing(self, kind: str, record_id: int, field: str, value: Any) -> None:
        place = {"kind": kind, "record_id": record_id, "field": field}
        reasons = self._reasons_of(kind, record_id)
        if reasons.pop(field, None) is not None:
            self.session.execute(delete(MissingReason).filter_by(**place))
        if isinstance(value, Missing):
            reasons[field] = value
            self.session.execute(insert(MissingReason).values(**place, reason=value.value))

    def is_restricted(self, cls: type[Record], record_id: int) -> bool:
        """Whether this row is about a suspect, as things stand inside this unit."""
        return bool(restricted_ids(self.session, cls, [record_id]))

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
