"""Keep the search index in step with the records: which fields are found stands in ``Field.find``.

Names and numbers go to both tables, other words to one. Texts of different shielding stand in
different rows, so that nobody finds by a value that they may not read.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from casedesk.kernel.fields import Field, Find, Sensitivity
from casedesk.store import blobs, text_index
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class, record_classes
from casedesk.store.text_index import IndexRow, folded, name_forms, shield_of

_AT_ONCE = 1000

CONTENT = frozenset({Sensitivity.IDENTIFYING, Sensitivity.ART9, Sensitivity.FREE_TEXT})
"""What the text of a file must be thought to hold."""


class SearchIndex:
    """The indexer that the store calls inside each writing transaction."""

    def update(self, session: Session, touched: frozenset[tuple[str, int]]) -> None:
        """Bring the rows of these records up to date."""
        connection = session.connection()
        ids: dict[str, list[int]] = {}
        for kind, record_id in sorted(touched):
            ids.setdefault(kind, []).append(record_id)
        for kind, record_ids in ids.items():
            cls = record_class(kind)
            if not found_fields(cls):
                continue
            table: Any = cls.__table__
            for start in range(0, len(record_ids), _AT_ONCE):
                some = record_ids[start : start + _AT_ONCE]
                found = connection.execute(select(table).where(table.c.id.in_(some))).mappings()
                text_index.put(connection, kind, some, _rows(connection, cls, found.all()))


def create_search_tables(connection: Connection) -> None:
    """Make the tables of the index where they are missing; for new and upgraded stores."""
    text_index.create_tables(connection)


def rebuild(session: Session) -> int:
    """Make the whole index anew from the records; answers how many rows it has."""
    connection = session.connection()
    text_index.clear(connection)
    count = 0
    for cls in record_classes():
        if not found_fields(cls):
            continue
        table: Any = cls.__table__
        last = 0
        while (
            rows := connection.execute(
                select(table).where(table.c.id > last).order_by(table.c.id).limit(_AT_ONCE)
            )
            .mappings()
            .all()
        ):
            made = _rows(connection, cls, rows)
            text_index.put(connection, cls.record.name, [row["id"] for row in rows], made)
            count += len(made)
            last = rows[-1]["id"]
    return count


@cache
def found_fields(cls: type[Record]) -> tuple[Field, ...]:
    """The fields of a kind by which its records are found."""
    return tuple(field for field in fields_of(cls).values() if field.find is not Find.NOT)


def has_content(cls: type[Record]) -> bool:
    """Whether records of this kind have a file, whose text is found with them."""
    return "blob" in cls.__table__.c


def _rows(
    connection: Connection, cls: type[Record], records: Sequence[Mapping[Any, Any]]
) -> list[IndexRow]:
    if not has_content(cls):
        return [made for row in records for made in index_rows(cls, row)]
    contents = {row["blob"] for row in records} - {None}
    texts = blobs.texts(connection, sorted(contents))
    return [
        made
        for row in records
        for made in index_rows(cls, row, "\n".join(texts.get(row["blob"], {}).values()))
    ]


def index_rows(
    cls: type[Record], values: Mapping[Any, Any], content: str = ""
) -> Iterator[IndexRow]:
    """What of a record goes into the index: one row per shield that has any text.

    The text of its file is for those who may read everything in it.
    """
    names: dict[int, list[str]] = {}
    words: dict[int, list[str]] = {}
    if content:
        words[shield_of(CONTENT, cls.record.realm)] = [folded(content)]
    for field in found_fields(cls):
        value = values[field.name]
        if not value:
            continue
        shield = shield_of(field.classes, cls.record.realm)
        if field.find is Find.NAMES:
            names.setdefault(shield, []).append(name_forms(str(value)))
        else:
            words.setdefault(shield, []).append(folded(str(value)))
    record = cls.record
    record_id = values["id"]
    case_id = record_id if record.owner == "id" else values.get(record.owner)
    person_id = record_id if record.name == "person" else values.get(record.person)
    for shield in sorted({*names, *words}):
        yield IndexRow(
            record.name,
            record_id,
            shield,
            case_id,
            person_id,
            " ".join(names.get(shield, ())),
            " ".join(words.get(shield, ())),
        )
