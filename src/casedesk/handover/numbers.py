"""Print numbers: drawn by chance, said on the phone, typed over from paper.

Three groups of four signs. The last sign checks the others: one wrong sign, and two signs next to
each other that changed places, are always seen. A number says nothing about what it stands on.
"""

import secrets
from dataclasses import replace

from casedesk.kernel.words import _
from casedesk.paper.blocks import Sheet

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXY"
"""Thirty-one signs, a prime number: on that rests what the check sign sees."""
_READ_AS = str.maketrans("OILUZ", "011V2")
"""Signs that look like another one are read as that one."""
_LENGTH, _GROUP = 12, 4
_BETWEEN = " \t\n\u00a0-\u2010\u2011\u2012\u2013."


def new_number() -> str:
    """A number that was not there before: one out of 31 to the power of 11 (54 bits)."""
    drawn = "".join(secrets.choice(SIGNS) for _place in range(_LENGTH - 1))
    return _grouped(drawn + _check_sign(drawn))


def is_number(text: str) -> bool:
    """Whether this is a print number, however it was typed."""
    return plain_number(text) is not None


def plain_number(text: str) -> str | None:
    """The number as it is printed, or None: forgives case, spaces, dashes, and O for 0."""
    read = "".join(sign for sign in text if sign not in _BETWEEN).upper().translate(_READ_AS)
    if len(read) != _LENGTH or any(sign not in SIGNS for sign in read):
        return None
    return _grouped(read) if _check_sign(read[:-1]) == read[-1] else None


def numbered(sheet: Sheet, number: str) -> Sheet:
    """The sheet with its number at the foot of each page."""
    if not number:
        return sheet
    foot = _("{foot} · no. {number}").format(foot=sheet.running_foot, number=number)
    return replace(sheet, running_foot=foot)


def _check_sign(drawn: str) -> str:
    """Each place weighs differently, so that a change of places counts."""
    total = sum(weight * SIGNS.index(sign) for weight, sign in enumerate(drawn, start=2))
    return SIGNS[-total % len(SIGNS)]


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
