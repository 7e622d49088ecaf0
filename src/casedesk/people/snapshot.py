"""What a merge did, step by step, as it is kept to be undone: one JSON text in the store."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from casedesk.kernel.fields import Missing
from casedesk.store.base import Record
from casedesk.store.ledger import columns
from casedesk.store.types import from_plain, to_plain
from casedesk.store.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Kept:
    """A record as it was, whole."""

    kind: str
    id: int
    version: int
    values: dict[str, Any]

    @classmethod
    def of(cls, unit: UnitOfWork, record: Record) -> "Kept":
        """As it is now, reasons for missing values included."""
        values = {n: to_plain(unit.current(record, n)) for n in columns(type(record))}
        filled = {name: value for name, value in values.items() if value is not None}
        return cls(record.record.name, record.id, record.version, filled)


@dataclass(slots=True)
class Move:
    """A reference that pointed at one record and then at another."""

    kind: str
    id: int
    name: str


@dataclass(slots=True)
class Change:
    """A value before and after, in plain form."""

    name: str
    before: Any
    after: Any


@dataclass(slots=True)
class Fold:
    """A record that went up in another one (``into``), or that made no sense any more (None)."""

    record: Kept
    into: int | None
    changes: list[Change] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)


@dataclass(slots=True)
class DraftMove:
    """A draft about a new record of the person, by its number, and its place before and after."""

    id: int
    before: str
    after: str


@dataclass(slots=True)
class Snapshot:
    """All that a merge did. ``newest`` is per kind the highest number at that moment."""

    kept_id: int
    gone: Kept
    changes: list[Change] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)
    made: list[Kept] = field(default_factory=list)
    drafts: list[DraftMove] = field(default_factory=list)
    newest: dict[str, int] = field(default_factory=dict)

    def text(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Snapshot":
        """From what :meth:`text` wrote."""
        found: dict[str, Any] = json.loads(text)
        return cls(
            found["kept_id"],
            Kept(**found["gone"]),
            [Change(**one) for one in found["changes"]],
            [Move(**one) for one in found["moves"]],
            [_fold(one) for one in found["folds"]],
            [Kept(**one) for one in found["made"]],
            [DraftMove(**one) for one in found["drafts"]],
            found["newest"],
        )


def _fold(found: Mapping[str, Any]) -> Fold:
    return Fold(
        Kept(**found["record"]),
        found["into"],
        [Change(**one) for one in found["changes"]],
        [Move(**one) for one in found["moves"]],
    )


def bring_back(unit: UnitOfWork, cls: type[Record], kept: Kept) -> Record:
    """Make a record again with the id that it had; its version goes on counting."""
    record = cls()
    record.id = kept.id
    reasons: dict[str, Missing] = {}
    derived = {name for name, _derive in cls.record.derived}
    for name, plain in kept.values.items():
        value = from_plain(plain)
        if isinstance(value, Missing):
            reasons[name] = value
        elif name not in derived:
            setattr(record, name, value)
    unit.add(record, version=kept.version + 1)
    unit.set(record, **reasons)
    return record
