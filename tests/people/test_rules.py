"""One spelling of numbers and names, and warnings that never block."""

from typing import Any

import pytest

from casedesk.kernel.words import speaking
from casedesk.people.rules import identifier_doubt, normal_identifier, sort_name


def identifier(kind: str, value: str) -> dict[str, Any]:
    return {"identifier_kind": kind, "value": value}


@pytest.mark.parametrize(
    ("kind", "written", "normal"),
    [
        ("phone", "06-1234 5678", "+31612345678"),
        ("phone", "0031 6 12345678", "+31612345678"),
        ("phone", "+40 721 234 567", "+40721234567"),
        ("phone", "bij de buren", "BIJDEBUREN"),
        ("phone", "12", "12"),
        ("plate", "12-abc-3", "12ABC3"),
        ("email", " Anna@Voorbeeld.NL ", "anna@voorbeeld.nl"),
        ("social_media", "https://www.voorbeeld.nl/@anna/", "voorbeeld.nl/@anna"),
        ("social_media", "@Anna", "anna"),
        ("bank_account", "nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        ("bsn", "111.222.333", "111222333"),
        ("passport", "NX 123", "NX123"),
        ("other", "  ", None),
    ],
)
def test_equal_numbers_have_equal_spelling(kind: str, written: str, normal: str | None) -> None:
    assert normal_identifier(identifier(kind, written)) == normal


@pytest.mark.parametrize(
    ("kind", "written", "doubted"),
    [
        ("bsn", "111222333", False),
        ("bsn", "111222334", True),
        ("bsn", "1234", True),
        ("bank_account", "NL91 ABNA 0417 1643 00", False),
        ("bank_account", "NL91 ABNA 0417 1643 01", True),
        ("bank_account", "12345678", False),
        ("phone", "06-12345678", False),
        ("phone", "06-123", True),
        ("phone", "geen", True),
        ("email", "anna@voorbeeld.nl", False),
        ("email", "anna@voorbeeld", True),
        ("plate", "12-ABC-3", False),
        ("plate", "rode auto", True),
        ("passport", "wat dan ook", False),
        ("phone", " ", False),
    ],
)
def test_what_is_probably_wrong_gets_a_warning(kind: str, written: str, doubted: bool) -> None:
    with speaking("en"):
        doubt = identifier_doubt(identifier(kind, written))
    assert (doubt is not None) is doubted
    assert doubt is None or doubt.field == "value"


def person(given: str | None, prefix: str | None, family: str | None, own: str = "") -> Any:
    names = {"given_names": given, "name_prefix": prefix, "family_name": family}
    return {**names, "original_script": own}


def test_persons_sort_as_the_dutch_expect() -> None:
    berg = sort_name(person("Jan", "van den", "Berg"))
    assert sort_name(person("Zoë", None, "Aal")) < berg < sort_name(person("Ana", None, "Çelik"))
    assert berg < sort_name(person(None, None, None)) == sort_name(person("", " ", None))
    assert sort_name(person(None, None, None, "Шевченко")) == sort_name(
        person(None, None, "Shevchenko")
    )
