"""An encrypted store on disk: make it, open it, close it.

``NAME.casedesk/`` holds ``store.db`` (SQLCipher), ``keys.json``, ``lock`` and ``backups/``.
Opening looks before it touches: until passphrase, key file, database and schema are found
right, nothing in the folder changes.
"""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import StaticPool

from casedesk import __version__
from casedesk.kernel.changes import Refused, RefusedError
from casedesk.kernel.words import N_, _
from casedesk.store import engine as engines
from casedesk.store import facts, key_file, passphrases
from casedesk.store.faults import (
    DatabaseDamaged,
    KeyFileOlder,
    KeysDoNotFit,
    NotAStore,
    PlaceTaken,
)
from casedesk.store.files import beside, plain_faults, private_folder, sync_file, sync_folder
from casedesk.store.kdf import Policy
from casedesk.store.keys import Keys, changed, new_key_file, unlock
from casedesk.store.lock import StoreLock

DATABASE = "store.db"
BACKUPS = "backups"
SUFFIX = ".casedesk"

Migrate = Callable[[Connection], None]


class Vault:
    """An open store. ``close`` it: that folds the log into the database and drops the keys."""

    def __init__(self, path: Path, keys: Keys, lock: StoreLock) -> None:
        self.path = path
        self.keys = keys
        self.lock = lock
        self.engine: Engine = engines.pool(path / DATABASE, keys.database_key, guard=lock.check)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_reason: object) -> None:
        self.close()

    @property
    def database(self) -> Path:
        """The encrypted database file."""
        return self.path / DATABASE

    @property
    def key_file(self) -> Path:
        """The key file."""
        return self.path / key_file.NAME

    @property
    def backups(self) -> Path:
        """The folder of automatic backups."""
        return self.path / BACKUPS

    @property
    def name(self) -> str:
        """The name that the store was given."""
        with self.engine.connect().execution_options(read_only=True) as connection:
            return facts.get(connection, facts.NAME) or self.path.stem

    def close(self) -> None:
        """Fold the log into the database, drop the keys, give up the lock. Twice is once.

        A log left behind would be replayed into whatever database stands here next.
        """
        if self.keys.forgotten:
            return
        try:
            with contextlib.suppress(Exception):  # a damaged store must still close
                self._checkpoint()
            self.engine.dispose()
        finally:
            self.keys.forget()
            self.lock.release()

    def _checkpoint(self) -> None:
        raw = self.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()


def create(
    path: Path,
    *,
    login: str,
    passphrase: str,
    name: str = "",
    kdf: Policy | None = None,
    migrate: Migrate | None = None,
    least: int = passphrases.LEAST,
) -> Vault:
    """Make a store and open it. ``migrate`` fills the empty database with tables.

    Raises RefusedError for a login or passphrase that will not do, PlaceTaken if something is
    there. The folder appears whole or not at all.
    """
    path = Path(path)
    _refuse_bad_entry(login, passphrase, least)
    if path.exists():
        raise PlaceTaken(str(path))
    draft = beside(path, "new")
    with plain_faults():
        path.parent.mkdir(parents=True, exist_ok=True)
        private_folder(draft)
    try:
        file, keys = new_key_file(login=login, passphrase=passphrase, policy=kdf)
        with plain_faults():
            _fill(draft, file, keys, name or path.stem, migrate)
            draft.rename(path)
            sync_folder(path.parent)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    lock = StoreLock(path)
    lock.claim()
    return Vault(path, keys, lock)


def open_vault(
    path: Path,
    *,
    login: str,
    passphrase: str,
    exclusive: bool = False,
    accept_older_keys: bool = False,
) -> Vault:
    """Open a store with a person's passphrase.

    Raises NotAStore, WrongPassphrase, KeyFileDamaged, KeyFileOlder, KeysDoNotFit,
    DatabaseDamaged, NewerSchema, StoreInUse or StoreElsewhere, each before anything on disk
    changed. ``accept_older_keys`` goes on after KeyFileOlder, when somebody put the key file
    back on purpose.
    """
    path = Path(path)
    refuse_no_store(path)
    lock = StoreLock(path, alone=exclusive)
    try:
        file = key_file.read(path / key_file.NAME)
        keys = unlock(file, login, passphrase)
        known = look_inside(path, file, keys)
        if not accept_older_keys:
            _refuse_older_keys(file.generation, known.generation)
        lock.claim()
        vault = Vault(path, keys, lock)
    except BaseException:
        lock.release()
        raise
    if known.generation != file.generation:
        _agree_on_generation(vault, file, known.generation)
    return vault


def _refuse_older_keys(generation: int, known: int) -> None:
    if known > generation:
        raise KeyFileOlder(f"{generation} < {known}")


def refuse_no_store(path: Path) -> None:
    """Raise NotAStore unless both halves of a store are there."""
    if not (path / key_file.NAME).is_file() or not (path / DATABASE).is_file():
        raise NotAStore(str(path))


@dataclass(frozen=True, slots=True)
class Inside:
    """What a first look into the database told."""

    generation: int
    revision: str | None


def look_inside(path: Path, file: key_file.KeyFile, keys: Keys) -> Inside:
    """Read the facts of the store without changing a byte.

    Raises DatabaseDamaged, or KeysDoNotFit when key file and database are not of one store.
    """
    database = path / DATABASE
    _compare_salt(engines.salt_of(database), file.salts[keys.epoch])
    connection = engines.look(database, keys.database_key())
    try:
        rows = dict(connection.execute("SELECT name, value FROM store_fact").fetchall())
        revision = _revision(connection)
        generation = int(rows.get(facts.KEY_GENERATION, "1"))
    except (*engines.DAMAGE, ValueError) as trouble:
        raise DatabaseDamaged(f"{type(trouble).__name__}: {trouble}") from trouble
    finally:
        connection.close()
    if rows.get(facts.STORE_ID) != file.store_id:
        raise KeysDoNotFit("store id")
    return Inside(generation, revision)


def _compare_salt(found: bytes, known: bytes) -> None:
    """A few altered bytes are damage; another salt altogether is another database."""
    if found == known:
        return
    if sum(a == b for a, b in zip(found, known, strict=False)) >= len(known) // 2:
        raise DatabaseDamaged("salt")
    raise KeysDoNotFit("salt")


def _revision(connection: driver.Connection) -> str | None:
    table = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type='table' AND name='alembic_version'"
    ).fetchone()
    if table is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _refuse_bad_entry(login: str, passphrase: str, least: int) -> None:
    if not key_file.valid_login(login):
        raise RefusedError(Refused(_(BAD_LOGIN), "login"))
    wrong = passphrases.objection(passphrase, login=login, least=least)
    if wrong is not None:
        raise RefusedError(Refused(wrong, "passphrase"))


BAD_LOGIN = N_("A login name has 1 to 64 letters, digits or signs.")


def _fill(
    folder: Path, file: key_file.KeyFile, keys: Keys, name: str, migrate: Migrate | None
) -> None:
    """Write the parts of a new store into a folder that nobody sees yet."""
    database = folder / DATABASE
    database.touch(mode=0o600)
    raw = engines.connect(
        database, keys.database_key(), create_with_salt=file.salts[keys.epoch], foreign_keys=False
    )
    alone = create_engine(
        "sqlite://", module=driver, creator=lambda: raw, poolclass=StaticPool, hide_parameters=True
    )
    try:
        with alone.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            facts.create_table(connection)
            if migrate is not None:
                migrate(connection)
            for fact, value in (
                (facts.NAME, name),
                (facts.STORE_ID, file.store_id),
                (facts.KEY_GENERATION, str(file.generation)),
                (facts.CREATED_AT, datetime.now(UTC).isoformat(timespec="seconds")),
                (facts.CREATED_BY, __version__),
            ):
                facts.put(connection, fact, value)
            connection.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        alone.dispose()
        raw.close()
    engines.salt_of(database)  # refuses a plain file
    sync_file(database)
    key_file.write(folder / key_file.NAME, file)
    (folder / "lock").touch(mode=0o600)
    private_folder(folder / BACKUPS)
    sync_folder(folder)


def _agree_on_generation(vault: Vault, file: key_file.KeyFile, known: int) -> None:
    """Bring key file and database to one count after a crash or an accepted older key file."""
    if known > file.generation:
        ahead = replace(file, generation=known)
        key_file.write(vault.key_file, changed(ahead, vault.keys, lambda same: same))
        known += 1
    else:
        known = file.generation
    with vault.engine.begin() as connection:
        facts.put(connection, facts.KEY_GENERATION, str(known))
