"""A store with one case, and a desk to work at."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Place
from tests.at_a_desk import desk, english, sitting
from tests.builders import a_case
from tests.desks import TestDesk

__all__ = ["desk", "english", "sitting"]

OpenCase = Callable[..., CasePage]


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
