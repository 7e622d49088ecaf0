"""Take back my own latest act of this sitting, and do it again.

Undo is itself an act: it restores the values before, provided the present ones are still those
that the act left, and writes a new line that points at the old. Nothing is ever taken out of
the trail (design.md, Undo).
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.store.declare import record_class
from casedesk.store.journal import Act, DestroyedValues, Trail, TrailValues, Value
from casedesk.store.ledger import PRESENCE
from casedesk.store.store import Store
from casedesk.store.types import from_plain, to_plain
from casedesk.store.unit_of_work import UnitOfWork

_FIRST = (Act.CREATE, Act.CHANGE, Act.REMOVE)


@dataclass(frozen=True, slots=True)
class Reversible:
    """An act that can be taken back or done again.

    ``label`` is its English source text, ``kind`` the record kind that it speaks of.
    """

    seq: int
    label: str
    kind: str = ""


def undoable(store: Store) -> Reversible | None:
    """My latest act of this sitting that is not undone."""
    with store.read() as session:
        return _latest(store, session, (*_FIRST, Act.REDO), Act.UNDO)


def redoable(store: Store) -> Reversible | None:
    """My latest undo, unless I changed something since."""
    with store.read() as session:
        found = _latest(store, session, (Act.UNDO,), Act.REDO)
        if found is None:
            return None
        newer = select(Trail.seq).where(
            Trail.sitting == store.sitting, Trail.act.in_(_FIRST), Trail.seq > found.seq
        )
        return None if session.execute(newer.limit(1)).first() else found


def undo(store: Store) -> Changes | Refused:
    """Take back what :func:`undoable` names."""
    found = undoable(store)
    if found is None:
        return Refused(_("There is nothing to undo."))
    return _reverse(store, found, Act.UNDO)


def redo(store: Store) -> Changes | Refused:
    """Do again what :func:`redoable` names."""
    found = redoable(store)
    if found is None:
        return Refused(_("There is nothing to do again."))
    return _reverse(store, found, Act.REDO)


def _latest(
    store: Store, session: Session, acts: tuple[Act, ...], reversed_by: Act
) -> Reversible | None:
    later = aliased(Trail)
    query = (
        select(Trail.seq, Trail.label, Trail.object_kind)
        .where(
            Trail.sitting == store.sitting,
            Trail.login == store.actor.login,
            Trail.result == "done",
            Trail.act.in_(acts),
            # What was emptied under a certificate cannot be put back.
            ~exists(select(DestroyedValues.seq).where(DestroyedValues.seq == Trail.seq)),
            ~exists(select(later.seq).where(later.undoes == Trail.seq, later.act == reversed_by)),
        )
        .order_by(Trail.seq.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return Reversible(row.seq, row.label, row.object_kind) if row else None


def _reverse(store: Store, found: Reversible, act: Act) -> Changes | Refused:
    changed_since = Refused(
        _("This cannot be undone: somebody changed the same value since. Change it by hand.")
    )
    try:
        with store.write(found.label, act=act) as writing:
            unit = writing.unit
            unit.undoes = found.seq
            # What was made goes before what points at it is set back: links count at the end.
            unit.session.execute(text("PRAGMA defer_foreign_keys = ON"))
            for kind, record_id, values in _by_record(unit.session, found.seq):
                if not _reverse_record(unit, kind, record_id, values):
                    unit.refuse(changed_since.sentence)
    except IntegrityError:
        return Refused(
            _("This cannot be undone: other records now depend on it. Remove those first.")
        )
    return writing.answer


Plain = dict[str, Value]


def _by_record(session: Session, seq: int) -> list[tuple[str, int, Plain]]:
    """The values of a line per record: what was made is taken away last-made first."""
    body = session.scalar(select(TrailValues.body).where(TrailValues.seq == seq)) or "[]"
    found: dict[tuple[str, int], Plain] = {}
    for plain in json.loads(body):
        value = Value.of(plain)
        found.setdefault((value.kind, value.record_id), {})[value.field] = value
    made = [key for key, v in found.items() if PRESENCE in v and v[PRESENCE].before is None]
    others = [key for key in found if key not in made]
    # Removed records come back in reverse, so that what they refer to is there again.
    return [(*key, found[key]) for key in (*reversed(made), *reversed(others))]


def _reverse_record(unit: UnitOfWork, kind: str, record_id: int, values: Plain) -> bool:
    cls = record_class(kind)
    presence = values.pop(PRESENCE, None)
    for name, _derive in cls.record.derived:
        values.pop(name, None)
    if presence is not None and presence.after is None:
        unit.session.expunge_all()
        record = cls(id=record_id)
        reasons: dict[str, Any] = {}
        for name, value in values.items():
            before = from_plain(value.before)
            if isinstance(value.before, dict) and "missing" in value.before:
                reasons[name] = before
            else:
                setattr(record, name, before)
        unit.add(record, version=presence.before + 1)
        unit.set(record, **reasons)
        return True
    record_now = unit.session.get(cls, record_id)
    if record_now is None:
        return False
    if any(
        to_plain(unit.current(record_now, name)) != value.after for name, value in values.items()
    ):
        return False
    if presence is not None:
        extra = [n for n in _set_names(unit, record_now) if n not in values]
        if extra:
            return False
        unit.remove(record_now)
        return True
    unit.set(record_now, **{name: from_plain(value.before) for name, value in values.items()})
    return True


def _set_names(unit: UnitOfWork, record: Any) -> list[str]:
    names = (a.key for a in type(record).__mapper__.column_attrs)
    own = {"id", "version", *(name for name, _derive in record.record.derived)}
    return [n for n in names if n not in own and unit.current(record, n) is not None]


UNDO = N_("Undo")
REDO = N_("Do again")
