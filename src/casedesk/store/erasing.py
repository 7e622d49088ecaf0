"""Take records away for good: what they said is gone from the tables, the trail and the index.

The lines of the trail stay, with their hashes, and so does the chain; their values are emptied
under a certificate. What other records of the same lines hold now is said once more by the act
that erases, so that ``verify`` still finds each of them as the trail says. It cannot be undone.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, delete, insert, select, text
from sqlalchemy.orm import Session

from casedesk.store.base import Record
from casedesk.store.declare import record_class
from casedesk.store.drafts import Draft
from casedesk.store.journal import DestroyedValues, Trail, TrailTouch, TrailValues, Value
from casedesk.store.ledger import PRESENCE, Key, columns
from casedesk.store.types import to_plain
from casedesk.store.unit_of_work import UnitOfWork

_AT_ONCE = 400
_UNSCOPED = {"unscoped": True}


def erase(
    unit: UnitOfWork, doomed: Sequence[Record], also: Iterable[Key], certificate: str
) -> None:
    """Remove these records and forget all that was ever written about them.

    ``also`` names records that stay, but whose past is forgotten as well. The records that stay
    must have their last values already. Rows are looked for past the reader's filter: who may
    do this may do it whole.
    """
    session = unit.session
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    gone = [(record.record.name, record.id) for record in doomed]
    for record in doomed:
        unit.erase(record)
    seqs = _lines_about(session, [*gone, *also])
    touched = _forget_values(session, seqs, certificate)
    for kind, record_id, name in unit.places():
        touched.setdefault((kind, record_id), set()).add(name)
    _forget_drafts(session, gone, unit.case_id)
    for (kind, record_id), names in touched.items():
        if (kind, record_id) not in gone:
            _say_again(unit, kind, record_id, names)


def tidy_index(engine: Engine) -> None:
    """Merge the parts of the search index, which keep the words of removed rows until then."""
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO fts_words (fts_words) VALUES ('optimize')"))
        connection.execute(text("INSERT INTO fts_names (fts_names) VALUES ('optimize')"))


def _lines_about(session: Session, keys: Sequence[Key]) -> list[int]:
    by_kind: dict[str, list[int]] = {}
    for kind, record_id in keys:
        by_kind.setdefault(kind, []).append(record_id)
    found: set[int] = set()
    for kind, ids in by_kind.items():
        for start in range(0, len(ids), _AT_ONCE):
            query = select(TrailTouch.seq).where(
                TrailTouch.kind == kind, TrailTouch.record_id.in_(ids[start : start + _AT_ONCE])
            )
            found |= set(session.scalars(query))
    return sorted(found)


def _forget_values(session: Session, seqs: Sequence[int], certificate: str) -> dict[Key, set[str]]:
    """Empty the values of these lines; answers of which records they held which fields."""
    touched: dict[Key, set[str]] = {}
    for start in range(0, len(seqs), _AT_ONCE):
        some = seqs[start : start + _AT_ONCE]
        rows = session.execute(
            select(TrailValues.seq, TrailValues.body)
            .join(Trail, Trail.seq == TrailValues.seq)
            .where(TrailValues.seq.in_(some)),
            execution_options=_UNSCOPED,
        ).all()
        for row in rows:
            for value in map(Value.of, json.loads(row.body)):
                if value.kind:
                    touched.setdefault((value.kind, value.record_id), set()).add(value.field)
        emptied = [{"seq": row.seq, "certificate": certificate} for row in rows]
        if emptied:
            session.execute(insert(DestroyedValues), emptied)
            session.execute(
                delete(TrailValues).where(TrailValues.seq.in_([row.seq for row in rows]))
            )
    return touched


def _forget_drafts(session: Session, gone: Sequence[Key], case_id: int | None) -> None:
    for kind, record_id in gone:
        session.execute(delete(Draft).where(Draft.kind == kind, Draft.record_id == record_id))
    if case_id is not None:
        session.execute(delete(Draft).where(Draft.case_id == case_id))


def _say_again(unit: UnitOfWork, kind: str, record_id: int, names: set[str]) -> None:
    """Write down what a record that stays holds now, since its earlier lines are empty."""
    cls = record_class(kind)
    query = select(cls).where(cls.id == record_id)
    record: Any = unit.session.scalars(query, execution_options=_UNSCOPED).first()
    if record is None:
        return
    for name in columns(cls):
        now = unit.current(record, name)
        if now is not None:
            unit.say((kind, record_id), name, None, to_plain(now))
        elif name in names:
            unit.say((kind, record_id), name, "", None)
    unit.say((kind, record_id), PRESENCE, record.version, record.version)
