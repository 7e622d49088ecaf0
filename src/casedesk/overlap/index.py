"""Keep what records are compared by in step with them, inside the same transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select
from sqlalchemy.orm import Session

from casedesk.overlap.keys import COMPARED, keys_of
from casedesk.store.declare import record_class
from casedesk.store.overlap_keys import OverlapKey

_AT_ONCE = 1000


class OverlapIndex:
    """The indexer that the store calls inside each writing transaction."""

    def update(self, session: Session, touched: frozenset[tuple[str, int]]) -> None:
        """Bring the keys of these records up to date."""
        connection = session.connection()
        ids: dict[str, list[int]] = {}
        for kind, record_id in sorted(touched):
            if kind in COMPARED:
                ids.setdefault(kind, []).append(record_id)
        for kind, record_ids in ids.items():
            table: Any = record_class(kind).__table__
            for start in range(0, len(record_ids), _AT_ONCE):
                some = record_ids[start : start + _AT_ONCE]
                connection.execute(
                    delete(OverlapKey).where(
                        OverlapKey.kind == kind, OverlapKey.record_id.in_(some)
                    )
                )
                query = select(table).where(table.c.id.in_(some))
                _put(connection, kind, connection.execute(query).mappings().all())


def fill_overlap(connection: Connection) -> None:
    """Make all keys of a store that has none yet, such as one that was just upgraded."""
    if connection.scalar(select(exists(select(OverlapKey.kind)))):
        return
    for kind in COMPARED:
        table: Any = record_class(kind).__table__
        last = 0
        while rows := (
            connection.execute(
                select(table).where(table.c.id > last).order_by(table.c.id).limit(_AT_ONCE)
            )
            .mappings()
            .all()
        ):
            _put(connection, kind, rows)
            last = rows[-1]["id"]


def _put(connection: Connection, kind: str, rows: Iterable[Mapping[Any, Any]]) -> None:
    made = [
        {
            "kind": kind,
            "record_id": values["id"],
            "field": field,
            "what": key.what,
            "normal": key.normal,
            "spelled": key.spelled,
        }
        for values in rows
        for field, key in _once(keys_of(kind, values))
    ]
    if made:
        connection.execute(insert(OverlapKey), made)


def _once(keys: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """One key per field, sort and normal form: two spellings of a name may share it."""
    return list({(field, key.what, key.normal): (field, key) for field, key in keys}.values())
