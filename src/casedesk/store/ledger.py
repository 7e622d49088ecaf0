"""What one act changes, kept field by field until it is written into the trail.

Shared by the unit of work, which writes at once, and by ``store.bulk``, which gathers many acts.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.kernel.fields import Missing, Realm
from casedesk.store.base import Record
from casedesk.store.journal import Value
from casedesk.store.types import to_plain

PRESENCE = "*"
"""Pseudo field of a line: the record's version before (None: was not there) and after."""

Key = tuple[str, int]


class Ledger:
    """The values before and after; ``subject``, ``case_id`` and ``created`` name the act."""

    def __init__(self) -> None:
        self.case_id: int | None = None
        self.subject: Key | None = None
        self.created: int | None = None
        self._before: dict[tuple[str, int, str], Any] = {}
        self._after: dict[tuple[str, int, str], Any] = {}
        self._bumped: set[Key] = set()

    def note(self, key: Key, field: str, before: Any, after: Any) -> None:
        """A field changed; of several changes the first before and the last after count."""
        place = (*key, field)
        self._before.setdefault(place, before)
        self._after[place] = after

    def say(self, key: Key, field: str, before: Any, after: Any) -> None:
        """Write a field down like this, whatever was noted of it; for ``store.erasing``."""
        self._before[(*key, field)], self._after[(*key, field)] = before, after

    def note_new(self, record: Record) -> None:
        """A record came, with all that it holds."""
        key = key_of(record)
        self.note(key, PRESENCE, None, record.version)
        for name in columns(type(record)):
            value = getattr(record, name)
            if value is not None:
                self.note(key, name, None, to_plain(value))
        self._bumped.add(key)
        self.claim(record)
        if self.created is None:
            self.created = record.id

    def claim(self, record: Record) -> None:
        """The first record of an act is what the act is about."""
        if self.subject is None:
            self.subject = key_of(record)
        if self.case_id is None and record.record.owner:
            self.case_id = getattr(record, record.record.owner)

    def bump(self, record: Record) -> None:
        """Count the act in the record's version, once."""
        key = key_of(record)
        if key not in self._bumped:
            self._bumped.add(key)
            record.version += 1

    def touched(self) -> frozenset[Key]:
        """The records that changed."""
        return frozenset(place[:2] for place in self._before)

    def places(self) -> tuple[tuple[str, int, str], ...]:
        """The fields that changed, each by kind, id and name; also those that changed back."""
        return tuple(self._before)

    def value_before(self, key: Key, field: str) -> Any:
        """What a field held before the act, in plain form; None where it did not change."""
        return self._before.get((*key, field))

    def on_balance(self, restricted: Collection[Key]) -> list[Value]:
        """What changed on balance, in plain form."""
        return [
            Value(*place, before, self._after[place], place[:2] in restricted)
            for place, before in self._before.items()
            if before != self._after[place] or place[2] == PRESENCE
        ]


def key_of(record: Record) -> Key:
    """By what name trail and index know a record."""
    return record.record.name, record.id


@cache
def columns(cls: type[Record]) -> tuple[str, ...]:
    """The names of what a record holds, besides its id and version."""
    return tuple(a.key for a in cls.__mapper__.column_attrs if a.key not in ("id", "version"))


def derived(record: Record, values: dict[str, Any]) -> dict[str, Any]:
    """The fields that follow from others, as they must be once these values are set."""
    if not record.record.derived:
        return {}
    held = {name: getattr(record, name) for name in columns(type(record))}
    given = {n: None if isinstance(value, Missing) else value for n, value in values.items()}
    return {name: derive(held | given) for name, derive in record.record.derived}


def restricted_ids(session: Session, cls: type[Record], ids: Sequence[int]) -> Sequence[int]:
    """Which of these rows are about a suspect, as things stand in this session."""
    if cls.record.realm is Realm.SUSPECTS:
        return ids
    condition = cls.restricted()
    if condition is None:
        return ()
    query = select(cls.id).where(cls.id.in_(ids), condition)
    return session.scalars(query, execution_options={"unscoped": True}).all()
