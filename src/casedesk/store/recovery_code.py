"""The printable recovery code: 160 random bits, with signs that show where a typo is.

Eight groups of four signs and one check sign, in an alphabet of 32 without I, L, O and U
(Crockford's). The check sign is a weighted sum in the field of 32 elements plus a number of
the group: any one wrong sign, any two swapped signs and any two swapped groups are noticed,
and the group is named.
"""

import secrets
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
SIGNS = 4
_LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_WEIGHTS = (2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class Typo:
    """Groups (1 to 8) that cannot be right; empty when the number of signs is wrong."""

    groups: tuple[int, ...]


def new_code() -> str:
    """A fresh code, as it is printed."""
    rows = [
        [secrets.randbelow(len(ALPHABET)) for _sign in range(SIGNS)] for _group in range(GROUPS)
    ]
    return "-".join(
        "".join(ALPHABET[value] for value in [*row, _check(row, place)])
        for place, row in enumerate(rows)
    )


def read_code(typed: str) -> str | Typo:
    """The secret in a code as somebody typed it, or where the typing went wrong."""
    signs = "".join(
        c for c in typed.upper().translate(_LOOKALIKE) if not (c.isspace() or c in "-–.")
    )
    if len(signs) != GROUPS * (SIGNS + 1):
        return Typo(())
    groups = [signs[i : i + SIGNS + 1] for i in range(0, len(signs), SIGNS + 1)]
    wrong = [place + 1 for place, group in enumerate(groups) if not _holds(group, place)]
    if wrong:
        return Typo(tuple(wrong))
    return "".join(group[:SIGNS] for group in groups)


def _holds(group: str, place: int) -> bool:
    values = [ALPHABET.find(sign) for sign in group]
    return -1 not in values and _check(values[:SIGNS], place) == values[SIGNS]


def _check(values: list[int], place: int) -> int:
    total = place + 1
    for weight, value in zip(_WEIGHTS, values, strict=True):
        total ^= _times(weight, value)
    return total


def _times(a: int, b: int) -> int:
    """Product in the field of 32 elements (polynomial x^5 + x^2 + 1)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0b100000:
            a ^= 0b100101
        b >>= 1
    return product
