"""Minor or adult then: whatever the vague dates leave open, the word is right or not there."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.exploitation.rules import ADULT, BOTH, MINOR, age_then
from casedesk.kernel.dates import Precision, VagueDate, age_on, parse_vague
from casedesk.relations.rules import kvk_doubt

DAYS = st.dates(date(1980, 1, 1), date(2026, 12, 31))


def vague(text: str) -> VagueDate | None:
    found = parse_vague(text, date(2026, 3, 2), "nl")
    assert isinstance(found, VagueDate) or not text
    return found if isinstance(found, VagueDate) else None


@pytest.mark.parametrize(
    ("birth", "since", "until", "code"),
    [
        ("12-03-2008", "zomer 2024", "eind 2024", MINOR),
        ("12-03-2008", "zomer 2024", "", ""),
        ("12-03-2000", "zomer 2024", "", ADULT),
        ("12-03-2006", "2023", "2025", BOTH),
        ("2006", "2024", "2024", ""),
        ("", "2024", "2024", ""),
        ("2006", "", "", ""),
    ],
)
def test_the_word_follows_from_birth_and_period(
    birth: str, since: str, until: str, code: str
) -> None:
    found = age_then(*(vague(text) if text else None for text in (birth, since, until)))
    assert (found.code if found else "") == code


@st.composite
def spans(draw: st.DrawFn) -> VagueDate:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 500)))
    if first == last:
        return VagueDate.on(first)
    return VagueDate(first, last, Precision.BETWEEN)


@given(spans(), spans(), spans(), st.data())
def test_the_word_holds_for_every_day_that_the_dates_leave_open(
    birth: VagueDate, since: VagueDate, until: VagueDate, data: st.DataObject
) -> None:
    if (until.earliest or date.max) < (since.latest or date.min):
        return
    found = age_then(birth, since, until)
    assert found is not None

    def some_day(of: VagueDate) -> date:
        assert of.earliest is not None
        assert of.latest is not None
        return data.draw(st.dates(of.earliest, of.latest))

    born, start, end = some_day(birth), some_day(since), some_day(until)
    first, last = age_on(born, start), age_on(born, end)
    if found.code == MINOR:
        assert last < 18
    elif found.code == ADULT:
        assert first >= 18
    elif found.code == BOTH:
        assert first < 18 <= last
    if found.youngest is not None and found.oldest is not None and first >= 0:
        assert found.youngest <= first <= last <= found.oldest


@pytest.mark.parametrize(
    ("number", "doubtful"),
    [("12345678", False), ("12 34 56 78", False), ("1234567", True), ("NL12345678", True),
     (None, False)],
)  # fmt: skip
def test_a_kvk_number_of_another_shape_is_doubted_and_kept(
    number: str | None, doubtful: bool
) -> None:
    assert (kvk_doubt({"kvk_number": number}) is not None) is doubtful
