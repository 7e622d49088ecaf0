"""Backups that make themselves: always a fresh one, few old ones, each of them opens (T8)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casedesk.bootstrap import Sitting, verify_store
from casedesk.kernel.changes import Changes
from casedesk.records.use_cases import ChangeField, change
from casedesk.store import backup
from tests.builders import CHEAP, a_case, a_person
from tests.faults.stores import a_closed_store, sit
from tests.faults.writer import read

FIELD = "form_of_address"
NINE = datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)


def write(sitting: Sitting, person: int, value: str) -> None:
    seen = read(sitting, person, FIELD) or None
    command = ChangeField("person", person, FIELD, value, seen)
    assert isinstance(change(sitting.store, command, sitting.labels), Changes)


def live(sitting: Sitting, person: int, days: int, times_a_day: int) -> datetime:
    """Work for so many days; after each backup what is kept is what should be."""
    now = NINE
    for day in range(days):
        for turn in range(times_a_day):
            now = NINE + timedelta(days=day, hours=turn * 8 / times_a_day)
            write(sitting, person, f"{now:%Y%m%d%H%M}")
            assert backup.automatic(sitting.vault, now) is not None
            assert_kept_well([moment for _file, moment in backup.listed(sitting.vault.path)], now)
    return now


def assert_kept_well(moments: list[datetime], now: datetime) -> None:
    """The newest is fresh; two days whole; then one a day and one a week; nothing for ever."""
    assert moments[-1] == now.replace(second=0, microsecond=0)
    ages = [now - moment for moment in moments]
    assert max(ages) <= timedelta(weeks=8)
    older = [age for age in ages if timedelta(hours=48) < age <= timedelta(days=14)]
    days = [(now - age).date() for age in older]
    assert len(days) == len(set(days)), "one a day"
    oldest = [age for age in ages if age > timedelta(days=14)]
    weeks = [(now - age).isocalendar()[:2] for age in oldest]
    assert len(weeks) == len(set(weeks)), "one a week"
    began = NINE if not ages else max(NINE, now - timedelta(weeks=8))
    worked = (now - began).days
    assert len(set(days)) >= min(max(worked - 2, 0), 12) - 1, "no day of the last two weeks lost"
    assert len(set(weeks)) >= (worked - 14) // 7 - 1, "no week of the last eight lost"


def open_each(path: Path, person: int, folder: Path) -> int:
    """Put each backup back: it holds what stood there at its moment, whole."""
    made = backup.listed(path)
    for number, (file, moment) in enumerate(made):
        place = folder / f"terug-{number}.casedesk"
        backup.restore(file, place)
        with sit(place) as sitting:
            assert read(sitting, person, FIELD) == f"{moment:%Y%m%d%H%M}"
            report = verify_store(sitting)
            assert report.whole, report.findings
    return len(made)


def a_life(folder: Path, days: int, times_a_day: int) -> tuple[int, int]:
    """Work, then open all backups; answers how many were made and kept."""
    path = a_closed_store(folder)
    with sit(path) as sitting:
        person = a_person(sitting, a_case(sitting))
        live(sitting, person, days, times_a_day)
    return days * times_a_day, open_each(path, person, folder)


def test_three_weeks_of_backups(tmp_path: Path) -> None:
    made, kept = a_life(tmp_path, 22, 1)
    assert made > kept > 14


@pytest.mark.proof
def test_four_hundred_days_of_backups(tmp_path: Path, figure: Callable[[str], None]) -> None:
    made, kept = a_life(tmp_path, 400, 3)
    assert kept < 40
    figure(f"backups: {made} made in 400 days, {kept} kept, {kept} of {kept} open whole and right")
