"""Print numbers survive the phone, and a slip of the pen is seen."""

from hypothesis import given
from hypothesis import strategies as st

from casedesk.handover.numbers import SIGNS, is_number, new_number, plain_number

drawn = st.builds(new_number)


def test_a_number_is_three_groups_and_never_the_same() -> None:
    numbers = {new_number() for _time in range(200)}
    assert len(numbers) == 200
    assert all(len(each.split("-")) == 3 and is_number(each) for each in numbers)


@given(drawn)
def test_how_it_is_typed_does_not_matter(number: str) -> None:
    typed = number.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert plain_number(typed) == number
    assert plain_number(number.replace("1", "I").replace("2", "z").replace("-", "–")) == number


@given(drawn, st.integers(0, 11), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_seen(number: str, place: int, sign: str) -> None:
    signs = list(number.replace("-", ""))
    same = signs[place] == sign
    signs[place] = sign
    assert is_number("".join(signs)) is same


@given(drawn, st.integers(0, 10))
def test_two_signs_that_changed_places_are_seen(number: str, place: int) -> None:
    signs = list(number.replace("-", ""))
    same = signs[place] == signs[place + 1]
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    assert is_number("".join(signs)) is same


def test_other_texts_are_no_numbers() -> None:
    assert not is_number("")
    assert not is_number("2026-0001")
    assert not is_number("ABCD-EFGH-JKM?")
    assert plain_number("0000 0000 0000 0") is None
