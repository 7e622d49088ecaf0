"""Counting days, months, working days and hours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.deadlines.reckoning import (
    FAR,
    Length,
    Start,
    Unit,
    before,
    birthday,
    end_of,
    free_days,
    is_ordinary,
    start_of,
)
from casedesk.kernel.dates import Precision, VagueDate, age_on

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
MOMENTS = st.integers(0, 90 * 366 * 24 * 60).map(
    lambda minutes: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
LENGTHS = st.builds(Length, st.integers(0, 60), st.sampled_from(Unit))


def after(day: date, text: str, *, moves: bool = False) -> date:
    return end_of(Start(day), Length.parse(text), moves=moves).day


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2026-11-30", "3 months", "2027-02-28"),
        ("2027-11-30", "3 months", "2028-02-29"),
        ("2026-08-31", "1 month", "2026-09-30"),
        ("2026-12-02", "3 months", "2027-03-02"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "3 years", "2027-02-28"),
        ("2023-05-19", "30 days", "2023-06-18"),
        ("2026-03-02", "6 weeks", "2026-04-13"),
        ("2026-03-27", "5 working_days", "2026-04-07"),  # Good Friday and Easter Monday between
        ("2026-04-30", "3 working_days", "2026-05-06"),  # 5 May is free every year
        ("2026-12-24", "1 working_day", "2026-12-28"),
    ],
)
def test_a_term_ends_on_the_day_that_the_calendar_says(start: str, length: str, end: str) -> None:
    assert after(date.fromisoformat(start), length) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2026-12-12", "2 weeks", "2026-12-28"),  # Boxing Day is a Saturday
        ("2026-03-20", "2 weeks", "2026-04-07"),  # Good Friday, then Easter
        ("2026-04-21", "2 weeks", "2026-05-06"),  # 5 May
        ("2026-12-22", "4 days", "2026-12-28"),
        ("2026-12-24", "3 days", "2026-12-29"),  # holds two ordinary days (art. 2)
        ("2026-02-28", "1 year", "2027-02-28"),  # a Sunday, but years are not moved (art. 4)
        ("2026-01-31", "4 months", "2026-05-31"),  # a Sunday; above three months
        ("2026-01-31", "1 month", "2026-03-02"),
    ],
)
def test_a_term_by_law_moves_past_weekends_and_holidays(start: str, length: str, end: str) -> None:
    assert after(date.fromisoformat(start), length, moves=True) == date.fromisoformat(end)


def test_the_free_days_are_those_of_the_law() -> None:
    assert free_days(2026) == {
        date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6),
        date(2026, 4, 27), date(2026, 5, 5), date(2026, 5, 14), date(2026, 5, 24),
        date(2026, 5, 25), date(2026, 12, 25), date(2026, 12, 26),
    }  # fmt: skip
    assert date(2031, 4, 26) in free_days(2031)  # King's Day goes before a Sunday


@pytest.mark.parametrize(("day", "other"), [("2026-03-28", 1), ("2026-10-24", -1)])
def test_72_hours_are_72_real_hours_when_the_clocks_change(day: str, other: int) -> None:
    began = datetime.combine(date.fromisoformat(day), datetime.min.time(), AMSTERDAM).replace(
        hour=15
    )
    end = end_of(Start(began.date(), began), Length(72, Unit.HOURS))
    assert end.at is not None
    assert end.at - began.astimezone(UTC) == timedelta(hours=72)
    assert end.at.astimezone(AMSTERDAM).hour == 15 + other


def test_hours_of_a_day_without_a_time_end_with_a_day() -> None:
    end = end_of(Start(date(2026, 6, 1)), Length(72, Unit.HOURS))
    assert end.day == date(2026, 6, 3)


@given(DAYS, LENGTHS, st.booleans())
def test_no_term_ends_before_it_starts(day: date, length: Length, moves: bool) -> None:
    assert end_of(Start(day), length, moves=moves).day >= day


@given(DAYS, st.integers(0, 60), st.sampled_from(Unit), st.booleans())
def test_a_longer_term_never_ends_sooner(day: date, n: int, unit: Unit, moves: bool) -> None:
    # Art. 4 lets the move fall away above its limits, by a few days at most.
    limit = {Unit.MONTHS: 3, Unit.WEEKS: 12, Unit.DAYS: 90}.get(unit, 10_000)
    if moves and (unit is Unit.YEARS or n == limit):
        return
    one = end_of(Start(day), Length(n, unit), moves=moves)
    more = end_of(Start(day), Length(n + 1, unit), moves=moves)
    assert more.day >= one.day


@given(DAYS, st.integers(0, 400), LENGTHS)
def test_a_later_start_never_ends_sooner(day: date, later: int, length: Length) -> None:
    assert end_of(Start(day + timedelta(later)), length).day >= end_of(Start(day), length).day


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_months_count_by_the_calendar(day: date, first: int, second: int) -> None:
    both = end_of(Start(day), Length(first + second, Unit.MONTHS)).day
    assert (both.year * 12 + both.month) == day.year * 12 + day.month + first + second
    assert both.day == day.day or (both + timedelta(1)).day == 1
    assert end_of(Start(day), Length(12 * first, Unit.MONTHS)) == end_of(
        Start(day), Length(first, Unit.YEARS)
    )


@given(DAYS, st.integers(1, 40))
def test_working_days_are_each_an_ordinary_day(day: date, n: int) -> None:
    end = end_of(Start(day), Length(n, Unit.WORKING_DAYS)).day
    assert is_ordinary(end)
    between = [day + timedelta(k) for k in range(1, (end - day).days + 1)]
    assert sum(is_ordinary(each) for each in between) == n


@given(DAYS, st.integers(0, 12), st.sampled_from([Unit.DAYS, Unit.WEEKS]))
def test_what_moves_ends_on_the_next_ordinary_day(day: date, n: int, unit: Unit) -> None:
    plain = end_of(Start(day), Length(n, unit)).day
    moved = end_of(Start(day), Length(n, unit), moves=True)
    assert is_ordinary(moved.day)
    assert moved.day >= plain
    assert moved.moved == (moved.day != plain)


@given(MOMENTS, st.integers(0, 500))
def test_hours_are_real_hours(began: datetime, hours: int) -> None:
    end = end_of(Start(began.astimezone(AMSTERDAM).date(), began), Length(hours, Unit.HOURS))
    assert end.at == began + timedelta(hours=hours)
    assert end.at is not None
    assert abs((end.at.astimezone(AMSTERDAM).date() - end.day).days) <= 1


@given(DAYS, st.sampled_from([16, 18]))
def test_on_a_birthday_somebody_is_a_year_older(birth: date, years: int) -> None:
    day = birthday(birth, years)
    assert age_on(birth, day) == years
    assert age_on(birth, day - timedelta(1)) == years - 1


def test_born_on_29_february_one_turns_18_on_1_march() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)


@given(DAYS, LENGTHS)
def test_a_warning_comes_before_the_date(day: date, length: Length) -> None:
    assert before(day, length) <= day


@pytest.mark.parametrize(
    ("when", "day", "estimated"),
    [
        (VagueDate.on(date(2010, 5, 2)), date(2010, 5, 2), False),
        (VagueDate(date(2010, 1, 1), date(2010, 12, 31), Precision.YEAR), date(2010, 1, 1), True),
        (VagueDate(date(2010, 5, 2), date(2010, 5, 2), Precision.DAY, True),
         date(2010, 5, 2), True),
        (VagueDate(None, date(2010, 5, 2), Precision.BEFORE), date(2010, 5, 2), True),
    ],
)  # fmt: skip
def test_a_vague_date_counts_from_the_first_day_it_can_be(
    when: VagueDate, day: date, estimated: bool
) -> None:
    assert start_of(when) == Start(day, None, estimated)


def test_words_without_a_date_start_nothing() -> None:
    assert start_of(VagueDate(None, None, Precision.WORDS, words="ooit")) is None


@pytest.mark.parametrize("text", ["", "3", "months 3", "-1 days", "3 fortnights"])
def test_an_unreadable_length_is_a_fault(text: str) -> None:
    with pytest.raises(ValueError, match=r"length of time|not a valid Unit"):
        Length.parse(text)


@given(st.dates(), LENGTHS)
def test_no_day_is_too_early_or_too_late_to_count_from(day: date, length: Length) -> None:
    assert before(day, length) <= day
    assert min(day, FAR) <= end_of(Start(day), length, moves=True).day <= date.max
    assert birthday(day, 18) >= min(day, FAR)
