"""The number on the rail follows every change at once, whoever made it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.background import InlineRunner
from casedesk.desktop.desk import Place
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.opening import opened
from casedesk.desktop.pages.record import RecordPage
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.settings import Settings
from casedesk.desktop.today.page import TodayPage
from casedesk.kernel.clock import FixedClock
from casedesk.reminders.model import Reminder
from casedesk.store.undo import undo
from casedesk.tasks.use_cases import FinishAction, finish_action
from casedesk.worklist.use_cases import PutOffDate, put_off
from tests.builders import seen_by
from tests.desktop_today.conftest import TODAY, AddAction

MakeWindow = Callable[[Sitting], MainWindow]


@pytest.fixture
def make_window(tmp_path: Path, qtbot: QtBot) -> Iterator[MakeWindow]:
    windows: list[MainWindow] = []

    def make(sitting: Sitting) -> MainWindow:
        settings = Settings(tmp_path / "settings.ini")
        window = MainWindow(opened(sitting), InlineRunner(), FakeQuestions(), settings)
        windows.append(window)
        window.start()
        window.show()
        return window

    yield make
    for window in windows:
        window.leave()
        window.hide()
        window.deleteLater()


def badge(window: MainWindow) -> str:
    return window._rail._buttons["today"].text()


def test_it_is_the_first_page_and_its_number_counts_late_and_today(
    make_window: MakeWindow, sitting: Sitting, add_action: AddAction
) -> None:
    add_action(-3)
    add_action(0)
    add_action(1)
    window = make_window(sitting)
    assert window.navigator.place == Place("today")
    assert badge(window) == "Today (2)"
    assert window._rail._buttons["today"].accessibleName() == "Today: 2 late or due today"


def test_a_change_on_another_page_moves_the_number_at_once(
    make_window: MakeWindow, sitting: Sitting, add_action: AddAction, case_id: int
) -> None:
    first = add_action(-3)
    window = make_window(sitting)
    window.navigator.go(Place("case", kind="case_file", id=case_id, tab="actions"))
    add_action(0)
    assert badge(window) == "Today (2)"
    finish_action(sitting.store, FinishAction(first, 1))
    assert badge(window) == "Today (1)"
    undo(sitting.store)
    assert badge(window) == "Today (2)"
    put_off(
        sitting.store,
        PutOffDate("action", first, "due_on", TODAY.replace(month=2, day=27),
                   TODAY.replace(day=9), "wacht"),
        sitting.labels,
    )  # fmt: skip
    assert badge(window) == "Today (1)"


def test_another_program_on_the_same_store_moves_it_too(
    make_window: MakeWindow, sitting: Sitting, add_action: AddAction
) -> None:
    action = add_action(0)
    window = make_window(sitting)
    assert badge(window) == "Today (1)"
    other = seen_by(sitting, Role.COORDINATOR, login="bart")
    finish_action(other.store, FinishAction(action, 1))
    assert badge(window) == "Today (1)"
    window.notices._ask()
    assert badge(window) == "Today"


def test_midnight_makes_dates_late(
    make_window: MakeWindow, sitting: Sitting, add_action: AddAction, clock: FixedClock
) -> None:
    add_action(1)
    window = make_window(sitting)
    assert badge(window) == "Today"
    page = window.navigator.page
    assert isinstance(page, TodayPage)
    window.counter.look()
    assert page.said.text().startswith("02-03-2026")
    clock.move_to(datetime(2026, 3, 3, 23, 30, tzinfo=UTC))
    window.counter.look()
    assert badge(window) == "Today (1)"
    assert page.said.text() == "04-03-2026 · 1 late · 0 due today"


def test_after_the_lock_it_asks_the_store_nothing(
    make_window: MakeWindow, sitting: Sitting, add_action: AddAction
) -> None:
    window = make_window(sitting)
    window.leave()
    asked: list[int] = []
    window.counter.counted.connect(lambda _count: asked.append(1))
    window.counter.count()
    assert asked == []
    finish_action(sitting.store, FinishAction(add_action(0), 1))
    assert asked == []


def test_a_reminder_can_be_set_from_anywhere(
    make_window: MakeWindow, sitting: Sitting, case_id: int, qtbot: QtBot
) -> None:
    window = make_window(sitting)
    remind = window.menus.own["reminder"]
    remind.trigger()
    page = window.navigator.page
    assert isinstance(page, TodayPage)
    assert page.questions.panel is not None
    window.navigator.go(Place("case", kind="case_file", id=case_id))
    remind.trigger()
    assert window.navigator.place == Place("record", kind="reminder", case_id=case_id)
    form_page = window.navigator.page
    assert isinstance(form_page, RecordPage)
    for name, typed in (("what", "Jaargesprek"), ("due_on", "02-03-2026")):
        qtbot.keyClicks(form_page.form.rows[name].editor.control(), typed)
    form_page.form.add()
    assert not window.desk.questions.said  # type: ignore[attr-defined]
    with sitting.store.read() as session:
        found = session.execute(select(Reminder.owner, Reminder.case_id, Reminder.what)).one()
    assert tuple(found) == ("anna", case_id, "Jaargesprek")
    assert badge(window) == "Today (1)"
