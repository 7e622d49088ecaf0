"""What came of a handover is noted beside it: sent, received, answered, returned."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.desktop.handover.course_steps import CourseSteps
from casedesk.desktop.handover.disclosures import DisclosureList
from casedesk.handover.model import Disclosure
from casedesk.store.undo import undo
from tests.builders import seen_by
from tests.desks import TestDesk, a_desk
from tests.handover.leaving import Left, a_handover, the_row


def opened(desk: TestDesk, qtbot: QtBot, left: Left) -> CourseSteps:
    """The handovers of the case, with the only one chosen."""
    page = DisclosureList(desk, left.case_id)
    qtbot.addWidget(page)
    desk.notices.changed.connect(page.refresh)
    page.resize(1000, 700)
    page.show()
    line = page.list.topLevelItem(0)
    assert line is not None
    page.list.setCurrentItem(line)
    return page.steps


def take(steps: CourseSteps, words: str, **given: object) -> None:
    """Press a step, answer what it asks, and give it."""
    steps.buttons[words].click()
    assert steps.panel is not None
    for name, value in given.items():
        steps.panel.rows[name].editor.take(value)
    steps.panel.act.click()


def row(desk: TestDesk, left: Left) -> Disclosure:
    return the_row(desk.sitting, left.made.disclosure_id)


def test_from_sent_to_destroyed(desk: TestDesk, qtbot: QtBot) -> None:
    left = a_handover(desk.sitting)
    steps = opened(desk, qtbot, left)
    today = desk.sitting.clock.today()
    assert steps.waits.text()

    take(steps, "Note as sent", channel="portal")
    assert (row(desk, left).sent_on, row(desk, left).channel) == (today, "portal")
    assert "Note as sent" not in steps.buttons

    take(steps, "Note receipt")
    assert row(desk, left).received_on == today

    take(steps, "Note the answer", reply="accepted", reply_text="Zij kan maandag komen")
    assert (row(desk, left).reply, row(desk, left).reply_on) == ("accepted", today)

    take(steps, "Ask to return or destroy it")
    assert row(desk, left).return_by is not None
    words = QApplication.clipboard().text()
    assert left.made.number in words

    take(steps, "Note what became of it", return_way="destroyed")
    assert row(desk, left).return_way == "destroyed"
    assert not steps.buttons
    assert not steps.waits.text()


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_noted(
    desk: TestDesk, qtbot: QtBot
) -> None:
    left = a_handover(desk.sitting)
    steps = opened(desk, qtbot, left)
    take(steps, "Note the answer", reply="refused")
    assert steps.panel is not None
    assert row(desk, left).reply is None
    steps.panel.rows["reply_reason"].editor.take("full")
    steps.panel.act.click()
    assert row(desk, left).reply == "refused"


def test_undo_brings_the_step_back(desk: TestDesk, qtbot: QtBot) -> None:
    left = a_handover(desk.sitting)
    steps = opened(desk, qtbot, left)
    take(steps, "Note receipt")
    assert "Note receipt" not in steps.buttons
    undo(desk.sitting.store)
    assert row(desk, left).received_on is None
    assert "Note receipt" in steps.buttons


def test_who_may_not_hand_over_takes_no_steps(desk: TestDesk, qtbot: QtBot, tmp_path: Path) -> None:
    left = a_handover(desk.sitting)
    supervisor = a_desk(seen_by(desk.sitting, Role.SUPERVISOR), tmp_path)
    assert not opened(supervisor, qtbot, left).buttons
