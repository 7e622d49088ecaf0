"""A week of a coordinator, from a signal about a holiday park to aftercare, at the real window.

Every step is taken as she takes it, by keys and buttons, and looked at as she sees it. See
``office`` for how to get a picture of every step.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from casedesk.desktop.settings import Settings
from casedesk.kernel.clock import AMSTERDAM, FixedClock
from casedesk.store import kdf
from tests.builders import CHEAP, a_case, a_partner, a_store, a_victim
from tests.desks import dressed
from tests.week.friday import the_case_changes_hands_and_ends
from tests.week.monday import signals_come_in
from tests.week.office import Office
from tests.week.thursday import care_begins
from tests.week.tuesday import a_report_becomes_a_case
from tests.week.wednesday import a_date_moves

MONDAY = date(2026, 11, 30)
LOOK = os.environ.get("CASEDESK_PICTURES_LOOK", "nl-light-100")


@pytest.fixture
def office(tmp_path: Path, qtbot: QtBot) -> Iterator[Office]:
    """An office with two partners in the directory, and a case of last year."""
    language, theme, size = LOOK.split("-")
    clock = FixedClock(datetime(2026, 11, 30, 9, tzinfo=ZoneInfo(AMSTERDAM)))
    with (
        mock.patch.object(kdf, "STANDARD", CHEAP),
        a_store(tmp_path, clock=clock) as sitting,
        dressed(tmp_path, theme, language, int(size)),
    ):
        a_partner(sitting, "Opvang De Haven")
        a_partner(sitting, "Politie Verzonnen", "police")
        before = a_case(sitting, "2025-0004", gemeente="0363")
        a_victim(sitting, before, given="Mirela", family="Popescu")
        made = Office(sitting, Settings(tmp_path / "week.ini"), clock, qtbot)
        qtbot.waitUntil(made.window.isActiveWindow)
        yield made
        made.leave()


def test_a_week_from_a_signal_about_a_holiday_park_to_aftercare(
    office: Office, tmp_path: Path
) -> None:
    first, second = signals_come_in(office)
    office.day(date(2026, 12, 1))
    a_report_becomes_a_case(office, first, second)
    office.day(date(2026, 12, 2))
    a_date_moves(office)
    office.day(date(2026, 12, 3))
    care_begins(office, tmp_path)
    office.day(date(2026, 12, 4))
    the_case_changes_hands_and_ends(office, tmp_path)
