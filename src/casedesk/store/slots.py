"""A key slot: wrap its private half under a secret, seal a root key to its public half.

The seal is HPKE (RFC 9180, base mode, X25519, HKDF-SHA256, AES-256-GCM). Anybody may seal to a
public half; only the owner's passphrase opens it. That the sealed root is the store's own is
proved by the keyed hash over the key file.
"""

import os
import secrets
from dataclasses import replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casedesk.store import kdf
from casedesk.store.faults import KeyFileDamaged, WrongPassphrase
from casedesk.store.key_file import FORMAT, VERSION, Slot, canonical, slot_head

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
ROOT_BYTES = 32


def new_slot(store_id: str, login: str, kind: str, secret: str, cost: kdf.Cost) -> Slot:
    """A slot with a fresh key pair that ``secret`` opens; it holds no root yet."""
    private = X25519PrivateKey.generate()
    bare = Slot(
        id=secrets.token_hex(8),
        login=login,
        kind=kind,
        cost=cost,
        salt=os.urandom(kdf.SALT_BYTES),
        public=private.public_key().public_bytes_raw(),
        nonce=b"",
        box=b"",
    )
    return _wrapped(store_id, bare, private, secret)


def rewrapped(store_id: str, slot: Slot, old: str, new: str, cost: kdf.Cost) -> Slot:
    """The same slot under another secret. Raises WrongPassphrase."""
    private = open_slot(store_id, slot, old)
    bare = replace(slot, cost=cost, salt=os.urandom(kdf.SALT_BYTES))
    return _wrapped(store_id, bare, private, new)


def _wrapped(store_id: str, slot: Slot, private: X25519PrivateKey, secret: str) -> Slot:
    nonce = os.urandom(12)
    key = kdf.derive(secret, slot.salt, slot.cost)
    box = AESGCM(key).encrypt(nonce, private.private_bytes_raw(), _head(store_id, slot))
    return replace(slot, nonce=nonce, box=box)


def open_slot(store_id: str, slot: Slot, secret: str) -> X25519PrivateKey:
    """The private half. Raises WrongPassphrase; the cost must have been checked before."""
    key = kdf.derive(secret, slot.salt, slot.cost)
    try:
        raw = AESGCM(key).decrypt(slot.nonce, slot.box, _head(store_id, slot))
    except InvalidTag as wrong:
        raise WrongPassphrase from wrong
    return X25519PrivateKey.from_private_bytes(raw)


def sealed(store_id: str, slot: Slot, epoch: int, root: bytes) -> bytes:
    """A root key that only the owner of the slot can read."""
    public = X25519PublicKey.from_public_bytes(slot.public)
    return _SUITE.encrypt(root, public, info=_purpose(store_id, slot, epoch))


def unsealed(store_id: str, slot: Slot, epoch: int, private: X25519PrivateKey) -> bytes:
    """The root key of an epoch. Raises KeyFileDamaged: the passphrase was right already."""
    try:
        root = _SUITE.decrypt(slot.sealed[epoch], private, info=_purpose(store_id, slot, epoch))
    except (InvalidTag, ValueError) as wrong:
        raise KeyFileDamaged(f"root {epoch} in slot {slot.id}") from wrong
    if len(root) != ROOT_BYTES:
        raise KeyFileDamaged(f"root {epoch} in slot {slot.id}")
    return root


def _head(store_id: str, slot: Slot) -> bytes:
    return canonical(
        slot_head(slot) | {"format": FORMAT, "version": VERSION, "store": store_id, "what": "slot"}
    )


def _purpose(store_id: str, slot: Slot, epoch: int) -> bytes:
    return canonical(
        {"format": FORMAT, "store": store_id, "what": "root", "slot": slot.id, "epoch": epoch}
    )
