"""A small window with large text: everything is still there, and has a name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from casedesk.bootstrap import Sitting
from casedesk.desktop.menu_bar import MenuBar
from casedesk.desktop.rail import Rail
from tests.desks import dressed
from tests.desktop.conftest import MakeWindow


def test_menus_that_do_not_fit_have_a_button_that_can_be_seen_and_heard(
    sitting: Sitting, make_window: MakeWindow, tmp_path: Path
) -> None:
    with dressed(tmp_path, size=200):
        window = make_window(sitting)
        window.resize(900, 900)
        QApplication.processEvents()
        bar = window.findChild(MenuBar)
        assert bar is not None
        others = bar.findChild(QToolButton)
        assert others is not None
        assert others.isVisible()
        assert others.accessibleName() == "De andere menu's"
        assert others.width() >= others.iconSize().width() > 0
        assert not others.icon().isNull()


def test_the_rail_leaves_more_room_to_the_page_without_losing_its_words(
    sitting: Sitting, make_window: MakeWindow, tmp_path: Path
) -> None:
    with dressed(tmp_path, size=200):
        window = make_window(sitting)
        rail = window.findChild(Rail)
        assert rail is not None
        window.resize(1900, 900)
        QApplication.processEvents()
        wide = rail.width()
        window.resize(900, 900)
        QApplication.processEvents()

        assert rail.width() < wide
        for stop in rail.findChildren(QToolButton):
            assert stop.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon
            assert stop.width() >= stop.sizeHint().width()
            assert stop.height() >= stop.sizeHint().height()
