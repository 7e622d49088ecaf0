"""Where a date stands on the list, and how long it may wait."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import speaking
from casedesk.worklist.rules import (
    LAST_DAYS,
    LONGEST_DAYS,
    TIMED,
    Group,
    group_of,
    is_put_off,
    last_days,
    putting_off_problem,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
NEAR = st.integers(-40, 420)


@pytest.mark.parametrize(
    ("on", "group"),
    [
        ("2026-11-24", Group.LATE),
        ("2026-11-25", Group.TODAY),
        ("2026-11-26", Group.WEEK),
        ("2026-11-29", Group.WEEK),
        ("2026-11-30", Group.MONTH),
        ("2026-12-01", Group.LATER),
    ],
)
def test_a_wednesday_near_the_end_of_a_month(on: str, group: Group) -> None:
    assert group_of(date.fromisoformat(on), date(2026, 11, 25)) is group


def test_a_week_that_runs_into_the_next_month_is_still_this_week() -> None:
    assert group_of(date(2026, 10, 4), date(2026, 9, 30)) is Group.WEEK
    assert group_of(date(2026, 10, 5), date(2026, 9, 30)) is Group.LATER


@given(DAYS, NEAR)
def test_later_dates_never_stand_in_an_earlier_group(today: date, ahead: int) -> None:
    on = today + timedelta(days=ahead)
    places = [TIMED.index(group_of(day, today)) for day in (on, on + timedelta(days=1))]
    assert places == sorted(places)
    assert list(last_days(today)) == sorted(last_days(today))


@given(DAYS, NEAR, st.integers(0, LONGEST_DAYS + 5), st.booleans())
def test_what_may_be_put_off_comes_back_in_time(
    today: date, ahead: int, wait: int, binding: bool
) -> None:
    """A date of law that was put off by the rules is in view in its last days, every time."""
    on, until = today + timedelta(days=ahead), today + timedelta(days=wait)
    if putting_off_problem(until, "wacht op post", on, today, binding=binding) is not None:
        return
    assert is_put_off(until, on, on, today, binding=binding)
    assert not is_put_off(until, on, on, until, binding=binding)
    if binding:
        for day in range(LAST_DAYS + 1):
            assert not is_put_off(until, on, on, on - timedelta(days=day), binding=True)


@given(DAYS, st.integers(1, 300), st.integers(1, 30))
def test_a_date_that_moved_is_back_at_once(today: date, ahead: int, moved: int) -> None:
    on = today + timedelta(days=ahead)
    until = on + timedelta(days=30)
    assert is_put_off(until, on, on, today, binding=False)
    assert not is_put_off(until, on, on + timedelta(days=moved), today, binding=False)
    assert not is_put_off(until, on, on - timedelta(days=moved), today, binding=False)


TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("until", "reason", "on", "binding", "field"),
    [
        (None, "post", "2026-12-20", False, "until"),
        ("2026-11-25", "post", "2026-12-20", False, "until"),
        ("2028-11-25", "post", "2026-12-20", False, "until"),
        ("2026-12-01", " ", "2026-12-20", False, "reason"),
        ("2026-12-19", "post", "2026-12-20", True, "until"),
        ("2026-12-01", "post", "2026-11-27", True, "until"),
        ("2026-12-01", "post", "2026-11-01", True, "until"),
    ],
)
def test_why_something_may_not_wait(
    until: str | None, reason: str, on: str, binding: bool, field: str
) -> None:
    day = date.fromisoformat(until) if until else None
    refused = putting_off_problem(day, reason, date.fromisoformat(on), TODAY, binding=binding)
    assert isinstance(refused, Refused)
    assert refused.field == field


def test_the_refusal_names_the_last_day() -> None:
    with speaking("en"):
        refused = putting_off_problem(
            date(2026, 12, 19), "post", date(2026, 12, 20), TODAY, binding=True
        )
    assert refused is not None
    assert "18-12-2026" in refused.sentence


def test_an_own_date_may_wait_past_its_day() -> None:
    late = date(2026, 11, 1)
    assert putting_off_problem(date(2026, 12, 1), "ziek", late, TODAY, binding=False) is None
