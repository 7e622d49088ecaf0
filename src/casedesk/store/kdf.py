"""From passphrase to key: Argon2id, and how cheap or costly a key file may ask it to be.

Cost and limits: RFC 9106 for the algorithm; the figures were measured on two cores (256 MiB,
three passes, four lanes: about 0.36 s). The limits are checked before any work, so that an
altered key file can neither make guessing cheap nor eat the memory of the machine.
"""

import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

KEY_BYTES = 32
SALT_BYTES = 16
MIB = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Parameters of Argon2id. ``memory`` counts KiB."""

    memory: int
    passes: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Policy:
    """What a new slot costs, and what an existing slot may ask."""

    cost: Cost
    least: Cost
    most: Cost

    def accepts(self, cost: Cost) -> bool:
        """Whether a slot with this cost may be opened at all."""
        return (
            self.least.memory <= cost.memory <= self.most.memory
            and self.least.passes <= cost.passes <= self.most.passes
            and self.least.lanes <= cost.lanes <= self.most.lanes
        )


# Every real store. Functions look it up when called; a test may put a cheap one in its place.
STANDARD = Policy(
    cost=Cost(memory=256 * MIB, passes=3, lanes=4),
    least=Cost(memory=64 * MIB, passes=2, lanes=1),
    most=Cost(memory=2048 * MIB, passes=20, lanes=16),
)


def standard() -> Policy:
    """The policy in force."""
    return STANDARD


def normal(passphrase: str) -> str:
    """The one Unicode form (NFC), so that every keyboard gives the same key."""
    return unicodedata.normalize("NFC", passphrase)


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32-byte key that wraps a slot's private half. Takes time and memory by design."""
    argon = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return argon.derive(normal(passphrase).encode("utf-8"))
