"""Menus without double keys, and a palette that finds every command."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.command_palette import CommandPalette
from casedesk.desktop.desk import Place
from casedesk.kernel.words import set_language
from tests.builders import a_partner
from tests.desktop.conftest import MakeWindow


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_menu_uses_an_access_key_twice(
    sitting: Sitting, make_window: MakeWindow, language: str
) -> None:
    set_language(language)
    window = make_window(sitting)
    texts = [[action.text() for action in window._bar.actions() if action.isVisible()]]
    texts += [[action.text() for action in menu.actions()] for menu in window.menus._menus.values()]
    for menu in texts:
        keys = [found[1].casefold() for text in menu if (found := re.search("&(.)", text))]
        assert len(keys) == len(set(keys)), menu


def test_no_shortcut_is_given_twice(sitting: Sitting, make_window: MakeWindow) -> None:
    window = make_window(sitting)
    for page in ("today", "cases", "partners", "settings"):
        window.navigator.go(Place(page))
        keys = [
            sequence.toString()
            for action in window.menus.actions()
            for sequence in action.shortcuts()
        ]
        assert len(keys) == len(set(keys)), keys


def test_the_palette_finds_a_command_by_a_few_letters_and_orders_it(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(sitting)
    palette = CommandPalette(window.menus.actions(), window)
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClicks(palette._search, "verwijz")
    qtbot.keyClick(palette._search, Qt.Key.Key_Return)
    assert window.navigator.place == Place("referrals")


def test_a_command_that_cannot_be_ordered_now_is_not_offered(
    sitting: Sitting, make_window: MakeWindow
) -> None:
    window = make_window(sitting)
    assert not window.menus.own["undo"].isEnabled()
    assert not window.menus.own["back"].isEnabled()
    window.navigator.go(Place("partners"))
    assert window.menus.own["back"].isEnabled()


def test_the_commands_of_a_page_go_with_the_page(
    sitting: Sitting, make_window: MakeWindow, qtbot: QtBot
) -> None:
    a_partner(sitting)
    window = make_window(sitting)
    window.navigator.go(Place("partners"))
    names = {action.objectName() for action in window.menus.actions()}
    assert {"new-partners", "search", "lock"} <= names
    window.navigator.go(Place("settings"))
    names = {action.objectName() for action in window.menus.actions()}
    assert "new-partners" not in names
    assert "lock" in names
