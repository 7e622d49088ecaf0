"""The pages of what comes in, on a desk where everything happens at once."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from casedesk.desktop.desk import Page, Place
from casedesk.desktop.pages.registry import make_page
from tests.at_a_desk import desk, english, sitting
from tests.desks import TestDesk

__all__ = ["desk", "english", "sitting"]

OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(desk: TestDesk, qtbot: QtBot) -> OpenPage:
    """The page of a place, as the window would show it."""

    def open_(place: Place, at: TestDesk | None = None) -> Page:
        mine = at or desk
        page = make_page(mine, place)
        mine.notices.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1200, 1000)
        page.show()
        page.start()
        return page

    return open_
