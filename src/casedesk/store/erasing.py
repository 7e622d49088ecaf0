"""Take records away for good: what they said is gone from the tables, the trail and the index.

The lines of the trail stay, with their hashes, and so does the chain; their values are emptied
under a certificate. What other records of the same lines hold now is said once more by the act
that erases, so that ``verify`` still finds each of them as the trail says. It cannot be undone.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, delete, insert, or_, select, text
from sqlalchemy.orm import Session

from casedesk.kernel.names import fold
from casedesk.store.base import Record
from casedesk.store.blobs import Blob, BlobChunk, BlobText
from casedesk.store.declare import fields_of, record_class, record_classes
from casedesk.store.drafts import Draft
from casedesk.store.journal import Act, DestroyedValues, Trail, TrailTouch, TrailValues, Value
from casedesk.store.ledger import PRESENCE, Key, columns
from casedesk.store.types import to_plain
from casedesk.store.unit_of_work import UnitOfWork

_AT_ONCE = 400
_UNSCOPED = {"unscoped": True}


def erase(
    unit: UnitOfWork,
    case_id: int,
    doomed: Sequence[Record],
    also: Iterable[Key],
    certificate: str,
    words: Collection[str] = (),
) -> None:
    """Remove these records of a case and forget all that was ever written about them.

    What was removed earlier is forgotten, too: every line about the case, and about records that
    once pointed at one that goes now. ``also`` names records that stay, but whose past is
    forgotten. They must have their last values already. What somebody searched for with one of
    the ``words`` (folded, as ``kernel.names`` does) is forgotten. Rows are looked for past the
    reader's filter: who may do this may do it whole.
    """
    session = unit.session
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    gone = [(record.record.name, record.id) for record in doomed]
    for record in doomed:
        unit.erase(record)
    gone += _gone_before(session, gone)
    seqs = _lines_about(session, [*gone, *also])
    seqs |= set(
        session.scalars(
            select(Trail.seq).where(Trail.case_id == case_id), execution_options=_UNSCOPED
        )
    )
    seqs |= _searches(session, words)
    touched = _forget_values(session, sorted(seqs), certificate)
    for kind, record_id, name in unit.places():
        touched.setdefault((kind, record_id), set()).add(name)
    _forget_drafts(session, gone, case_id)
    _forget_contents(session, case_id)
    for (kind, record_id), names in touched.items():
        if (kind, record_id) not in gone:
            _say_again(unit, kind, record_id, names)


def tidy_index(engine: Engine) -> None:
    """Merge the parts of the search index, which keep the words of removed rows until then."""
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO fts_words (fts_words) VALUES ('optimize')"))
        connection.execute(text("INSERT INTO fts_names (fts_names) VALUES ('optimize')"))


def _gone_before(session: Session, gone: Sequence[Key]) -> list[Key]:
    """Records that are no longer there and once pointed at one of these."""
    found: set[Key] = set()
    for kind, ids in _by_kind(gone).items():
        names = {
            field.name
            for cls in record_classes()
            for field in fields_of(cls).values()
            if field.target == kind
        }
        for record_id in ids:
            # As ``Value.plain`` is spelled: ["note",7,"person_id",null,12,0].
            ways = [
                TrailValues.body.contains(f'"{name}",{value},')
                for name in sorted(names)
                for value in (f"null,{record_id}", f"{record_id},null")
            ]
            if not ways:
                continue
            for body in session.scalars(select(TrailValues.body).where(or_(*ways))):
                found |= {
                    (value.kind, value.record_id)
                    for value in map(Value.of, json.loads(body))
                    if value.field in names and record_id in (value.before, value.after)
                }
    return [key for key in found if key not in gone and not _is_there(session, *key)]


def _is_there(session: Session, kind: str, record_id: int) -> bool:
    cls = record_class(kind)
    query = select(cls.id).where(cls.id == record_id)
    return session.scalar(query, execution_options=_UNSCOPED) is not None


def _by_kind(keys: Iterable[Key]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for kind, record_id in keys:
        found.setdefault(kind, []).append(record_id)
    return found


def _lines_about(session: Session, keys: Sequence[Key]) -> set[int]:
    found: set[int] = set()
    for kind, ids in _by_kind(keys).items():
        for start in range(0, len(ids), _AT_ONCE):
            query = select(TrailTouch.seq).where(
                TrailTouch.kind == kind, TrailTouch.record_id.in_(ids[start : start + _AT_ONCE])
            )
            found |= set(session.scalars(query))
    return found


def _searches(session: Session, words: Collection[str]) -> set[int]:
    """The lines of searches in which one of these words was typed, whole or its beginning."""
    known = sorted(words)
    query = (
        select(TrailValues.seq, TrailValues.body)
        .join(Trail, Trail.seq == TrailValues.seq)
        .where(Trail.act == Act.SEARCH)
    )
    found: set[int] = set()
    for row in session.execute(query, execution_options=_UNSCOPED) if known else ():
        typed = [str(value.after) for value in map(Value.of, json.loads(row.body))]
        if any(_begins(known, word) for word in fold(" ".join(typed)).split()):
            found.add(row.seq)
    return found


def _begins(known: Sequence[str], typed: str) -> bool:
    place = bisect_left(known, typed)
    return len(typed) > 1 and place < len(known) and known[place].startswith(typed)


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


def _forget_drafts(session: Session, gone: Sequence[Key], case_id: int) -> None:
    """Drafts of what goes, in the case, and of new records that would hang on what goes."""
    for kind, record_id in gone:
        session.execute(delete(Draft).where(Draft.kind == kind, Draft.record_id == record_id))
    session.execute(delete(Draft).where(Draft.case_id == case_id))
    begun = select(Draft.id, Draft.kind, Draft.place).where(Draft.record_id == 0)
    hang = [row.id for row in session.execute(begun) if _hangs_on(row.kind, row.place) in gone]
    session.execute(delete(Draft).where(Draft.id.in_(hang)))


def _hangs_on(kind: str, place: str) -> Key | None:
    """What a new record will point at, from the place of its draft: ``person_id 7 in 3``."""
    parent = re.match(r"(\w+) (\d+)\b", place)
    classes = {cls.record.name: cls for cls in record_classes()}
    if parent is None or kind not in classes:
        return None
    fields = fields_of(classes[kind])
    field = fields.get(parent[1]) or fields.get(f"{parent[1]}_id")
    return (field.target, int(parent[2])) if field is not None and field.target else None


def _forget_contents(session: Session, case_id: int) -> None:
    """The bytes and texts of the files of the case, which undo would have kept for a day."""
    mine = select(Blob.id).where(Blob.case_id == case_id)
    for table in (BlobText, BlobChunk):
        session.execute(delete(table).where(table.blob_id.in_(mine)))
    session.execute(delete(Blob).where(Blob.case_id == case_id))


def _say_again(unit: UnitOfWork, kind: str, record_id: int, names: set[str]) -> None:
    """Write down what a record holds now, or that it is gone, since its earlier lines are empty."""
    cls = record_class(kind)
    query = select(cls).where(cls.id == record_id)
    record: Any = unit.session.scalars(query, execution_options=_UNSCOPED).first()
    if record is None:
        # The line that took it away may be empty now, and the one that made it not.
        unit.say((kind, record_id), PRESENCE, 0, None)
        return
    for name in columns(cls):
        now = unit.current(record, name)
        if now is not None:
            unit.say((kind, record_id), name, None, to_plain(now))
        elif name in names:
            unit.say((kind, record_id), name, "", None)
    unit.say((kind, record_id), PRESENCE, record.version, record.version)
