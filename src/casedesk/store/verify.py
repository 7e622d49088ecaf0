"""Prove that a store is whole: every page, every line of the trail, every value.

``verify`` finds an altered, removed or reordered line of the trail, a line that was cut loose
from its records, a value that differs from what the trail says it is, a guard that was dropped,
and a store older than the anchor knows. It changes nothing. What cannot even be read (a date
that is none) is a finding too, never a crash.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, select, text

from casedesk.kernel.words import _
from casedesk.store import blobs
from casedesk.store.base import Record
from casedesk.store.declare import record_classes
from casedesk.store.faults import DatabaseDamaged
from casedesk.store.journal import (
    TRIGGERS,
    TrailTouch,
    Value,
    about,
    chain_mac,
    lines,
    values_hash,
)
from casedesk.store.ledger import PRESENCE
from casedesk.store.missing import MissingReason
from casedesk.store.types import to_plain


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, in a sentence; ``seq`` names the line if any."""

    sentence: str
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and found. ``head`` is the number and mac of the newest line.

    ``damaged`` says that pages of the database are not genuine: nothing should be written in it.
    """

    findings: tuple[Finding, ...]
    lines: int
    records: int
    destroyed: tuple[tuple[int, str], ...]
    head: tuple[int, str]
    damaged: bool = False

    @property
    def whole(self) -> bool:
        """Nothing was found."""
        return not self.findings


Progress = Callable[[int], None]
Touched = dict[int, set[tuple[str, int]]]

UNREADABLE = (ValueError, TypeError, AttributeError, LookupError)
"""What reading a column raises when it holds what CaseDesk never wrote there."""


def unheard(_lines: int) -> None:
    """Nobody follows the progress."""


def verify(
    connection: Connection,
    trail_key: Callable[[int], bytes],
    *,
    anchored: tuple[int, str] | None = None,
    progress: Progress = unheard,
) -> Report:
    """Check pages, chain and values of an open store.

    ``trail_key`` gives the chain key of an epoch (``Keys.trail_key``). ``anchored`` is the newest
    line that this machine remembers. ``progress`` hears the number of lines checked so far.
    """
    findings: list[Finding] = []
    chain = _Chain(trail_key, anchored)
    count, damaged = 0, False
    try:
        findings += _pages(connection)
        damaged = bool(findings)
        findings += (*_links(connection), *_guards(connection))
        findings += _walk(connection, chain, progress)
        if not findings:
            for finding_or_none in _records(connection, chain.state):
                count += 1
                if finding_or_none is not None:
                    findings.append(finding_or_none)
            findings += (Finding(sentence) for sentence in blobs.problems(connection))
    except DatabaseDamaged as damage:
        damaged = True
        findings += (*chain.findings, _damaged(damage.detail))
    head = (chain.seq, chain.mac)
    return Report(tuple(findings), chain.count, count, tuple(chain.destroyed), head, damaged)


def _walk(connection: Connection, chain: "_Chain", progress: Progress) -> list[Finding]:
    chain.touched = _touched(connection)
    try:
        for line in lines(connection):
            chain.take(line)
            if line.seq % 1000 == 0:
                progress(line.seq)
    except UNREADABLE:
        chain.say(None, _("After line {n} the trail cannot be read.").format(n=chain.seq))
    return chain.end()


def _damaged(detail: str) -> Finding:
    return Finding(_("The database is damaged: {detail}").format(detail=detail))


def _pages(connection: Connection) -> Iterator[Finding]:
    for check in ("cipher_integrity_check", "integrity_check"):
        for (word,) in connection.execute(text(f"PRAGMA {check}")):
            if word != "ok":
                yield _damaged(word)


def _links(connection: Connection) -> Iterator[Finding]:
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding(_("A row in table {table} points to nothing.").format(table=row[0]))


def _guards(connection: Connection) -> Iterator[Finding]:
    query = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    there = {name for (name,) in connection.execute(query)}
    for statement in TRIGGERS:
        name = statement.split()[5]
        if name not in there:
            yield Finding(_("The guard {name} on the trail was dropped.").format(name=name))


def _touched(connection: Connection) -> Touched:
    found: Touched = {}
    for row in connection.execute(select(TrailTouch.__table__)):
        found.setdefault(row.seq, set()).add((row.kind, row.record_id))
    return found


class _Chain:
    """Walks the lines in order and rebuilds from them what every record must hold now."""

    def __init__(self, trail_key: Callable[[int], bytes], anchored: tuple[int, str] | None) -> None:
        self.trail_key = cache(trail_key)
        self.touched: Touched = {}
        self.anchored = anchored
        self.findings: list[Finding] = []
        self.state: dict[tuple[str, int], dict[str, Any]] = {}
        self.destroyed: list[tuple[int, str]] = []
        self.seq, self.mac, self.count = 0, "", 0
        self._met_anchor = anchored is None or anchored[0] == 0

    def take(self, line: Any) -> None:
        self.count += 1
        if line.seq != self.seq + 1:
            self.say(line.seq, _("Lines {a} to {b} of the trail are gone.").format(
                a=self.seq + 1, b=line.seq - 1))  # fmt: skip
        if not self._genuine(line):
            self.say(line.seq, _("Line {n} of the trail was altered or moved.").format(n=line.seq))
        self.seq, self.mac = line.seq, line.mac
        if self.anchored and line.seq == self.anchored[0]:
            self._met_anchor = True
            if line.mac != self.anchored[1]:
                self.say(line.seq, _("Line {n} is not the one that this computer remembers.")
                          .format(n=line.seq))  # fmt: skip
        values = self._values(line)
        self._compare_touches(line, values)
        for value in values:
            if not value.kind:  # search texts and the like belong to no record
                continue
            fields = self.state.setdefault((value.kind, value.record_id), {})
            if value.field == PRESENCE and value.after is None:
                fields.clear()
            fields[value.field] = value.after

    def _genuine(self, line: Any) -> bool:
        try:
            key = self.trail_key(line.epoch)
            return bool(chain_mac(key, self.mac, dict(line._mapping)) == line.mac)
        except UNREADABLE:
            return False

    def _values(self, line: Any) -> Sequence[Value]:
        if line.body is None:
            if line.values_hash is None:
                return ()
            if line.certificate:
                self.destroyed.append((line.seq, line.certificate))
            else:
                self.say(line.seq, _("The values of line {n} are gone.").format(n=line.seq))
            return ()
        try:
            if values_hash(line.salt, line.body) == line.values_hash:
                return [Value.of(plain) for plain in json.loads(line.body)]
        except UNREADABLE:
            pass
        self.say(line.seq, _("The values of line {n} were altered.").format(n=line.seq))
        return ()

    def _compare_touches(self, line: Any, values: Sequence[Value]) -> None:
        """Of destroyed values nobody knows any more which records they were about."""
        there, said = self.touched.pop(line.seq, set()), about(line._mapping, values)
        if not (said <= there if line.certificate else said == there):
            self.say(line.seq, _("Line {n} was cut loose from its records.").format(n=line.seq))

    def say(self, seq: int | None, sentence: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(sentence, seq))

    def end(self) -> list[Finding]:
        if self.touched:
            self.say(None, _("Records point at lines of the trail that are not there."))
        if not self._met_anchor:
            self.say(self.seq, _(
                "The store is older than this computer remembers: {n} lines are missing."
            ).format(n=(self.anchored or (0, ""))[0] - self.seq))  # fmt: skip
        return self.findings


def _records(
    connection: Connection, state: dict[tuple[str, int], dict[str, Any]]
) -> Iterator[Finding | None]:
    """Compare each record with what the trail says; yields a finding or None per record."""
    reasons: dict[tuple[str, int], dict[str, str]] = {}
    for row in connection.execute(select(MissingReason.__table__)):
        reasons.setdefault((row.kind, row.record_id), {})[row.field] = row.reason
    for cls in record_classes():
        try:
            for row in connection.execute(select(cls.__table__)):
                yield _record(cls, row, state, reasons)
        except UNREADABLE:
            yield Finding(_("{kind}: a value cannot be read.").format(kind=cls.record.name))
    for (kind, record_id), said in state.items():
        if said.get(PRESENCE) is not None:
            yield Finding(_("{kind} {id} was removed without a line in the trail.").format(
                kind=kind, id=record_id))  # fmt: skip
    for kind, record_id in reasons:
        yield Finding(_("{kind} {id} is in no line of the trail.").format(kind=kind, id=record_id))


def _record(
    cls: type[Record],
    row: Any,
    state: dict[tuple[str, int], dict[str, Any]],
    reasons: dict[tuple[str, int], dict[str, str]],
) -> Finding | None:
    """Compare one record with what the trail says of it."""
    key = (cls.record.name, row.id)
    said, why = state.pop(key, None), reasons.pop(key, {})
    names = [a.key for a in cls.__mapper__.column_attrs if a.key not in ("id", "version")]
    held = {n: to_plain(row._mapping[n]) for n in names if row._mapping[n] is not None}
    both = held.keys() & why.keys()  # a value, and a reason why there is none
    held |= {n: {"missing": reason} for n, reason in why.items()}
    if said is None:
        return Finding(_("{kind} {id} is in no line of the trail.").format(kind=key[0], id=row.id))
    said = {n: v for n, v in said.items() if v is not None and n != PRESENCE}
    wrong = sorted({n for n in {*said, *held} if said.get(n) != held.get(n)} | both)
    if not wrong:
        return None
    return Finding(_("{kind} {id}: {fields} differ from the trail.").format(
        kind=key[0], id=row.id, fields=", ".join(wrong)))  # fmt: skip
