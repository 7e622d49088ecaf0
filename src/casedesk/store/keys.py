"""The keys of an open store, and the key file that yields them.

One random root key per epoch; everything else is derived from it with HKDF-SHA256. The root
never stands on disk in the clear, never in ``repr`` or a log line, and is dropped at lock.
Python cannot wipe memory for certain: SECURITY.md says what that means.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casedesk.store import kdf, slots
from casedesk.store.faults import KeyFileDamaged
from casedesk.store.key_file import PERSON, KeyFile, Slot, canonical


class Keys:
    """Holds the root keys of an open store while it is open."""

    __slots__ = ("_roots", "epoch", "login", "slot_id", "store_id")

    def __init__(
        self, *, store_id: str, login: str, slot_id: str, epoch: int, roots: Mapping[int, bytes]
    ) -> None:
        self.store_id = store_id
        self.login = login
        self.slot_id = slot_id
        self.epoch = epoch
        self._roots = dict(roots)

    def __repr__(self) -> str:
        return f"<Keys of store {self.store_id}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are never copied out of the process")

    def database_key(self, epoch: int | None = None) -> bytes:
        """The raw key of the database (32 bytes), of the present epoch unless told."""
        return self._derived("database", epoch)

    def trail_key(self, epoch: int) -> bytes:
        """The key that chains the trail lines written in that epoch."""
        return self._derived("trail", epoch)

    def salt_key(self, epoch: int) -> bytes:
        """The key behind the salted hashes of values in that epoch."""
        return self._derived("salt", epoch)

    def backup_key(self, epoch: int | None = None) -> bytes:
        """The key that signs the manifest of a backup."""
        return self._derived("backup", epoch)

    def file_key(self, epoch: int) -> bytes:
        """The key that signs the key file."""
        return self._derived("key-file", epoch)

    def archive_key(self) -> bytes:
        """The key under which earlier roots are kept."""
        return self._derived("archive", self.epoch)

    def forget(self) -> None:
        """Drop the root keys; every later use fails."""
        self._roots.clear()

    @property
    def forgotten(self) -> bool:
        """Whether the keys were dropped."""
        return not self._roots

    def root(self, epoch: int) -> bytes:
        """The root key itself, for sealing it to a slot and nothing else."""
        return self._roots[epoch]

    def knows(self, epoch: int) -> bool:
        """Whether the root of that epoch is at hand."""
        return epoch in self._roots

    def at(self, epoch: int) -> "Keys":
        """The same keys with another epoch as the present one."""
        return Keys(
            store_id=self.store_id,
            login=self.login,
            slot_id=self.slot_id,
            epoch=epoch,
            roots=self._roots,
        )

    def rotated(self, root: bytes) -> "Keys":
        """The keys with the root of the next epoch, which is then the present one."""
        roots = self._roots | {self.epoch + 1: root}
        return Keys(
            store_id=self.store_id,
            login=self.login,
            slot_id=self.slot_id,
            epoch=self.epoch + 1,
            roots=roots,
        )

    def _derived(self, purpose: str, epoch: int | None) -> bytes:
        if not self._roots:
            raise RuntimeError("the store is locked: its keys were dropped")
        number = self.epoch if epoch is None else epoch
        hkdf = HKDF(
            algorithm=SHA256(),
            length=32,
            salt=bytes.fromhex(self.store_id),
            info=f"casedesk/{purpose}/{number}".encode("ascii"),
        )
        return hkdf.derive(self._roots[number])


def new_key_file(
    *, login: str, passphrase: str, policy: kdf.Policy | None = None
) -> tuple[KeyFile, Keys]:
    """The key file of a new store with one person's slot, and its keys."""
    cost = (policy or kdf.standard()).cost
    store_id = secrets.token_hex(16)
    slot = slots.new_slot(store_id, login, PERSON, passphrase, cost)
    keys = Keys(
        store_id=store_id,
        login=login,
        slot_id=slot.id,
        epoch=1,
        roots={1: os.urandom(slots.ROOT_BYTES)},
    )
    file = KeyFile(
        store_id=store_id,
        generation=1,
        epoch=1,
        rotating=False,
        slots=(with_roots(slot, keys, (1,)),),
        salts={1: os.urandom(16)},
    )
    return signed(file, keys), keys


def unlock(file: KeyFile, login: str, passphrase: str) -> Keys:
    """The keys, by a person's passphrase. Raises WrongPassphrase or KeyFileDamaged.

    An unknown login takes the same work as a wrong passphrase and answers the same.
    """
    slot = file.slot_of(login) or _nobody(file, login)
    return unlock_slot(file, slot, passphrase)


def unlock_slot(file: KeyFile, slot: Slot, secret: str) -> Keys:
    """The keys, by the secret of this slot; the whole file is then proved genuine."""
    private = slots.open_slot(file.store_id, slot, secret)
    roots = {e: slots.unsealed(file.store_id, slot, e, private) for e in file.epochs}
    keys = Keys(
        store_id=file.store_id, login=slot.login, slot_id=slot.id, epoch=file.epoch, roots=roots
    )
    prove(file, keys)
    earlier = {epoch: _from_archive(keys, epoch, box) for epoch, box in file.archive.items()}
    return Keys(
        store_id=file.store_id,
        login=slot.login,
        slot_id=slot.id,
        epoch=file.epoch,
        roots=roots | earlier,
    )


def prove(file: KeyFile, keys: Keys) -> None:
    """Raise KeyFileDamaged unless somebody who knows the root wrote this file."""
    for epoch, mac in file.macs.items():
        if not keys.knows(epoch) or not hmac.compare_digest(mac, _mac(file, keys, epoch)):
            raise KeyFileDamaged("signature")


def signed(file: KeyFile, keys: Keys) -> KeyFile:
    """The file with its keyed hashes, one per root that it carries."""
    return replace(file, macs={epoch: _mac(file, keys, epoch) for epoch in file.epochs})


def with_roots(slot: Slot, keys: Keys, epochs: tuple[int, ...]) -> Slot:
    """The slot with the roots of these epochs sealed to it."""
    box = {e: slots.sealed(keys.store_id, slot, e, keys.root(e)) for e in epochs}
    return replace(slot, sealed=box)


def archived(keys: Keys, epoch: int) -> bytes:
    """An earlier root, sealed under the present one."""
    nonce = os.urandom(12)
    box = AESGCM(keys.archive_key()).encrypt(nonce, keys.root(epoch), _shelf(keys, epoch))
    return nonce + box


def changed(file: KeyFile, keys: Keys, change: Callable[[KeyFile], KeyFile]) -> KeyFile:
    """The next generation of the file, signed."""
    return signed(replace(change(file), generation=file.generation + 1), keys)


def _from_archive(keys: Keys, epoch: int, box: bytes) -> bytes:
    try:
        return AESGCM(keys.archive_key()).decrypt(box[:12], box[12:], _shelf(keys, epoch))
    except (InvalidTag, ValueError) as wrong:
        raise KeyFileDamaged(f"archive {epoch}") from wrong


def _shelf(keys: Keys, epoch: int) -> bytes:
    return canonical({"what": "archive", "store": keys.store_id, "epoch": epoch})


def _mac(file: KeyFile, keys: Keys, epoch: int) -> bytes:
    return hmac.digest(keys.file_key(epoch), file.body(), hashlib.sha256)


def _nobody(file: KeyFile, login: str) -> Slot:
    """A slot that nothing opens, as costly as the others, for a login that does not exist."""
    known = next((slot for slot in file.slots if slot.kind == PERSON), file.slots[0])
    salt = hashlib.sha256(file.store_id.encode() + login.encode("utf-8", "replace")).digest()
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    return replace(
        known,
        id="0" * 16,
        login="nobody",
        salt=salt[: kdf.SALT_BYTES],
        public=public,
        nonce=bytes(12),
        box=bytes(48),
    )
