"""Looking at a file: every kind from memory, nothing in it acts, nothing is left behind."""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.documents.pdf_view import PdfPart
from casedesk.desktop.documents.picture_view import PicturePart, draw
from casedesk.desktop.documents.text_view import TextPart
from casedesk.desktop.questions import FakeQuestions
from casedesk.documents.limits import limits_on
from casedesk.documents.pictures import told_by
from casedesk.documents.use_cases import open_document, read_text
from casedesk.records.use_cases import ChangeField, Remove, change, remove
from casedesk.store.undo import undo
from tests.builders import seen_by
from tests.desks import TestDesk, a_desk
from tests.desktop_case.looking import press, texts
from tests.desktop_documents.conftest import Keep, OpenFile
from tests.documents import files

ROOT = Path(__file__).parents[2]


def test_a_pdf_opens_at_its_page_and_its_words_are_found(
    open_file: OpenFile, keep: Keep, qtbot: QtBot
) -> None:
    page = open_file(keep(files.pdf("Een", "Twee", "Drie bezwaar"), "akte.pdf"), 2)
    view = page.file.view
    assert isinstance(view, PdfPart)
    assert view.pages == 3
    qtbot.waitUntil(lambda: view.page == 2, timeout=5000)
    assert "akte.pdf · PDF · 2.2 kB · 3 pages" in texts(page)
    page.file.find_bar.ask()
    page.file.find_bar.line.setText("bezwaar")
    qtbot.waitUntil(lambda: page.file.find_bar.count.text() == "1 of 1", timeout=5000)
    assert view.page == 3
    assert page.place(page_place(page)).entry == ("page", 3)


def page_place(page: Any) -> Any:
    from casedesk.desktop.desk import Place

    return Place("document", kind="document", id=page._id, case_id=1)


def test_a_pdf_can_be_read_as_text_too(open_file: OpenFile, keep: Keep) -> None:
    page = open_file(keep(files.pdf("Een", files.CANARY), "akte.pdf"))
    page.file.turn_text()
    view = page.file.view
    assert isinstance(view, TextPart)
    assert f"Page 2\n{files.CANARY}" in view.view.toPlainText()
    page.file.turn_text()
    assert isinstance(page.file.view, PdfPart)


class Outside(QObject):
    """Where the system would be asked to open a link."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.asked.append(url.toString())


@pytest.fixture
def outside() -> Iterator[Outside]:
    made = Outside()
    # The stub says bytes; the call takes text only.
    QDesktopServices.setUrlHandler("https", made, "open")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("https")


def test_no_link_in_a_pdf_opens(
    open_file: OpenFile, keep: Keep, outside: Outside, qtbot: QtBot
) -> None:
    page = open_file(keep(files.pdf("Klik", link="https://kwaad.example/"), "lok.pdf"))
    view = page.file.view
    assert isinstance(view, PdfPart)
    QApplication.processEvents()
    middle = view.view.viewport().rect().center()
    qtbot.mouseMove(view.view.viewport(), middle)
    qtbot.mouseClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QApplication.processEvents()
    assert outside.asked == []
    assert view.view.viewport().cursor().shape() is not Qt.CursorShape.PointingHandCursor


def test_a_mail_is_headers_and_text_and_loads_nothing(open_file: OpenFile, keep: Keep) -> None:
    html = '<html><img src="https://kwaad.example/pixel.png"><p>Tot morgen</p></html>'
    view = open_file(keep(files.mail(html=html), "bericht.eml")).file.view
    assert isinstance(view, TextPart)
    words = view.view.toPlainText()
    assert "From: Opvang De Haven <balie@haven.example>" in words
    assert "Sent: 02-03-2026 09:00" in words
    assert "Tot morgen" in words
    assert "kwaad" not in words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (files.docx("Aanhef", "Wat zij vertelde"), "Aanhef\nWat zij vertelde"),
        ("Café met een prijs van 3 €".encode("cp1252"), "Café met een prijs van 3 €"),
        ("Één".encode("utf-16"), "Één"),
        (b"<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_texts_read_as_they_are(open_file: OpenFile, keep: Keep, data: bytes, words: str) -> None:
    view = open_file(keep(data)).file.view
    assert isinstance(view, TextPart)
    assert view.view.toPlainText() == words
    view.seek(words[:3])
    assert view.view.textCursor().hasSelection()


@pytest.mark.parametrize("data", [files.png(40, 20), files.jpeg(), files.webp(files.exif())])
def test_pictures_are_drawn(open_file: OpenFile, keep: Keep, data: bytes) -> None:
    view = open_file(keep(data, "beeld.png")).file.view
    assert isinstance(view, PicturePart)
    assert not view.label.pixmap().isNull()
    view.larger()
    assert view.label.pixmap().width() > 8


def test_a_very_large_picture_is_drawn_smaller() -> None:
    limits = limits_on(date(2026, 11, 25))
    drawn = draw(files.jpeg(size=(8000, 6000)), limits)
    assert drawn.width() * drawn.height() < 24_100_000
    assert abs(drawn.width() / drawn.height() - 8 / 6) < 0.01


def test_a_picture_that_lies_about_its_size_is_not_drawn() -> None:
    limits = limits_on(date(2026, 11, 25))
    assert draw(files.huge_png(), limits).isNull()
    assert draw(files.png()[:40], limits).isNull()


def test_other_kinds_say_why_nothing_shows(
    questions: FakeQuestions, open_file: OpenFile, keep: Keep, tmp_path: Path
) -> None:
    page = open_file(keep(files.packed({"a.txt": b"a"}), "b.zip"))
    assert "CaseDesk does not show this kind of file." in texts(page)
    target = tmp_path / "b.zip"
    questions.answers = ["Voor de politie", target]
    press(page, "Save a copy")
    assert target.read_bytes() == files.packed({"a.txt": b"a"})


def test_a_photo_that_tells_its_place_warns_and_can_be_stripped(
    questions: FakeQuestions, open_file: OpenFile, keep: Keep, sitting: Sitting
) -> None:
    kept = keep(files.jpeg(files.exif()), "foto.jpg")
    page = open_file(kept)
    assert page.banner.sentence == "This photo tells where it was taken."
    questions.answers = [""]
    press(page, "Take hidden data out")
    assert page.banner.sentence, "given up"
    questions.answers = ["replace"]
    press(page, "Take hidden data out")
    assert page.banner.sentence == ""
    opened = open_document(sitting.store, kept)
    assert not told_by(opened.data, opened.kind)
    undo(sitting.store)
    assert page.banner.sentence == "This photo tells where it was taken."


def test_a_new_title_does_not_move_the_reader(
    open_file: OpenFile, keep: Keep, sitting: Sitting, qtbot: QtBot
) -> None:
    kept = keep(files.pdf("Een", "Twee"), "akte.pdf")
    page = open_file(kept, 2)
    qtbot.waitUntil(lambda: page.file.page == 2, timeout=5000)
    before = page.file.view
    change(sitting.store, ChangeField("document", kept, "title", "Nieuw", "akte"), sitting.labels)
    assert page.file.view is before
    assert page.file.page == 2
    assert "Nieuw" in texts(page)
    assert page.title() == "Document", "the title of the window names nobody"
    remove(sitting.store, Remove("document", kept, 2, "Weg"))
    assert "no longer there" in texts(page)
    assert page.file.view is None


def test_who_may_not_read_files_sees_a_sentence(
    open_file: OpenFile, keep: Keep, sitting: Sitting, tmp_path: Path
) -> None:
    kept = keep(files.CANARY.encode(), title="Brief")
    other = a_desk(seen_by(sitting, Role.SUPERVISOR), tmp_path)
    page = open_file(kept, at=other)
    assert files.CANARY not in texts(page)
    assert "Your role may not do this" in "".join(r.sentence for r in other.refusals) + texts(page)
    other.runner.close()


def test_broken_pages_do_not_break_the_window(open_file: OpenFile, keep: Keep) -> None:
    whole = files.pdf("Een", "Twee")
    place = whole.index(b"stream") + 12
    page = open_file(keep(whole[:place] + b"\xff" * 40 + whole[place + 40 :], "stuk.pdf"))
    QApplication.processEvents()
    assert texts(page)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_of_a_file_is_written_outside_the_store(
    open_file: OpenFile,
    keep: Keep,
    sitting: Sitting,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_temporary(*_args: object, **_kwargs: object) -> NoReturn:
        raise AssertionError("a temporary file was asked for")

    from casedesk.desktop.documents.pdf_text import pdf_pages

    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, no_temporary)
    for data, name in (
        (files.pdf(files.CANARY, subject=files.CANARY), "a.pdf"),
        (files.docx(files.CANARY), "b.docx"),
        (files.mail(files.CANARY), "c.eml"),
        (files.jpeg(files.exif(remark=files.CANARY), size=(900, 900)), "d.jpg"),
        (files.CANARY.encode() * 20_000, "e.txt"),
    ):
        kept = keep(data, name)
        read_text(sitting.store, kept, pdf_pages)
        page = open_file(kept)
        QApplication.processEvents()
        assert page.file.view is not None
        opened = [str(each.resolve()) for each in Path("/proc/self/fd").iterdir()]
        assert not [path for path in opened if str(place) in path]
    wanted = [spelling for word in (files.CANARY, files.CANARY.split("-")[1])
              for spelling in (word.encode(), word.encode("utf-16-le"))]  # fmt: skip
    for folder in (tmp_path, Path(os.environ["HOME"])):
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert not any(each in content for each in wanted), path


def test_a_file_leads_back_to_its_case(
    open_file: OpenFile, keep: Keep, desk: TestDesk, case_id: int
) -> None:
    kept = keep(files.packed({"a.txt": b"a"}), "b.zip")
    page = open_file(kept)
    menu = page._more.menu()
    assert menu is not None
    (back,) = [action for action in menu.actions() if action.text() == "To the case"]
    back.trigger()
    place = desk.way.places[-1]
    assert (place.page, place.id, place.tab) == ("case", case_id, "documents")
    assert place.entry == ("document", kept)
