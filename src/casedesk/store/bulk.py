"""Write many acts in one transaction: an import, or an invented region.

Each act has a line of its own in the trail, as if it had been written by ``Store.write``; rows,
lines and search index are written for all of them together, which is many times faster
(tests/store/test_bulk.py holds both ways to the same outcome). Whoever is a suspect at the end is
marked so from the first line on. Ids are given out here, so the store must not be written by
anybody else meanwhile.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Engine, bindparam, insert, text, update
from sqlalchemy.orm import Session

from casedesk.kernel.fields import Missing
from casedesk.store.base import Base, Record
from casedesk.store.declare import record_class
from casedesk.store.journal import Act, Deed, append
from casedesk.store.ledger import Key, Ledger, columns, derived, key_of, restricted_ids
from casedesk.store.missing import MissingReason
from casedesk.store.store import Indexer, Store, TrailKeys
from casedesk.store.types import to_plain

R = TypeVar("R", bound=Record)

_AT_ONCE = 1000
"""How many rows one query names; SQLite allows 32,766."""


class BulkAct(Ledger):
    """One act among many. ``facts`` are those of its line; its records live on in memory."""

    def __init__(self, bulk: "Bulk", facts: dict[str, Any]) -> None:
        super().__init__()
        self.facts = facts
        self._bulk = bulk

    def add(self, record: R, reasons: Mapping[str, Missing] | None = None) -> R:
        """A new record, with why a value is not there; it has its id afterwards."""
        self._bulk.take_in(record)
        for name, value in derived(record, {}).items():
            setattr(record, name, value)
        self.note_new(record)
        for name, reason in (reasons or {}).items():
            self.note(key_of(record), name, None, to_plain(reason))
            self._bulk.give_reason(key_of(record), name, reason)
        return record

    def set(self, record: Record, **values: Any) -> None:
        """Give fields of a record that this bulk made other values; no reasons for missing."""
        changed = False
        for name, value in (values | derived(record, values)).items():
            before = getattr(record, name)
            if isinstance(value, Missing) or self._bulk.has_reason(key_of(record), name):
                raise ValueError(f"{name}: why a value is missing can only be said at the start")
            if before != value:
                changed = True
                setattr(record, name, value)
                self.note(key_of(record), name, to_plain(before), to_plain(value))
        if changed:
            self.claim(record)
            self.bump(record)
            self._bulk.take_along(record)


class Bulk:
    """Acts that are gathered, until :meth:`write` puts them into the store."""

    def __init__(self, engine: Engine, keys: TrailKeys, indexers: Iterable[Indexer]) -> None:
        self._reasons: dict[tuple[str, int, str], str] = {}
        self._known_reasons: set[tuple[str, int, str]] = set()
        self._engine = engine
        self._keys = keys
        self._indexers = tuple(indexers)
        self._acts: list[BulkAct] = []
        self._last_ids: dict[str, int] = {}
        self._new: dict[type[Record], dict[int, Record]] = {}
        self._changed: dict[type[Record], dict[int, Record]] = {}
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
            self._last_ids.update((row.name, row.seq) for row in rows)

    def __len__(self) -> int:
        return len(self._acts)

    def act(self, by: Store, act: Act, label: str) -> BulkAct:
        """A new act of that person, at this moment of that person's clock."""
        made = BulkAct(self, by.line(act, label))
        self._acts.append(made)
        return made

    def take_in(self, record: Record) -> None:
        """Give a new record its id."""
        table = type(record).__tablename__
        record.id = self._last_ids[table] = self._last_ids.get(table, 0) + 1
        record.version = 1
        self._new.setdefault(type(record), {})[record.id] = record

    def give_reason(self, key: Key, field: str, reason: Missing) -> None:
        """Say why a new record has no value there."""
        self._reasons[*key, field] = reason.value
        self._known_reasons.add((*key, field))

    def has_reason(self, key: Key, field: str) -> bool:
        """Whether it was said why there is no value there."""
        return (*key, field) in self._known_reasons

    def take_along(self, record: Record) -> None:
        """Remember to write a record again that was written before."""
        if record.id not in self._new.get(type(record), {}):
            self._changed.setdefault(type(record), {})[record.id] = record

    def write(self) -> tuple[int, str]:
        """Write what was gathered; answers the number and mac of the last line."""
        with Session(self._engine) as session, session.begin():
            self._write_rows(session)
            touched = frozenset(key for act in self._acts for key in act.touched())
            for indexer in self._indexers:
                indexer.update(session, touched)
            restricted = _restricted(session, touched)
            deeds = [deed for act in self._acts if (deed := _deed(act, restricted))]
            end = append(session.connection(), self._keys.trail_key(self._keys.epoch), deeds)
        for gathered in (self._reasons, self._acts, self._new, self._changed):
            gathered.clear()
        return end

    def _write_rows(self, session: Session) -> None:
        connection = session.connection()
        for cls in sorted(self._new, key=_place):
            connection.execute(insert(cls), [_row(r) for r in self._new[cls].values()])
        for cls, records in self._changed.items():
            table: Any = cls.__table__
            values: dict[str, Any] = {
                name: bindparam(f"new_{name}") for name in (*columns(cls), "version")
            }
            query = update(table).where(table.c.id == bindparam("new_id")).values(values)
            connection.execute(
                query,
                [{f"new_{n}": v for n, v in _row(r).items()} for r in records.values()],
            )
        if self._reasons:
            names = ("kind", "record_id", "field", "reason")
            rows = [
                dict(zip(names, (*place, reason), strict=True))
                for place, reason in self._reasons.items()
            ]
            connection.execute(insert(MissingReason), rows)


def _row(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ("id", *columns(type(record)), "version")}


def _place(cls: type[Record]) -> int:
    """Where a table comes, so that what is referred to is there before."""
    return _places()[cls.__tablename__]


@cache
def _places() -> Mapping[str, int]:
    return {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}


def _restricted(session: Session, touched: frozenset[Key]) -> frozenset[Key]:
    ids: dict[str, list[int]] = {}
    for kind, record_id in touched:
        ids.setdefault(kind, []).append(record_id)
    return frozenset(
        (kind, record_id)
        for kind, all_ids in ids.items()
        for start in range(0, len(all_ids), _AT_ONCE)
        for record_id in restricted_ids(
            session, record_class(kind), all_ids[start : start + _AT_ONCE]
        )
    )


def _deed(act: BulkAct, restricted: frozenset[Key]) -> Deed | None:
    values = act.on_balance(restricted)
    if not values:
        return None
    kind, record_id = act.subject or ("", None)
    facts = act.facts | {
        "object_kind": kind,
        "object_id": record_id,
        "case_id": act.case_id,
        "restricted": any(value.restricted for value in values),
    }
    return Deed(facts, values)
