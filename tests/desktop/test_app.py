"""The whole program: unlock, work, hide, lock, and come back to the same place."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import create_store
from casedesk.desktop import app
from casedesk.desktop.app import CaseDesk
from casedesk.desktop.desk import Place
from casedesk.desktop.lists.list_page import ListPage
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.pages.record import RecordPage
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.settings import Settings
from casedesk.desktop.unlock import UnlockWindow
from casedesk.store import kdf
from tests.builders import CHEAP, PASSPHRASE, a_case, a_person

LOGIN = "anna"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "regio.casedesk"
    with (
        mock.patch.object(kdf, "STANDARD", CHEAP),
        create_store(path, login=LOGIN, name="Anna Verzonnen", passphrase=PASSPHRASE) as sitting,
    ):
        case_id = a_case(sitting, number="2026-0001")
        a_person(sitting, case_id, given="Mirela", family="Popescu")
    return path


@pytest.fixture
def store(made_once: Path, tmp_path: Path) -> Path:
    path = tmp_path / "regio.casedesk"
    shutil.copytree(made_once, path)
    return path


@pytest.fixture
def desk(qapp: QApplication, settings: Settings, qtbot: QtBot) -> Iterator[CaseDesk]:
    hooks = (sys.excepthook, threading.excepthook)
    made = CaseDesk(qapp, settings, FakeQuestions())
    yield made
    made.end()
    for window in QApplication.topLevelWidgets():
        window.hide()
        window.deleteLater()
    qapp.aboutToQuit.disconnect(made.end)
    made.deleteLater()
    sys.excepthook, threading.excepthook = hooks
    qapp.setStyleSheet("")
    QApplication.processEvents()


def unlock(desk: CaseDesk, store: Path, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    window = desk.unlock or desk.show_unlock(store, LOGIN)
    qtbot.waitUntil(lambda: window._warm, timeout=20_000)
    window.passphrase.line.setText(passphrase)
    qtbot.mouseClick(window.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window._busy, timeout=20_000)
    if desk.window is not None:
        desk._runner.wait()


def at_work(desk: CaseDesk) -> MainWindow:
    assert desk.window is not None
    return desk.window


def to_the_cases(desk: CaseDesk) -> ListPage:
    """Go from the page after unlocking to the list of cases."""
    at_work(desk).navigator.go(Place("cases"))
    desk._runner.wait()
    page = at_work(desk).navigator.page
    assert isinstance(page, ListPage)
    return page


def at_the_door(desk: CaseDesk) -> UnlockWindow:
    assert desk.window is None
    assert desk.unlock is not None
    return desk.unlock


def everything_said() -> str:
    """All texts of all windows that exist now."""
    texts: list[Any] = []
    for widget in QApplication.allWidgets():
        for name in ("text", "toPlainText", "windowTitle", "accessibleName", "toolTip"):
            said = getattr(widget, name, None)
            if callable(said):
                texts.append(said())
    return " ".join(str(said) for said in texts)


def test_the_way_through_a_day(desk: CaseDesk, store: Path, qtbot: QtBot) -> None:
    unlock(desk, store, qtbot)
    window = at_work(desk)
    assert window.navigator.place == Place("today")
    assert window.windowTitle() == "Vandaag – regio – CaseDesk"
    assert desk.settings.recent_stores() == (store,)
    window.navigator.go(Place("partners"))
    desk.lock()
    assert at_the_door(desk).login.text() == LOGIN
    unlock(desk, store, qtbot)
    assert at_work(desk).navigator.place == Place("partners")


def test_a_wrong_passphrase_says_so_and_makes_one_wait(
    desk: CaseDesk, store: Path, qtbot: QtBot
) -> None:
    unlock(desk, store, qtbot, passphrase="iets heel anders")
    window = at_the_door(desk)
    assert "klopt niet" in window.banner.sentence
    assert window._wait.seconds >= 1
    assert not window.go.isEnabled()
    window._wait.count_down()
    assert window.go.isEnabled()


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda store: (store / "keys.json").write_text("{}"), "sleutelbestand"),
        (lambda store: (store / "store.db").write_bytes(b"x" * 8192), "database"),
        (lambda store: (store / "keys.json").unlink(), "geen opslag"),
    ],
    ids=["key file", "database", "no store"],
)
def test_each_fault_has_its_own_sentence(
    desk: CaseDesk, store: Path, qtbot: QtBot, break_it: Any, said: str
) -> None:
    break_it(store)
    unlock(desk, store, qtbot)
    assert said in at_the_door(desk).banner.sentence
    assert at_the_door(desk).banner.property("look") == "banner-danger"


def test_locking_leaves_no_name_in_any_window(desk: CaseDesk, store: Path, qtbot: QtBot) -> None:
    unlock(desk, store, qtbot)
    page = to_the_cases(desk)
    assert page.model.data(page.model.index(0, 1)) == "Mirela Popescu"
    vault = at_work(desk).desk.sitting.vault
    QApplication.clipboard().setText("Mirela Popescu")
    desk.lock()
    QApplication.processEvents()
    assert "Popescu" not in everything_said()
    assert QApplication.clipboard().text() == ""
    assert vault.keys.forgotten


def test_nothing_kept_outside_the_store_names_anybody(
    desk: CaseDesk, store: Path, qtbot: QtBot, own_user_folders: Path, tmp_path: Path
) -> None:
    unlock(desk, store, qtbot)
    page = to_the_cases(desk)
    page.search.setText("Popescu")
    page.table._keep_widths()
    desk.errors.take(ValueError("Mirela Popescu"))
    desk.lock()
    desk.settings.save()
    kept = [f for folder in (own_user_folders, tmp_path) for f in folder.rglob("*") if f.is_file()]
    assert {"settings.ini", "faults.log"} <= {file.name for file in kept}
    for file in kept:
        said = file.read_bytes()
        assert b"Popescu" not in said, file
        assert b"Verzonnen" not in said, file


def test_locking_closes_an_open_dialog(desk: CaseDesk, store: Path, qtbot: QtBot) -> None:
    unlock(desk, store, qtbot)
    dialog = QDialog(at_work(desk))
    dialog.setModal(True)
    dialog.show()
    desk.lock()
    assert not dialog.isVisible()
    assert at_the_door(desk).isVisible()


def test_f9_hides_everything_and_f9_brings_it_back(
    desk: CaseDesk, store: Path, qtbot: QtBot
) -> None:
    unlock(desk, store, qtbot)
    window = at_work(desk)
    desk.blank()
    assert not window.isVisible()
    seen = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert [type(w).__name__ for w in seen] == ["Blank"]
    assert seen[0].windowTitle() == "CaseDesk"
    qtbot.keyClick(seen[0], Qt.Key.Key_F9)
    assert window.isVisible()
    assert desk._blank is None


def test_a_blank_window_locks_behind_its_back(desk: CaseDesk, store: Path, qtbot: QtBot) -> None:
    unlock(desk, store, qtbot)
    desk.blank()
    blank = desk._blank
    assert blank is not None
    blank.lockNow.emit()
    assert desk.window is None
    assert desk.unlock is None
    assert blank.isVisible()
    qtbot.keyClick(blank, Qt.Key.Key_F9)
    assert desk.unlock is not None


def test_the_language_changes_at_once_and_keeps_the_place(
    desk: CaseDesk, store: Path, qtbot: QtBot
) -> None:
    unlock(desk, store, qtbot)
    at_work(desk).navigator.go(Place("settings"))
    desk.settings.language = "en"
    desk._runner.wait()
    assert at_work(desk).navigator.place == Place("settings")
    assert at_work(desk).windowTitle() == "Settings – regio – CaseDesk"


def test_closing_the_window_closes_the_store(desk: CaseDesk, store: Path, qtbot: QtBot) -> None:
    unlock(desk, store, qtbot)
    vault = at_work(desk).desk.sitting.vault
    with mock.patch.object(desk._application, "quit") as quit_:
        at_work(desk).closeEvent(QCloseEvent())
    assert quit_.called
    assert vault.keys.forgotten


def test_without_any_store_the_first_run_begins(desk: CaseDesk, qtbot: QtBot, store: Path) -> None:
    desk.start()
    assert desk.unlock is None
    assert desk._first_run is not None
    assert desk._first_run.isVisible()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], (None, "")),
        (["a.casedesk"], (Path("a.casedesk"), "")),
        (["a.casedesk", "--user", "anna"], (Path("a.casedesk"), "anna")),
        (["--user=anna"], (None, "anna")),
    ],
)
def test_words_after_open(words: list[str], found: object) -> None:
    assert app.read_words(words) == found


@pytest.mark.parametrize("words", [["a", "b"], ["--passphrase", "x"], ["--user"]])
def test_wrong_words_are_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(words) == 2
    assert "usage" in capsys.readouterr().err


def test_a_case_is_opened_from_the_list_and_found_again_after_a_lock(
    desk: CaseDesk, store: Path, qtbot: QtBot
) -> None:
    unlock(desk, store, qtbot)
    page = to_the_cases(desk)
    page.table.select_first()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    desk._runner.wait()
    window = at_work(desk)
    assert window.windowTitle() == "Dossier 2026-0001 – regio – CaseDesk"
    case = window.navigator.page
    assert case is not None
    assert case.go_to(Place("case", "case_file", 1, tab="referrals"))
    place = window.navigator.place
    desk.lock()
    unlock(desk, store, qtbot)
    assert at_work(desk).navigator.place == place
    assert place is not None
    assert place.tab == "referrals"


def test_a_new_case_begins_with_a_key_and_becomes_a_case(
    desk: CaseDesk, store: Path, qtbot: QtBot
) -> None:
    unlock(desk, store, qtbot)
    to_the_cases(desk)
    window = at_work(desk)
    by_name = {action.objectName(): action for action in window.menus.actions()}
    by_name["new-cases"].trigger()
    desk._runner.wait()
    page = window.navigator.page
    assert isinstance(page, RecordPage)
    qtbot.keyClicks(page.form.rows["summary"].editor.control(), "Iets verzonnen.")
    page.form.add()
    desk._runner.wait()
    assert window.windowTitle().startswith("Dossier 20")
    window.navigator.back()
    desk._runner.wait()
    back = window.navigator.page
    assert isinstance(back, ListPage)
    qtbot.waitUntil(lambda: back.model.rowCount() == 2)
