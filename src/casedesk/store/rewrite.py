"""Put a changed copy in the place of the database, in one step.

Rotation of the root and upgrades work on a copy that is checked before it takes the place of
the old file by a rename; until then nobody sees it. SQLCipher's own ``PRAGMA rekey`` changes
the file in place: after a crash its journal must be rolled back with the old key before
anything tries the new one, and a disk that fills up half-way is no better. A copy costs room
for a second database, for a moment, and needs no such care.

The caller holds the store alone and has no connection open.
"""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from casedesk.store import engine as engines
from casedesk.store.faults import DatabaseDamaged, DiskFull
from casedesk.store.files import plain_faults, sync_file, sync_folder
from casedesk.store.integrity import refuse_damage

NEXT = "store.db.next"
_SPARE = 16 << 20  # bytes that stay free beside the copy

_PAGES = 4096  # a step of the copy: 16 MiB

Progress = Callable[[int, int], None]
Change = Callable[[driver.Connection], None]


def replace_database(
    database: Path, *, key: bytes, new_key: bytes, new_salt: bytes, change: Change | None = None
) -> None:
    """Copy the database under ``new_key``, change the copy, check it, and put it in place.

    Raises DatabaseDamaged or DiskFull, or whatever ``change`` raises; the old one then stands.
    """
    draft = database.with_name(NEXT)
    discard(draft)
    fold_log(database, key)
    refuse_full_disk(database.parent, database.stat().st_size)
    try:
        with plain_faults():
            with contextlib.closing(engines.look(database, key)) as source:
                copy(source, draft, new_key, new_salt, change=change)
            sync_file(draft)
            _refuse_log(database)
            draft.replace(database)
            sync_folder(database.parent)
    except BaseException:
        discard(draft)
        raise


def copy(
    source: driver.Connection,
    draft: Path,
    key: bytes,
    salt: bytes,
    *,
    change: Change | None = None,
    progress: Progress | None = None,
) -> None:
    """Write a copy that stands alone, without a log beside it; open it again and check it.

    ``progress`` is told pages done and pages in all; it may raise to stop the work.
    """
    draft.touch(mode=0o600, exist_ok=False)
    target = engines.connect(draft, key, create_with_salt=salt, foreign_keys=False)
    try:
        with engines.faults(draft):
            source.backup(target, pages=_PAGES, progress=_told(progress))
            target.execute("PRAGMA journal_mode=DELETE")
        if change is not None:
            change(target)
    finally:
        target.close()
    with contextlib.closing(engines.look(draft, key)) as again:
        refuse_damage(again)


def _told(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, left, total: progress(total - left, total)


def fold_log(database: Path, key: bytes) -> None:
    """Fold a log that a crash left behind into the database."""
    log = _log(database)
    if log.exists() and log.stat().st_size:
        connection = engines.connect(database, key)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    _refuse_log(database)
    for rest in (log, database.with_name(database.name + "-shm")):
        rest.unlink(missing_ok=True)


def discard(draft: Path) -> None:
    """Remove a copy that was not finished, and what the engine put beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def refuse_full_disk(folder: Path, size: int) -> None:
    """Raise DiskFull before starting on a copy that will not fit."""
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE:
        raise DiskFull(f"{free} bytes free, {size} needed")


def _log(database: Path) -> Path:
    return database.with_name(database.name + "-wal")


def _refuse_log(database: Path) -> None:
    """A log beside a replaced database would be replayed into it and wreck it."""
    log = _log(database)
    if log.exists() and log.stat().st_size:
        raise DatabaseDamaged("a write-ahead log could not be folded in")
