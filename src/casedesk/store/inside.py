"""What a store's folder holds, and a first look into its database that changes nothing."""

from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from casedesk.store import engine as engines
from casedesk.store import facts, key_file
from casedesk.store.faults import DatabaseDamaged, KeysDoNotFit, NotAStore
from casedesk.store.key_file import KeyFile
from casedesk.store.keys import Keys

DATABASE = "store.db"
BACKUPS = "backups"
SUFFIX = ".casedesk"


@dataclass(frozen=True, slots=True)
class Inside:
    """What a first look told: the key file's generation as the database knows it, the schema.

    ``revision`` is None for a database that no migration made.
    """

    generation: int
    revision: str | None


def refuse_no_store(path: Path) -> None:
    """Raise NotAStore unless both halves of a store are there."""
    if not (path / key_file.NAME).is_file() or not (path / DATABASE).is_file():
        raise NotAStore(str(path))


def look_inside(path: Path, file: KeyFile, keys: Keys) -> Inside:
    """Read the facts of the store without changing a byte.

    Raises DatabaseDamaged, or KeysDoNotFit when key file and database are not of one store.
    """
    database = path / DATABASE
    _compare_salt(engines.salt_of(database), file.salts[keys.epoch])
    connection = engines.look(database, keys.database_key())
    try:
        rows = dict(connection.execute("SELECT name, value FROM store_fact").fetchall())
        revision = revision_of(connection)
        generation = int(rows.get(facts.KEY_GENERATION, "1"))
    except (*engines.DAMAGE, ValueError) as trouble:
        raise DatabaseDamaged(f"{type(trouble).__name__}: {trouble}") from trouble
    finally:
        connection.close()
    if rows.get(facts.STORE_ID) != file.store_id:
        raise KeysDoNotFit("store id")
    return Inside(generation, revision)


def revision_of(connection: driver.Connection) -> str | None:
    """The schema revision that a database is at, without importing Alembic."""
    table = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).fetchone()
    if table is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _compare_salt(found: bytes, known: bytes) -> None:
    """A few altered bytes are damage; another salt altogether is another database."""
    if found == known:
        return
    if (
        len(found) < len(known)
        or sum(a == b for a, b in zip(found, known, strict=True)) >= len(known) // 2
    ):
        raise DatabaseDamaged("salt")
    raise KeysDoNotFit("salt")
