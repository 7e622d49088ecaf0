"""Keep the search index in step with the records: which fields are found stands in ``Field.find``.

Names and numbers go to both tables, other words to one. Texts of different shielding stand in
different rows, so that nobody finds by a value that they may not read.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from casedesk.kernel.fields import Field, Find
from casedesk.store import text_index
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class, record_classes
from casedesk.store.text_index import IndexRow, folded, name_forms, shield_of

_AT_ONCE = 1000


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
                rows = [made for row in found for made in index_rows(cls, row)]
                text_index.put(connection, kind, some, rows)


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
            made = [entry for row in rows for entry in index_rows(cls, row)]
            text_index.put(connection, cls.record.name, [row["id"] for row in rows], made)
            count += len(made)
            last = rows[-1]["id"]
    return count


@cache
def found_fields(cls: type[Record]) -> tuple[Field, ...]:
    """The fields of a kind by which its records are found."""
    return tuple(field for field in fields_of(cls).values() if field.find is not Find.NOT)


def index_rows(cls: type[Record], values: Mapping[Any, Any]) -> Iterator[IndexRow]:
    """What of a record goes into the index: one row per shield that has any text."""
    names: dict[int, list[str]] = {}
    words: dict[int, list[str]] = {}
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
