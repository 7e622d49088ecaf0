"""The page after a document was made: file, passphrase, slip, print, signature, sent."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Place
from casedesk.desktop.handover.archive_page import ArchivePage
from casedesk.desktop.handover.disclosures import DisclosureList
from casedesk.desktop.handover.given import GivenPanel
from casedesk.desktop.handover.paper_page import SummaryPage
from casedesk.desktop.handover.preview import load
from casedesk.desktop.handover.printing import ask_printer
from casedesk.desktop.questions import FakeQuestions
from casedesk.handover.signing import Seal
from casedesk.handover.slip import Road
from casedesk.store.journal import Act, Trail
from tests.builders import a_case, seen_by
from tests.desks import TestDesk, a_desk
from tests.handover.authorities import NAME, PASSPHRASE, an_authority
from tests.handover.leaving import Left, a_handover, the_row


def shown(desk: TestDesk, qtbot: QtBot) -> tuple[GivenPanel, Left]:
    left = a_handover(desk.sitting)
    panel = GivenPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(1200, 900)
    panel.show()
    panel.show_made(left.made)
    return panel, left


def answers(desk: TestDesk, *given: object) -> None:
    assert isinstance(desk.questions, FakeQuestions)
    desk.questions.answers = list(given)


def said(desk: TestDesk) -> str:
    assert isinstance(desk.questions, FakeQuestions)
    return "\n".join(desk.questions.said)


def lines(sitting: Sitting) -> list[Trail]:
    with sitting.store.read() as session:
        found = list(session.scalars(select(Trail).order_by(Trail.seq)))
        session.expunge_all()
    return found


def text_of(data: bytes) -> str:
    document = QPdfDocument()
    buffer = load(document, data)
    try:
        pages = range(document.pageCount())
        return "".join(document.getAllText(page).text() for page in pages)
    finally:
        document.close()
        buffer.close()


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer that is there: what it prints stands in a file."""
    target = tmp_path / "papier.pdf"

    def ask(*_arguments: Any, **_more: Any) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setCopyCount(2)
        return printer

    monkeypatch.setattr("casedesk.desktop.handover.printing.ask_printer", ask)
    return target


def test_the_preview_is_the_archive_copy(desk: TestDesk, qtbot: QtBot) -> None:
    panel, left = shown(desk, qtbot)
    preview = panel._previews[0].document
    text = "".join(preview.getAllText(page).text() for page in range(preview.pageCount()))
    assert text == text_of(left.made.archive)
    assert left.number in text
    assert left.number in panel.about.text()


def test_the_saved_file_is_named_after_its_number_and_opens(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, left = shown(desk, qtbot)
    proposed: list[str] = []
    target = tmp_path / "weg.pdf"

    def choose(title: str, name: str, kinds: str) -> Path:
        proposed.append(name)
        return target

    monkeypatch.setattr(desk.questions, "file_to_save", choose)
    panel.save.click()
    assert proposed == [f"overdracht-{left.number}.pdf"]
    data = target.read_bytes()
    assert hashlib.sha256(data).hexdigest() == the_row(desk.sitting, left.id).sha256
    pikepdf.open(BytesIO(data), password=panel.passphrase.text()).close()
    assert lines(desk.sitting)[-1].act == Act.EXPORT
    assert not panel.sign.isEnabled()  # what has left is not changed any more


def test_each_road_has_its_words(desk: TestDesk, qtbot: QtBot) -> None:
    panel, left = shown(desk, qtbot)
    texts = []
    for index, road in enumerate(Road):
        panel.passing.road_choice.setCurrentIndex(index)
        assert panel.passing.road is road
        texts.append(panel.words.toPlainText())
    assert len(set(texts)) == len(Road)
    assert all(left.number in text for text in texts)


def test_copied_words_leave_a_line_and_go_from_the_clipboard(desk: TestDesk, qtbot: QtBot) -> None:
    panel, left = shown(desk, qtbot)
    panel.passing.road_choice.setCurrentIndex(1)
    panel.passing._copy_words()
    assert left.made.passphrase in QApplication.clipboard().text()
    assert lines(desk.sitting)[-1].why == "Met een sms"
    panel.forget()
    assert QApplication.clipboard().text() == ""
    assert panel.passphrase.text() == panel.words.toPlainText() == ""
    assert all(preview.document.pageCount() == 0 for preview in panel._previews)


def test_it_warns_of_one_road_for_both(desk: TestDesk, qtbot: QtBot) -> None:
    panel, _left = shown(desk, qtbot)
    choice, channel = panel.passing.road_choice, panel.sending.channel
    channel.setCurrentIndex(channel.findData("registered_post"))
    assert not panel.sending.banner.isVisible()
    choice.setCurrentIndex(choice.findData(Road.LETTER))
    assert panel.sending.banner.isVisible()
    assert "dezelfde weg" in panel.sending.banner.sentence
    choice.setCurrentIndex(choice.findData(Road.PHONE))
    assert not panel.sending.banner.isVisible()


def test_sent_is_noted_with_channel_and_road(desk: TestDesk, qtbot: QtBot) -> None:
    panel, left = shown(desk, qtbot)
    panel.sending.sent.click()
    assert the_row(desk.sitting, left.id).sent_on is None
    assert panel.banner.sentence == "Kies hoe de overdracht is verzonden."
    channel = panel.sending.channel
    channel.setCurrentIndex(channel.findData("secure_mail"))
    panel.sending.sent.click()
    row = the_row(desk.sitting, left.id)
    assert (row.channel, row.sent_on) == ("secure_mail", desk.sitting.clock.today())
    assert lines(desk.sitting)[-1].why == "Via de telefoon"
    assert not panel.sending.sent.isEnabled()


# ----------------------------------------------------------------------------------- printing


def test_printing_stands_in_the_register_before_the_paper(
    desk: TestDesk, qtbot: QtBot, paper: Path
) -> None:
    panel, left = shown(desk, qtbot)
    panel.print.click()
    assert paper.read_bytes().startswith(b"%PDF")
    assert the_row(desk.sitting, left.id).printed_at is not None
    line = lines(desk.sitting)[-1]
    assert (line.act, line.result) == (Act.PRINT, "done")
    assert line.why == f"2 exemplaren, {panel._previews[0].document.pageCount()} bladzijden"
    panel._close()  # nothing is asked: it was printed
    assert said(desk) == ""


def test_a_printer_that_fails_is_told_and_kept(
    desk: TestDesk, qtbot: QtBot, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, _left = shown(desk, qtbot)
    monkeypatch.setattr("casedesk.desktop.handover.printing.print_on", lambda *_all: 0)
    panel.print.click()
    assert [line.result for line in lines(desk.sitting)[-2:]] == ["done", "failed"]
    assert "nam geen bladzijden aan" in panel.banner.sentence


def test_the_slip_is_printed_by_itself(desk: TestDesk, qtbot: QtBot, paper: Path) -> None:
    panel, left = shown(desk, qtbot)
    panel.passing.printAsked.emit()
    assert paper.exists()
    assert panel.tabs.currentIndex() == 1
    line = lines(desk.sitting)[-1]
    assert (line.act, line.object_id) == (Act.PRINT, left.id)
    slip = panel._previews[1].document.getAllText(0).text()
    assert left.made.passphrase in slip.replace("\r\n", "")
    assert "Mirela" not in slip
    assert the_row(desk.sitting, left.id).printed_at is None  # the slip is no copy of it


def test_it_warns_of_the_queue_and_prints_on_paper_only(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, _left = shown(desk, qtbot)
    offered: list[bool] = []

    def choose(dialog: QPrintDialog) -> int:
        offered.append(dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile))
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        return int(QPrintDialog.DialogCode.Accepted)

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    answers(desk, True)
    assert ask_printer("nr. 1", desk.questions, panel, first="Bel nooit thuis.") is None
    assert offered == [False]
    told = said(desk)
    assert told.index("Bel nooit thuis.") < told.index("De computer, de wachtrij en de printer")
    assert "zonder wachtwoord" in told


def test_who_gives_up_prints_nothing(desk: TestDesk, qtbot: QtBot) -> None:
    panel, left = shown(desk, qtbot)
    answers(desk, False)
    panel.print.click()
    assert the_row(desk.sitting, left.id).printed_at is None


# ---------------------------------------------------------------------------------- signature


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    seal: Seal = an_authority().seal()
    path = tmp_path / "kantoor.p12"
    path.write_bytes(seal.pkcs12)
    return path


def test_the_file_is_signed_and_only_the_place_of_the_certificate_is_kept(
    desk: TestDesk, qtbot: QtBot, certificate: Path, tmp_path: Path
) -> None:
    panel, left = shown(desk, qtbot)
    assert not panel.certificate.isVisible()
    panel.sign.click()
    assert panel.certificate.isVisible()
    answers(desk, certificate)
    panel.certificate._choose()
    QTest.keyClicks(panel.certificate.secret.line, "verkeerd")
    QTest.keyClick(panel.certificate.secret.line, Qt.Key.Key_Return)
    assert "gaat niet open" in panel.banner.sentence
    assert panel.certificate.secret.text() == ""
    QTest.keyClicks(panel.certificate.secret.line, PASSPHRASE)
    QTest.keyClick(panel.certificate.secret.line, Qt.Key.Key_Return)
    assert NAME in panel.banner.sentence
    row = the_row(desk.sitting, left.id)
    assert row.signed_by == NAME
    assert row.sha256 != hashlib.sha256(left.made.file).hexdigest()
    assert NAME in panel.about.text()
    assert not panel.sign.isVisible()
    assert NAME in " ".join(panel._previews[1].document.getAllText(0).text().split())
    desk.settings.save()
    kept = (tmp_path / "settings.ini").read_text("utf-8")
    assert "kantoor.p12" in kept
    assert PASSPHRASE not in kept


def test_without_the_package_the_button_says_what_to_install(
    desk: TestDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, _left = shown(desk, qtbot)
    monkeypatch.setattr("casedesk.handover.signing.find_spec", lambda name: None)
    panel.sign.click()
    assert "casedesk[signing]" in panel.banner.sentence
    assert not panel.certificate.isVisible()


# ------------------------------------------------------------------------------- archive copy


def test_the_archive_copy_opens_from_memory_and_is_recorded(
    desk: TestDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    left = a_handover(desk.sitting)
    before = sorted(tmp_path.rglob("*"))
    page = ArchivePage(desk, Place("archive_copy", id=left.id, case_id=left.case_id))
    qtbot.addWidget(page)
    text = "".join(
        page.preview.document.getAllText(n).text() for n in range(page.preview.document.pageCount())
    )
    assert text == text_of(left.made.archive)
    assert left.number in page.about.text()
    assert page.printed.text() == "Nooit afgedrukt."
    assert lines(desk.sitting)[-1].act == Act.READ
    assert sorted(tmp_path.rglob("*")) == before


def test_it_is_printed_again_as_it_was(desk: TestDesk, qtbot: QtBot, paper: Path) -> None:
    left = a_handover(desk.sitting)
    page = ArchivePage(desk, Place("archive_copy", id=left.id, case_id=left.case_id))
    qtbot.addWidget(page)
    page.print_button.click()
    assert paper.exists()
    assert "2 exemplaren" in page.printed.text()
    page.case_button.click()
    assert desk.way.places[-1] == Place("case", kind="case_file", id=left.case_id, tab="documents")


def test_who_may_not_hand_over_sees_no_copy(desk: TestDesk, qtbot: QtBot, tmp_path: Path) -> None:
    left = a_handover(desk.sitting)
    other = a_desk(seen_by(desk.sitting, Role.SUPERVISOR), tmp_path)
    page = ArchivePage(other, Place("archive_copy", id=left.id, case_id=left.case_id))
    qtbot.addWidget(page)
    assert not hasattr(page, "preview")
    assert page.commands() == []


def test_the_copy_is_reached_from_the_list_of_the_case(desk: TestDesk, qtbot: QtBot) -> None:
    left = a_handover(desk.sitting)
    found = DisclosureList(desk, left.case_id)
    qtbot.addWidget(found)
    assert not found.copy_button.isEnabled()
    item = found.list.topLevelItem(0)
    assert item is not None
    found.list.setCurrentItem(item)
    found.copy_button.click()
    assert desk.way.places[-1] == Place("archive_copy", id=left.id, case_id=left.case_id)


@pytest.mark.parametrize("pages", [0, 1])
def test_a_paper_of_the_house_is_noted_before_it_is_printed(
    desk: TestDesk, qtbot: QtBot, paper: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    page = SummaryPage(
        desk, Place("summary", id=(case_id := a_case(desk.sitting)), case_id=case_id)
    )
    qtbot.addWidget(page)
    found: list[tuple[str, str]] = []

    def put(*_all: object) -> int:
        found.append((lines(desk.sitting)[-1].act, lines(desk.sitting)[-1].result))
        return pages

    monkeypatch.setattr("casedesk.desktop.handover.printing.print_on", put)
    page.print_button.click()
    assert found == [(Act.PRINT, "done")]
    assert lines(desk.sitting)[-1].result == ("done" if pages else "failed")
