"""An open store in the hands of one person: reading, the unit of work, and news.

The store knows who acts and hands out sessions that are already narrowed to what this person
may see (``access.scope``). Writing goes through :meth:`Store.write`, deeds that change no
record through :meth:`Store.note`; both leave their line in the trail.
"""

import platform
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, event, func, select
from sqlalchemy.orm import Session, sessionmaker

from casedesk.kernel.actor import Actor
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.clock import Clock, SystemClock
from casedesk.store.faults import DiskFull
from casedesk.store.journal import CHANGING, Act, Deed, Trail, TrailTouch, Value, append
from casedesk.store.unit_of_work import UnitOfWork


class Indexer(Protocol):
    """Keeps something derived in step with the records, inside the same transaction."""

    def update(self, session: Session, touched: frozenset[tuple[str, int]]) -> None: ...


class TrailKeys(Protocol):
    """The keys that chain the trail: one per epoch of the root key (``store.keys.Keys``)."""

    epoch: int

    def trail_key(self, epoch: int) -> bytes: ...


class Anchor(Protocol):
    """Remembers the newest line outside the store; may lag, never lead."""

    def advance(self, seq: int, mac: str) -> None: ...


class NoAnchor:
    """For stores that live too briefly to be rolled back, such as those of tests."""

    def advance(self, seq: int, mac: str) -> None:
        """Nothing to remember."""


Narrow = Callable[[Actor], Sequence[Any]]
"""Gives the loader criteria that every query of this person must carry."""


class Store:
    """One sitting of one person in an open store.

    ``keys`` is asked anew each time: a rotation puts other keys in place while we sit here.
    """

    def __init__(
        self,
        engine: Engine,
        actor: Actor,
        keys: Callable[[], TrailKeys],
        *,
        narrow: Narrow,
        indexers: Iterable[Indexer] = (),
        clock: Clock | None = None,
        machine: str = "",
        anchor: Anchor | None = None,
    ) -> None:
        self.engine = engine
        self.actor = actor
        self._keys = keys
        self.clock = clock or SystemClock()
        self.machine = machine or platform.node() or "?"
        self.sitting = secrets.token_hex(8)
        self._indexers = tuple(indexers)
        self._anchor = anchor or NoAnchor()
        self._criteria = tuple(narrow(actor))
        self._listeners: list[Callable[[Changes], None]] = []
        self._waiting: list[tuple[Act, str, dict[str, Any]]] = []
        self._readers = sessionmaker(
            engine.execution_options(read_only=True), class_=_ScopedSession, autoflush=False
        )
        self._writers = sessionmaker(engine, class_=_ScopedSession, autoflush=False)
        with self.read() as session:
            self._seen = _newest(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading, narrowed to what this person may see."""
        with self._readers() as session:
            session.info["criteria"] = self._criteria
            yield session

    @contextmanager
    def write(
        self, label: str, *, act: Act = Act.CHANGE, why: str | None = None
    ) -> Iterator["Writing"]:
        """One act. Ask ``writing.changes`` afterwards what it did.

        A :class:`RefusedError` raised inside becomes ``writing.refused`` and nothing is
        written. ``label`` is the English source text of what the user did.
        """
        writing = Writing()
        with self._writers() as session:
            session.info["criteria"] = self._criteria
            session.begin()
            unit = UnitOfWork(self, session, act, label)
            unit.why = why
            writing.unit = unit
            try:
                yield writing
                values = unit.values()
            except RefusedError as refusal:
                session.rollback()
                writing.refused = refusal.refused
                return
            if not values:
                session.rollback()
                return
            touched = unit.touched()
            for indexer in self._indexers:
                indexer.update(session, touched)
            seq, mac = self._append(session, unit, values)
            session.commit()
        self._anchor.advance(seq, mac)
        ids: dict[str, set[int]] = {}
        for kind, record_id in touched:
            ids.setdefault(kind, set()).add(record_id)
        writing.changes = Changes(
            label, {kind: frozenset(found) for kind, found in ids.items()}, seq, unit.created
        )
        self._write_waiting()
        self.announce(writing.changes)

    def _append(self, session: Session, unit: UnitOfWork, values: list[Value]) -> tuple[int, str]:
        kind, record_id = unit.subject or ("", None)
        line = {
            **self.line(unit.act, unit.label),
            "object_kind": kind,
            "object_id": record_id,
            "case_id": unit.case_id,
            "why": unit.why,
            "undoes": unit.undoes,
            "restricted": any(value.restricted for value in values),
        }
        keys = self._keys()
        key = keys.trail_key(keys.epoch)
        return append(session.connection(), key, [Deed(line, tuple(values))])

    def note(  # noqa: PLR0913 - each is one of the facts of a line, given by name
        self,
        act: Act,
        label: str,
        *,
        kind: str = "",
        record_id: int | None = None,
        case_id: int | None = None,
        result: str = "done",
        why: str | None = None,
        values: Iterable[Value] = (),
        restricted: bool = False,
    ) -> int:
        """Leave a line for a deed that changes no record: reading, searching, printing."""
        line = {
            **self.line(act, label),
            "object_kind": kind,
            "object_id": record_id,
            "case_id": case_id,
            "result": result,
            "why": why,
            "restricted": restricted,
        }
        with self.engine.begin() as connection:
            keys = self._keys()
            key = keys.trail_key(keys.epoch)
            seq, mac = append(connection, key, [Deed(line, tuple(values))])
        self._anchor.advance(seq, mac)
        self._write_waiting()
        return seq

    def note_or_wait(self, act: Act, label: str, late: str, **facts: Any) -> bool:
        """Leave a line for what must be seen in an emergency, also while the disk is full.

        False when the line has to wait. It is written after the next act that finds room, with
        the label ``late`` and the moment of the deed (ISO 8601, UTC) as its reason.
        """
        try:
            self.note(act, label, **facts)
        except DiskFull:
            when = self.clock.now().astimezone(UTC).isoformat(timespec="seconds")
            self._waiting.append((act, late, facts | {"why": when}))
            return False
        return True

    @contextmanager
    def derive(self, kind: str = "", record_ids: Iterable[int] = ()) -> Iterator[Connection]:
        """Keep what only follows from records, such as the text of a file, and index it.

        It changes no record, so it has no line in the trail and no undo.
        """
        with self._writers() as session:
            session.begin()
            yield session.connection()
            touched = frozenset((kind, record_id) for record_id in record_ids)
            for indexer in self._indexers:
                indexer.update(session, touched)
            session.commit()

    def _write_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for act, label, facts in waiting:
            try:
                self.note(act, label, **facts)
            except DiskFull:
                self._waiting.append((act, label, facts))

    def line(self, act: Act, label: str) -> dict[str, Any]:
        """What every line of this sitting says; the rest is as for a deed about nothing."""
        return {
            "epoch": self._keys().epoch,
            "at": self.clock.now(),
            "login": self.actor.login,
            "role": self.actor.role,
            "machine": self.machine,
            "sitting": self.sitting,
            "act": act.value,
            "label": label,
            "object_kind": "",
            "object_id": None,
            "case_id": None,
            "result": "done",
            "why": None,
            "undoes": None,
            "restricted": False,
        }

    # News: the same signal for our own changes and for those of others.

    def listen(self, hear: Callable[[Changes], None]) -> Callable[[], None]:
        """Call ``hear`` with every change; the answer stops it."""
        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    def announce(self, changes: Changes) -> None:
        """Tell all who listen."""
        for hear in tuple(self._listeners):
            hear(changes)

    def news(self) -> Changes:
        """What others changed since the last time; ask it now and then."""
        query = (
            select(Trail.seq, Trail.sitting, TrailTouch.kind, TrailTouch.record_id)
            .outerjoin(TrailTouch, TrailTouch.seq == Trail.seq)
            .where(Trail.seq > self._seen, Trail.act.in_(CHANGING))
        )
        ids: dict[str, set[int]] = {}
        with self.read() as session:
            newest = _newest(session)
            for row in session.execute(query):
                if row.sitting != self.sitting and row.kind:
                    ids.setdefault(row.kind, set()).add(row.record_id)
        self._seen = max(self._seen, newest)
        return Changes("", {kind: frozenset(found) for kind, found in ids.items()}, newest)


class Writing:
    """What a ``with store.write(...)`` block leaves: changes, or a refusal, or nothing."""

    def __init__(self) -> None:
        self.unit: UnitOfWork
        self.changes = Changes()
        self.refused: Refused | None = None

    @property
    def answer(self) -> Changes | Refused:
        """The refusal if there was one, else the changes (empty when nothing differed)."""
        return self.refused or self.changes


class _ScopedSession(Session):
    """A session whose every select carries the criteria of its reader."""


def _newest(session: Session) -> int:
    """The number of the newest line, whoever may read it: a number tells nothing."""
    query = select(func.max(Trail.seq))
    return session.scalar(query, execution_options={"unscoped": True}) or 0


def _narrow(state: Any) -> None:
    criteria = state.session.info.get("criteria")
    if criteria and state.is_select and not state.execution_options.get("unscoped"):
        state.statement = state.statement.options(*criteria)


event.listen(_ScopedSession, "do_orm_execute", _narrow)
