"""What a store says, as one hash: for comparing stores that should say the same.

Two levels: the records alone, which must be equal for the same seed; and everything that is kept
about them, trail included, which must be equal after a backup came back.
"""

import hashlib

from sqlalchemy import Connection, text

from casedesk.store.base import Base
from casedesk.store.declare import record_classes
from casedesk.store.missing import MissingReason

_KEPT_APART = {"draft"}


def records_hash(connection: Connection) -> str:
    """A hash of all records and of why values are missing."""
    tables = [cls.__tablename__ for cls in record_classes()]
    return _hash(connection, [*tables, MissingReason.__tablename__])


def whole_hash(connection: Connection) -> str:
    """A hash of every table: records, trail with its chain, code lists."""
    return _hash(
        connection, [t.name for t in Base.metadata.sorted_tables if t.name not in _KEPT_APART]
    )


def _hash(connection: Connection, tables: list[str]) -> str:
    digest = hashlib.sha256()
    for table in sorted(tables):
        columns = sorted(
            row.name for row in connection.execute(text(f"PRAGMA table_info('{table}')"))
        )
        chosen = ", ".join(f'"{name}"' for name in columns)
        rows = connection.execute(text(f'SELECT {chosen} FROM "{table}" ORDER BY {chosen}'))
        digest.update(f"{table}{columns}".encode())
        for row in rows:
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
