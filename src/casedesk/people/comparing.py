"""Two persons beside each other: each field with both values, and all that hangs on each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.kernel.fields import Kind
from casedesk.kernel.kinds import PERSON, TIE
from casedesk.kernel.words import _, ngettext
from casedesk.people.differing import doubts_about, is_different
from casedesk.people.folding import differing, is_filled
from casedesk.people.lists import PersonList
from casedesk.people.merged import DIFFERENCE, MERGE
from casedesk.people.merging import Side, default_side, own_fields
from casedesk.people.references import only_once, references_to
from casedesk.records.reading import Reader
from casedesk.records.showing import SHIELDED
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both persons as text, and whose value counts unless somebody chooses.

    ``alike`` fields need no choice; ``both`` says that the values can be put together.
    """

    name: str
    label: str
    kept: str
    gone: str
    side: Side
    alike: bool
    both: bool


@dataclass(frozen=True, slots=True)
class Hanging:
    """How many records of a kind hang on each of the two."""

    label: str
    kept: int
    gone: int


@dataclass(frozen=True, slots=True)
class TwoPersons:
    """All that the page shows. ``folding`` tells what both have and can be there only once."""

    kept_id: int
    gone_id: int
    kept_version: int
    gone_version: int
    kept_title: str
    gone_title: str
    kept_about: str
    gone_about: str
    fields: tuple[FieldPair, ...]
    hanging: tuple[Hanging, ...]
    folding: tuple[str, ...]
    doubts: tuple[str, ...]
    difference_id: int | None


def two_persons(session: Session, reader: Reader, kept_id: int, gone_id: int) -> TwoPersons | None:
    """Both persons as this reader may see them; None if one of them is not there for them."""
    kept, gone = (reader.view(session, PERSON, i) for i in (kept_id, gone_id))
    if kept is None or gone is None or kept_id == gone_id:
        return None
    cells = PersonList().cells(session, (kept_id, gone_id), reader)
    about = {i: " · ".join(part for part in cells[i][3:] if part) for i in cells}
    return TwoPersons(
        kept_id,
        gone_id,
        kept.version,
        gone.version,
        kept.title,
        gone.title,
        about.get(kept_id, ""),
        about.get(gone_id, ""),
        tuple(_fields(session, reader, kept.values, gone.values)),
        _hanging(session, kept_id, gone_id),
        tuple(_folding(session, reader, kept_id, gone_id)),
        doubts_about(session, kept_id, gone_id),
        is_different(session, kept_id, gone_id),
    )


def _fields(
    session: Session, reader: Reader, kept: Mapping[str, Any], gone: Mapping[str, Any]
) -> Sequence[FieldPair]:
    found = []
    for name, declared in own_fields().items():
        mine, other = kept.get(name), gone.get(name)
        if SHIELDED in (mine, other) or (mine is None and other is None):
            continue
        texts = [reader.show(session, declared, value) for value in (mine, other)]
        both = declared.kind is Kind.CHOICES and is_filled(mine) and is_filled(other)
        side = Side.BOTH if both and mine != other else default_side(mine, other)
        found.append(
            FieldPair(name, _(declared.label), texts[0], texts[1], side, mine == other, both)
        )
    return found


def _hanging(session: Session, kept_id: int, gone_id: int) -> tuple[Hanging, ...]:
    """Counts of what the reader may know of."""
    counts: dict[str, dict[int, set[int]]] = {}
    for reference in references_to(PERSON):
        if reference.kind in (MERGE, DIFFERENCE):
            continue
        column = getattr(reference.cls, reference.name)
        query = select(reference.cls.id, column).where(column.in_((kept_id, gone_id)))
        for record_id, person_id in session.execute(query):
            of_kind = counts.setdefault(reference.kind, {kept_id: set(), gone_id: set()})
            of_kind[person_id].add(record_id)
    found = [
        Hanging(_(record_class(kind).record.plural), len(of[kept_id]), len(of[gone_id]))
        for kind, of in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.kept - one.gone, one.label)))


def _folding(session: Session, reader: Reader, kept_id: int, gone_id: int) -> Sequence[str]:
    said = []
    for reference in references_to(PERSON):
        if reference.kind in (MERGE, DIFFERENCE):
            continue
        for others in only_once(reference.cls, reference.name):
            twins = _twins(session, reference.cls, reference.name, others, kept_id, gone_id)
            for stays, goes in twins:
                said.append(_said(session, reader, stays, goes))
    return said


def _twins(
    session: Session,
    cls: type[Record],
    name: str,
    others: Sequence[str],
    kept_id: int,
    gone_id: int,
) -> list[tuple[Record, Record]]:
    column = getattr(cls, name)
    rows = session.scalars(select(cls).where(column.in_((kept_id, gone_id))).order_by(cls.id))
    mine: dict[tuple[Any, ...], Record] = {}
    theirs: list[tuple[tuple[Any, ...], Record]] = []
    for record in rows:
        key = tuple(getattr(record, other) for other in others)
        if None in key:
            continue
        if getattr(record, name) == kept_id:
            mine.setdefault(key, record)
        else:
            theirs.append((key, record))
    return [(mine[key], record) for key, record in theirs if key in mine]


def _said(session: Session, reader: Reader, stays: Record, goes: Record) -> str:
    cls = type(stays)
    kind = _(cls.record.label)
    if cls.record.owner:
        case_id = getattr(stays, cls.record.owner)
        number = reader.title(session, "case_file", case_id)
        kind = _("{kind} in case {number}").format(kind=kind, number=number)
    if cls.record.name == TIE:
        return _("{kind}: the same part twice becomes one.").format(kind=kind)
    values = {n: (getattr(stays, n), getattr(goes, n)) for n in fields_of(cls)}
    labels = [_(label) for label in differing(values, cls)]
    if not labels:
        return _("{kind}: two become one.").format(kind=kind)
    return ngettext(
        "{kind}: two become one. Of this field only the value on the left stays: {fields}.",
        "{kind}: two become one. Of these fields only the values on the left stay: {fields}.",
        len(labels),
    ).format(kind=kind, fields=", ".join(labels))
