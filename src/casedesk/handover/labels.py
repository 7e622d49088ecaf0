"""Labels in the place of names: Person A, Address 2, the same throughout one document.

Which letter somebody gets is drawn with the print number, for each document anew. So two documents
cannot be laid beside each other, and who knows the order of the case does not know the letters.
"""

import hashlib
from collections.abc import Iterable, Mapping

from casedesk.handover.facts import Fact
from casedesk.kernel.words import N_, _

THINGS: Mapping[str, str] = {
    "organisation": N_("Organisation {number}"),
    "contact_person": N_("Contact person {number}"),
    "location": N_("Address {number}"),
}
"""What a record of each kind is called that has a label."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Thing = tuple[str, int]
"""Kind and id of an organisation, contact person or place."""


def person_label(place: int) -> str:
    """Person A for 0, Person B for 1, Person AA for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return _("Person {letter}").format(letter=letters)


def drawn(number: str, ids: Iterable[int], kind: str = "person") -> list[int]:
    """The ids in the order in which this document calls them."""
    return sorted(ids, key=lambda each: _lot(number, kind, each))


def thing_labels(number: str, facts: Iterable[Fact]) -> dict[Thing, str]:
    """A label for each organisation, contact person and place that these values name."""
    ids: dict[str, set[int]] = {}
    for fact in facts:
        ids.setdefault(fact.field.target, set()).add(fact.value)
    return {
        (kind, each): _(THINGS[kind]).format(number=place)
        for kind, found in ids.items()
        for place, each in enumerate(drawn(number, found, kind), start=1)
    }


def _lot(number: str, kind: str, each: int) -> bytes:
    return hashlib.sha256(f"{number}:{kind}:{each}".encode()).digest()
