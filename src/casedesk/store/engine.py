"""Connections to the encrypted database, each proved to be what we think it is.

Every connection states its settings and reads them back; a build of SQLite that cannot encrypt,
or a setting that did not take, is a fault before a single byte is written. Pitfalls behind the
lines below: a short raw key is silently taken as a passphrase; without a key a plain file is
written; a wrong key makes SQLCipher print to stderr; the driver's own transactions break
savepoints, so BEGIN is ours.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any, Protocol
from urllib.parse import quote

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool, StaticPool

from casedesk.store.faults import DatabaseDamaged, DiskFull, DiskTrouble, StoreFault, StoreInUse

PLAIN_HEADER = b"SQLite format 3\x00"
SALT_BYTES = 16
BUSY_SECONDS = 5.0
# The driver keeps 100 and drops the newest first; planning anew takes 0.7 ms a statement.
CACHED_STATEMENTS = 400
# Two memory errors in FTS5 were mended in 3.53.3; we index text that others wrote.
LEAST_SQLITE = (3, 53, 3)

# What a damaged file raises, by measurement: also MemoryError, from a length read off a bad page.
DAMAGE = (driver.DatabaseError, MemoryError, UnicodeDecodeError)

_TROUBLE = "disk I/O error"

_SETTINGS = {
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cache_size": -65536,
    "synchronous": 2,
}
# Memory security wipes what SQLCipher frees and locks its pages in memory. A commit does not feel
# it (0.123 and 0.132 ms); opening a store and reading much at once take up to twice as long.
_CIPHER = {
    "cipher_memory_security": "1",
    "cipher_page_size": "4096",
    "cipher_use_hmac": "1",
    "cipher_hmac_algorithm": "HMAC_SHA512",
    "cipher_plaintext_header_size": "0",
}


class Guard(Protocol):
    """Raises if a transaction may not start."""

    def __call__(self, *, writing: bool) -> None: ...


class PlainDatabase(StoreFault):
    """The database engine does not encrypt; nothing may be written with it."""


def database_uri(path: PurePath, mode: str = "rwc") -> str:
    """The SQLite URI of a file, whatever characters its path has.

    On Windows a path near the old limit of 260 characters gets the prefix that lifts it.
    """
    if isinstance(path, PureWindowsPath):
        text = str(path)
        if len(text) > 240 and not text.startswith("\\\\"):
            return "file:" + quote("\\\\?\\" + text, safe="") + f"?mode={mode}"
        if text.startswith("\\\\"):
            return "file:" + quote(text, safe="") + f"?mode={mode}"
        return "file:///" + quote(path.as_posix(), safe="/:") + f"?mode={mode}"
    return "file:" + quote(os.fspath(path)) + f"?mode={mode}"


def connect(
    path: Path, key: bytes, *, create_with_salt: bytes | None = None, foreign_keys: bool = True
) -> driver.Connection:
    """A connection that reads and writes. Raises DatabaseDamaged if the key does not fit.

    ``create_with_salt`` makes a new database with that salt; without it the file must exist.
    """
    mode = "rw" if create_with_salt is None else "rwc"
    connection = _keyed(path, key, mode, create_with_salt)
    try:
        _settle(connection, foreign_keys=foreign_keys)
        _first(connection, "PRAGMA journal_mode=WAL", "wal")
    except BaseException as trouble:
        connection.close()
        raise _as_fault(trouble, path) from trouble
    return connection


def look(path: Path, key: bytes) -> driver.Connection:
    """A connection that cannot change the file. Raises DatabaseDamaged if the key does not fit.

    A reading connection beside a write-ahead log may refresh ``-shm``, an index without
    content; database and log stay as they are, whatever the key. (A writing connection folds
    the log into the database when it closes, even with a wrong key.) Without a log the file is
    opened as unchanging, which leaves no trace at all.
    """
    log = path.with_name(path.name + "-wal")
    quiet = not (log.exists() and log.stat().st_size)
    connection = _keyed(path, key, "ro&immutable=1" if quiet else "ro", None)
    try:
        _settle(connection, foreign_keys=True)
    except BaseException as trouble:
        connection.close()
        raise _as_fault(trouble, path) from trouble
    return connection


def _keyed(path: Path, key: bytes, mode: str, salt: bytes | None) -> driver.Connection:
    if len(key) != 32 or (salt is not None and len(salt) != SALT_BYTES):
        raise ValueError("the key must be 32 bytes and the salt 16")
    if driver.sqlite_version_info < LEAST_SQLITE:
        raise PlainDatabase(f"SQLite {driver.sqlite_version} is too old")
    spelled = key.hex() + (salt.hex() if salt is not None else "")
    try:
        connection = driver.connect(
            database_uri(path, mode),
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
            cached_statements=CACHED_STATEMENTS,
        )
    except driver.OperationalError as trouble:
        raise DatabaseDamaged(f"cannot open: {trouble}") from trouble
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{spelled}'\"")
        _refuse_plain_engine(connection)
        connection.enable_load_extension(False)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_plain_engine(connection: driver.Connection) -> None:
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not str(version[0]).startswith("4."):
        raise PlainDatabase("this build of SQLite does not encrypt")


def _settle(connection: driver.Connection, *, foreign_keys: bool) -> None:
    """Set what we rely on, read it back, and read the first page with the key."""
    connection.execute(f"PRAGMA cipher_memory_security={_CIPHER['cipher_memory_security']}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for name, value in _SETTINGS.items():
        wanted = int(foreign_keys) if name == "foreign_keys" else value
        connection.execute(f"PRAGMA {name}={wanted}")
        _first(connection, f"PRAGMA {name}", wanted)
    for name, wanted_text in _CIPHER.items():
        _first(connection, f"PRAGMA {name}", wanted_text)
    connection.execute("PRAGMA journal_size_limit=67108864")


def _first(connection: driver.Connection, pragma: str, wanted: object) -> None:
    row = connection.execute(pragma).fetchone()
    if row is None or row[0] != wanted:
        raise PlainDatabase(f"{pragma} gave {row!r}, not {wanted!r}")


def _as_fault(trouble: BaseException, path: Path) -> BaseException:
    """Damage as a fault of ours; anything else as it was."""
    if isinstance(trouble, driver.OperationalError):
        text = str(trouble)
        if "locked" in text or "busy" in text:
            return StoreInUse(text)
        if _is_full(text, path):
            return DiskFull(text)
        if _TROUBLE in text:
            return DiskTrouble(text)
    if isinstance(trouble, DAMAGE):
        return DatabaseDamaged(f"{type(trouble).__name__}: {trouble}")
    return trouble


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Tell damage, a full disk and a busy store apart where the driver is used directly."""
    try:
        yield
    except (driver.Error, MemoryError) as trouble:
        raise _as_fault(trouble, path) from trouble


def single(connection: driver.Connection, path: Path) -> Engine:
    """An engine over one connection that the caller owns and closes."""
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(started: Connection) -> None:
        started.exec_driver_sql("BEGIN IMMEDIATE")

    _translate_trouble(engine, path)
    return engine


def salt_of(path: Path) -> bytes:
    """The first 16 bytes of a database. Raises PlainDatabase if the file is not encrypted."""
    with path.open("rb") as stream:
        head = stream.read(SALT_BYTES)
    if head == PLAIN_HEADER:
        raise PlainDatabase("the database is readable without a key")
    return head


def pool(path: Path, key: Callable[[], bytes], *, guard: Guard) -> Engine:
    """The engine of an open store.

    Execution option ``read_only=True`` makes a transaction that cannot write and does not wait
    for writers; all others take the write lock at once. ``guard`` is called before each
    transaction and raises if the store may not be used now.
    """
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, key()),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        pool_timeout=10,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = bool(connection.get_execution_options().get("read_only"))
        if connection.info.get("query_only", False) != reading:
            connection.exec_driver_sql(f"PRAGMA query_only={int(reading)}")
            connection.info["query_only"] = reading
        guard(writing=not reading)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    @event.listens_for(engine, "reset")
    def _reset(connection: driver.Connection, *_facts: object) -> None:
        # SQLite leaves a transaction open whose commit it refused, and SQLAlchemy takes it as
        # ended: without this the next one to use the connection could not begin.
        connection.rollback()

    _translate_trouble(engine, path)
    return engine


def _translate_trouble(engine: Engine, path: Path) -> None:
    """Raise damage and a full disk as faults of ours, wherever the engine meets them."""

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        original: Any = context.original_exception
        text = str(original)
        if isinstance(original, MemoryError) or (
            isinstance(original, driver.DatabaseError) and _is_damage(original, text)
        ):
            raise DatabaseDamaged(f"{type(original).__name__}: {text}") from original
        if isinstance(original, driver.OperationalError) and _is_full(text, path):
            raise DiskFull(text) from original
        if isinstance(original, driver.OperationalError) and _TROUBLE in text:
            raise DiskTrouble(text) from original


def _is_full(text: str, path: Path) -> bool:
    """The index beside the log reports a full disk as an I/O error."""
    if _TROUBLE in text:
        return shutil.disk_usage(path.parent).free < 1 << 20
    return "disk is full" in text


def _is_damage(trouble: driver.DatabaseError, text: str) -> bool:
    # The driver has a class of its own for every other trouble of the database.
    plain = type(trouble) is driver.DatabaseError
    return plain or "malformed" in text or "not a database" in text
