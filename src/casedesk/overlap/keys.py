"""Which fields of which kinds are compared, and as what.

A field stands here or is not compared. What reads a free text (vehicles, firms) takes out of it
only what looks like a plate, or the names between commas.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casedesk.kernel.names import display_name
from casedesk.signals import spelling
from casedesk.signals.spelling import Spelling, spellings

Values = Mapping[Any, Any]
Keys = Iterator[tuple[str, Spelling]]
"""Pairs of the field and a key that it gives."""


def _trace(values: Values) -> Keys:
    what = spelling.WHAT_OF_TRACE.get(values["trace_kind"], spelling.NUMBER)
    for found in spellings(what, values["value"]):
        yield "value", found


def _signal(values: Values) -> Keys:
    for found in spellings(spelling.PLACE, values["place"]):
        yield "place", found
    if values["location_id"] is not None:
        yield "location_id", Spelling(spelling.PLACE, f"#{values['location_id']}")


def _person(values: Values) -> Keys:
    written = display_name(values["given_names"], None, values["family_name"])
    for name in filter(None, (written, values["original_script"])):
        for found in spellings(spelling.NAME, name):
            yield "family_name", found


def _name(values: Values) -> Keys:
    for found in spellings(spelling.NAME, values["name"]):
        yield "name", found


def _identifier(values: Values) -> Keys:
    what = spelling.WHAT_OF_IDENTIFIER.get(values["identifier_kind"], spelling.NUMBER)
    for found in spellings(what, values["value"]):
        yield "value", found


def _address(values: Values) -> Keys:
    for found in spellings(spelling.ADDRESS, values["address"]):
        yield "address", found


def _location(values: Values) -> Keys:
    for found in spellings(spelling.PLACE, values["name"]):
        yield "name", found
    street = " ".join(filter(None, (values["street"], values["house_number"])))
    written = ", ".join(filter(None, (street, values["postcode"], values["town"])))
    if street:
        for found in spellings(spelling.ADDRESS, written):
            yield "street", found
    for found in spellings(spelling.PROFILE, values["web"]):
        yield "web", found


def _organisation(values: Values) -> Keys:
    for found in spellings(spelling.PLACE, values["name"]):
        yield "name", found
    for name in ("phone", "phone_after_hours"):
        for found in spellings(spelling.PHONE, values[name]):
            yield name, found
    for found in spellings(spelling.EMAIL, values["email"]):
        yield "email", found


def _suspect(values: Values) -> Keys:
    for found in spelling.plates_in(values["vehicles"]):
        yield "vehicles", found
    for firm in spelling.parts_of(values["firms"]):
        for found in spellings(spelling.PLACE, firm):
            yield "firms", found


COMPARED: Mapping[str, Callable[[Values], Keys]] = {
    "signal": _signal,
    "signal_trace": _trace,
    "person": _person,
    "person_name": _name,
    "identifier": _identifier,
    "victim_details": _address,
    "person_place": _address,
    "location": _location,
    "organisation": _organisation,
    "suspect_details": _suspect,
}
"""The kinds that are compared, each with what gives the keys of a record."""


def keys_of(kind: str, values: Values) -> tuple[tuple[str, Spelling], ...]:
    """The keys of a record with these values by attribute, each once."""
    give = COMPARED.get(kind)
    return tuple(dict.fromkeys(give(values))) if give is not None else ()
