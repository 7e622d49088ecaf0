"""Addresses of the national register, as far as their shape tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.locations.rules import bag_id_problem, kvk_doubt, postcode_doubt, shelter_doubt


@pytest.mark.parametrize("number", ["0363010000123456", "0363020000123456", "0363200000123456"])
def test_the_number_of_an_address_is_taken(number: str) -> None:
    assert bag_id_problem(number) is None


@pytest.mark.parametrize(
    "number", ["036301000012345", "0363100000123456", "03630100001234567", "0000010000123456", "x"]
)
def test_what_is_no_number_of_an_address_is_refused(number: str) -> None:
    assert bag_id_problem(number) is not None


@given(st.from_regex(r"[1-9][0-9]{3}(0[123]|20)[0-9]{10}", fullmatch=True), st.integers(0, 15))
def test_a_number_with_a_digit_less_is_never_taken(number: str, place: int) -> None:
    assert bag_id_problem(number) is None
    assert bag_id_problem(number[:place] + number[place + 1 :]) is not None


@pytest.mark.parametrize(
    ("written", "country", "doubted"),
    [
        ("1234 AB", None, False),
        ("1234ab", "6030", False),
        ("12345", None, True),
        ("1234 SS", None, True),
        ("B-1000", "5010", False),
    ],
)
def test_only_a_dutch_postcode_is_doubted(written: str, country: str | None, doubted: bool) -> None:
    assert bool(postcode_doubt({"postcode": written, "country": country})) == doubted


def test_a_number_of_the_trade_register_has_eight_digits() -> None:
    assert kvk_doubt({"kvk_number": "12 345 678"}) is None
    assert kvk_doubt({"kvk_number": "1234567"}) is not None
    assert kvk_doubt({}) is None


def test_who_writes_down_a_shelter_is_told_that_it_is_not_shown() -> None:
    assert shelter_doubt({"location_kind": "shelter"}) is not None
    assert shelter_doubt({"location_kind": "hotel"}) is None
