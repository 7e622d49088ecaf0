"""Read the trail as history, and leave the lines for reading and searching.

Which lines exist for a reader is settled by ``access.scope``; here their values are shielded one
by one. Who reads the trail for control (the log officer) sees who did what and when, not what
was written.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from casedesk.access.accounts import Account
from casedesk.access.reach import tells_reach
from casedesk.access.rights import ROLE_NAMES, Right, may, may_read, may_see
from casedesk.kernel.actor import SYSTEM, Actor
from casedesk.kernel.fields import Field, Realm
from casedesk.kernel.kinds import PERSON, TIE
from casedesk.kernel.words import N_, _
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class, record_classes
from casedesk.store.journal import (
    CHANGING,
    Act,
    DestroyedValues,
    Trail,
    TrailTouch,
    TrailValues,
    Value,
)
from casedesk.store.ledger import PRESENCE
from casedesk.store.store import Store
from casedesk.store.types import from_plain


class Shows(Protocol):
    """What history needs of a reader (``records.reading.Reader``)."""

    @property
    def actor(self) -> Actor: ...

    def show(
        self, session: Session, field: Field, value: Any, on: Any = None, case_id: int | None = None
    ) -> str: ...


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value before and after, as text; ``kind`` names the record it belongs to.

    ``reach`` says that it tells how to reach or find a person: what is safe is read first.
    """

    label: str
    before: str
    after: str
    kind: str = ""
    reach: bool = False


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the trail as its reader may see it.

    ``certificate`` is set when the values were destroyed under it; ``undone`` when a later line
    took this one back.
    """

    seq: int
    at: datetime
    login: str
    who: str
    role: str
    machine: str
    act: Act
    sentence: str
    why: str
    changes: tuple[ValueChange, ...]
    kind: str
    record_id: int | None
    case_id: int | None
    result: str
    undone: bool = False
    certificate: str = ""


def history(
    session: Session,
    reader: Shows,
    *,
    case_id: int | None = None,
    kind: str | None = None,
    record_id: int | None = None,
    limit: int = 200,
    before: int | None = None,
    changes_only: bool = False,
) -> tuple[HistoryLine, ...]:
    """Lines of a case, of a record, or of all, newest first; go on with ``before=line.seq``.

    Without the right to read the trail, the whole of it is one's own lines. ``changes_only``
    leaves out who looked.
    """
    actor = reader.actor
    if kind is not None and not _may_follow(actor, kind):
        return ()
    query = (
        select(
            Trail.seq, Trail.at, Trail.login, Trail.role, Trail.machine, Trail.act, Trail.label,
            Trail.object_kind, Trail.object_id, Trail.case_id, Trail.result, Trail.why,
            TrailValues.body, DestroyedValues.certificate,
        )
        .select_from(Trail)
        .outerjoin(TrailValues, TrailValues.seq == Trail.seq)
        .outerjoin(DestroyedValues, DestroyedValues.seq == Trail.seq)
        .order_by(Trail.seq.desc())
        .limit(limit)
    )  # fmt: skip
    if before is not None:
        query = query.where(Trail.seq < before)
    if changes_only:
        query = query.where(Trail.act.in_(CHANGING))
    if case_id is not None:
        query = query.where(or_(Trail.case_id == case_id, Trail.seq.in_(_persons_lines(case_id))))
    if kind is not None:
        touched = select(TrailTouch.seq).where(TrailTouch.kind == kind)
        if record_id is not None:
            touched = touched.where(TrailTouch.record_id == record_id)
        query = query.where(Trail.seq.in_(touched))
    if case_id is None and kind is None and not may(actor, Right.TRAIL_READ):
        query = query.where(Trail.login == actor.login)
    rows = session.execute(query).all()
    tell = _Teller(session, reader, (kind, record_id) if kind and record_id else None)
    undone = _undone(session, [row.seq for row in rows])
    return tuple(tell.line(row, undone=row.seq in undone) for row in rows)


def _may_follow(actor: Actor, kind: str) -> bool:
    return may(actor, Right.TRAIL_READ) or may_see(actor, record_class(kind).record.realm)


def _persons_lines(case_id: int) -> Select[Any]:
    """Lines about the persons of a case, whose names and numbers belong to no case."""
    tie: Any = record_class(TIE)
    persons = select(tie.person_id).where(tie.case_id == case_id)
    merge: Any = record_class("person_merge")
    # What was done about somebody who went up in one of them belongs to the case as before.
    gone = select(merge.gone).where(merge.kept_id.in_(persons))
    touched = or_(TrailTouch.record_id.in_(persons), TrailTouch.record_id.in_(gone))
    parts = [and_(TrailTouch.kind == PERSON, touched)]
    for cls in record_classes():
        if cls.record.person and not cls.record.owner:
            mine = select(cls.id).where(getattr(cls, cls.record.person).in_(persons))
            parts.append(and_(TrailTouch.kind == cls.record.name, TrailTouch.record_id.in_(mine)))
    return select(TrailTouch.seq).where(or_(*parts))


def _undone(session: Session, seqs: Sequence[int]) -> frozenset[int]:
    """Which of these lines were taken back and not done again."""
    newest: dict[int, str] = {}
    for start in range(0, len(seqs), 500):
        query = (
            select(Trail.undoes, Trail.act)
            .where(Trail.undoes.in_(seqs[start : start + 500]))
            .order_by(Trail.seq)
        )
        newest |= {seq: act for seq, act in session.execute(query) if seq is not None}
    return frozenset(seq for seq, act in newest.items() if act == Act.UNDO)


class _Teller:
    """Puts lines into the words of one reader."""

    def __init__(self, session: Session, reader: Shows, only: tuple[str, int] | None) -> None:
        self._session = session
        self._reader = reader
        self._only = only
        self._names = {
            row.login: row.name for row in session.execute(select(Account.login, Account.name))
        }

    def line(self, row: Any, *, undone: bool) -> HistoryLine:
        reads_values = may_see(self._reader.actor, Realm.CASES) or may_see(
            self._reader.actor, Realm.SIGNALS
        )
        values = [Value.of(plain) for plain in json.loads(row.body or "[]")]
        return HistoryLine(
            seq=row.seq,
            at=row.at,
            login=row.login,
            who=SYSTEM.name if row.login == SYSTEM.login else self._names.get(row.login, row.login),
            role=_(ROLE_NAMES.get(row.role, row.role)),
            machine=row.machine,
            act=Act(row.act),
            sentence=_sentence(row),
            why=(row.why or "") if reads_values else "",
            changes=tuple(self._changes(values, row.case_id)),
            kind=row.object_kind,
            record_id=row.object_id,
            case_id=row.case_id,
            result=row.result,
            undone=undone,
            certificate=row.certificate or "",
        )

    def _changes(self, values: Sequence[Value], case_id: int | None) -> Iterable[ValueChange]:
        actor = self._reader.actor
        suspects = may(actor, Right.SUSPECTS)
        for value in values:
            if value.field == PRESENCE or (value.restricted and not suspects):
                continue
            if self._only is not None and (value.kind, value.record_id) != self._only:
                continue
            if value.kind:
                yield from self._change(record_class(value.kind), value, case_id)
            elif isinstance(value.after, str) and may(actor, Right.CASES_SEE):
                yield ValueChange(_("Text"), "", value.after)

    def _change(
        self, cls: type[Record], value: Value, case_id: int | None
    ) -> Iterable[ValueChange]:
        field = fields_of(cls).get(value.field)
        actor = self._reader.actor
        if field is None or field.hidden or not may_see(actor, cls.record.realm):
            return
        if field.name == cls.record.owner:  # the case in which it all happens
            return
        if may_read(actor, field.classes, cls.record.realm):
            texts = [
                self._reader.show(self._session, field, from_plain(plain), case_id=case_id)
                for plain in (value.before, value.after)
            ]
        else:
            texts = [
                "" if plain is None else _("shielded") for plain in (value.before, value.after)
            ]
        yield ValueChange(
            _(field.label), texts[0], texts[1], _(cls.record.label), tells_reach(cls, field)
        )


def _sentence(row: Any) -> str:
    label = _(record_class(row.object_kind).record.label) if row.object_kind else ""
    said = _(row.label).replace("{kind}", label)
    if row.act == Act.UNDO:
        return _("{what} (undone)").format(what=said)
    if row.act == Act.REDO:
        return _("{what} (done again)").format(what=said)
    return said


# Lines for deeds that change nothing.

_read_already: WeakKeyDictionary[Store, set[tuple[str, int]]] = WeakKeyDictionary()


def record_read(store: Store, kind: str, record_id: int, case_id: int | None = None) -> bool:
    """Leave the line that a record was read, once per sitting.

    False when the disk is full: what must be seen in an emergency opens all the same, the
    window says that the trail has a gap, and the line follows when there is room.
    """
    seen = _read_already.setdefault(store, set())
    if (kind, record_id) in seen:
        return True
    seen.add((kind, record_id))
    return store.note_or_wait(
        Act.READ,
        N_("Read: {kind}"),
        N_("Read while the disk was full: {kind}"),
        kind=kind,
        record_id=record_id,
        case_id=case_id,
        restricted=_is_restricted(store, record_class(kind), record_id),
    )


def record_list(store: Store, kind: str) -> bool:
    """Leave the line that a list of these was looked at, once per sitting. False: disk full.

    A directory of partners is read by everybody and shows nobody's case: it needs no line.
    """
    seen = _read_already.setdefault(store, set())
    if (kind, 0) in seen or record_class(kind).record.realm is Realm.DIRECTORY:
        return True
    seen.add((kind, 0))
    label, late = N_("List read: {kind}"), N_("List read while the disk was full: {kind}")
    return store.note_or_wait(Act.READ, label, late, kind=kind)


def record_reveal(
    store: Store, person_id: int, case_id: int | None, *, restricted: bool = False
) -> bool:
    """Leave the line that numbers and addresses of a person were shown. False: disk full.

    ``restricted`` is for who is only a suspect in this case, whatever they are elsewhere.
    """
    return store.note_or_wait(
        Act.READ,
        N_("Contact details shown"),
        N_("Contact details shown while the disk was full"),
        kind=PERSON,
        record_id=person_id,
        case_id=case_id,
        restricted=restricted or _is_restricted(store, record_class(PERSON), person_id),
    )


def record_search(store: Store, typed: str, hits: int) -> bool:
    """Leave the line of a search; what was typed can be destroyed later. False: disk full."""
    values = [Value("", 0, "text", None, typed[:200]), Value("", 0, "hits", None, hits)]
    label, late = N_("Searched"), N_("Searched while the disk was full")
    return store.note_or_wait(Act.SEARCH, label, late, values=values)


def _is_restricted(store: Store, cls: type[Record], record_id: int) -> bool:
    if cls.record.realm is Realm.SUSPECTS:
        return True
    condition = cls.restricted()
    if condition is None:
        return False
    query = select(cls.id).where(cls.id == record_id, condition)
    with store.read() as session:
        found = session.execute(query, execution_options={"unscoped": True}).first()
    return found is not None
