"""The card of a victim and the list over all cases."""

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.part import Room
from casedesk.desktop.comensha.card import ComenshaCard
from casedesk.desktop.desk import Place
from casedesk.desktop.lists.list_page import ListPage
from casedesk.desktop.pages.registry import make_page
from tests.builders import a_case, a_person, a_victim
from tests.desks import TestDesk


@pytest.fixture
def card(desk: TestDesk, sitting: Sitting, qtbot: QtBot) -> ComenshaCard:
    case_id = a_case(sitting)
    made = ComenshaCard(Room(desk, case_id, lambda _kind: None), a_victim(sitting, case_id))
    desk.notices.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(700, 900)
    return made


def test_a_step_is_recorded_and_shown(card: ComenshaCard) -> None:
    assert "Not recorded yet" in card.state.text()
    card.ask_step()
    assert card.panel is not None
    assert card.panel.rows["comensha_state"].editor.value() == "registered_pseudonym"
    assert card.panel.rows["despite"].isHidden()
    assert card.panel.rows["informed_not_reason"].isHidden()
    card.panel.rows["ground"].show_value("public_task")
    card.panel.act.click()
    assert _gone(card)
    assert card.state.text() == "Registered under a pseudonym, since 02-03-2026"


def test_a_refusal_stands_beside_its_question(card: ComenshaCard) -> None:
    card.ask_step()
    assert card.panel is not None
    card.panel.rows["ground"].show_value("consent")
    card.panel.act.click()
    assert not _gone(card), "the answers are kept"
    assert "No consent is recorded" in card.panel.rows["ground"].problem


def test_why_not_reported_is_asked_and_shown(card: ComenshaCard) -> None:
    card.ask_not_reported()
    assert card.panel is not None
    card.panel.rows["not_reported_reason"].show_value("no_consent")
    card.panel.act.click()
    assert card.state.text() == "Not reported, The person does not want it"


def test_who_is_no_victim_has_no_card(desk: TestDesk, sitting: Sitting, qtbot: QtBot) -> None:
    case_id = a_case(sitting)
    witness = a_person(sitting, case_id, "witness")
    made = ComenshaCard(Room(desk, case_id, lambda _kind: None), witness)
    qtbot.addWidget(made)
    assert not made.state.isVisibleTo(made)


def test_the_card_stands_with_the_victim_in_the_case(
    desk: TestDesk, sitting: Sitting, qtbot: QtBot
) -> None:
    case_id = a_case(sitting)
    a_victim(sitting, case_id)
    page = make_page(desk, Place("case", kind="case_file", id=case_id, tab="people"))
    qtbot.addWidget(page)
    page.resize(1100, 900)
    page.show()
    found = page.findChild(ComenshaCard)
    assert found.step.isVisibleTo(page)


def test_a_row_of_the_list_opens_the_victim_in_the_case(
    desk: TestDesk, sitting: Sitting, qtbot: QtBot
) -> None:
    case_id = a_case(sitting)
    victim = a_victim(sitting, case_id)
    page = make_page(desk, Place("comensha"))
    assert isinstance(page, ListPage)
    qtbot.addWidget(page)
    page.table.select_first()
    page.commands()[1].run()
    assert desk.way.places[-1].id == case_id
    assert desk.way.places[-1].entry == ("person", victim)


def _gone(card: ComenshaCard) -> bool:
    """Whether nothing is asked any more."""
    return card.panel is None
