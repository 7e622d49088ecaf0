"""A store with two cases, and a desk to work at."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Page, Place
from casedesk.desktop.pages.registry import make_page
from casedesk.kernel.words import set_language
from tests.builders import a_store
from tests.desks import TestDesk, a_desk

Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests speak the language of the source."""
    set_language("en")
    yield
    set_language("nl")


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as made:
        yield made


@pytest.fixture
def desk(sitting: Sitting, tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    made = a_desk(sitting, tmp_path)
    yield made
    made.runner.close()


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
