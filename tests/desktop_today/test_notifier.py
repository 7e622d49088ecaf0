"""The notification outside the window says a number, once a day, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casedesk.desktop.settings import Settings
from casedesk.desktop.today.counter import Count
from casedesk.desktop.today.notifier import Notifier, system_tray
from casedesk.kernel.clock import FixedClock
from casedesk.kernel.words import speaking

TODAY = date(2026, 3, 2)


class FakeTray:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def say(self, title: str, words: str) -> None:
        self.said.append((title, words))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


def count(*days: int) -> Count:
    numbers = {TODAY + timedelta(days=place): number for place, number in enumerate(days)}
    return Count(TODAY, sum(days), numbers)


def test_it_tells_the_number_of_today_once(settings: Settings, clock: FixedClock) -> None:
    tray = FakeTray()
    notifier = Notifier(settings, tray, clock)
    with speaking("nl"):
        notifier.hear(count(3, 5))
        notifier.hear(count(4, 5))
    assert tray.said == [("CaseDesk", "3 datums vandaag")]


def test_a_day_without_dates_is_silent_until_one_comes(
    settings: Settings, clock: FixedClock
) -> None:
    tray = FakeTray()
    notifier = Notifier(settings, tray, clock)
    notifier.hear(count(0, 2))
    assert tray.said == []
    notifier.hear(count(1, 2))
    assert tray.said == [("CaseDesk", "1 date today")]


def test_it_speaks_at_the_next_day_also_when_nobody_unlocked(
    settings: Settings, clock: FixedClock
) -> None:
    """Locked, it hears no counts any more; the numbers per day that it kept are enough."""
    tray = FakeTray()
    notifier = Notifier(settings, tray, clock)
    notifier.hear(count(1, 2))
    clock.move_to(datetime(2026, 3, 3, 7, tzinfo=UTC))
    notifier.look()
    notifier.look()
    assert tray.said[1:] == [("CaseDesk", "2 dates today")]


def test_unlocking_again_or_starting_again_does_not_repeat_it(
    settings: Settings, clock: FixedClock
) -> None:
    first, second = FakeTray(), FakeTray()
    Notifier(settings, first, clock).hear(count(1))
    Notifier(settings, second, clock).hear(count(1))
    assert (len(first.said), second.said) == (1, [])


def test_who_does_not_want_it_hears_nothing(settings: Settings, clock: FixedClock) -> None:
    tray = FakeTray()
    settings.notify = False
    Notifier(settings, tray, clock).hear(count(3))
    assert tray.said == []


def test_the_settings_keep_a_day_and_no_number(
    settings: Settings, clock: FixedClock, tmp_path: Path
) -> None:
    Notifier(settings, FakeTray(), clock).hear(count(37))
    settings.save()
    kept = (tmp_path / "settings.ini").read_text()
    assert "37" not in kept
    assert "2026-03-02" in kept


def test_without_a_tray_nothing_happens(settings: Settings, clock: FixedClock) -> None:
    assert system_tray(settings) is None, "there is none in the tests"
    Notifier(settings, None, clock).hear(count(3))
    assert settings.notified_on == ""
