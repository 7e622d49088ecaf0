"""Whether a database file is whole: every page genuine, every index right, every link held.

A query touches only some pages, so a damaged page can lie unnoticed for long; these checks
read them all. They prove pages genuine, not newest: that is the work of the trail and its
anchor.
"""

from dataclasses import dataclass

import sqlcipher3.dbapi2 as driver

from casedesk.store.engine import DAMAGE
from casedesk.store.faults import DatabaseDamaged

_ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; ``check`` is ``pages``, ``structure``, ``links`` or ``reading``."""

    check: str
    detail: str


def problems(connection: driver.Connection) -> list[Problem]:
    """What is wrong with the database, at most twenty findings a check; empty if it is whole."""
    found: list[Problem] = []
    found += _lines(connection, "pages", "PRAGMA cipher_integrity_check")
    found += _lines(connection, "structure", f"PRAGMA integrity_check({_ENOUGH})", fine="ok")
    found += _lines(connection, "links", "PRAGMA foreign_key_check")
    return found


def refuse_damage(connection: driver.Connection) -> None:
    """Raise DatabaseDamaged unless the database is whole."""
    found = problems(connection)
    if found:
        raise DatabaseDamaged(f"{found[0].check}: {found[0].detail}")


def _lines(
    connection: driver.Connection, check: str, pragma: str, fine: str | None = None
) -> list[Problem]:
    try:
        rows = connection.execute(pragma).fetchmany(_ENOUGH)
    except DAMAGE as trouble:
        return [Problem(check, f"{type(trouble).__name__}: {trouble}")]
    texts = [" ".join(str(value) for value in row) for row in rows]
    return [Problem(check, text) for text in texts if text != fine]
