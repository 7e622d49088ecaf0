"""Bring a store's schema up to date with migrations, on a checked copy.

A migration that fails, or a crash half-way, leaves the old database where it was. Each step and
its version number are one transaction. Foreign keys are off while tables are rebuilt, because
dropping a parent table would silently delete its children; every step ends with a check of all
links. Rebuilding a table drops its triggers; ``finish`` puts them back.

Alembic takes a quarter of a second to import, so the scripts are read as text to learn whether
there is anything to do.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection

from casedesk.kernel.resources import migrations_path
from casedesk.store import engine as engines
from casedesk.store import facts, rewrite
from casedesk.store.faults import NewerSchema, StoreFault, UpgradeFailed

Finish = Callable[[Connection], None]
_REVISION = re.compile(
    r"^(revision|down_revision)\b[^=\n]*=\s*(?:[\"'](\w+)[\"']|None)", re.MULTILINE
)
_VERSIONS_TABLE = "alembic_version"
# Tables behind a full-text index: made by the engine, never by a migration.
_SHADOW = re.compile(r".*_(data|idx|content|docsize|config)$")


def scripts() -> Path:
    """The folder with ``env.py`` and ``versions/``."""
    return migrations_path()


def revisions(folder: Path) -> dict[str, str | None]:
    """Each known revision and the one before it."""
    found: dict[str, str | None] = {}
    for script in sorted((folder / "versions").glob("*.py")):
        named = dict(_REVISION.findall(script.read_text("utf-8")))
        if named.get("revision"):
            found[named["revision"]] = named.get("down_revision") or None
    return found


def head(folder: Path | None = None) -> str | None:
    """The newest revision; None while there are no migrations. Raises if there are two."""
    known = revisions(folder or scripts())
    tips = set(known) - set(known.values())
    if len(tips) > 1:
        raise RuntimeError(f"the migrations have more than one end: {sorted(tips)}")
    return tips.pop() if tips else None


def pending(revision: str, folder: Path | None = None) -> bool:
    """Whether a store at this revision must be upgraded. Raises NewerSchema if it is unknown."""
    folder = folder or scripts()
    if revision not in revisions(folder):
        raise NewerSchema(f"revision {revision}")
    return revision != head(folder)


def create_schema(connection: Connection) -> None:
    """Fill an empty database, in the transaction that is open."""
    _run(connection, scripts())


def bring_up_to_date(
    database: Path,
    key: bytes,
    salt: bytes,
    *,
    finish: Finish | None = None,
    folder: Path | None = None,
) -> None:
    """Run the pending migrations. The caller holds the store alone and has made a backup.

    ``finish`` then puts back what rebuilt tables lost: triggers, new shipped code lists.

    Raises UpgradeFailed, DatabaseDamaged or DiskFull; the old database then stands untouched.
    """
    place = folder or scripts()

    def migrate(copy: driver.Connection) -> None:
        try:
            with engines.single(copy, database).connect() as connection:
                _run(connection, place)
                if finish is not None:
                    with connection.begin():
                        finish(connection)
        except StoreFault:
            raise
        except Exception as trouble:
            raise UpgradeFailed(f"{type(trouble).__name__}: {trouble}") from trouble

    rewrite.replace_database(database, key=key, new_key=key, new_salt=salt, change=migrate)


def _run(connection: Connection, folder: Path, to: str = "head") -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def check_links(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:  # noqa: ARG001
    """Refuse a migration step that leaves a link to nothing; runs before its commit."""
    broken = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
    if broken:
        tables = sorted({str(row[0]) for row in broken})
        raise UpgradeFailed(f"links to nothing in {', '.join(tables)}")


def in_scope(_thing: Any, name: str | None, kind: str, reflected: bool, twin: Any) -> bool:
    """Whether Alembic may compare this table: not ours, not a search index's own.

    ``twin`` is the declared table that a table found in the store is compared with, if any.
    """
    if kind != "table" or name is None:
        return True
    if name in (facts.store_fact.name, _VERSIONS_TABLE):
        return False
    unknown = reflected and twin is None
    return not (unknown and ("fts" in name or _SHADOW.match(name)))
