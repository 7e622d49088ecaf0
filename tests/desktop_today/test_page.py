"""The page Vandaag, by keyboard."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Place
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.today.model import TodayModel
from casedesk.desktop.today.page import TodayPage
from casedesk.kernel.clock import FixedClock
from casedesk.records.reading import Reader
from casedesk.reminders.model import Reminder, Snooze
from casedesk.store.journal import Trail
from casedesk.store.undo import undo
from casedesk.tasks.model import Action
from casedesk.worklist.reading import Mark
from casedesk.worklist.rules import Group
from casedesk.worklist.telling import WorkItem, tell_work
from tests.builders import a_case, a_record, seen_by
from tests.desks import TestDesk, a_desk, dressed
from tests.desktop_today.conftest import TODAY, AddAction, OpenToday


def lines(page: TodayPage) -> list[str]:
    """What stands in the list, as it is heard."""
    model = page.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def counts(page: TodayPage) -> dict[Group, int]:
    assert page.model.work is not None
    return {group: page.model.work.count(group) for group in Group}


def order(page: TodayPage, name: str) -> None:
    """Give an order as its key does."""
    bound = {bound.command.id: bound for bound in page.commands()}[name]
    assert bound.enabled()
    bound.run()


def test_the_list_says_what_when_whose_and_how_late(
    open_today: OpenToday, add_action: AddAction
) -> None:
    add_action(-3, "Aangifte")
    add_action(0)
    add_action(40, "Terugblik")
    page = open_today()
    owner = "Mirela Popescu, track: care, Anna Verzonnen"
    assert lines(page) == [
        "Late (1)",
        f"Action: Aangifte, 27-02-2026, 3 days late, 2026-0007, {owner}",
        "Due today (1)",
        f"Action: Bellen, 02-03-2026, today, 2026-0007, {owner}",
        "Later (1)",
    ]
    assert page.said.text() == "02-03-2026 · 1 late · 1 due today"
    assert page.title() == "Today"


def test_enter_opens_the_first_thing_in_its_case(
    open_today: OpenToday, add_action: AddAction, desk: TestDesk, qtbot: QtBot, case_id: int
) -> None:
    action = add_action(-3)
    page = open_today()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert desk.way.places == [Place("case", "case_file", case_id, entry=("action", action))]


def test_a_thing_without_a_case_opens_on_its_own_page(
    open_today: OpenToday, sitting: Sitting, desk: TestDesk, qtbot: QtBot
) -> None:
    signal = a_record(sitting, "signal", subject="Park", received_on=TODAY, review_on=TODAY)
    page = open_today()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert desk.way.places == [Place("record", kind="signal", id=signal)]


def test_a_group_opens_and_closes_by_key(
    open_today: OpenToday, add_action: AddAction, qtbot: QtBot
) -> None:
    add_action(40)
    page = open_today()
    assert lines(page) == ["Later (1)"]
    page.view.choose(0)
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert len(lines(page)) == 2
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Left)
    assert page.view.currentIndex().row() == 0
    qtbot.keyClick(page.view, Qt.Key.Key_Left)
    assert lines(page) == ["Later (1)"]
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert len(lines(page)) == 2


def test_one_key_ticks_off_and_the_next_thing_is_chosen(
    open_today: OpenToday, add_action: AddAction, desk: TestDesk, sitting: Sitting
) -> None:
    first, second = add_action(-3, "eerst"), add_action(-2, "dan")
    page = open_today()
    order(page, "today.done")
    assert desk.said == ["Done. Ctrl+Z takes it back."]
    assert counts(page)[Group.LATE] == 1
    chosen = page.chosen()
    assert chosen is not None
    assert chosen.record_id == second
    with sitting.store.read() as session:
        state = select(Action.state, Action.done_on).where(Action.id == first)
        assert tuple(session.execute(state).one()) == ("done", TODAY)
    undo(sitting.store)
    assert counts(page)[Group.LATE] == 2


def test_what_takes_more_than_a_tick_says_so(
    open_today: OpenToday, sitting: Sitting, case_id: int, desk: TestDesk
) -> None:
    a_record(
        sitting, "safety_assessment", case_id=case_id, person_id=1, assessed_on=TODAY,
        level="raised", next_on=TODAY,
    )  # fmt: skip
    page = open_today()
    assert not page.acts.done.isEnabled()
    order(page, "today.done")
    assert desk.said == ["Open it to write down what came of it."]


def test_putting_off_asks_until_when_and_why(
    open_today: OpenToday, add_action: AddAction, sitting: Sitting, qtbot: QtBot
) -> None:
    add_action(0)
    page = open_today()
    order(page, "today.put-off")
    panel = page.questions.panel
    assert panel is not None
    panel.rows["until"].show_value(TODAY)
    panel.act.click()
    assert counts(page)[Group.TODAY] == 1
    panel.rows["until"].show_value(TODAY.replace(day=6))
    panel.act.click()
    assert counts(page)[Group.TODAY] == 1, "a reason is needed"
    panel.rows["reason"].show_value("wacht op de IND")
    panel.act.click()
    assert page.questions.panel is None
    assert counts(page)[Group.TODAY] == 0
    page.view.choose(0)
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert "put off until 06-03-2026 by Anna Verzonnen: wacht op de IND" in lines(page)[1]
    page.view.choose(1)
    assert page.acts.back.isVisible()
    order(page, "today.back")
    assert counts(page)[Group.TODAY] == 1
    with sitting.store.read() as session:
        assert session.scalars(select(Snooze)).all() == []


def test_a_reminder_is_set_without_leaving_the_page(
    open_today: OpenToday, sitting: Sitting
) -> None:
    page = open_today()
    order(page, "today.remind")
    panel = page.questions.panel
    assert panel is not None
    panel.rows["what"].show_value("Jaarverslag")
    panel.rows["due_on"].show_value(TODAY)
    panel.act.click()
    assert [line.split(",")[0] for line in lines(page)] == [
        "Due today (1)", "Reminder: Jaarverslag",
    ]  # fmt: skip
    with sitting.store.read() as session:
        assert session.scalars(select(Reminder.owner)).one() == "anna"


def test_mine_is_where_a_coordinator_begins_and_all_is_one_choice_away(
    open_today: OpenToday, add_action: AddAction, sitting: Sitting
) -> None:
    add_action(0)
    other = a_case(sitting, coordinator="bart")
    a_record(sitting, "action", case_id=other, what="Bart", due_on=TODAY, state="open")
    page = open_today()
    assert counts(page)[Group.TODAY] == 1
    page.filters.whose.setCurrentIndex(0)
    assert counts(page)[Group.TODAY] == 2
    page.filters.gemeente.setCurrentIndex(page.filters.gemeente.findData("0363"))
    assert counts(page)[Group.TODAY] == 1
    page.filters.kind.setCurrentIndex(page.filters.kind.findData("deadline"))
    assert page.middle.currentWidget() is page._no_hit
    page.filters.clear()
    assert counts(page)[Group.TODAY] == 2


def test_a_supervisor_begins_with_counts_and_reads_no_name(
    add_action: AddAction, open_today: OpenToday, sitting: Sitting, tmp_path: Path
) -> None:
    add_action(-3, "Mirela bellen")
    there = a_desk(seen_by(sitting, Role.SUPERVISOR), tmp_path / "b")
    page = open_today(there)
    table = page.stuck.table
    row = [table.item(0, place).text() for place in range(table.columnCount())]
    assert row == ["Anna Verzonnen", "1", "3 days", "0", "0", "0"]
    page.show_stuck(shown=False)
    said = " ".join(lines(page))
    assert "Mirela" not in said
    assert "shielded" in said
    assert not page.acts.remind.isVisible()
    there.runner.close()


def test_another_day_begins_while_the_page_is_open(
    open_today: OpenToday, add_action: AddAction, clock: FixedClock
) -> None:
    add_action(1)
    page = open_today()
    assert counts(page)[Group.WEEK] == 1
    clock.move_to(datetime(2026, 3, 3, 8, tzinfo=UTC))
    page.start()
    assert counts(page)[Group.TODAY] == 1


def test_looking_at_the_list_is_in_the_trail_once_a_sitting(
    open_today: OpenToday, sitting: Sitting
) -> None:
    open_today()
    open_today()
    with sitting.store.read() as session:
        lines = session.execute(select(Trail.label, Trail.object_kind).where(Trail.act == "read"))
        assert [tuple(line) for line in lines] == [("Work list read", "case_file")]


def test_the_calendar_file_leaves_only_after_a_warning(
    open_today: OpenToday, add_action: AddAction, desk: TestDesk, tmp_path: Path
) -> None:
    add_action(0)
    page = open_today()
    path = tmp_path / "agenda.ics"
    questions = FakeQuestions("", "alarm", path)
    desk.questions = questions
    order(page, "today.calendar")
    assert not path.exists()
    assert "leaves CaseDesk and is not encrypted" in questions.said[0]
    order(page, "today.calendar")
    assert b"SUMMARY:Action 2026-0007" in path.read_bytes()
    assert desk.said[-1] == "The file with 1 date is saved."


def test_two_thousand_things_are_read_in_words_only_where_one_looks(
    open_today: OpenToday, add_action: AddAction, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []

    def tell(session: Session, reader: Reader, marks: Any, waits: Any) -> dict[Mark, WorkItem]:
        told.append(len(marks))
        return tell_work(session, reader, marks, waits)

    monkeypatch.setattr("casedesk.desktop.today.model.tell_work", tell)
    for number in range(120):
        add_action(-1, f"Actie {number}")
    page = open_today()
    page.grab()
    assert sum(told) <= 90
    page.view.choose(page.model.rowCount() - 1)
    assert isinstance(page.model, TodayModel)
    assert "Actie 119" in lines(page)[-1]


@pytest.mark.parametrize(
    ("width", "size", "theme"), [(1100, 100, "light"), (640, 100, "dark"), (480, 200, "light")]
)
def test_it_fits_at_every_size(
    open_today: OpenToday,
    add_action: AddAction,
    tmp_path: Path,
    width: int,
    size: int,
    theme: str,
) -> None:
    """Nothing lies over the list, and the late group is painted in its colour."""
    add_action(-3)
    with dressed(tmp_path, theme, "en", size):
        page = open_today()
        page.resize(width, 640)
        image: QImage = page.grab().toImage()
        assert not image.isNull()
        assert page.acts.geometry().bottom() <= page.middle.geometry().top()
        assert page.middle.height() >= 2 * page.view.verticalHeader().defaultSectionSize()
        for button in (page.acts.open, page.acts.more, page.acts.done):
            if button.isVisible():
                assert button.geometry().right() <= page.acts.width()
