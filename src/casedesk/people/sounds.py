"""How a name sounds, roughly, and what somebody types who looks for a person.

The skeleton of ``kernel.names`` knows transcriptions; here also letters that are heard alike.
``bones`` leave the vowels out as well, for Arabic script and for names that were only heard.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casedesk.kernel.dates import VagueDate, parse_vague
from casedesk.kernel.names import skeleton
from casedesk.kernel.words import current_language

_ALIKE = str.maketrans({"c": "k", "z": "s", "x": "s", "f": "v"})
_LONGEST = 200
_DIGITS = 5
"""A word with so many digits is a number of something, not a part of a name or a date."""

_DATE = re.compile(
    r"\b(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|(?:19|20)\d\d)\b"
    r"|\b\d{1,2} [^\W\d_]{3,} (?:19|20)\d\d\b"
)
_NUMBER = re.compile(r"(?<!\w)[+(]?\d[\d ()./-]{4,}\d\b|\S+@\S+|@\S+|\b\w*\d\w*-?\w*\b")


@lru_cache(maxsize=8192)
def sounds(name: str) -> tuple[str, ...]:
    """The words of a name as they sound; name prefixes and articles are left out."""
    found = (re.sub(r"(.)\1+", r"\1", word.translate(_ALIKE)) for word in skeleton(name).split())
    return tuple(word[:_LONGEST] for word in found)


def bones(sound: str) -> str:
    """The consonants of a word that can be heard; "" where hardly any are left."""
    left = re.sub(r"[aeiouhj]", "", sound)
    return left if len(left) > 1 else ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody knows of a person who may be known already: any of it, as far as it goes.

    ``name`` is a name in any order and script, ``numbers`` are phones, addresses and numbers in
    any spelling. ``without`` are persons not to be offered (the one on the page).
    """

    name: str = ""
    birth: VagueDate | None = None
    numbers: tuple[str, ...] = ()
    without: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.name.strip() or self.birth or self.numbers)


def read_typed(text: str, today: date) -> Typed:
    """Take apart a line like "Mirela Popescu 12-3-1999 06 1234 5678".

    What is neither a date nor a number is the name. Nothing typed is lost: what cannot be read
    as a date stays in the name.
    """
    birth: VagueDate | None = None
    rest = text
    for found in _DATE.finditer(text):
        read = parse_vague(found.group(), today, current_language())
        if isinstance(read, VagueDate) and read.anchor is not None and read.anchor <= today:
            birth = read
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            break
    numbers = []
    for found in _NUMBER.finditer(rest):
        written = found.group().strip()
        digits = sum(char.isdigit() for char in written)
        if "@" in written or digits >= _DIGITS:
            numbers.append(written)
    for written in numbers:
        rest = rest.replace(written, " ")
    return Typed(" ".join(rest.split()), birth, tuple(numbers))


def identifier_kind(written: str) -> str:
    """What kind of number this probably is (list ``identifier_kind``)."""
    from stdnum.nl import bsn

    from casedesk.people.rules import identifier_doubt

    if "@" in written:
        return "social_media" if written.startswith("@") else "email"
    digits = re.sub(r"\D", "", written)
    if not re.search(r"[^\W\d_]", written):
        if written.startswith(("+", "0")) and not digits.startswith("000"):
            return "phone"
        if len(digits) == 9 and bsn.is_valid(digits):
            return "bsn"
        if len(digits) == 10:
            return "v_number"
        return "other"
    doubt = identifier_doubt({"identifier_kind": "plate", "value": written})
    return "other" if doubt else "plate"
