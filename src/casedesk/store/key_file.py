"""The key file of a store: ``keys.json``, as a value that can be read, checked and written.

Nothing here knows a passphrase. A checksum over the canonical text tells damage apart from a
wrong passphrase before any costly work; the keyed hash (``macs``) that proves nobody altered
the file on purpose is made and checked in :mod:`casedesk.store.keys`.

Login names stand here in the clear; a store may use opaque ones.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casedesk.store import kdf
from casedesk.store.faults import KeyFileDamaged, NotAStore
from casedesk.store.files import plain_faults, write_atomically

FORMAT = "casedesk-keys"
VERSION = 1
NAME = "keys.json"
PERSON = "person"
RECOVERY = "recovery"
_KINDS = (PERSON, RECOVERY)
_LARGEST = 4 << 20  # bytes; a thousand slots take about one MiB
_LOGIN = re.compile(r"[^\s\x00-\x1f\x7f](?:[^\x00-\x1f\x7f]{0,62}[^\s\x00-\x1f\x7f])?")


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: a key pair whose private half only one secret opens.

    ``sealed`` holds the root key per epoch, readable with the private half alone, so that
    anybody who knows the root can give a slot a new root without its owner being there.
    """

    id: str
    login: str
    kind: str
    cost: kdf.Cost
    salt: bytes
    public: bytes
    nonce: bytes
    box: bytes = field(repr=False)
    sealed: Mapping[int, bytes] = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All slots of a store and what binds them together.

    ``epoch`` counts roots. While a rotation runs, slots hold ``epoch`` and ``epoch + 1``.
    ``archive`` keeps earlier roots sealed under the present one: their trail keys are needed
    to verify what was written then. ``salts`` are the first 16 bytes of the database per
    epoch. ``generation`` counts changes to this file; the database remembers it too.
    """

    store_id: str
    generation: int
    epoch: int
    rotating: bool
    slots: tuple[Slot, ...]
    salts: Mapping[int, bytes]
    archive: Mapping[int, bytes] = field(repr=False, default_factory=dict)
    macs: Mapping[int, bytes] = field(repr=False, default_factory=dict)

    @property
    def epochs(self) -> tuple[int, ...]:
        """The epochs whose root every slot must hold now."""
        return (self.epoch, self.epoch + 1) if self.rotating else (self.epoch,)

    def slot_of(self, login: str) -> Slot | None:
        """The slot of a person; capitals do not matter."""
        wanted = fold(login)
        return next((s for s in self.slots if s.kind == PERSON and fold(s.login) == wanted), None)

    def recovery_slots(self) -> tuple[Slot, ...]:
        """The slots that printed codes open."""
        return tuple(slot for slot in self.slots if slot.kind == RECOVERY)

    def body(self) -> bytes:
        """What the keyed hash covers: everything but the hashes themselves."""
        return canonical(_body(self))

    def to_bytes(self) -> bytes:
        """The file's content."""
        document = _body(self) | {"macs": _numbered(self.macs)}
        document["check"] = hashlib.sha256(canonical(document)).hexdigest()
        return canonical(document) + b"\n"


def fold(login: str) -> str:
    """The form in which login names are compared."""
    return kdf.normal(login.strip()).casefold()


def valid_login(login: str) -> bool:
    """Whether this can be a login name: 1 to 64 characters, no control characters or edges."""
    return _LOGIN.fullmatch(login) is not None


def canonical(document: Mapping[str, Any]) -> bytes:
    """The one spelling of a document, so that hashing and signing mean something."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return text.encode("ascii")


def read(path: Path, policy: kdf.Policy | None = None) -> KeyFile:
    """Read and check a key file. Raises NotAStore or KeyFileDamaged."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise NotAStore(str(path)) from missing
    return from_bytes(content, policy)


def write(path: Path, file: KeyFile) -> None:
    """Put a key file in place in one durable step."""
    with plain_faults():
        write_atomically(path, file.to_bytes())


def from_bytes(content: bytes, policy: kdf.Policy | None = None) -> KeyFile:
    """The key file that these bytes spell. Raises KeyFileDamaged for anything else.

    Every byte counts: a file that spells the same in another way is refused as well.
    """
    if len(content) > _LARGEST:
        raise KeyFileDamaged("too large")
    try:
        document = json.loads(content)
        check = document.pop("check")
        if hashlib.sha256(canonical(document)).hexdigest() != check:
            raise KeyFileDamaged("checksum")
        file = _key_file(document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise KeyFileDamaged(f"form: {type(wrong).__name__}") from wrong
    if file.to_bytes() != content:
        raise KeyFileDamaged("spelling")
    _check_sense(file, policy or kdf.standard())
    return file


def _check_sense(file: KeyFile, policy: kdf.Policy) -> None:
    """Refuse what no CaseDesk writes, above all a cost outside the limits."""
    for slot in file.slots:
        if not policy.accepts(slot.cost):
            raise KeyFileDamaged(f"cost of slot {slot.id} is outside the limits")
        if slot.kind not in _KINDS or not valid_login(slot.login):
            raise KeyFileDamaged(f"slot {slot.id}")
        if set(slot.sealed) != set(file.epochs):
            raise KeyFileDamaged(f"slot {slot.id} lacks a root")
    people = [fold(slot.login) for slot in file.slots if slot.kind == PERSON]
    if len(set(people)) != len(people) or len({s.id for s in file.slots}) != len(file.slots):
        raise KeyFileDamaged("a slot stands twice")
    if not file.slots or file.generation < 1 or file.epoch < 1:
        raise KeyFileDamaged("counters")
    if set(file.salts) != set(file.epochs) or set(file.macs) != set(file.epochs):
        raise KeyFileDamaged("epochs")
    if set(file.archive) != set(range(1, file.epoch)):
        raise KeyFileDamaged("archive")


def _body(file: KeyFile) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "store": file.store_id,
        "generation": file.generation,
        "epoch": file.epoch,
        "rotating": file.rotating,
        "salts": _numbered(file.salts),
        "archive": _numbered(file.archive),
        "slots": [_slot_document(slot) for slot in file.slots],
    }


def _slot_document(slot: Slot) -> dict[str, Any]:
    return slot_head(slot) | {
        "nonce": _text(slot.nonce),
        "box": _text(slot.box),
        "sealed": _numbered(slot.sealed),
    }


def slot_head(slot: Slot) -> dict[str, Any]:
    """The open part of a slot, which its own encryption vouches for."""
    cost = {"alg": "argon2id", "m": slot.cost.memory, "t": slot.cost.passes, "p": slot.cost.lanes}
    return {
        "id": slot.id,
        "login": slot.login,
        "kind": slot.kind,
        "kem": "x25519",
        "kdf": cost,
        "salt": _text(slot.salt),
        "public": _text(slot.public),
    }


def _key_file(document: dict[str, Any]) -> KeyFile:
    if document["format"] != FORMAT or document["version"] != VERSION:
        raise KeyFileDamaged("not a key file of this version")
    if re.fullmatch(r"[0-9a-f]{32}", document["store"]) is None:
        raise KeyFileDamaged("store id")
    return KeyFile(
        store_id=document["store"],
        generation=_count(document["generation"]),
        epoch=_count(document["epoch"]),
        rotating=bool(document["rotating"]),
        slots=tuple(_slot(entry) for entry in document["slots"]),
        salts=_by_number(document["salts"], 16),
        archive=_by_number(document["archive"]),
        macs=_by_number(document["macs"], 32),
    )


def _slot(entry: dict[str, Any]) -> Slot:
    cost = entry["kdf"]
    return Slot(
        id=str(entry["id"]),
        login=str(entry["login"]),
        kind=str(entry["kind"]),
        cost=kdf.Cost(_count(cost["m"]), _count(cost["t"]), _count(cost["p"])),
        salt=_bytes(entry["salt"], kdf.SALT_BYTES),
        public=_bytes(entry["public"], 32),
        nonce=_bytes(entry["nonce"], 12),
        box=_bytes(entry["box"], 48),
        sealed=_by_number(entry["sealed"]),
    )


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1 << 40:
        raise KeyFileDamaged("a number")
    return value


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(text: str, length: int | None = None) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except binascii.Error as wrong:
        raise KeyFileDamaged("base64") from wrong
    if length is not None and len(value) != length:
        raise KeyFileDamaged("a length")
    return value


def _numbered(values: Mapping[int, bytes]) -> dict[str, str]:
    return {str(number): _text(value) for number, value in values.items()}


def _by_number(values: Mapping[str, str], length: int | None = None) -> dict[int, bytes]:
    return {int(number): _bytes(value, length) for number, value in values.items()}
