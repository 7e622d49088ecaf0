"""The pages of what comes in, on a desk where everything happens at once."""

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

OpenPage = Callable[..., Page]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
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
