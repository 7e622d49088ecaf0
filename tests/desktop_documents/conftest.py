"""A store with one case, a desk to work at, and files on the disk of somebody invented."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Place
from casedesk.desktop.documents.page import DocumentPage
from casedesk.desktop.documents.tab import DocumentsTab
from casedesk.desktop.questions import FakeQuestions
from casedesk.documents.use_cases import AddDocument, add_document
from tests.at_a_desk import desk, english, sitting
from tests.builders import a_case, made
from tests.desks import TestDesk

__all__ = ["desk", "english", "sitting"]

Keep = Callable[..., int]
OpenFile = Callable[..., DocumentPage]
OpenTab = Callable[..., DocumentsTab]


@pytest.fixture
def questions(desk: TestDesk) -> FakeQuestions:
    """Who answers at the desk."""
    assert isinstance(desk.questions, FakeQuestions)
    return desk.questions


@pytest.fixture
def case_id(sitting: Sitting) -> int:
    return a_case(sitting, "2026-0007")


@pytest.fixture
def keep(sitting: Sitting, case_id: int) -> Keep:
    """Keeps a content in the case; answers the id of the document."""

    def keep_(data: bytes, name: str = "brief.txt", **values: object) -> int:
        command = AddDocument(case_id, name, data, values)
        return made(add_document(sitting.store, command, sitting.labels))

    return keep_


@pytest.fixture
def open_tab(desk: TestDesk, case_id: int, qtbot: QtBot) -> OpenTab:
    """The tab of documents of the case."""

    def open_(at: TestDesk | None = None) -> DocumentsTab:
        mine = at or desk
        page = CasePage(mine, Place("case", kind="case_file", id=case_id, tab="documents"))
        mine.notices.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1200, 900)
        page.show()
        part = page.part
        assert isinstance(part, DocumentsTab)
        return part

    return open_


@pytest.fixture
def open_file(desk: TestDesk, case_id: int, qtbot: QtBot) -> OpenFile:
    """The page of one file."""

    def open_(
        document_id: int, page: int | None = None, at: TestDesk | None = None
    ) -> DocumentPage:
        mine = at or desk
        entry = ("page", page) if page else None
        opened = DocumentPage(
            mine, Place("document", kind="document", id=document_id, case_id=case_id, entry=entry)
        )
        mine.notices.changed.connect(opened.refresh)
        qtbot.addWidget(opened)
        opened.resize(900, 700)
        opened.show()
        return opened

    return open_
