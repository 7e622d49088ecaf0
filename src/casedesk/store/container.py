"""The file that a backup is: a plain tar with a checksum over every byte at its end.

Parts: ``manifest.json`` (what, when, sizes and SHA-256), ``keys.json``, ``store.db`` and, in a
copy of a store that was not closed well, ``store.db-wal``. The database and the keys are
encrypted as in the store; the tar adds nothing to read. After the tar stand a mark and the
SHA-256 of all that comes before, so that one altered byte anywhere is found without a key.
"""

import contextlib
import hashlib
import hmac
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from casedesk import __version__
from casedesk.store import key_file
from casedesk.store.faults import BackupDamaged
from casedesk.store.files import CHUNK, FILE_MODE, beside, digest, sync_folder
from casedesk.store.inside import DATABASE
from casedesk.store.key_file import canonical

FORMAT = "casedesk-backup"
VERSION = 1
MANIFEST = "manifest.json"
LOG = DATABASE + "-wal"
_PARTS = (key_file.NAME, DATABASE, LOG)
_MARK = b"\ncasedesk-backup\n"
_END = len(_MARK) + 32
_LARGEST_MANIFEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    ``made`` is ISO 8601 in UTC; ``checked`` tells that the copy was opened and found whole
    when it was made; ``signature`` is there when the keys were at hand.
    """

    store_id: str
    epoch: int
    made: str
    why: str
    checked: bool
    parts: Mapping[str, tuple[int, str]]
    made_by: str = __version__
    signature: str = ""

    def unsigned(self) -> bytes:
        """What the signature covers."""
        return canonical(self._document())

    def to_bytes(self) -> bytes:
        """The manifest as it stands in the file."""
        return canonical(self._document() | {"signature": self.signature})

    def signed(self, key: bytes) -> "Manifest":
        """The manifest with a keyed hash."""
        mac = hmac.digest(key, self.unsigned(), hashlib.sha256).hex()
        return Manifest(
            self.store_id,
            self.epoch,
            self.made,
            self.why,
            self.checked,
            self.parts,
            self.made_by,
            mac,
        )

    def signed_by(self, key: bytes) -> bool:
        """Whether somebody who knows this key signed it."""
        mac = hmac.digest(key, self.unsigned(), hashlib.sha256).hex()
        return hmac.compare_digest(mac, self.signature)

    def _document(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "store": self.store_id,
            "epoch": self.epoch,
            "made": self.made,
            "made_by": self.made_by,
            "why": self.why,
            "checked": self.checked,
            "parts": {
                name: {"size": size, "sha256": sha} for name, (size, sha) in self.parts.items()
            },
        }


def measured(parts: Mapping[str, Path]) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of the files that are to become parts."""
    return {name: (path.stat().st_size, digest(path)) for name, path in parts.items()}


def pack(to: Path, manifest: Manifest, parts: Mapping[str, Path]) -> None:
    """Write a backup file in one durable step, then read it back whole."""
    draft = beside(to, "part")
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(handle, "w+b") as stream:
            with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar:
                _add(tar, MANIFEST, io.BytesIO(manifest.to_bytes()), len(manifest.to_bytes()))
                for name, path in parts.items():
                    with path.open("rb") as part:
                        _add(tar, name, part, manifest.parts[name][0])
            stream.seek(0)
            total = hashlib.file_digest(stream, "sha256")
            total.update(_MARK)
            stream.write(_MARK + total.digest())
            stream.flush()
            os.fsync(stream.fileno())
        inspect(draft)
        draft.rename(to)
        sync_folder(to.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def inspect(path: Path) -> Manifest:
    """Read a whole backup and answer its manifest. Raises BackupDamaged."""
    with path.open("rb") as stream:
        _check_total(stream)
        with _tar(stream) as tar:
            manifest, members = _contents(tar)
            for member in members:
                size, sha = manifest.parts[member.name]
                total = hashlib.sha256()
                for chunk in _chunks(tar, member):
                    total.update(chunk)
                if member.size != size or total.hexdigest() != sha:
                    raise BackupDamaged(member.name)
    return manifest


def unpack(path: Path, folder: Path) -> Manifest:
    """Write the parts of a whole backup into an empty folder. Raises BackupDamaged."""
    manifest = inspect(path)
    with path.open("rb") as stream, _tar(stream) as tar:
        for member in _contents(tar)[1]:
            _write(folder / member.name, _chunks(tar, member))
            if digest(folder / member.name) != manifest.parts[member.name][1]:
                raise BackupDamaged(member.name)
    return manifest


def _add(tar: tarfile.TarFile, name: str, content: BinaryIO, size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = size
    entry.mode = FILE_MODE
    tar.addfile(entry, content)


def _chunks(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    content = tar.extractfile(member)
    if content is None:
        raise BackupDamaged(member.name)
    while chunk := content.read(CHUNK):
        yield chunk


def _write(to: Path, content: Iterator[bytes]) -> None:
    handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as stream:
        for chunk in content:
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())


def _check_total(stream: BinaryIO) -> None:
    size = stream.seek(0, os.SEEK_END)
    if size < _END:
        raise BackupDamaged("too short")
    stream.seek(0)
    total = hashlib.sha256()
    left = size - 32
    while left:
        chunk = stream.read(min(CHUNK, left))
        if not chunk:
            raise BackupDamaged("cut short while reading")
        total.update(chunk)
        left -= len(chunk)
    if stream.read(32) != total.digest():
        raise BackupDamaged("checksum")
    stream.seek(size - _END)
    if stream.read(len(_MARK)) != _MARK:
        raise BackupDamaged("mark")
    stream.seek(0)


@contextlib.contextmanager
def _tar(stream: BinaryIO) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(fileobj=stream, mode="r:") as tar:
            yield tar
    except (tarfile.TarError, KeyError, ValueError, TypeError, EOFError) as wrong:
        raise BackupDamaged(f"{type(wrong).__name__}") from wrong


def _contents(tar: tarfile.TarFile) -> tuple[Manifest, list[tarfile.TarInfo]]:
    """The manifest, and the parts that it lists and no others."""
    first, *members = tar.getmembers() or [tarfile.TarInfo()]
    if first.name != MANIFEST or first.size > _LARGEST_MANIFEST:
        raise BackupDamaged("manifest")
    content = tar.extractfile(first)
    document = json.loads(content.read() if content else b"")
    if document["format"] != FORMAT or document["version"] != VERSION:
        raise BackupDamaged("format")
    parts = {
        str(name): (int(part["size"]), str(part["sha256"]))
        for name, part in document["parts"].items()
    }
    names = [member.name for member in members]
    if sorted(names) != sorted(parts) or not set(names) <= set(_PARTS):
        raise BackupDamaged("parts")
    if not all(member.isfile() for member in members):
        raise BackupDamaged("parts")
    manifest = Manifest(
        store_id=str(document["store"]),
        epoch=int(document["epoch"]),
        made=str(document["made"]),
        why=str(document["why"]),
        checked=bool(document["checked"]),
        parts=parts,
        made_by=str(document["made_by"]),
        signature=str(document["signature"]),
    )
    return manifest, members
