"""How many keys it takes a practised user: a case with a victim and a referral.

Every key is sent to what has the focus, as the keyboard does; nothing is pressed with a mouse.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.background import ThreadRunner
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Page
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.opening import opened
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.settings import Settings
from tests.builders import a_partner

MOST = 60
"""Beyond the names."""

K, M = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT = M.ControlModifier, M.ShiftModifier


class Hands:
    """Types on the keyboard and counts; looks up when the program is busy."""

    def __init__(self, window: MainWindow, runner: ThreadRunner) -> None:
        self._window, self._runner = window, runner
        self.strokes = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = M.NoModifier) -> None:
        """One stroke, with what is held down."""
        QTest.keyClick(self._here(), key, modifier)
        self.strokes += 1
        self._rest()

    def type(self, words: str, *, name: bool = False) -> None:
        """Letters; those of names are not counted."""
        QTest.keyClicks(self._here(), words)
        if not name:
            self.strokes += len(words)
        self._rest()

    def page(self) -> Page | None:
        """What is in view."""
        return self._window.navigator.page

    def _here(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:  # an open list hears the keyboard first
            inside: QWidget | None = popup.focusWidget()
            return popup if inside is None else inside
        return QApplication.focusWidget() or self._window

    def _rest(self) -> None:
        for _round in range(3):
            QApplication.processEvents()
            self._runner.wait()
        QApplication.processEvents()


@pytest.fixture
def hands(sitting: Sitting, settings: Settings, qtbot: QtBot) -> Iterator[Hands]:
    """A practised user at the window, with work done beside it as in real life."""
    refused: list[object] = []
    runner = ThreadRunner(refused.append, refused.append)
    window = MainWindow(opened(sitting), runner, FakeQuestions(), settings)
    window.start()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Hands(window, runner)
    made._rest()
    yield made
    assert refused == []
    window.leave()
    runner.close()
    window.hide()
    window.deleteLater()


def test_a_case_with_a_victim_and_a_referral_takes_few_keys(sitting: Sitting, hands: Hands) -> None:
    a_partner(sitting, "Opvang De Haven")
    a_partner(sitting, "Advocatenkantoor Verzonnen", "lawyer")

    hands.press(K.Key_2, CTRL)  # the cases
    hands.press(K.Key_N, CTRL)  # a new one
    hands.press(K.Key_Tab)  # past the summary
    hands.press(K.Key_Tab)  # past the head of the section
    hands.press(K.Key_Tab)  # past the urgency
    hands.type("0363")  # the gemeente by its code
    hands.press(K.Key_Tab)
    assert isinstance(hands.page(), CasePage)

    hands.press(K.Key_P, CTRL | SHIFT)  # a person, victim by default
    hands.type("Mirela Verzonnen", name=True)
    hands.press(K.Key_F4)  # none of the known ones

    hands.press(K.Key_V, CTRL | SHIFT)  # a referral
    hands.type("mire")
    hands.press(K.Key_Tab)
    hands.type("opv")
    hands.press(K.Key_Tab)
    hands.type("opvang")
    hands.press(K.Key_Tab)

    with sitting.store.read() as session:
        [case] = sitting.reader.views(session, "case_file")
        [victim] = sitting.reader.views(session, "person")
        [role] = sitting.reader.views(session, "person_role")
        [referral] = sitting.reader.views(session, "referral")
    assert case.values["gemeente"] == "0363"
    assert (victim.values["given_names"], victim.values["family_name"]) == ("Mirela", "Verzonnen")
    assert role.values["role"] == "victim"
    assert referral.values["person_id"] == victim.id
    assert referral.values["service"] is not None
    assert hands.strokes < MOST
