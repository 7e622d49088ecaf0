"""Backups: made while people work, or of a closed store; checked; put back without harm.

A backup is encrypted as the store is and opens with the passphrases of the day it was made.
The copies on the way are encrypted too.
"""

import contextlib
import shutil
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as driver

from casedesk.store import container, key_file, rewrite
from casedesk.store import engine as engines
from casedesk.store import lock as locks
from casedesk.store.anchor import Anchor
from casedesk.store.container import Manifest
from casedesk.store.faults import BackupDamaged, PlaceTaken
from casedesk.store.files import beside, plain_faults, private_folder, sync_folder
from casedesk.store.inside import BACKUPS, DATABASE, SUFFIX, refuse_no_store
from casedesk.store.keeping import Keeping, superfluous
from casedesk.store.key_file import KeyFile
from casedesk.store.keys import Keys
from casedesk.store.lock import StoreLock
from casedesk.store.rewrite import Progress

if TYPE_CHECKING:
    from casedesk.store.vault import Vault

ENDING = ".casedesk-backup"
EVERY = timedelta(minutes=30)
_STAMP = "%Y%m%dT%H%M%SZ"


def make(
    vault: "Vault", to: Path, *, why: str = "asked", progress: Progress | None = None
) -> Manifest:
    """Copy an open store while others work in it, and check the copy.

    Raises PlaceTaken, DatabaseDamaged or DiskFull; then there is no file. ``progress`` is told
    pages done and in all; it may raise to stop the work.
    """
    with vault.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")  # holds this moment
        source = connection.connection.driver_connection
        file = key_file.read(vault.key_file)
        return _write(source, file, vault.keys, Path(to), why, progress)


def before(path: Path, keys: Keys, why: str) -> Path:
    """A checked backup in ``backups/`` of a store that is held alone, before a risky job."""
    to = _automatic_name(path, datetime.now(UTC), why)
    file = key_file.read(path / key_file.NAME)
    with contextlib.closing(engines.look(path / DATABASE, keys.database_key())) as source:
        _write(source, file, keys, to, why, None)
    return to


def copy_closed(path: Path, to: Path) -> Manifest:
    """Copy a store that nobody has open, as it is, without a passphrase.

    A log that a crash left behind comes along. Raises StoreInUse while somebody has it open.
    """
    path, to = Path(path), Path(to)
    refuse_no_store(path)
    _refuse_taken(to)
    with StoreLock(path, alone=True), plain_faults():
        file = key_file.read(path / key_file.NAME)
        parts = {key_file.NAME: path / key_file.NAME, DATABASE: path / DATABASE}
        log = path / container.LOG
        if log.exists() and log.stat().st_size:
            parts[container.LOG] = log
        engines.salt_of(path / DATABASE)
        manifest = _manifest(file, parts, why="closed", checked=False)
        container.pack(to, manifest, parts)
    return manifest


def automatic(vault: "Vault", now: datetime, *, keep: Keeping | None = None) -> Path | None:
    """Make a backup in ``backups/`` if the last is half an hour old, and thin out older ones.

    Answers its path, or None if it was not time yet. A store that proves damaged gives no
    backup and costs none: the older ones stay.
    """
    made = listed(vault.path)
    if made and now - made[-1][1] < EVERY:
        return None
    to = _automatic_name(vault.path, now, "auto")
    make(vault, to, why="auto")
    moments = [moment for _path, moment in listed(vault.path)]
    gone = superfluous(moments, now, keep or Keeping())
    for path, moment in listed(vault.path):
        if moment in gone:
            path.unlink()
    return to


def listed(path: Path) -> list[tuple[Path, datetime]]:
    """The backups in a store's own folder with their moments, oldest first."""
    found = []
    for file in (Path(path) / BACKUPS).glob(f"*{ENDING}"):
        with contextlib.suppress(ValueError):
            stamp = datetime.strptime(file.name[:16], _STAMP).replace(tzinfo=UTC)
            found.append((file, stamp))
    return sorted(found, key=lambda entry: entry[1])


def inspect(file: Path, keys: Keys | None = None) -> Manifest:
    """Read a whole backup and answer what it says of itself. Raises BackupDamaged.

    With the keys of its store at hand the signature must be right as well, if it has one.
    """
    manifest = container.inspect(Path(file))
    if keys is not None and manifest.signature:
        known = manifest.store_id == keys.store_id and keys.knows(manifest.epoch)
        if not known or not manifest.signed_by(keys.backup_key(manifest.epoch)):
            raise BackupDamaged("signature")
    return manifest


def restore(
    file: Path, to: Path, *, replace: bool = False, anchors: Path | None = None
) -> Path | None:
    """Put a backup back as a store. Raises BackupDamaged, PlaceTaken, StoreInUse or DiskFull.

    With ``replace`` a store that stands there is moved aside, never removed; its new path is
    the answer. The anchor of this machine notes that the trail may now end earlier; ``anchors`` is
    its folder, the user's own unless told.
    """
    file, to = Path(file), Path(to)
    if to.exists() and not replace:
        raise PlaceTaken(str(to))
    with plain_faults():
        to.parent.mkdir(parents=True, exist_ok=True)
        rewrite.refuse_full_disk(to.parent, file.stat().st_size)
        draft = beside(to, "restored")
        private_folder(draft)
        try:
            manifest = container.unpack(file, draft)
            _refuse_strange(draft, manifest)
            (draft / locks.NAME).touch(mode=0o600)
            private_folder(draft / BACKUPS)
            sync_folder(draft)
            aside = _put_in_place(draft, to)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    Anchor(manifest.store_id, anchors).note_restored()
    return aside


def _put_in_place(draft: Path, to: Path) -> Path | None:
    """Rename the draft to its place; what stands there goes aside, or comes back on trouble."""
    aside = None
    if to.exists():
        StoreLock(to, alone=True).release()  # refuses while somebody has it open
        stamp = datetime.now(UTC).strftime(_STAMP)
        aside = to.with_name(f"{to.stem}.before-restore-{stamp}{SUFFIX}")
        to.rename(aside)
    try:
        draft.rename(to)
    except BaseException:
        if aside is not None:
            aside.rename(to)
        raise
    sync_folder(to.parent)
    return aside


def _refuse_strange(draft: Path, manifest: Manifest) -> None:
    """The parts must be a key file and an encrypted database of the store they claim."""
    refuse_no_store(draft)
    if key_file.read(draft / key_file.NAME).store_id != manifest.store_id:
        raise BackupDamaged("store id")
    engines.salt_of(draft / DATABASE)


def _write(
    source: driver.Connection,
    file: KeyFile,
    keys: Keys,
    to: Path,
    why: str,
    progress: Progress | None,
) -> Manifest:
    _refuse_taken(to)
    draft = beside(to, "copy")
    with plain_faults():
        pages = source.execute("PRAGMA page_count").fetchone()[0]
        rewrite.refuse_full_disk(to.parent, 2 * 4096 * pages)
        keys_draft = beside(to, "keys")
        try:
            salt = file.salts[keys.epoch]
            rewrite.copy(source, draft, keys.database_key(), salt, progress=progress)
            key_file.write(keys_draft, file)
            parts = {key_file.NAME: keys_draft, DATABASE: draft}
            manifest = _manifest(file, parts, why=why, checked=True)
            manifest = manifest.signed(keys.backup_key(manifest.epoch))
            container.pack(to, manifest, parts)
        finally:
            rewrite.discard(draft)
            keys_draft.unlink(missing_ok=True)
    return manifest


def _manifest(file: KeyFile, parts: dict[str, Path], *, why: str, checked: bool) -> Manifest:
    return Manifest(
        store_id=file.store_id,
        epoch=file.epoch,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        why=why,
        checked=checked,
        parts=container.measured(parts),
    )


def _automatic_name(path: Path, now: datetime, why: str) -> Path:
    folder = path / BACKUPS
    if not folder.exists():
        private_folder(folder)
    stem = f"{now.astimezone(UTC).strftime(_STAMP)}-{why}"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(path for name in names if not (path := folder / f"{name}{ENDING}").exists())


def _refuse_taken(to: Path) -> None:
    if to.exists():
        raise PlaceTaken(str(to))
