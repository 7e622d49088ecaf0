"""Files that are whole or absent, and readable by their owner only."""

import contextlib
import errno
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casedesk.store.faults import DiskFull, DiskTrouble, StoreUnwritable

FOLDER_MODE = 0o700
FILE_MODE = 0o600
CHUNK = 1 << 20
_DAY = 24 * 3600
_FULL = ("ENOSPC", "EDQUOT", "EFBIG")
_FORBIDDEN = ("EACCES", "EPERM", "EROFS")
_TROUBLE = (
    "EIO", "ENODEV", "ENXIO", "ESTALE", "ETIMEDOUT", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH",
    "ENETDOWN", "ENETUNREACH",
)  # fmt: skip


def sync_folder(folder: Path) -> None:
    """Make a rename or removal in this folder outlast a power cut."""
    if os.name == "nt":
        return  # Windows has no such call; NTFS journals the rename
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Put a file that somebody else wrote (the database engine) on the disk for good."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def beside(path: Path, purpose: str) -> Path:
    """A free name in the same folder, hidden, for something that is not finished yet."""
    return path.with_name(f".{path.name}.{purpose}-{secrets.token_hex(4)}")


def write_atomically(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Replace a file in one step: a reader, or a crash, sees the old or the new one, whole."""
    new = beside(path, "new")
    try:
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def private_folder(path: Path) -> None:
    """Make a folder that only its owner may enter; its parents must exist."""
    path.mkdir(mode=FOLDER_MODE)
    path.chmod(FOLDER_MODE)  # mkdir's mode passes through the umask


def sweep(folder: Path) -> None:
    """Remove what a crash left half-written, once it is a day old and nobody's any more."""
    for path in folder.glob(".*-*"):
        with contextlib.suppress(OSError):
            if path.is_file() and time.time() - path.stat().st_mtime > _DAY:
                path.unlink()


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def plain_faults() -> Iterator[None]:
    """Tell a full disk and a forbidden folder apart from other trouble of the file system."""
    try:
        yield
    except OSError as trouble:
        name = errno.errorcode.get(trouble.errno or 0, "")  # not every system has every one
        for names, fault in (
            (_FULL, DiskFull), (_FORBIDDEN, StoreUnwritable), (_TROUBLE, DiskTrouble)
        ):  # fmt: skip
            if name in names:
                raise fault(str(trouble)) from trouble
        raise
