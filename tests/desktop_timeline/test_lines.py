"""What stands on which line."""

from datetime import date, timedelta

from casedesk.desktop.timeline.lines import ZOOMS, Line, Shown, lines_of
from casedesk.kernel.moments import Track
from casedesk.timeline.entries import AHEAD
from tests.desktop_timeline.samples import TODAY, an_entry

YEARS, MONTHS, DAYS = ZOOMS[0], ZOOMS[2], ZOOMS[4]


def told(lines: tuple[Line, ...]) -> list[str]:
    return [
        line.entry.title if line.entry else f"{line.look} {line.text}".strip() for line in lines
    ]


def test_what_is_ahead_stands_above_today_and_years_have_headings() -> None:
    entries = (
        an_entry(date(2024, 5, 1), "lang geleden"),
        an_entry(TODAY, "nu"),
        an_entry(date(2026, 4, 1), "straks", due=AHEAD),
    )
    assert told(lines_of(entries, TODAY, YEARS)) == [
        "year 2026", "straks", "today", "nu", "year 2024", "lang geleden",
    ]  # fmt: skip


def test_months_get_headings_when_zoomed_in() -> None:
    entries = (an_entry(date(2026, 1, 5), "a"), an_entry(date(2026, 2, 5), "b"))
    said = told(lines_of(entries, TODAY, MONTHS))
    assert said == ["today", "year 2026", "month februari 2026", "b", "month januari 2026", "a"]


def test_an_empty_timeline_still_says_today() -> None:
    assert told(lines_of((), TODAY, MONTHS)) == ["today"]


def test_what_has_no_date_stands_apart_at_the_end() -> None:
    entries = (an_entry(date(2026, 1, 5), "a"), an_entry('"ooit, zegt zij"', "b"))
    assert told(lines_of(entries, TODAY, YEARS))[-2:] == ["undated", "b"]


def test_a_gap_is_the_number_of_days_between_two_lines() -> None:
    entries = (an_entry(date(2026, 1, 5), "a"), an_entry(date(2026, 1, 25), "b"))
    lines = lines_of(entries, TODAY, YEARS)
    assert sum(line.gap for line in lines) == (TODAY - date(2026, 1, 5)).days


def test_a_period_is_a_bar_from_its_start_to_its_end() -> None:
    entries = (
        an_entry(date(2026, 1, 1), "begin", end=date(2026, 1, 20), record_id=1),
        an_entry(date(2026, 1, 10), "midden", record_id=2),
        an_entry(date(2026, 2, 10), "later", record_id=3),
    )
    lines = {line.entry.title: line for line in lines_of(entries, TODAY, YEARS) if line.entry}
    (below,), (above,) = lines["begin"].bars, lines["midden"].bars
    assert (below.starts, below.ends) == (True, False)
    assert (above.starts, above.ends) == (False, True)
    assert lines["later"].bars == ()


def test_periods_of_one_track_stand_beside_each_other_and_are_at_most_three() -> None:
    entries = tuple(
        an_entry(date(2026, 1, n + 1), f"p{n}", end=TODAY, record_id=n) for n in range(5)
    )
    lines = [line for line in lines_of(entries, TODAY, YEARS) if line.entry]
    assert {bar.place for line in lines for bar in line.bars} == {0, 1, 2}


def test_a_period_that_goes_on_reaches_today() -> None:
    entries = (
        an_entry(date(2026, 1, 1), "begin", record_id=1),
        an_entry(date(2026, 2, 1), "later", record_id=2),
    )
    goes_on = {("note", "about")}
    assert all(not line.bars for line in lines_of(entries, TODAY, YEARS))
    lines = {e.title: ln for ln in lines_of(entries, TODAY, YEARS, goes_on) if (e := ln.entry)}
    assert [bar.starts for bar in lines["later"].bars] == [False, True]


def test_kinds_and_tracks_are_left_out() -> None:
    entry = an_entry(TODAY, track=Track.CRIMINAL, kind="note")
    assert Shown().has(entry)
    assert not Shown(kinds_off=frozenset({"note"})).has(entry)
    assert not Shown(tracks_off=frozenset({Track.CRIMINAL})).has(entry)


def test_day_counts_survive_leap_days() -> None:
    entries = (an_entry(date(2024, 2, 28), "a"), an_entry(date(2024, 3, 1), "b"))
    lines = [line for line in lines_of(entries, date(2024, 3, 1), DAYS) if line.entry]
    assert timedelta(days=lines[0].gap + lines[1].gap).days <= 2
