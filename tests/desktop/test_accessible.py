"""Everybody can use every window: names, targets, and text of twice the size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.desktop.background import InlineRunner
from casedesk.desktop.blank import Blank
from casedesk.desktop.command_palette import CommandPalette
from casedesk.desktop.desk import Place
from casedesk.desktop.first_run import FirstRun
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.pages.recovery_dialog import RecoveryDialog
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.rail import stops_for
from casedesk.desktop.settings import Settings
from casedesk.desktop.theme.tokens import TARGET
from casedesk.desktop.unlock import UnlockWindow
from tests.builders import a_case, a_partner, a_person, a_referral, seen_by
from tests.desks import dressed
from tests.desktop.conftest import MakeWindow

ROLES = (Role.COORDINATOR, Role.KEEPER, Role.LOG_OFFICER)


@pytest.fixture
def full(sitting: Sitting) -> Sitting:
    """A store with one of each thing that lists and pages show."""
    case_id, partner_id = a_case(sitting), a_partner(sitting)
    person_id = a_person(sitting, case_id)
    a_referral(sitting, case_id, partner_id, person_id)
    return sitting


def every_page(window: MainWindow) -> Iterator[Place]:
    """Go to each page that this person can reach from the rail, and to a record."""
    places = [Place(stop.page) for stop in stops_for(window.desk.sitting.actor)]
    if any(place.page == "partners" for place in places):
        places.append(Place("record", "organisation", 1))
        places.append(Place("record", "organisation"))
    if any(place.page == "people" for place in places):
        places.append(Place("record", "person", 1))
    for place in places:
        window.navigator.go(place)
        QApplication.processEvents()
        yield place


def nameless(window: QWidget) -> list[str]:
    """What can have the focus and has no name that a screen reader could say."""
    found: list[str] = []

    def walk(face: QAccessibleInterface | None) -> None:
        if face is None or not face.isValid():
            return
        state = face.state()
        if state.invisible and face.object() is not window:
            return
        widget = face.object()
        focusable = isinstance(widget, QWidget) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if focusable and not face.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {face.role()}")
        for place in range(min(face.childCount(), 300)):
            walk(face.child(place))

    walk(QAccessible.queryAccessibleInterface(window))
    return found


def too_small(window: QWidget) -> list[str]:
    """What is clicked on and is smaller than 24 by 24."""
    return [
        f"{type(part).__name__} {part.accessibleName()} {part.width()}x{part.height()}"
        for part in window.findChildren(QWidget)
        if isinstance(part, QAbstractButton | QComboBox | QLineEdit)
        and part.isVisible()
        and not isinstance(part.parent(), QLineEdit | QComboBox)
        and min(part.width(), part.height()) < TARGET
    ]


def clipped(window: QWidget) -> list[str]:
    """Words that have less room than they need."""
    found = []
    for part in window.findChildren(QWidget):
        if not isinstance(part, QAbstractButton | QLabel) or not part.isVisible():
            continue
        if not part.text() or (isinstance(part, QLabel) and part.wordWrap()):
            continue
        wanted = part.minimumSizeHint()
        if part.width() < wanted.width() or part.height() < wanted.height():
            found.append(f"{part.text()!r} {part.size()} < {wanted}")
    return found


def test_the_walk_finds_a_nameless_field(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    field, named = QLineEdit(), QLineEdit()
    named.setAccessibleName("Naam")
    layout.addWidget(field)
    layout.addWidget(named)
    qtbot.addWidget(window)
    window.show()
    assert len(nameless(window)) == 1


@pytest.mark.parametrize("role", ROLES)
def test_everything_on_every_page_has_a_name_and_room(
    full: Sitting, make_window: MakeWindow, role: Role, tmp_path: Path
) -> None:
    with dressed(tmp_path):
        sitting = full if role is Role.COORDINATOR else seen_by(full, role)
        window = make_window(sitting)
        window.resize(1280, 800)
        QApplication.processEvents()
        found = {
            place.page: (nameless(window), too_small(window), clipped(window))
            for place in every_page(window)
        }
    assert {page: wrong for page, wrong in found.items() if wrong != ([], [], [])} == {}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_text_of_twice_the_size_is_not_clipped(
    full: Sitting, make_window: MakeWindow, tmp_path: Path, language: str
) -> None:
    with dressed(tmp_path, language=language, size=200):
        window = make_window(full)
        window.resize(1280, 800)
        QApplication.processEvents()
        found = {place.page: clipped(window) for place in every_page(window)}
        assert window.width() <= 1280
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", [100, 200])
def test_the_windows_before_unlocking_too(
    tmp_path: Path, size: int, settings: Settings, qtbot: QtBot
) -> None:
    with dressed(tmp_path, size=size):
        runner, questions = InlineRunner(), FakeQuestions()
        windows: list[QWidget] = [
            UnlockWindow(runner, questions, settings),
            FirstRun(runner, questions, settings),
            Blank(),
        ]
        for window in windows:
            qtbot.addWidget(window)
            window.show()
            QApplication.processEvents()
            assert (nameless(window), too_small(window), clipped(window)) == ([], [], [])


def test_dialogs_too(full: Sitting, make_window: MakeWindow, tmp_path: Path) -> None:
    with dressed(tmp_path):
        window = make_window(seen_by(full, Role.KEEPER))
        for dialog in (
            CommandPalette(window.menus.actions(), window),
            RecoveryDialog(window.desk, window),
        ):
            dialog.show()
            QApplication.processEvents()
            assert (nameless(dialog), too_small(dialog), clipped(dialog)) == ([], [], [])
            dialog.close()
