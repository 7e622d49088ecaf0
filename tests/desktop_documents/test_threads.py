"""The same on real threads: files come in beside the window, and closing waits for what runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.background import ThreadRunner
from casedesk.desktop.case.part import Room
from casedesk.desktop.desk import Place
from casedesk.desktop.documents.case_documents import CaseDocuments
from casedesk.desktop.documents.page import DocumentPage
from casedesk.desktop.documents.pdf_view import PdfPart
from casedesk.desktop.documents.picture_view import PicturePart
from casedesk.kernel.changes import Refused
from casedesk.search.query import Hit, find
from tests.desks import TestDesk
from tests.documents import files


@pytest.fixture
def faults() -> list[Exception]:
    return []


@pytest.fixture
def threads(desk: TestDesk, faults: list[Exception]) -> Iterator[ThreadRunner]:
    def refused(refusal: Refused) -> None:
        desk.refusals.append(refusal)

    runner = ThreadRunner(refused, faults.append)
    desk.runner = runner
    yield runner
    runner.close()
    assert faults == []


def hits(sitting: Sitting) -> tuple[Hit, ...]:
    with sitting.store.read() as session:
        return find(session, sitting.reader, files.CANARY)


def test_dragged_files_come_in_are_found_and_open(
    desk: TestDesk, sitting: Sitting, case_id: int, threads: ThreadRunner, tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    paths = []
    for number in range(6):
        paths.append(tmp_path / f"akte{number}.pdf")
        paths[-1].write_bytes(files.pdf(*["Een"] * number, files.CANARY))
    paths.append(tmp_path / "foto.jpg")
    paths[-1].write_bytes(files.jpeg(files.exif(), size=(2000, 1500)))
    part = CaseDocuments(Room(desk, case_id, lambda _kind: None))
    desk.notices.changed.connect(part.refresh)
    qtbot.addWidget(part)
    part.show()
    part.take_in(paths)
    qtbot.waitUntil(lambda: part.count == 7, timeout=20_000)
    qtbot.waitUntil(lambda: len(hits(sitting)) == 6, timeout=20_000)
    assert sorted(hit.page or 0 for hit in hits(sitting)) == [1, 2, 3, 4, 5, 6]

    ids = {line.name: line.id for line in part._lines}
    pdf = opened(desk, case_id, ids["akte3.pdf"], qtbot)
    qtbot.waitUntil(lambda: isinstance(pdf.file.view, PdfPart), timeout=20_000)
    photo = opened(desk, case_id, ids["foto.jpg"], qtbot)
    qtbot.waitUntil(lambda: isinstance(photo.file.view, PicturePart), timeout=20_000)


def opened(desk: TestDesk, case_id: int, document_id: int, qtbot: QtBot) -> DocumentPage:
    page = DocumentPage(desk, Place("document", kind="document", id=document_id, case_id=case_id))
    qtbot.addWidget(page)
    page.show()
    return page


def test_closing_while_files_come_in_leaves_whole_documents_only(
    desk: TestDesk, sitting: Sitting, case_id: int, threads: ThreadRunner, tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    from casedesk.bootstrap import verify_store

    paths = []
    for number in range(8):
        paths.append(tmp_path / f"akte{number}.pdf")
        paths[-1].write_bytes(files.pdf(*[f"Blad {number}"] * 40))
    part = CaseDocuments(Room(desk, case_id, lambda _kind: None))
    qtbot.addWidget(part)
    part.take_in(paths)
    threads.close()
    assert verify_store(sitting).whole
