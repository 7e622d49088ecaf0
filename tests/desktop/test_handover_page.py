"""Putting a handover together in the window: what is seen is what goes, and nothing is written."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Place
from casedesk.desktop.handover.deciding import DecisionList
from casedesk.desktop.handover.disclosures import DisclosureList
from casedesk.desktop.handover.page import HandoverPage
from casedesk.desktop.handover.paper_page import SummaryPage
from casedesk.desktop.handover.preview import load
from casedesk.desktop.handover.printing import paint
from casedesk.desktop.handover.secret_copy import clear_secret, copy_secret
from casedesk.handover.facts import Outcome
from casedesk.handover.model import Disclosure
from casedesk.handover.use_cases import prepare_summary
from casedesk.store.journal import Act, Trail
from tests.builders import a_case, a_partner, a_referral, a_suspect, a_victim, seen_by
from tests.desks import TestDesk, a_desk


@dataclass
class Scene:
    desk: TestDesk
    case_id: int
    victim: int
    shelter: int


@pytest.fixture
def scene(desk: TestDesk, sitting: Sitting) -> Scene:
    case_id = a_case(sitting, danger="Hij staat voor de deur.", reporter="Ans Melder")
    victim = a_victim(sitting, case_id, given="Mirela", family="Popescu")
    a_suspect(sitting, case_id)
    return Scene(desk, case_id, victim, a_partner(sitting))


def opened(scene: Scene, qtbot: QtBot, **entry: Any) -> HandoverPage:
    place = Place(
        "handover", id=scene.case_id, case_id=scene.case_id,
        entry=entry.get("entry", ("organisation", scene.shelter)),
    )  # fmt: skip
    page = HandoverPage(scene.desk, place)
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show()
    return page


def fill(page: HandoverPage) -> None:
    page.ask.purpose.setEditText("Opvang en begeleiding")
    ground = page.ask.rows["ground"]
    ground.editor.show_value("public_task")
    ground.edited.emit()
    page._timer.stop()
    page._prepare()


def items(found: DecisionList, field: str) -> list[QTreeWidgetItem]:
    return [
        item
        for item in found.tree.findItems(field, Qt.MatchFlag.MatchRecursive, 0)
        if item.parent() is not None
    ]


def pages_text(page: HandoverPage) -> str:
    assert page._preview is not None
    document = page._preview.document
    return "\n".join(document.getAllText(number).text() for number in range(document.pageCount()))


def acts(sitting: Sitting) -> list[str]:
    with sitting.store.read() as session:
        return [str(act) for act in session.scalars(select(Trail.act).order_by(Trail.seq))]


def test_page_and_list_say_the_same_while_one_fills_in(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    assert not page.make.isEnabled()
    assert page.banner.sentence
    fill(page)
    assert page.make.isEnabled()
    assert "Popescu" in pages_text(page)
    assert "Hij staat" not in pages_text(page)
    page.ask.read.click()
    page._prepare()
    assert "Hij staat" in pages_text(page)
    assert page._prepared is not None
    seen = "".join(pages_text(page).split())
    for decision in page._prepared.resolution.going():
        assert "".join(decision.text.split()) in seen, decision


def test_leaving_out_is_a_tick(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    fill(page)
    (item,) = [i for i in items(page.list, "Achternaam") if i.text(1) == "Popescu"]
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert "Popescu" not in pages_text(page)
    (item,) = [i for i in items(page.list, "Achternaam") if i.text(1) == "Popescu"]
    item.setCheckState(0, Qt.CheckState.Checked)
    assert "Popescu" in pages_text(page)


def test_adding_needs_a_reason_and_blocked_has_no_tick(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    fill(page)
    (reporter,) = items(page.list, "Naam van de melder")
    scene.desk.questions.answers = ["  "]  # type: ignore[attr-defined]
    reporter.setCheckState(0, Qt.CheckState.Checked)
    assert "Ans Melder" not in pages_text(page)
    (reporter,) = items(page.list, "Naam van de melder")
    assert reporter.checkState(0) is Qt.CheckState.Unchecked
    scene.desk.questions.answers = ["zij belt zelf met de opvang"]  # type: ignore[attr-defined]
    reporter.setCheckState(0, Qt.CheckState.Checked)
    assert "Ans Melder" in pages_text(page)
    (reporter,) = items(page.list, "Naam van de melder")
    assert "zij belt zelf" in reporter.text(2)
    suspects = [i for i in items(page.list, "Achternaam") if i.text(1) == "Verdacht"]
    for item in suspects:
        blocked = not item.flags() & Qt.ItemFlag.ItemIsUserCheckable
        assert blocked or item.checkState(0) is Qt.CheckState.Unchecked


def test_the_file_opens_with_the_passphrase_that_is_shown_once(
    scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(scene, qtbot)
    fill(page)
    assert page._prepared is not None
    going = len(page._prepared.resolution.going())
    page.make.click()
    passphrase = page.given.passphrase.text()
    assert len(passphrase) >= 24
    assert all(word in page.given.words.toPlainText() for word in passphrase.split("-"))
    assert "Mirela" not in page.given.words.toPlainText()
    target = tmp_path / "uit.pdf"
    scene.desk.questions.answers = [target]  # type: ignore[attr-defined]
    page.given.save.click()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(target.read_bytes()))
    with pikepdf.open(target, password=passphrase) as pdf:
        assert len(pdf.pages) >= 1
    assert acts(scene.desk.sitting)[-3:] == [Act.READ, Act.HANDOVER, Act.EXPORT]
    page.given._close()
    assert page.given.passphrase.text() == ""
    assert scene.desk.way.places[-1].page == "case"
    with scene.desk.sitting.store.read() as session:
        assert len(session.scalars(select(Disclosure)).all()) == 1
    register = DisclosureList(scene.desk, scene.case_id)
    qtbot.addWidget(register)
    line = register.list.topLevelItem(0)
    assert line is not None
    register.list.setCurrentItem(line)
    first = register.fields.topLevelItem(0)
    assert first is not None
    assert f"({going})" in first.text(0)
    assert acts(scene.desk.sitting)[-1] == Act.READ


def test_a_place_that_cannot_be_written_is_told(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(scene, qtbot)
    fill(page)
    page.make.click()
    scene.desk.questions.answers = [tmp_path]  # type: ignore[attr-defined]
    page.given.save.click()
    assert scene.desk.refusals
    assert page.given.passphrase.text()


def test_closing_without_the_file_asks_first(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    fill(page)
    page.make.click()
    scene.desk.questions.answers = [""]  # type: ignore[attr-defined]
    page.given._close()
    assert page.given.passphrase.text()
    scene.desk.questions.answers = ["yes"]  # type: ignore[attr-defined]
    page.given._close()
    assert not page.given.passphrase.text()


def test_a_page_half_filled_in_comes_back_and_a_finished_one_does_not(
    scene: Scene, qtbot: QtBot
) -> None:
    page = opened(scene, qtbot, entry=None)
    partner = page.ask.rows["partner_id"]
    partner.editor.show_value(scene.shelter)
    partner.edited.emit()
    page._prepare()
    fill(page)
    arrived = Place("handover", id=scene.case_id, case_id=scene.case_id)
    now = page.place(arrived)
    assert now.entry == ("organisation", scene.shelter)
    assert page.go_to(now)
    assert page.go_to(arrived)
    page.make.click()
    assert page.given.passphrase.text()
    assert not page.go_to(now)


def test_nothing_is_written_before_the_author_saves(
    scene: Scene, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tijdelijk"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    def files() -> set[Path]:
        store = scene.desk.sitting.vault.path
        return {
            path
            for folder in (tmp_path, Path.home())
            for path in folder.rglob("*")
            if path.is_file() and store not in path.parents
        }

    before = files()
    page = opened(scene, qtbot)
    fill(page)
    page.make.click()
    assert files() == before


def test_a_referral_brings_its_partner_and_its_person(scene: Scene, qtbot: QtBot) -> None:
    other = a_victim(scene.desk.sitting, scene.case_id, given="Iva", family="Ander")
    referral = a_referral(scene.desk.sitting, scene.case_id, scene.shelter, other)
    page = opened(scene, qtbot, entry=("referral", referral))
    assert page.ask.partner_id() == scene.shelter
    assert [i for i, box in page.ask.persons.items() if box.isChecked()] == [other]
    fill(page)
    assert page._prepared is not None
    assert page._prepared.request.referral_id == referral
    assert "Popescu" not in pages_text(page)


def test_of_several_victims_nobody_is_chosen_for_the_author(scene: Scene, qtbot: QtBot) -> None:
    a_victim(scene.desk.sitting, scene.case_id, given="Iva", family="Ander")
    page = opened(scene, qtbot)
    fill(page)
    assert not page.make.isEnabled()
    page.ask.persons[scene.victim].click()
    page._prepare()
    assert page.make.isEnabled()


def test_another_partner_starts_afresh(scene: Scene, qtbot: QtBot) -> None:
    police = a_partner(scene.desk.sitting, "Politie", "police")
    page = opened(scene, qtbot)
    fill(page)
    page.ask.read.click()
    partner = page.ask.rows["partner_id"]
    partner.editor.show_value(police)
    partner.edited.emit()
    page._prepare()
    page._timer.stop()
    page._prepare()
    assert not page.ask.read.isChecked()
    assert page._prepared is not None
    assert page._prepared.resolution.recipient.name == "Politie"
    assert page._prepared.request.overrides.texts_read is False


def test_a_name_in_the_purpose_is_told_beside_it(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    fill(page)
    page.ask.purpose.setEditText("Bescherming tegen Karel Verdacht")
    page._prepare()
    assert not page.make.isEnabled()
    assert page.ask.purposes.problem.text()


def test_what_went_is_the_answer_that_was_seen(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    fill(page)
    seen = page._prepared
    assert seen is not None
    page.make.click()
    made = page.given._made
    assert made is not None
    assert made.prepared.resolution == seen.resolution
    assert all(d.outcome is Outcome.GOES for d in seen.resolution.going())


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.COORDINATOR, Role.DEPUTY)])
def test_who_may_not_hand_over_sees_no_page(
    scene: Scene, qtbot: QtBot, role: Role, tmp_path: Path
) -> None:
    desk = a_desk(seen_by(scene.desk.sitting, role), tmp_path)
    page = HandoverPage(desk, Place("handover", id=scene.case_id, case_id=scene.case_id))
    qtbot.addWidget(page)
    assert page.commands() == []
    assert not hasattr(page, "ask")


def test_the_supervisor_sees_the_summary_without_names(
    scene: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = a_desk(seen_by(scene.desk.sitting, Role.SUPERVISOR), tmp_path)
    page = SummaryPage(desk, Place("summary", id=scene.case_id, case_id=scene.case_id))
    qtbot.addWidget(page)
    document = page.preview.document
    text = "".join(document.getAllText(n).text() for n in range(document.pageCount()))
    assert text
    assert "Popescu" not in text
    assert acts(desk.sitting)[-1] == Act.READ
    target = tmp_path / "samenvatting.pdf"
    desk.questions.answers = [target]  # type: ignore[attr-defined]
    page.save_button.click()
    assert target.read_bytes().startswith(b"%PDF")
    assert acts(desk.sitting)[-1] == Act.EXPORT


def test_a_secret_leaves_the_clipboard_by_itself(qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    copy_secret("abcd-efgh", seconds=0.05)
    assert clipboard.text() == "abcd-efgh"
    mark = clipboard.mimeData().data("x-kde-passwordManagerHint")
    assert bytes(mark.data()) == b"secret"
    qtbot.waitUntil(lambda: clipboard.text() == "")
    copy_secret("abcd-efgh")
    clipboard.setText("iets anders")
    clear_secret("abcd-efgh")
    assert clipboard.text() == "iets anders"


def test_closing_takes_the_passphrase_off_the_clipboard(scene: Scene, qtbot: QtBot) -> None:
    page = opened(scene, qtbot)
    fill(page)
    page.make.click()
    page.given.passing._copy()
    assert QApplication.clipboard().text() == page.given.passphrase.text() != ""
    page.given.forget()
    assert QApplication.clipboard().text() == ""


def test_what_is_printed_is_the_page(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    from casedesk.bootstrap import author

    made = prepare_summary(author(scene.desk.sitting), scene.case_id)
    assert not hasattr(made, "sentence")
    document = QPdfDocument()
    buffer = load(document, made.file)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    assert paint(document, printer)
    with pikepdf.open(tmp_path / "papier.pdf") as pdf:
        assert len(pdf.pages) == document.pageCount()
    document.close()
    buffer.close()


def test_what_weighs_is_loaded_when_it_is_used() -> None:
    code = (
        "import sys; import casedesk.desktop.handover.page, casedesk.desktop.handover.paper_page;"
        "print(sorted({'reportlab', 'pikepdf', 'uharfbuzz', 'PySide6.QtPdf',"
        "'PySide6.QtPrintSupport'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": str(root / "src")},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
