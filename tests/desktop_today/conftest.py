"""A store with a few dates, a desk, and the page Vandaag at it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Place
from casedesk.desktop.today.page import TodayPage
from casedesk.kernel.clock import FixedClock
from tests.at_a_desk import desk, english
from tests.builders import NINE, a_case, a_record, a_store, a_victim
from tests.desks import TestDesk

__all__ = ["desk", "english"]

TODAY = date(2026, 3, 2)
OpenToday = Callable[..., TodayPage]
AddAction = Callable[..., int]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NINE)


@pytest.fixture
def sitting(tmp_path: Path, clock: FixedClock) -> Iterator[Sitting]:
    with a_store(tmp_path, clock=clock) as made:
        yield made


@pytest.fixture
def case_id(sitting: Sitting) -> int:
    case = a_case(sitting, "2026-0007", gemeente="0363")
    a_victim(sitting, case)
    return case


@pytest.fixture
def add_action(sitting: Sitting, case_id: int) -> AddAction:
    """An open action of the case, so many days from today."""

    def add(days: int, what: str = "Bellen") -> int:
        due = TODAY + timedelta(days=days)
        return a_record(sitting, "action", case_id=case_id, what=what, due_on=due, state="open")

    return add


@pytest.fixture
def open_today(desk: TestDesk, qtbot: QtBot) -> OpenToday:
    def open_(at: TestDesk | None = None) -> TodayPage:
        mine = at or desk
        page = TodayPage(mine, Place("today"))
        mine.notices.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1100, 760)
        page.show()
        page.start()
        return page

    return open_
