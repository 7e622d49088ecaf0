"""The list of documents in a case: dragging in, finding, describing, removing."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.access.trail import history
from casedesk.bootstrap import Sitting
from casedesk.desktop.documents.case_documents import CaseDocuments
from casedesk.desktop.documents.tab import LEFT, DocumentsTab
from casedesk.desktop.progress import CancelledError, Progress
from casedesk.desktop.questions import FakeQuestions
from casedesk.search.query import find
from casedesk.store.undo import undo
from tests.builders import seen_by
from tests.desks import TestDesk, a_desk
from tests.desktop_case.looking import press, texts
from tests.desktop_documents.conftest import Keep, OpenTab
from tests.documents import files


def rows(tab: DocumentsTab) -> list[str]:
    table = tab.documents.table
    return [table.item(place, 0).text() for place in range(table.rowCount())]


def drop(part: CaseDocuments, paths: Sequence[Path]) -> Qt.DropAction:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    part.dropEvent(event)
    return event.dropAction()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "buiten"
    folder.mkdir()
    (folder / "Besluit_IND.pdf").write_bytes(files.pdf("Een", files.CANARY))
    (folder / "bericht.eml").write_bytes(files.mail("Tot morgen"))
    (folder / "foto.jpg").write_bytes(files.jpeg(files.exif()))
    (folder / "bom.docx").write_bytes(files.xxe_docx("/etc/passwd"))
    (folder / "leeg.txt").touch()
    (folder / "map").mkdir()
    (folder / "link.txt").symlink_to(folder / "bericht.eml")
    os.mkfifo(folder / "pijp")
    return folder


def test_an_empty_tab_says_what_belongs_there_and_how_it_comes_in(open_tab: OpenTab) -> None:
    said = texts(open_tab())
    assert "Add letters, decisions and forms" in said
    assert "Drag files here, paste them, or choose one." in said


def test_many_files_dragged_at_once_come_in_and_the_wicked_ones_are_told_by_name(
    open_tab: OpenTab, desk: TestDesk, outside: Path
) -> None:
    tab = open_tab()
    done = drop(tab.documents, sorted(outside.iterdir()))

    assert sorted(rows(tab)) == ["Besluit IND", "bericht", "foto"]
    said = tab.documents.banner.sentence
    assert "bom.docx: This file asks for other files." in said
    assert "leeg.txt: This file is empty." in said
    assert "map: This is a folder." in said
    assert "link.txt: This is a link" in said
    assert "pijp: This is no plain file." in said
    assert "foto.jpg: this photo tells where it was taken." in said
    assert desk.said[-1] == "3 files added."
    assert tab.ways.tabText(0) == "Received and own (3)"
    assert done == Qt.DropAction.CopyAction, "what lies outside is not ours to move"
    assert (outside / "bericht.eml").exists()


def test_one_file_shows_its_details_at_once_with_what_is_known(
    open_tab: OpenTab, outside: Path, sitting: Sitting
) -> None:
    tab = open_tab()
    drop(tab.documents, [outside / "bericht.eml"])
    form = tab.documents.details.form
    assert form is not None
    assert form.view is not None
    assert form.view.values["document_kind"] == "mail"
    assert form.view.values["received_on"] == sitting.clock.today()
    undo(sitting.store)
    assert rows(tab) == []
    assert tab.documents.details.form is None


def test_files_are_pasted_and_the_button_adds_with_the_keyboard(
    questions: FakeQuestions, open_tab: OpenTab, outside: Path, qtbot: QtBot, keep: Keep
) -> None:
    keep(b"Er is al iets")
    tab = open_tab()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(outside / "bericht.eml"))])
    QGuiApplication.clipboard().setMimeData(data)
    tab.documents.table.start()
    qtbot.keyClick(tab.documents.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "bericht" in rows(tab)

    questions.answers = [outside / "Besluit_IND.pdf"]
    (add,) = tab.commands()
    add.run()
    assert "Besluit IND" in rows(tab)
    drop(tab.documents, [outside / "Besluit_IND.pdf"])
    assert "already: Besluit IND" in tab.documents.banner.sentence


def test_the_words_in_a_dragged_pdf_are_found_at_their_page(
    open_tab: OpenTab, outside: Path, sitting: Sitting
) -> None:
    drop(open_tab().documents, [outside / "Besluit_IND.pdf"])
    with sitting.store.read() as session:
        (hit,) = find(session, sitting.reader, files.CANARY)
    assert (hit.title, hit.page) == ("Besluit IND", 2)


def test_what_was_kept_before_cancelling_stays_and_the_rest_does_not_come(
    open_tab: OpenTab, outside: Path, monkeypatch: pytest.MonkeyPatch, desk: TestDesk
) -> None:
    calls = iter(range(100))

    def check(_progress: Progress) -> None:
        if next(calls) == 1:
            raise CancelledError

    tab = open_tab()
    monkeypatch.setattr(Progress, "check", check)
    drop(tab.documents, [outside / "bericht.eml", outside / "foto.jpg"])
    assert rows(tab) == ["bericht"]
    assert desk.said[-1].startswith("1 file added.")


def test_enter_opens_and_f2_describes(
    open_tab: OpenTab, keep: Keep, desk: TestDesk, qtbot: QtBot
) -> None:
    kept = keep(b"Verzonnen", "brief.txt")
    tab = open_tab()
    tab.start()
    qtbot.keyClick(tab.documents.table, Qt.Key.Key_Return)
    assert (desk.way.places[-1].page, desk.way.places[-1].id) == ("document", kept)
    qtbot.keyClick(tab.documents.table, Qt.Key.Key_F2)
    assert tab.documents.details.form is not None
    assert tab.documents.details.form.record_id == kept
    qtbot.keyClick(tab.documents.table, Qt.Key.Key_F2)
    assert tab.documents.details.form is None


def test_delete_asks_why_and_undo_brings_it_back(
    questions: FakeQuestions, open_tab: OpenTab, keep: Keep, sitting: Sitting, qtbot: QtBot
) -> None:
    keep(b"Verkeerd dossier")
    tab = open_tab()
    tab.start()
    questions.answers = [None, "Hoort bij een ander"]
    qtbot.keyClick(tab.documents.table, Qt.Key.Key_Delete)
    assert rows(tab) == ["brief"], "given up"
    qtbot.keyClick(tab.documents.table, Qt.Key.Key_Delete)
    assert rows(tab) == []
    with sitting.store.read() as session:
        assert history(session, sitting.reader)[0].why == "Hoort bij een ander"
    undo(sitting.store)
    assert rows(tab) == ["brief"]


def test_the_list_is_filtered_by_words_and_kind(open_tab: OpenTab, keep: Keep) -> None:
    keep(b"1", "Besluit.txt", document_kind="decision")
    keep(b"2", "Brief van de opvang.txt", document_kind="letter", description="Over de kamer")
    tab = open_tab()
    tab.documents.filter.line.setText("kamer opv")
    assert rows(tab) == ["Brief van de opvang"]
    tab.documents.filter.clear()
    tab.documents.filter.kinds.setCurrentIndex(tab.documents.filter.kinds.findData("decision"))
    assert rows(tab) == ["Besluit"]


def test_the_timeline_leads_to_the_document(open_tab: OpenTab, keep: Keep) -> None:
    kept = keep(b"1", received_on=None)
    tab = open_tab()
    tab.ways.setCurrentIndex(LEFT)
    tab.show_record("document", kept)
    assert tab.documents.isVisibleTo(tab)
    assert tab.documents.table.line is not None
    assert tab.documents.table.line.id == kept


def test_who_may_not_read_files_sees_none_and_adds_none(
    open_tab: OpenTab, keep: Keep, sitting: Sitting, tmp_path: Path, outside: Path
) -> None:
    keep(files.CANARY.encode(), files.CANARY + ".txt", title=files.CANARY)
    other = a_desk(seen_by(sitting, Role.SUPERVISOR), tmp_path)
    tab = open_tab(other)
    assert files.CANARY not in texts(tab)
    assert rows(tab) == ["Document"]
    assert not tab.documents.acceptDrops()
    assert tab.commands() == ()
    drop(tab.documents, [outside / "bericht.eml"])
    assert rows(tab) == ["Document"]
    tab.documents.table.start()
    tab.documents.open()
    assert other.way.places == []
    other.runner.close()


def test_a_copy_leaves_only_after_a_warning_and_a_reason(
    questions: FakeQuestions,
    open_tab: OpenTab,
    keep: Keep,
    desk: TestDesk,
    sitting: Sitting,
    tmp_path: Path,
) -> None:
    kept = keep(files.pdf(), "akte.exe")
    tab = open_tab()
    tab.start()
    target = tmp_path / "akte.pdf"
    questions.answers = ["Voor de advocaat", target]
    tab.documents.save_copy()
    assert "not encrypted" in questions.said[0]
    assert target.read_bytes() == files.pdf()
    with sitting.store.read() as session:
        line = history(session, sitting.reader, kind="document", record_id=kept)[0]
    assert (line.act, line.why) == ("export", "Voor de advocaat")

    questions.answers = ["Nog een keer", tmp_path / "weg" / "akte.pdf"]
    tab.documents.save_copy()
    assert "could not be saved" in desk.refusals[-1].sentence
    with sitting.store.read() as session:
        assert history(session, sitting.reader)[0].result == "failed"

    questions.answers = [""]
    tab.documents.save_copy()
    assert "Write down why" in questions.said[-1]


def test_what_left_stands_beside_it(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ways.setCurrentIndex(LEFT)
    assert "New handover" in texts(tab)
    press(tab, "New handover")
