"""One spelling for what can be seen twice: numbers, accounts, addresses, names and places.

Pure. Equal keys are worth showing to somebody, never proof that two things are the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casedesk.kernel.names import consonants, fold, skeleton
from casedesk.people.rules import normal_identifier

PHONE, EMAIL, PLATE, ACCOUNT, PROFILE = "phone", "email", "plate", "bank_account", "profile"
ADDRESS, NAME, PLACE, NUMBER = "address", "name", "place", "number"

WHAT_OF_TRACE = {
    "phone": PHONE,
    "email": EMAIL,
    "plate": PLATE,
    "bank_account": ACCOUNT,
    "profile": PROFILE,
    "address": ADDRESS,
    "nickname": NAME,
    "name": NAME,
    "other": NUMBER,
}
"""What a trace of a kind is compared as; the kinds are those of the list ``trace_kind``."""

WHAT_OF_IDENTIFIER = {
    "phone": PHONE,
    "email": EMAIL,
    "plate": PLATE,
    "bank_account": ACCOUNT,
    "social_media": PROFILE,
}
"""The same for identifiers of persons; all other kinds are numbers."""

_KIND_OF = {PROFILE: "social_media"} | {what: what for what in (PHONE, EMAIL, PLATE, ACCOUNT)}
_POSTCODE = re.compile(r"\b([1-9]\d{3})\s?([A-Za-z]{2})\b")
_PLATE = re.compile(r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{1,3}(?:-?[A-Z0-9]{1,3}){2}\b")
_HOUSE = re.compile(r"\b\d+")
_LEAST_CONSONANTS = 4
_MOST = 200


@dataclass(frozen=True, slots=True)
class Spelling:
    """A key: equal in ``what`` and ``normal`` may be the same; ``spelled`` refines a name."""

    what: str
    normal: str
    spelled: str = ""


def spellings(what: str, written: str | None) -> tuple[Spelling, ...]:
    """The keys of a value that is compared as ``what``; none for what says nothing."""
    text = " ".join((written or "").split())
    if not text:
        return ()
    if what == ADDRESS:
        return tuple(_addresses(text))
    if what == NAME:
        return _name(text)
    if what == PLACE:
        words = sorted(skeleton(text).split())
        return (Spelling(PLACE, " ".join(words)[:_MOST]),) if len("".join(words)) > 3 else ()
    normal = normal_identifier({"identifier_kind": _KIND_OF.get(what, "other"), "value": text})
    return (Spelling(what, normal[:_MOST]),) if normal and len(normal) > 2 else ()


def plates_in(written: str | None) -> tuple[Spelling, ...]:
    """Number plates in a text such as "white van, 12-AB-34"."""
    found = (match.group() for match in _PLATE.finditer((written or "").upper()))
    return tuple(spelling for plate in dict.fromkeys(found) for spelling in spellings(PLATE, plate))


def parts_of(written: str | None) -> tuple[str, ...]:
    """The firms of a text that names several, between commas or semicolons."""
    return tuple(part.strip() for part in re.split(r"[,;/]", written or "") if part.strip())


def _addresses(text: str) -> Iterator[Spelling]:
    found = _POSTCODE.search(text)
    rest = text if found is None else text[: found.start()] + ", " + text[found.end() :]
    number = _HOUSE.search(rest)
    if number is None:
        return
    street = " ".join(re.findall(r"[a-z]+", fold(rest[: number.start()])))
    after = re.sub(r"^[\s-]*\w{0,3}\b(?=\s*(,|$))", "", rest[number.end() :])
    town = " ".join(re.findall(r"[a-z]{3,}", fold(after)))
    if found is not None:
        yield Spelling(ADDRESS, f"{found.group(1)}{found.group(2).upper()} {number.group()}")
    if street:
        yield Spelling(ADDRESS, f"{street} {number.group()} {town}".strip()[:_MOST])


def _name(text: str) -> tuple[Spelling, ...]:
    words = skeleton(text).split()
    spelled = " ".join(sorted(words))[:_MOST]
    bare = " ".join(sorted(consonants(text).split()))
    if len(bare.replace(" ", "")) < _LEAST_CONSONANTS:
        bare = spelled  # too short to be told apart without its vowels
    return (Spelling(NAME, bare[:_MOST], spelled),) if len(spelled) > 2 else ()
