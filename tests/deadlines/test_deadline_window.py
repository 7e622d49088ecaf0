"""The deadlines of a case in its window: groups, rule, start, source, and the steps."""

from datetime import date, timedelta

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.case.actions import ActionsTab
from casedesk.desktop.case.deadline_items import DeadlineItem, deadline_items
from casedesk.desktop.case.deadline_list import DeadlineList
from casedesk.desktop.case.deadline_steps import DeadlineSteps
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.row import ItemRow
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import VagueDate
from casedesk.records.use_cases import ChangeField, change
from casedesk.store.undo import undo
from tests.builders import a_record, a_suspect, a_victim, seen_by
from tests.desks import TestDesk
from tests.desktop_case.conftest import OpenCase
from tests.desktop_case.looking import answer, press, texts

NOV_30 = VagueDate.on(date(2026, 11, 30))
DEC_2 = VagueDate.on(date(2026, 12, 2))


def the_deadlines(page: CasePage) -> DeadlineList:
    part = page.part
    assert isinstance(part, ActionsTab)
    found = part.lists["deadline"]
    assert isinstance(found, DeadlineList)
    return found


def granted(sitting: Sitting, case_id: int) -> int:
    return a_record(
        sitting, "residence_event", case_id=case_id, person_id=a_victim(sitting, case_id),
        event="reflection_granted", happened=NOV_30,
    )  # fmt: skip


def row_of(page: CasePage, title: str) -> ItemRow:
    return next(row for row in the_deadlines(page).rows if row.item.title == title)


def steps_of(row: ItemRow) -> DeadlineSteps:
    QApplication.processEvents()
    return next(s for s in row.findChildren(DeadlineSteps) if s.isVisibleTo(row))


def a_deadline(sitting: Sitting, case_id: int, what: str, in_days: int) -> int:
    due_on = sitting.clock.today() + timedelta(days=in_days)
    return a_record(sitting, "deadline", case_id=case_id, what=what, due_on=due_on)


def test_deadlines_stand_in_groups_and_met_ones_last(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    # Tests take place on a Monday.
    for what, days in (("Straks", 7), ("Week", 6), ("Nu", 0), ("Gemist", -3)):
        a_deadline(sitting, case_id, what, days)
    met = a_deadline(sitting, case_id, "Klaar", 2)
    page = open_case("actions")
    row = row_of(page, "Klaar")
    press(row, "Done: Klaar")

    QApplication.processEvents()
    shown = {
        label.text()
        for label in the_deadlines(page).findChildren(QLabel)
        if label.isVisibleTo(page) and label.property("look") == "strong"
    }
    order = [row.item.title for row in the_deadlines(page).rows]
    assert order == ["Gemist", "Nu", "Week", "Straks", "Klaar"]
    assert shown - set(order) == {
        "Late", "Today", "This week", "Later", "Met or no longer needed"
    }  # fmt: skip
    assert row_of(page, "Klaar").item.id == met


def test_a_row_says_rule_start_and_source(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    granted(sitting, case_id)
    page = open_case("actions")
    said = texts(page)
    assert "due 28-02-2027" in said
    assert "3 months after 30 November 2026 (Reflection period granted)" in said
    assert "Source: zoek.officielebekendmakingen.nl." in said


def test_the_deadline_follows_its_start_in_the_open_window(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    event = granted(sitting, case_id)
    page = open_case("actions")
    moved = ChangeField("residence_event", event, "happened", DEC_2, NOV_30)
    assert isinstance(change(sitting.store, moved, sitting.labels), Changes)
    said = texts(page)
    assert "due 02-03-2027" in said
    assert "28-02-2027" not in said
    undo(sitting.store)
    assert "due 28-02-2027" in texts(page)


def test_a_date_is_set_by_hand_with_a_reason_and_both_dates_show(
    sitting: Sitting, case_id: int, open_case: OpenCase, desk: TestDesk
) -> None:
    event = granted(sitting, case_id)
    page = open_case("actions")
    title = "Reflection period until"
    press(page, f"Set the date by hand: {title}")
    panel = steps_of(row_of(page, title)).panel
    assert panel is not None
    answer(panel, "due_on", date(2027, 3, 15))
    press(panel, "Set this date")
    assert "Write down why" in texts(panel)

    answer(panel, "reason", "Brief IND 3 maart")
    press(panel, "Set this date")
    said = texts(page)
    assert "due 15-03-2027" in said
    assert "Set by hand: Brief IND 3 maart. By the rule: 28-02-2027." in said
    assert desk.said[-1] == "Date set by hand. Ctrl+Z takes it back."

    moved = ChangeField("residence_event", event, "happened", DEC_2, NOV_30)
    assert isinstance(change(sitting.store, moved, sitting.labels), Changes)
    said = texts(page)
    assert "due 15-03-2027" in said
    assert "By the rule: 02-03-2027." in said
    assert "the rule gave 28-02-2027 then" in said

    press(page, f"Follow the rule again: {title}")
    assert "due 02-03-2027" in texts(page)


def test_it_is_met_on_a_day_with_proof(sitting: Sitting, case_id: int, open_case: OpenCase) -> None:
    a_deadline(sitting, case_id, "Bezwaar", 3)
    paper = a_record(
        sitting, "document", case_id=case_id, title="Ontvangstbevestiging", document_kind="other"
    )
    page = open_case("actions")
    press(page, "Met, with proof: Bezwaar")
    panel = steps_of(row_of(page, "Bezwaar")).panel
    assert panel is not None
    answer(panel, "proof", "Brief met stempel")
    answer(panel, "proof_id", paper)
    press(panel, "Deadline met")
    said = texts(page)
    assert "met 02-03-2026" in said
    assert "Proof: Brief met stempel." in said

    press(page, "Not met after all: Bezwaar")
    assert row_of(page, "Bezwaar").item.state == "open"


def test_what_ended_it_is_named_and_cannot_be_opened_again_here(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    event = granted(sitting, case_id)
    with sitting.store.read() as session:
        view = sitting.reader.view(session, "residence_event", event)
    assert view is not None
    a_record(
        sitting, "residence_event", case_id=case_id, person_id=view.person_id,
        event="reflection_ended", happened=DEC_2,
    )  # fmt: skip
    page = open_case("actions")
    said = texts(page)
    assert "ended by: Reflection period ended, 02-12-2026" in said
    assert "Not met after all" not in said


def test_a_shielded_step_that_ended_it_is_not_even_hinted_at(
    sitting: Sitting, case_id: int
) -> None:
    victim = a_victim(sitting, case_id)
    suspect = a_suspect(sitting, case_id)
    step = {"case_id": case_id, "person_id": victim}
    a_record(sitting, "criminal_event", **step, event="talk_planned", happened=NOV_30)
    a_record(
        sitting, "criminal_event", **step, event="report_filed", happened=DEC_2,
        suspect_id=suspect,
    )  # fmt: skip
    told = {}
    for who in (sitting, seen_by(sitting, Role.COORDINATOR, login="piet")):
        with who.store.read() as session:
            items = deadline_items(session, who.reader, case_id)
        told[who.actor.login] = next(
            item.meta for item in items if isinstance(item, DeadlineItem) and item.by_rule
        )
    assert "ended by: " in told[sitting.actor.login]
    assert "met 02-12-2026" in told["piet"]
    assert "shielded" not in told["piet"]


def test_a_date_that_no_rule_gives_is_asked_for(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_record(
        sitting, "criminal_event", case_id=case_id, person_id=a_victim(sitting, case_id),
        event="dismissed", happened=VagueDate.on(date(2026, 2, 20)),
    )  # fmt: skip
    page = open_case("actions")
    part = page.part
    assert isinstance(part, ActionsTab)
    assert "Complaint after non-prosecution: set the date by hand" in texts(page)
    press(page, "Set the date: Complaint after non-prosecution")
    panel = part.hand_dates.panel
    assert panel is not None
    answer(panel, "due_on", date(2026, 5, 20))
    answer(panel, "reason", "Brief van het OM")
    press(panel, "Set this date")
    assert "set the date by hand" not in texts(page)
    assert row_of(page, "Complaint after non-prosecution").item.state == "open"


def test_a_rule_that_is_not_verified_asks_to_check(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_record(
        sitting, "procedure_step", case_id=case_id, step="wmo_decided",
        happened=VagueDate.on(date(2026, 2, 20)),
    )  # fmt: skip
    page = open_case("actions")
    chips = [chip.words for chip in row_of(page, "Objection against the decision").item.chips]
    assert "check" in chips


def test_the_whole_source_is_there_to_copy(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    granted(sitting, case_id)
    page = open_case("actions")
    press(page, "Where it is written: Reflection period until")
    assert "stcrt-2023-13577.html" in texts(page).replace("\u200b", "")


def test_every_step_is_reached_and_taken_with_the_keyboard(
    sitting: Sitting, case_id: int, open_case: OpenCase, qtbot: QtBot
) -> None:
    from PySide6.QtCore import Qt

    granted(sitting, case_id)
    page = open_case("actions")
    row = row_of(page, "Reflection period until")
    page.activateWindow()
    row.arrow.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is row.arrow)
    names = []
    for _key in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        if names[-1].startswith("Met, with proof"):
            qtbot.keyClick(focused, Qt.Key.Key_Space)
            break
    panel = steps_of(row).panel
    assert panel is not None, names
    focused = QApplication.focusWidget()
    assert focused is not None
    assert panel.isAncestorOf(focused)
