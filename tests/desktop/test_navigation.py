"""The way from page to page, back and forward, and what pages hear meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStackedWidget
from pytestqt.qtbot import QtBot

from casedesk.desktop.desk import Page, Place
from casedesk.desktop.navigation import MOST_PAGES, Navigator
from casedesk.kernel.changes import Changes


class Sheet(Page):
    def __init__(self, place: Place) -> None:
        super().__init__()
        self.shown = place
        self.heard: list[Changes] = []
        self.flushed = 0
        self.made: int | None = place.id

    def refresh(self, changes: Changes) -> None:
        self.heard.append(changes)

    def flush(self) -> None:
        self.flushed += 1

    def go_to(self, place: Place) -> bool:
        self.shown = place
        return True

    def place(self, arrived: Place) -> Place:
        return Place(arrived.page, arrived.kind, self.made, tab=self.shown.tab)


@pytest.fixture
def navigator(qtbot: QtBot) -> Navigator:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    made = Navigator(stack, Sheet)
    made.setProperty("keep", stack)
    stack.show()
    return made


def sheet(navigator: Navigator) -> Sheet:
    assert isinstance(navigator.page, Sheet)
    return navigator.page


def test_back_and_forward_show_the_same_pages_again(navigator: Navigator) -> None:
    for page in ("cases", "people", "partners"):
        navigator.go(Place(page))
    first = sheet(navigator)
    navigator.back()
    navigator.back()
    assert navigator.place == Place("cases")
    assert not navigator.can_back()
    navigator.forward()
    navigator.forward()
    assert sheet(navigator) is first
    assert not navigator.can_forward()


def test_going_elsewhere_ends_the_way_forward(navigator: Navigator) -> None:
    navigator.go(Place("cases"))
    navigator.go(Place("people"))
    navigator.back()
    navigator.go(Place("partners"))
    assert not navigator.can_forward()
    navigator.back()
    assert navigator.place == Place("cases")


def test_another_tab_of_the_same_case_is_the_same_page(navigator: Navigator) -> None:
    navigator.go(Place("case", "case_file", 1, tab="overview"))
    page = sheet(navigator)
    navigator.go(Place("case", "case_file", 1, tab="timeline"))
    assert sheet(navigator) is page
    assert page.shown.tab == "timeline"
    navigator.back()
    assert (sheet(navigator), page.shown.tab) == (page, "overview")


def test_a_hidden_page_hears_all_it_missed_at_once(navigator: Navigator) -> None:
    navigator.go(Place("cases"))
    hidden = sheet(navigator)
    navigator.go(Place("people"))
    navigator.refresh(Changes("a", {"case_file": frozenset({1})}))
    navigator.refresh(Changes("b", {"case_file": frozenset({2}), "task": frozenset({9})}))
    assert hidden.heard == []
    assert len(sheet(navigator).heard) == 2
    navigator.back()
    (missed,) = hidden.heard
    assert missed.ids == {"case_file": frozenset({1, 2}), "task": frozenset({9})}


def test_what_was_typed_is_kept_before_a_page_goes_out_of_view(navigator: Navigator) -> None:
    navigator.go(Place("cases"))
    page = sheet(navigator)
    navigator.go(Place("people"))
    assert page.flushed == 1
    navigator.flush()
    assert page.flushed == 2


def test_pages_that_were_long_not_seen_are_let_go(navigator: Navigator) -> None:
    for number in range(2 * MOST_PAGES):
        navigator.go(Place("case", "case_file", number))
    assert len(navigator._pages) == MOST_PAGES
    for _step in range(2 * MOST_PAGES - 1):
        navigator.back()
    assert navigator.place == Place("case", "case_file", 0)


def test_a_place_that_was_replaced_is_not_gone_back_to(navigator: Navigator) -> None:
    navigator.go(Place("cases"))
    navigator.go(Place("record", "case_file"))
    gone = sheet(navigator)
    navigator.replace(Place("case", "case_file", 3))
    assert gone.flushed == 1
    navigator.back()
    assert navigator.place == Place("cases")
    navigator.forward()
    assert navigator.place == Place("case", "case_file", 3)


def test_a_page_for_a_new_record_becomes_that_records_page(navigator: Navigator) -> None:
    navigator.go(Place("record", "organisation"))
    page = sheet(navigator)
    page.made = 7
    navigator.go(Place("record", "organisation"))
    assert sheet(navigator) is not page
    navigator.back()
    assert sheet(navigator) is page
    assert navigator.place == Place("record", "organisation", 7)
