"""A case with a (possible) victim, on its page."""

from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.care.tab import CareTab, PersonCare
from casedesk.desktop.care.tracks_tab import TracksTab
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Place
from casedesk.needs.use_cases import MarkNeed, Round, mark_need
from casedesk.records.reading import RecordView
from tests.at_a_desk import desk, english, sitting
from tests.builders import a_case, a_victim
from tests.desks import TestDesk

__all__ = ["desk", "english", "sitting"]

JANUARY = date(2026, 1, 12)


@pytest.fixture
def case_id(sitting: Sitting) -> int:
    return a_case(sitting, "2026-0007", gemeente="0363")


@pytest.fixture
def person_id(sitting: Sitting, case_id: int) -> int:
    return a_victim(sitting, case_id)


class Bench:
    """The page of the case, and what is stored."""

    def __init__(self, desk: TestDesk, case_id: int, person_id: int, qtbot: QtBot) -> None:
        self.desk, self.case_id, self.person_id, self.qtbot = desk, case_id, person_id, qtbot

    def page(self, tab: str, at: TestDesk | None = None) -> CasePage:
        mine = at or self.desk
        page = CasePage(mine, Place("case", kind="case_file", id=self.case_id, tab=tab))
        mine.notices.changed.connect(page.refresh)
        self.qtbot.addWidget(page)
        page.resize(1200, 900)
        page.show()
        page.activateWindow()
        return page

    def care(self) -> PersonCare:
        part = self.page("care").part
        assert isinstance(part, CareTab)
        assert part.care is not None
        return part.care

    def tracks(self) -> TracksTab:
        part = self.page("tracks").part
        assert isinstance(part, TracksTab)
        return part

    def views(self, kind: str) -> list[RecordView]:
        with self.desk.sitting.store.read() as session:
            return list(self.desk.reader.views(session, kind, case_id=self.case_id))

    def mark(self, domain: str, on: date = JANUARY, **values: Any) -> None:
        sitting = self.desk.sitting
        asked = Round(self.case_id, self.person_id, on, "fact", "Anna")
        assert mark_need(sitting.store, MarkNeed(asked, domain, values), sitting.labels)


@pytest.fixture
def bench(desk: TestDesk, case_id: int, person_id: int, qtbot: QtBot) -> Bench:
    return Bench(desk, case_id, person_id, qtbot)
