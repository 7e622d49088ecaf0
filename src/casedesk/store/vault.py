"""An encrypted store on disk: make it, open it, close it.

``NAME.casedesk/`` holds ``store.db`` (SQLCipher), ``keys.json``, ``lock`` and ``backups/``.
Opening looks before it touches: until passphrase, key file, database and schema are found
right, nothing in the folder changes.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine

from casedesk import __version__
from casedesk.kernel.changes import Refused, RefusedError
from casedesk.kernel.words import N_, _
from casedesk.store import backup, facts, key_file, passphrases, recovery_code, rotation, upgrade
from casedesk.store import engine as engines
from casedesk.store import lock as locks
from casedesk.store.faults import (
    KeyFileOlder,
    PlaceTaken,
    StoreInUse,
    WrongPassphrase,
)
from casedesk.store.files import beside, plain_faults, private_folder, sweep, sync_file, sync_folder
from casedesk.store.inside import BACKUPS, DATABASE, Inside, look_inside, refuse_no_store
from casedesk.store.kdf import Policy
from casedesk.store.key_file import KeyFile
from casedesk.store.keys import Keys, changed, new_key_file, unlock, unlock_slot
from casedesk.store.lock import StoreLock
from casedesk.store.rewrite import NEXT, discard
from casedesk.store.rotation import Stage

Migrate = Callable[[Connection], None]
First = Callable[[Engine, Keys], None]
Unlock = Callable[[KeyFile], Keys]

BAD_LOGIN = N_("A login name has 1 to 64 letters, digits or signs.")
BAD_CODE = N_("This is not a recovery code: it has 8 groups of 5 signs.")
BAD_GROUPS = N_("There is a typing error in group {groups} of the recovery code.")


class Vault:
    """An open store. ``close`` it: that folds the log into the database and drops the keys.

    ``upgraded`` says whether opening brought it up to date.
    """

    def __init__(self, path: Path, keys: Keys, lock: StoreLock, *, upgraded: bool = False) -> None:
        self.path = path
        self.keys = keys
        self.upgraded = upgraded
        self._lock = lock
        self._resting = False
        self.engine: Engine = engines.pool(path / DATABASE, self._key, guard=self._guard)

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
        with self.reading() as connection:
            return facts.get(connection, facts.NAME) or self.path.stem

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that cannot write and does not wait for writers."""
        with self.engine.connect().execution_options(read_only=True) as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have the store for one job. Raises StoreInUse if another program has it open."""
        before = self._lock.alone
        self._lock.make_alone()
        try:
            yield
        finally:
            self._resting = False
            if not before:
                self._lock.make_shared()

    def rest(self) -> None:
        """Close all connections until ``alone`` ends. Raises StoreInUse if one is in use."""
        self._resting = True
        if self.engine.pool.checkedout():  # type: ignore[attr-defined] # a QueuePool counts
            raise StoreInUse("a connection is in use")
        self.engine.dispose()

    def take_keys(self, keys: Keys) -> None:
        """Go on with the keys of a new epoch."""
        self.keys.forget()
        self.keys = keys

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
            self._lock.release()

    def _guard(self, *, writing: bool) -> None:
        if self._resting:
            raise StoreInUse("a job has the store alone")
        if writing:
            self._lock.check()

    def _key(self) -> bytes:
        self._guard(writing=False)
        return self.keys.database_key()

    def _checkpoint(self) -> None:
        raw = self.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA busy_timeout=200")  # who still reads may not hold us up
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
    first: First | None = None,
    least: int = passphrases.LEAST,
) -> Vault:
    """Make a store and open it. ``migrate`` fills the empty database with tables.

    Without it the shipped migrations do. ``first`` then writes the first records. ``least`` is
    the least length of the passphrase. Raises RefusedError for a login or passphrase that will
    not do, PlaceTaken if something is there. The folder appears whole or not at all.
    """
    path = Path(path)
    refuse_bad_entry(login, passphrase, least)
    if path.exists():
        raise PlaceTaken(str(path))
    draft = beside(path, "new")
    with plain_faults():
        path.parent.mkdir(parents=True, exist_ok=True)
        private_folder(draft)
    try:
        file, keys = new_key_file(login=login, passphrase=passphrase, policy=kdf)
        with plain_faults():
            _fill(
                draft, Stage(file, keys), name or path.stem, migrate or upgrade.create_schema, first
            )
            draft.rename(path)
            sync_folder(path.parent)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    lock = StoreLock(path)
    try:
        lock.claim()
    except BaseException:
        lock.release()
        raise
    return Vault(path, keys, lock)


def open_vault(
    path: Path,
    *,
    login: str,
    passphrase: str,
    exclusive: bool = False,
    accept_older_keys: bool = False,
    finish: Migrate | None = None,
) -> Vault:
    """Open a store with a person's passphrase; an older schema is brought up to date first.

    ``finish`` runs after migrations, on the same copy: it puts triggers back.

    Raises NotAStore, WrongPassphrase, KeyFileDamaged, KeyFileOlder, KeysDoNotFit,
    DatabaseDamaged, NewerSchema, UpgradeFailed, StoreInUse or StoreElsewhere, each before
    anything on disk changed. ``accept_older_keys`` goes on after KeyFileOlder, when somebody
    put the key file back on purpose.
    """
    return _open(
        Path(path),
        lambda file: unlock(file, login, passphrase),
        Manner(exclusive, accept_older_keys, finish),
    )


def open_with_recovery_code(
    path: Path, *, code: str, exclusive: bool = False, finish: Migrate | None = None
) -> Vault:
    """Open a store with the printed code. Raises RefusedError that says where the typo is."""
    secret = recovery_code.read_code(code)
    if not isinstance(secret, str):
        where = ", ".join(str(group) for group in secret.groups)
        sentence = _(BAD_GROUPS).format(groups=where) if where else _(BAD_CODE)
        raise RefusedError(Refused(sentence, "code"))

    def by_code(file: KeyFile) -> Keys:
        for slot in file.recovery_slots():
            with contextlib.suppress(WrongPassphrase):
                return unlock_slot(file, slot, secret)
        raise WrongPassphrase

    return _open(Path(path), by_code, Manner(exclusive=exclusive, finish=finish))


def refuse_bad_entry(login: str, passphrase: str, least: int) -> None:
    """Raise RefusedError for a login name or passphrase that will not do."""
    if not key_file.valid_login(login):
        raise RefusedError(Refused(_(BAD_LOGIN), "login"))
    wrong = passphrases.objection(passphrase, login=login, least=least)
    if wrong is not None:
        raise RefusedError(Refused(wrong, "passphrase"))


@dataclass(frozen=True, slots=True)
class Manner:
    """How to open: alone or not, forgiving an older key file or not, what ends an upgrade."""

    exclusive: bool = False
    accept_older_keys: bool = False
    finish: Migrate | None = None


def _open(path: Path, by: Unlock, manner: Manner) -> Vault:
    refuse_no_store(path)
    lock = StoreLock(path, alone=manner.exclusive)
    try:
        file = key_file.read(path / key_file.NAME)
        keys = by(file)
        if file.rotating:
            file, keys = _finish_rotation(path, lock, file, keys)
        known = look_inside(path, file, keys)
        if not manner.accept_older_keys:
            _refuse_older_keys(file.generation, known.generation)
        upgraded = _bring_up_to_date(path, lock, Stage(file, keys), known, manner.finish)
        lock.claim()
        if not manner.exclusive:
            lock.make_shared()
        discard(path / NEXT)
        sweep(path)
        sweep(path / BACKUPS)
        vault = Vault(path, keys, lock, upgraded=upgraded)
    except BaseException:
        lock.release()
        raise
    if known.generation != file.generation:
        _agree_on_generation(vault, file, known.generation)
    return vault


def _finish_rotation(
    path: Path, lock: StoreLock, file: KeyFile, keys: Keys
) -> tuple[KeyFile, Keys]:
    """Go on with a rotation that a crash broke off."""
    lock.make_alone()
    again = key_file.read(path / key_file.NAME)
    if again != file:
        raise StoreInUse("another program just changed the keys")
    stage = rotation.carry_out(path, file, keys)
    return stage.file, stage.keys


def _bring_up_to_date(
    path: Path, lock: StoreLock, stage: Stage, known: Inside, finish: Migrate | None
) -> bool:
    """Run pending migrations, after a verified backup, with the store held alone."""
    if known.revision is None or not upgrade.pending(known.revision):
        return False
    lock.make_alone()
    keys = stage.keys
    backup.before(path, keys, "upgrade")
    salt = stage.file.salts[keys.epoch]
    upgrade.bring_up_to_date(path / DATABASE, keys.database_key(), salt, finish=finish)
    return True


def _refuse_older_keys(generation: int, known: int) -> None:
    if known > generation:
        raise KeyFileOlder(f"{generation} < {known}")


def _fill(folder: Path, stage: Stage, name: str, migrate: Migrate, first: First | None) -> None:
    """Write the parts of a new store into a folder that nobody sees yet."""
    file, keys = stage.file, stage.keys
    database = folder / DATABASE
    database.touch(mode=0o600)
    raw = engines.connect(
        database, keys.database_key(), create_with_salt=file.salts[keys.epoch], foreign_keys=False
    )
    try:
        engine = engines.single(raw, database)
        with engine.begin() as connection:
            facts.create_table(connection)
            for fact, value in (
                (facts.NAME, name),
                (facts.STORE_ID, file.store_id),
                (facts.KEY_GENERATION, str(file.generation)),
                (facts.CREATED_AT, datetime.now(UTC).isoformat(timespec="seconds")),
                (facts.CREATED_BY, __version__),
            ):
                facts.put(connection, fact, value)
            migrate(connection)
        if first is not None:
            first(engine, keys)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
    engines.salt_of(database)  # refuses a plain file
    sync_file(database)
    key_file.write(folder / key_file.NAME, file)
    (folder / locks.NAME).touch(mode=0o600)
    private_folder(folder / BACKUPS)
    sync_folder(folder)


def _agree_on_generation(vault: Vault, file: KeyFile, known: int) -> None:
    """Bring key file and database to one count after a crash or an accepted older key file."""
    if known > file.generation:
        ahead = replace(file, generation=known)
        key_file.write(vault.key_file, changed(ahead, vault.keys, lambda same: same))
        known += 1
    else:
        known = file.generation
    with vault.engine.begin() as connection:
        facts.put(connection, facts.KEY_GENERATION, str(known))
