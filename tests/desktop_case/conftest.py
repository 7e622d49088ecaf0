"""A store with one case, and a desk to work at."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Place
from casedesk.kernel.words import set_language
from tests.builders import a_case, a_store
from tests.desks import TestDesk, a_desk

OpenCase = Callable[..., CasePage]


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
def case_id(sitting: Sitting) -> int:
    return a_case(sitting, "2026-0007", gemeente="0363")


@pytest.fixture
def open_case(desk: TestDesk, case_id: int, qtbot: QtBot) -> OpenCase:
    """The page of the case, as somebody sees it, on one of its tabs."""

    def open_(
        tab: str = "overview", entry: tuple[str, int] | None = None, at: TestDesk | None = None
    ) -> CasePage:
        mine = at or desk
        page = CasePage(mine, Place("case", kind="case_file", id=case_id, tab=tab, entry=entry))
        mine.notices.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1200, 900)
        page.show()
        return page

    return open_
