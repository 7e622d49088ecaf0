"""Order of mixed writing directions, compared with another implementation of the standard."""

from __future__ import annotations

import bidi as other
from hypothesis import given
from hypothesis import strategies as st

from casedesk.paper.bidi import base_level, levels, visual_order

SIGNS = "ab 12-/.,:()[]%€+אבמحمد٣٤۵ \u0301\u064e\"'&Жი中«»<\u3008\u3009"


def shown(text: str, base: int, *, numbers_whole: bool) -> str:
    found = levels(text, base, numbers_whole=numbers_whole)
    if found is None:
        return text
    return "".join(text[i] for i in visual_order(found))


@given(st.text(SIGNS, min_size=1, max_size=24), st.integers(0, 1))
def test_the_order_is_that_of_the_standard(text: str, base: int) -> None:
    expected = other.get_display(text, base_dir="R" if base else "L")
    assert shown(text, base, numbers_whole=False) == expected


def test_a_date_after_an_arabic_name_keeps_its_order() -> None:
    assert shown("محمد 12-03-1990", 0, numbers_whole=True) == "دمحم 12-03-1990"
    assert shown("محمد +31 6 12345678", 1, numbers_whole=True) == "+31 6 12345678 دمحم"


def test_brackets_go_with_the_text_around_them() -> None:
    # The standard gives the drawn character; the shaper mirrors the signs of backward parts.
    assert shown("محمد (Groningen)", 1, numbers_whole=True) == ")Groningen( دمحم"
    assert shown("محمد (Groningen)", 0, numbers_whole=True) == "دمحم (Groningen)"


def test_a_dutch_sentence_that_begins_with_an_arabic_name_stays_dutch() -> None:
    assert base_level("محمد المصري spreekt ook Nederlands en Arabisch") == 0
    assert base_level("محمد المصري (Groningen)") == 0
    assert base_level("يعيش محمد المصري في Groningen منذ سنوات طويلة") == 1
    assert base_level("12-03-1990") == 0
