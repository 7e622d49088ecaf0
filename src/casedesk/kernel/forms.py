"""How the fields of a record stand on a form: sections, order, and when they are shown.

A form names attributes and adds nothing about their meaning; that stands in the declaration.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Condition = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """A field name that is shown only while ``when`` holds for the values on the form."""

    name: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields that belong together; ``folded`` ones start closed."""

    title: str
    fields: tuple[str | Shown, ...]
    folded: bool = False
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Where the value of an empty field may be found already, so that nobody types it twice.

    ``field`` of the form may take over what ``name`` says of a record of ``kind``: the record
    that the form's own field ``by`` points at, or else the newest records of that kind about the
    person or case that it points at. A choice may be taken from a list of choices of the same
    code list; ``codes`` translates codes where the lists differ, and leaves out all others.
    """

    field: str
    kind: str
    name: str
    by: str = "person_id"
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FormSpec:
    """The form of one record kind. ``first`` names the few fields asked at creation.

    ``offers`` name where values may come from that were entered elsewhere.
    """

    kind: str
    sections: tuple[Section, ...]
    first: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()

    def names(self) -> tuple[str, ...]:
        """All attribute names on the form, in reading order."""
        return tuple(
            item.name if isinstance(item, Shown) else item
            for section in self.sections
            for item in section.fields
        )


def equals(name: str, *values: Any) -> Condition:
    """Shown while the named field has one of these values."""
    return lambda form: form.get(name) in values


def given(name: str) -> Condition:
    """Shown while the named field has a value."""
    return lambda form: form.get(name) not in (None, "", ())


def includes(name: str, value: str) -> Condition:
    """Shown while this choice is among those of the named field."""
    return lambda form: value in (form.get(name) or ())
