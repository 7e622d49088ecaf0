"""Contacts, notes, actions and referrals of a case: adding, opening, stepping, ticking off."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.in_view import bring_into_view
from casedesk.desktop.case.lists_tab import ListsTab
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.part import Sheet
from casedesk.desktop.case.record_list import AT_ONCE, RecordList
from casedesk.desktop.case.referrals import Steps
from casedesk.referrals.rules import Act, possible
from casedesk.store.undo import undo
from tests.builders import a_partner, a_record, a_referral, a_victim
from tests.desks import TestDesk
from tests.desktop_case.conftest import OpenCase
from tests.desktop_case.looking import answer, fill, press, texts


def the_list(page: CasePage, kind: str) -> RecordList:
    part = page.part
    assert isinstance(part, ListsTab)
    return part.lists[kind]


def value(sitting: Sitting, kind: str, record_id: int, name: str) -> Any:
    with sitting.store.read() as session:
        view = sitting.reader.view(session, kind, record_id)
    assert view is not None
    return view.values[name]


def test_an_empty_list_says_what_belongs_in_it_and_offers_the_first_step(
    open_case: OpenCase,
) -> None:
    said = texts(open_case("contacts"))

    assert "Write down each call, visit or message." in said
    assert "New: contact moment" in said


def test_a_new_contact_becomes_a_row_without_a_save_button(
    sitting: Sitting, open_case: OpenCase
) -> None:
    page = open_case("contacts")
    page.add("contact_moment")
    contacts = the_list(page, "contact_moment")
    form = contacts.new_form
    assert form is not None

    fill(form, "contact_kind", "phone")
    assert form.record_id is not None  # all that is required is there
    fill(form, "subject", "Belde over het slot")
    contacts.finish()

    assert [row.item.title for row in contacts.rows] == ["Phone, Belde over het slot"]
    assert contacts.new_form is None


def test_while_a_new_contact_is_open_it_stands_in_one_place_only(open_case: OpenCase) -> None:
    page = open_case("contacts")
    page.add("contact_moment")
    contacts = the_list(page, "contact_moment")
    assert contacts.new_form is not None

    fill(contacts.new_form, "contact_kind", "phone")

    assert contacts.rows == []
    assert contacts.count == 1


def test_newest_contact_comes_first(sitting: Sitting, case_id: int, open_case: OpenCase) -> None:
    now = sitting.clock.now()
    for days in (3, 1, 2):
        a_record(
            sitting, "contact_moment", case_id=case_id, contact_kind="phone",
            held_at=now - timedelta(days=days), subject=f"{days} geleden",
        )  # fmt: skip

    rows = the_list(open_case("contacts"), "contact_moment").rows

    assert [row.item.title for row in rows] == [
        "Phone, 1 geleden", "Phone, 2 geleden", "Phone, 3 geleden"
    ]  # fmt: skip


def test_a_row_opens_into_its_form_and_tells_what_was_changed_there(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_record(sitting, "note", case_id=case_id, subject="Oud")
    row = the_list(open_case("contacts"), "note").rows[0]

    row.open()
    assert row.form is not None
    fill(row.form, "subject", "Nieuw")

    assert row.item.title == "Nieuw"
    assert row.is_open


def test_a_removed_record_is_gone_and_undo_brings_it_back(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_record(sitting, "note", case_id=case_id, subject="Vergissing")
    page = open_case("contacts")
    notes = the_list(page, "note")
    notes.rows[0].open()

    press(page, "Remove")
    assert notes.count == 0
    undo(sitting.store)

    assert [row.item.title for row in notes.rows] == ["Vergissing"]


def test_a_long_list_shows_more_when_asked(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    for number in range(AT_ONCE + 3):
        a_record(sitting, "note", case_id=case_id, subject=f"Notitie {number}")
    page = open_case("contacts")
    notes = the_list(page, "note")
    assert len(notes.rows) == AT_ONCE

    press(page, "Show more (3)")

    assert len(notes.rows) == AT_ONCE + 3


def test_a_record_far_down_is_opened_when_it_is_asked_for(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    first = a_record(sitting, "note", case_id=case_id, subject="De eerste")
    for number in range(AT_ONCE + 3):
        a_record(sitting, "note", case_id=case_id, subject=f"Notitie {number}")

    page = open_case("", ("note", first))

    opened = [row for row in the_list(page, "note").rows if row.is_open]
    assert [row.item.title for row in opened] == ["De eerste"]


def test_a_begun_note_is_offered_again(sitting: Sitting, open_case: OpenCase) -> None:
    page = open_case("contacts")
    page.add("note")
    form = the_list(page, "note").new_form
    assert form is not None
    row = form.rows["subject"]
    row.editor.show_typed({"plain": "Half af"})
    page.flush()

    again = open_case("contacts")
    press(again, "Go on with draft")

    assert the_list(again, "note").new_form is not None


# Actions.


def test_one_click_ticks_an_action_off_and_undo_takes_it_back(
    sitting: Sitting, case_id: int, desk: TestDesk, open_case: OpenCase
) -> None:
    action_id = a_record(sitting, "action", case_id=case_id, what="Bellen")
    page = open_case("actions")

    tick(page, "Done: Bellen")

    assert value(sitting, "action", action_id, "state") == "done"
    assert value(sitting, "action", action_id, "done_on") == sitting.clock.today()
    assert desk.said == ["Action done. Ctrl+Z takes it back."]
    undo(sitting.store)
    assert not box(page, "Done: Bellen").isChecked()


def test_a_tick_taken_away_opens_the_action_again(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    action_id = a_record(sitting, "action", case_id=case_id, what="Bellen")
    page = open_case("actions")
    tick(page, "Done: Bellen")

    tick(page, "Done: Bellen")

    assert value(sitting, "action", action_id, "state") == "open"


def test_late_is_said_in_words_and_comes_first(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    today = sitting.clock.today()
    for what, days in (("Later", 5), ("Te laat", -3), ("Vandaag", 0)):
        a_record(sitting, "action", case_id=case_id, what=what, due_on=today + timedelta(days=days))

    rows = the_list(open_case("actions"), "action").rows

    assert [row.item.title for row in rows] == ["Te laat", "Vandaag", "Later"]
    assert [row.item.chips[0].words for row in rows] == ["3 days late", "today", "5 days left"]
    assert rows[0].item.chips[0].icon  # colour is not the only sign


def test_a_deadline_is_met_with_one_click(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    today = sitting.clock.today()
    deadline_id = a_record(sitting, "deadline", case_id=case_id, what="Bedenktijd", due_on=today)
    page = open_case("actions")

    tick(page, "Done: Bedenktijd")

    assert value(sitting, "deadline", deadline_id, "met_on") == today
    assert not box(page, "Done: Bedenktijd").isEnabled()


# Referrals.


def steps(page: CasePage) -> Steps:
    found = page.findChildren(Steps)
    assert len(found) >= 1
    return found[-1]


def test_a_referral_offers_just_the_steps_that_it_can_take(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_referral(sitting, case_id, a_partner(sitting), no_ground_reason="Wordt morgen getekend")
    page = open_case("referrals")
    assert tuple(steps(page).buttons) == possible("draft")

    steps(page).take(Act.SEND)

    assert tuple(steps(page).buttons) == possible("sent")
    assert "Sent" in texts(page)


def test_a_refusal_asks_its_reason_first(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    referral_id = a_referral(
        sitting, case_id, a_partner(sitting), no_ground_reason="Wordt morgen getekend"
    )
    page = open_case("referrals")
    steps(page).take(Act.SEND)
    steps(page).take(Act.REFUSE)
    panel = steps(page).panel
    assert panel is not None

    panel.act.click()
    assert panel.rows["refusal_reason"].problem == "Choose why the partner refused."
    assert value(sitting, "referral", referral_id, "state") == "sent"
    reason = sitting.labels.options("refusal_reason", sitting.clock.today())[0].code
    answer(panel, "refusal_reason", reason)
    panel.act.click()

    assert value(sitting, "referral", referral_id, "state") == "refused"
    assert value(sitting, "referral", referral_id, "refusal_reason") == reason


def test_a_step_can_have_been_taken_on_another_day(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    referral_id = a_referral(
        sitting, case_id, a_partner(sitting), no_ground_reason="Wordt morgen getekend"
    )
    page = open_case("referrals")
    mine = steps(page)
    yesterday = sitting.clock.today() - timedelta(days=1)

    press(page, f"On another day: {the_list(page, 'referral').rows[0].item.title}")
    assert mine._day is not None
    mine._day.editor._display_quietly(yesterday)
    mine._day.editor._touch()
    mine.take(Act.SEND)

    assert value(sitting, "referral", referral_id, "sent_on") == yesterday


def test_a_day_to_come_is_refused_beside_the_day(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    referral_id = a_referral(
        sitting, case_id, a_partner(sitting), no_ground_reason="Wordt morgen getekend"
    )
    page = open_case("referrals")
    mine = steps(page)
    mine._ask_day()
    assert mine._day is not None
    mine._day.editor._display_quietly(sitting.clock.today() + timedelta(days=1))
    mine._day.editor._touch()

    mine.take(Act.SEND)

    assert mine._day.problem
    assert value(sitting, "referral", referral_id, "state") == "draft"


def test_a_handover_starts_from_its_referral(
    sitting: Sitting, case_id: int, desk: TestDesk, open_case: OpenCase
) -> None:
    referral_id = a_referral(sitting, case_id, a_partner(sitting), a_victim(sitting, case_id))
    page = open_case("referrals")

    press(steps(page), f"Handover: {the_list(page, 'referral').rows[0].item.title}")

    assert desk.way.places[-1].page == "handover"
    assert desk.way.places[-1].entry == ("referral", referral_id)


def box(page: CasePage, name: str) -> QCheckBox:
    for found in reversed(page.findChildren(QCheckBox)):
        if found.accessibleName() == name:
            return found
    raise AssertionError(name)


def tick(page: CasePage, name: str) -> None:
    texts(page)  # lets what was replaced go away
    box(page, name).click()


def test_what_is_opened_stays_in_view_while_the_page_above_it_still_fills(qtbot: QtBot) -> None:
    sheet = Sheet()
    qtbot.addWidget(sheet)
    late = QWidget()
    opened = QPushButton("Bedenktijd")
    for part in (late, opened):
        sheet.column.addWidget(part)
    sheet.column.addStretch(1)
    sheet.resize(400, 300)
    sheet.show()
    sheet.activateWindow()
    opened.setFocus()

    bring_into_view(opened)
    for _round in range(3):
        QApplication.processEvents()  # it is in view, for the time being
    late.setFixedHeight(2000)

    for _round in range(5):
        QApplication.processEvents()

    assert opened.mapTo(sheet, opened.rect().center()).y() < sheet.height()
