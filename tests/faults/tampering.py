"""Alterations drawn at random, by somebody who has the key of the database.

Each is made inside a transaction that is rolled back after the look, so that one store serves
for all. Guards are dropped before and put back after, as such a person would.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from casedesk.bootstrap import Sitting
from casedesk.store import engine as engines
from casedesk.store.declare import record_classes
from casedesk.store.journal import TRIGGERS
from casedesk.store.verify import Report, verify

Alteration = Callable[["Hand"], bool]
"""Alters something; False if that was not possible or would make no difference."""

_LINE = (
    "epoch", "at", "login", "role", "machine", "sitting", "act", "label", "object_kind",
    "object_id", "case_id", "result", "why", "undoes", "restricted", "values_hash", "mac",
)  # fmt: skip
_GARBAGE = ("", "vals", -1, 10**17, 2.5, b"\x00\xff", "9999-99-99", '{"plain": 1}')


@dataclass(frozen=True, slots=True)
class Hand:
    """The hand of the forger: a connection and chance."""

    connection: Connection
    chance: random.Random

    def do(self, sql: str, *values: Any) -> int:
        """Run a statement; answers how many rows it touched."""
        return self.connection.exec_driver_sql(sql, values).rowcount

    def rows(self, sql: str, *values: Any) -> Sequence[Any]:
        """What a query finds."""
        return self.connection.exec_driver_sql(sql, values).all()

    def one(self, table: str, key: str = "rowid") -> Any:
        """A row of a table, at random; None if it is empty."""
        found = self.rows(f"SELECT {key} FROM {table}")
        return self.chance.choice(found)[0] if found else None


@contextmanager
def forger(sitting: Sitting) -> Iterator[Callable[[Alteration, int], Report | None]]:
    """Hands out a function: alter with this seed, verify, and put everything back."""
    vault, head = sitting.vault, sitting.anchor.read()
    assert head is not None
    raw = engines.connect(vault.database, vault.keys.database_key(), foreign_keys=False)
    with closing(raw):
        engine = engines.single(raw, vault.database)

        def tampered(alter: Alteration, seed: int) -> Report | None:
            with engine.connect() as connection:
                guards = [statement.split()[5] for statement in TRIGGERS]
                for guard in guards:
                    connection.exec_driver_sql(f"DROP TRIGGER {guard}")
                done = alter(Hand(connection, random.Random(seed)))
                for statement in TRIGGERS:
                    connection.exec_driver_sql(statement)
                report = None
                if done:
                    report = verify(connection, vault.keys.trail_key, anchored=(head.seq, head.mac))
                connection.rollback()
                return report

        yield tampered


def other(old: Any, chance: random.Random) -> Any:
    """Another value than this one: near to it, of another type, or nothing."""
    near: list[Any] = [None, *_GARBAGE]
    if isinstance(old, str):
        near += [old + "x", old[:-1], old.swapcase(), old[::-1]] * 3
    if isinstance(old, int):
        near += [old + 1, old - 1, 1 - old] * 3
    while (new := chance.choice(near)) == old or str(new) == str(old):
        pass
    return new


# ------------------------------------------------------------------------------- the trail


def edit_a_line(hand: Hand) -> bool:
    """Any column of any line; columns that must have a value get one."""
    seq, column = hand.one("trail", "seq"), hand.chance.choice(_LINE)
    ((old,),) = hand.rows(f"SELECT {column} FROM trail WHERE seq = ?", seq)
    new = other(old, hand.chance)
    if new is None and column not in ("object_id", "case_id", "why", "undoes", "values_hash"):
        return False
    if column == "restricted" and (not isinstance(new, int) or bool(new) == bool(old)):
        new = 1 - int(old)
    return bool(hand.do(f"UPDATE trail SET {column} = ? WHERE seq = ?", new, seq))


def remove_a_line(hand: Hand) -> bool:
    """A line with all that belongs to it."""
    _take_out(hand, hand.one("trail", "seq"))
    return True


def cut_the_tail(hand: Hand) -> bool:
    """The last lines; what is left is a trail without fault, only shorter than it was."""
    ((last,),) = hand.rows("SELECT max(seq) FROM trail")
    for seq in range(last, last - hand.chance.randrange(1, 6), -1):
        _take_out(hand, seq)
    return True


def _take_out(hand: Hand, seq: int) -> None:
    for table in ("trail_values", "trail_touch", "trail"):
        hand.do(f"DELETE FROM {table} WHERE seq = ?", seq)


def add_a_line(hand: Hand) -> bool:
    """A copy of some line at the end."""
    ((last,),) = hand.rows("SELECT max(seq) FROM trail")
    columns = ", ".join(_LINE)
    return bool(
        hand.do(
            f"INSERT INTO trail (seq, {columns}) SELECT ?, {columns} FROM trail WHERE seq = ?",
            last + 1, hand.one("trail", "seq"),
        )
    )  # fmt: skip


def swap_two_lines(hand: Hand) -> bool:
    """Two lines change places, with their values and touches."""
    a, b = hand.one("trail", "seq"), hand.one("trail", "seq")
    if a == b:
        return False
    for table in ("trail", "trail_values", "trail_touch"):
        for old, new in ((a, -1), (b, a), (-1, b)):
            hand.do(f"UPDATE {table} SET seq = ? WHERE seq = ?", new, old)
    return True


def edit_a_value(hand: Hand) -> bool:
    """What a line says was written."""
    seq = hand.one("trail_values", "seq")
    ((body,),) = hand.rows("SELECT body FROM trail_values WHERE seq = ?", seq)
    values = json.loads(body)
    value = hand.chance.choice(values)
    place = hand.chance.randrange(len(value))
    value[place] = _plain_other(value[place], hand.chance)
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return bool(hand.do("UPDATE trail_values SET body = ? WHERE seq = ?", text, seq))


def _plain_other(old: Any, chance: random.Random) -> Any:
    new = other(old, chance)
    return new.hex() if isinstance(new, bytes) else new


def edit_a_body(hand: Hand) -> bool:
    """The text or the salt of values, not even JSON perhaps."""
    seq, column = hand.one("trail_values", "seq"), hand.chance.choice(("body", "salt"))
    ((old,),) = hand.rows(f"SELECT {column} FROM trail_values WHERE seq = ?", seq)
    new = other(old, hand.chance)
    if new is None:
        return False
    return bool(hand.do(f"UPDATE trail_values SET {column} = ? WHERE seq = ?", new, seq))


def remove_values(hand: Hand) -> bool:
    """The values of a line, as if they had never been."""
    return bool(hand.do("DELETE FROM trail_values WHERE seq = ?", hand.one("trail_values", "seq")))


def swap_values(hand: Hand) -> bool:
    """The values of two lines."""
    a, b = hand.one("trail_values", "seq"), hand.one("trail_values", "seq")
    for old, new in ((a, -1), (b, a), (-1, b)):
        hand.do("UPDATE trail_values SET seq = ? WHERE seq = ?", new, old)
    return bool(a != b)


def edit_a_touch(hand: Hand) -> bool:
    """Which records a line is about: a way to take it out of somebody's history."""
    row = hand.one("trail_touch")
    how = hand.chance.choice(("remove", "kind", "record_id", "add"))
    if how == "remove":
        return bool(hand.do("DELETE FROM trail_touch WHERE rowid = ?", row))
    if how == "add":
        seq = hand.one("trail", "seq")
        return bool(hand.do("INSERT INTO trail_touch VALUES (?, 'person', 987654)", seq))
    ((old,),) = hand.rows(f"SELECT {how} FROM trail_touch WHERE rowid = ?", row)
    new = "verzonnen" if how == "kind" else old + 1000
    return bool(hand.do(f"UPDATE trail_touch SET {how} = ? WHERE rowid = ?", new, row))


# ------------------------------------------------------------------------------- the records


def edit_a_record(hand: Hand) -> bool:
    """Any field of any record of any kind."""
    table = _table(hand)
    row = hand.one(table)
    if row is None:
        return False
    columns = [
        info[1:4] for info in hand.rows(f"PRAGMA table_info({table})")
        if info[1] not in ("id", "version")
    ]  # fmt: skip
    column, kind, required = hand.chance.choice(columns)
    ((old,),) = hand.rows(f"SELECT {column} FROM {table} WHERE rowid = ?", row)
    new = other(old, hand.chance)
    if new is None and required:
        return False
    if kind == "BOOLEAN" and new is not None:
        new = 0 if old else 1  # to a flag all but 0 is yes
    return bool(hand.do(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", new, row))


def remove_a_record(hand: Hand) -> bool:
    """A record, with no line about it."""
    table = _table(hand)
    return bool(hand.do(f"DELETE FROM {table} WHERE rowid = ?", hand.one(table)))


def add_a_record(hand: Hand) -> bool:
    """A copy of a record, with no line about it."""
    table = _table(hand)
    columns = ", ".join(
        info[1] for info in hand.rows(f"PRAGMA table_info({table})") if info[1] != "id"
    )
    return bool(
        hand.do(
            f"INSERT OR IGNORE INTO {table} (id, {columns}) "
            f"SELECT 987654, {columns} FROM {table} WHERE rowid = ?",
            hand.one(table),
        )
    )


def edit_a_reason(hand: Hand) -> bool:
    """Why a value is missing."""
    row = hand.one("missing_reason")
    if hand.chance.random() < 0.5:
        return bool(hand.do("DELETE FROM missing_reason WHERE rowid = ?", row))
    ((old,),) = hand.rows("SELECT reason FROM missing_reason WHERE rowid = ?", row)
    new = hand.chance.choice([r for r in ("unknown", "not_asked", "refused") if r != old])
    return bool(hand.do("UPDATE missing_reason SET reason = ? WHERE rowid = ?", new, row))


def _table(hand: Hand) -> str:
    return hand.chance.choice([str(cls.__tablename__) for cls in record_classes()])


ALTERATIONS: Mapping[str, Alteration] = {
    found.__name__: found
    for found in (
        edit_a_line, remove_a_line, cut_the_tail, add_a_line, swap_two_lines, edit_a_value,
        edit_a_body, remove_values, swap_values, edit_a_touch, edit_a_record, remove_a_record,
        add_a_record, edit_a_reason,
    )
}  # fmt: skip
