"""A store with one case, a desk to work at, and files on the disk of somebody invented."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Place
from casedesk.desktop.documents.page import DocumentPage
from casedesk.desktop.documents.tab import DocumentsTab
from casedesk.desktop.questions import FakeQuestions
from casedesk.documents.use_cases import AddDocument, add_document
from casedesk.kernel.words import set_language
from tests.builders import a_case, a_store, made
from tests.desks import TestDesk, a_desk

Keep = Callable[..., int]
OpenFile = Callable[..., DocumentPage]
OpenTab = Callable[..., DocumentsTab]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests speak the language of the source."""
    set_language("en")
    yield
    set_language("nl")


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(sitting: Sitting, tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    at = a_desk(sitting, tmp_path)
    yield at
    at.runner.close()


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
