"""The trail: one append-only, chained line for everything that was done or read.

Each line carries the six facts that BIO2 8.15.01 asks (action, object, result, origin, actor,
time; domain.md 5.4) and commits to a salted hash of the values. The values stand in a side
table, so that destruction under a certificate can empty them while the chain stays whole.
History, undo and refresh are readings of these tables.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.store.base import Base
from casedesk.store.types import MomentType, canonical


class Act(StrEnum):
    """What was done. Only the first five and the last change records."""

    CREATE = "create"
    CHANGE = "change"
    REMOVE = "remove"
    UNDO = "undo"
    REDO = "redo"
    READ = "read"
    SEARCH = "search"
    PRINT = "print"
    EXPORT = "export"
    HANDOVER = "handover"
    UNLOCK = "unlock"
    LOCK = "lock"
    REFUSED = "refused"
    ACCOUNT = "account"
    KEYS = "keys"
    BACKUP = "backup"
    RESTORE = "restore"
    MIGRATE = "migrate"
    VERIFY = "verify"
    CODE_LISTS = "code_lists"
    DESTROY = "destroy"


CHANGING = (Act.CREATE, Act.CHANGE, Act.REMOVE, Act.UNDO, Act.REDO, Act.DESTROY)


class Trail(Base):
    """One line. ``mac`` chains it to the line before under the trail key of its epoch."""

    __tablename__ = "trail"
    __table_args__ = (Index("ix_trail_case", "case_id", "seq"),)

    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(MomentType)
    login: Mapped[str] = mapped_column(String(60), index=True)
    role: Mapped[str] = mapped_column(String(40))
    machine: Mapped[str] = mapped_column(String(120))
    sitting: Mapped[str] = mapped_column(String(32), index=True)
    act: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(200))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None] = mapped_column(Integer)
    case_id: Mapped[int | None] = mapped_column(Integer)
    result: Mapped[str] = mapped_column(String(20))
    why: Mapped[str | None] = mapped_column(Text)
    undoes: Mapped[int | None] = mapped_column(Integer, index=True)
    restricted: Mapped[bool] = mapped_column(Boolean)
    values_hash: Mapped[str | None] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))


class TrailValues(Base):
    """The values of a line as one JSON text, with the salt of their hash; erasable."""

    __tablename__ = "trail_values"

    seq: Mapped[int] = mapped_column(ForeignKey("trail.seq"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[str] = mapped_column(Text)


class TrailTouch(Base):
    """Which records a line touched: the way from a record to its history."""

    __tablename__ = "trail_touch"
    __table_args__ = (Index("ix_trail_touch_record", "kind", "record_id", "seq"),)

    seq: Mapped[int] = mapped_column(ForeignKey("trail.seq"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    record_id: Mapped[int] = mapped_column(Integer, primary_key=True)


class DestroyedValues(Base):
    """The values of these lines were destroyed under a certificate (retention)."""

    __tablename__ = "destroyed_values"

    seq: Mapped[int] = mapped_column(ForeignKey("trail.seq"), primary_key=True)
    certificate: Mapped[str] = mapped_column(String(60))


TRIGGERS = (
    *(
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table, verbs in (
            ("trail", ("UPDATE", "DELETE")),
            ("trail_touch", ("UPDATE", "DELETE")),
            ("trail_values", ("UPDATE",)),
            ("destroyed_values", ("UPDATE", "DELETE")),
        )
        for verb in verbs
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS trail_values_no_delete BEFORE DELETE ON trail_values "
        "WHEN NOT EXISTS (SELECT 1 FROM destroyed_values d WHERE d.seq = OLD.seq) "
        "BEGIN SELECT RAISE(ABORT, 'trail_values is append-only'); END"
    ),
)


def install_triggers(connection: Connection) -> None:
    """Put the append-only guards in place; batch migrations drop them, so call it after each."""
    for statement in TRIGGERS:
        connection.execute(text(statement))


@dataclass(frozen=True, slots=True)
class Value:
    """One field of one record, before and after, in plain form (``store.types``)."""

    kind: str
    record_id: int
    field: str
    before: Any
    after: Any
    restricted: bool = False

    def plain(self) -> list[Any]:
        return [
            self.kind, self.record_id, self.field, self.before, self.after, int(self.restricted)
        ]  # fmt: skip

    @classmethod
    def of(cls, plain: list[Any]) -> "Value":
        kind, record_id, name, before, after, restricted = plain
        return cls(kind, record_id, name, before, after, bool(restricted))


# The facts of a line that its mac covers, in this order for ever.
_CHAINED = (
    "seq", "epoch", "at", "login", "role", "machine", "sitting", "act", "label", "object_kind",
    "object_id", "case_id", "result", "why", "undoes", "restricted", "values_hash",
)  # fmt: skip


def chain_mac(key: bytes, previous: str, line: dict[str, Any]) -> str:
    """The keyed hash of a line and of the one before it (hex)."""
    facts = [line[name] for name in _CHAINED]
    # As it is read back: a clock may speak local time, the column holds UTC.
    facts[2] = line["at"].astimezone(UTC).isoformat(timespec="microseconds")
    facts[15] = bool(line["restricted"])
    return hmac.new(key, canonical([previous, *facts]), hashlib.sha256).hexdigest()


def values_hash(salt: bytes, body: str) -> str:
    """What a line commits to; without the salt nobody can guess short values back."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Deed:
    """A line that is still to be written: its facts and its values."""

    facts: dict[str, Any]
    values: Sequence[Value] = ()


def about(line: Mapping[str, Any], values: Iterable[Value]) -> frozenset[tuple[str, int]]:
    """The records that a line is about: those of its values, and its object."""
    found = {(value.kind, value.record_id) for value in values if value.kind}
    if line["object_kind"] and line["object_id"] is not None:
        found.add((line["object_kind"], line["object_id"]))
    return frozenset(found)


def append(connection: Connection, key: bytes, deeds: Iterable[Deed]) -> tuple[int, str]:
    """Write the next lines with their values; answers the last one's number and mac.

    Runs inside the caller's write transaction, which serialises writers, so that the chain has
    no forks.
    """
    last = connection.execute(
        select(Trail.seq, Trail.mac).order_by(Trail.seq.desc()).limit(1)
    ).first()
    seq, mac = (last.seq, last.mac) if last else (0, "")
    trail: list[dict[str, Any]] = []
    bodies: list[dict[str, Any]] = []
    touches: list[dict[str, Any]] = []
    for deed in deeds:
        seq += 1
        plain = [value.plain() for value in deed.values]
        line = {**deed.facts, "seq": seq, "values_hash": None}
        if plain:
            salt, body = secrets.token_bytes(16), canonical(plain).decode()
            line["values_hash"] = values_hash(salt, body)
            bodies.append({"seq": seq, "salt": salt, "body": body})
        mac = line["mac"] = chain_mac(key, mac, line)
        trail.append(line)
        touches += [
            {"seq": seq, "kind": kind, "record_id": record_id}
            for kind, record_id in sorted(about(line, deed.values))
        ]
    for table, rows in ((Trail, trail), (TrailValues, bodies), (TrailTouch, touches)):
        if rows:
            connection.execute(insert(table), rows)
    return seq, mac


def lines(connection: Connection, after: int = 0) -> Iterator[Any]:
    """All lines after a number, in order, each with its values and certificate if any."""
    query = (
        select(Trail.__table__, TrailValues.salt, TrailValues.body, DestroyedValues.certificate)
        .select_from(Trail)
        .outerjoin(TrailValues, TrailValues.seq == Trail.seq)
        .outerjoin(DestroyedValues, DestroyedValues.seq == Trail.seq)
        .where(Trail.seq > after)
        .order_by(Trail.seq)
    )
    yield from connection.execute(query)
