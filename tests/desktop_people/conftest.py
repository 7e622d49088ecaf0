"""A store with two cases, and a desk to work at."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from casedesk.desktop.desk import Page, Place
from casedesk.desktop.pages.registry import make_page
from tests.at_a_desk import desk, english, sitting
from tests.desks import TestDesk

__all__ = ["desk", "english", "sitting"]

Open = Callable[..., Page]


@pytest.fixture
def open_page(desk: TestDesk, qtbot: QtBot) -> Open:
    """The page of a place, as somebody sees it."""

    def open_(place: Place, at: TestDesk | None = None) -> Page:
        mine = at or desk
        mine.way.places = [Place("people"), place]
        page = make_page(mine, place)
        mine.notices.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1200, 900)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.start()
        return page

    return open_
