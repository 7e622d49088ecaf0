"""An office for a week: the real window on a real store, somebody at the keyboard, and a clock.

With ``CASEDESK_PICTURES=FOLDER`` every step leaves a picture of the window there. The pictures are
in Dutch, light, at 100 %; ``CASEDESK_PICTURES_LOOK=en-dark-200`` makes them otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.background import ThreadRunner
from casedesk.desktop.care.chooser import PersonChooser
from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.desk import Page
from casedesk.desktop.forms.editors import Editor
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.opening import opened
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.settings import Settings
from casedesk.kernel.clock import AMSTERDAM, FixedClock
from casedesk.records.reading import RecordView
from tests.desktop.test_no_stray_windows import Watch
from tests.desktop_case.looking import texts

K, M = Qt.Key, Qt.KeyboardModifier
CTRL, CTRL_SHIFT, PLAIN = (
    M.ControlModifier, M.ControlModifier | M.ShiftModifier, M.NoModifier,
)  # fmt: skip
P = TypeVar("P", bound=QWidget)


class Office:
    """One window with somebody at it."""

    def __init__(
        self, sitting: Sitting, settings: Settings, clock: FixedClock, qtbot: QtBot
    ) -> None:
        self.sitting, self.clock, self._qtbot = sitting, clock, qtbot
        self.refused: list[object] = []
        self.questions = FakeQuestions()
        self._runner = ThreadRunner(self.refused.append, self.refused.append)
        self._watch = Watch()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self._watch)
        self.window = MainWindow(opened(sitting), self._runner, self.questions, settings)
        self.window.start()
        self.window.show()
        self.window.activateWindow()
        self._pictures = 0
        self.rest()

    def colleague(self, sitting: Sitting, settings: Settings) -> Office:
        """Somebody else at a window on the same store."""
        return Office(sitting, settings, self.clock, self._qtbot)

    def leave(self) -> None:
        """Go home; the store stays open."""
        self.rest()
        self.window.leave()
        self._runner.close()
        self.window.hide()
        self.window.deleteLater()
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self._watch)
        assert self.refused == []
        assert not self._watch.seen, sorted(set(self._watch.seen))

    def day(self, on: date, hour: int = 9) -> None:
        """A new day begins; the window was open all night and looks at the calendar again."""
        self.clock.move_to(datetime(on.year, on.month, on.day, hour, tzinfo=ZoneInfo(AMSTERDAM)))
        self.window.counter.look()
        self.rest()

    def rest(self) -> None:
        """Wait until everything arrived that was asked for."""
        for _round in range(3):
            QApplication.processEvents()
            self._runner.wait()
        QApplication.processEvents()

    def until(self, seen: Callable[[], bool]) -> None:
        """Wait for what comes by a clock of the window, such as a search after a pause."""
        self._qtbot.waitUntil(seen)
        self.rest()

    # The keyboard.

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """One stroke, to what has the focus."""
        QTest.keyClick(self._here(), key, held)
        self.rest()

    def keys(self, words: str) -> None:
        """Letters, to what has the focus."""
        QTest.keyClicks(self._here(), words)
        self.rest()

    def press(self, words: str, inside: QWidget | None = None) -> None:
        """Press the visible button with these words or this spoken name."""
        where = inside or self.page
        QApplication.processEvents()
        for found in where.findChildren(QAbstractButton):
            named = words in (found.text(), found.accessibleName())
            if named and found.isVisibleTo(where):
                assert found.isEnabled(), f"the button {words!r} is dead"
                found.setFocus()
                found.click()
                self.rest()
                return
        raise AssertionError(f"there is no button {words!r}")

    def write(self, form: RecordForm, name: str, value: object) -> None:
        """Type a value into a field and go on to the next."""
        self._into(form.rows[name].editor, value)
        self.rest()
        assert not form.rows[name].problem, form.rows[name].problem

    def answer(self, panel: AskPanel | None, **answers: object) -> None:
        """Give the answers that a step asks for, and take the step."""
        assert panel is not None, "nothing is asked"
        for name, value in answers.items():
            self._into(panel.rows[name].editor, value)
        panel.act.setFocus()
        panel.act.click()
        self.rest()
        self.is_here()

    def is_here(self) -> None:
        """The keyboard is where one works, and not at the rail."""
        focused = QApplication.focusWidget()
        assert focused is not None
        assert self.page is focused or self.page.isAncestorOf(focused), focused

    # The eyes.

    @property
    def page(self) -> Page:
        """What is in view."""
        found = self.window.navigator.page
        assert found is not None
        return found

    def at(self, kind: type[P]) -> P:
        """The page in view, which must be of this kind."""
        found: QWidget = self.page
        assert isinstance(found, kind), found
        return found

    def tab(self, key: str, kind: type[P]) -> P:
        """A tab of the case in view."""
        case = self.at(CasePage)
        case.show_tab(key)
        self.rest()
        found: QWidget | None = case.part
        assert isinstance(found, kind), found
        return found

    def sees(self, *words: str, inside: QWidget | None = None) -> None:
        """All of these stand on the page in view."""
        said = texts(inside or self.page)
        for each in words:
            assert each in said, f"{each!r} is not on the page:\n{said}"

    def sees_not(self, *words: str, inside: QWidget | None = None) -> None:
        """None of these stands on the page in view."""
        said = texts(inside or self.page)
        for each in words:
            assert each not in said, f"{each!r} is on the page"

    def picture(self, name: str, show: QWidget | None = None) -> None:
        """Keep a picture of the window, if pictures are asked for."""
        folder = os.environ.get("CASEDESK_PICTURES")
        if not folder:
            return
        if show is not None:
            _bring_into_view(show)
        self.rest()
        self._qtbot.wait(250)  # a PDF is painted by a clock of its own
        self._pictures += 1
        Path(folder).mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(Path(folder) / f"{self._pictures:02d}-{name}.png"))

    # What is stored, for what cannot be seen.

    def views(self, kind: str, **where: Any) -> list[RecordView]:
        """The records of a kind."""
        with self.sitting.store.read() as session:
            return list(self.sitting.reader.views(session, kind, **where))

    def choose(self, chooser: PersonChooser, name: str) -> None:
        """Choose of whom a tab speaks."""
        if not chooser.isVisibleTo(self.page):
            return  # there is only one to speak of
        given = name.split(maxsplit=1)[0]
        ids = [v.id for v in self.views("person") if v.values["given_names"] == given]
        chooser.buttons[ids[0]].click()
        self.rest()

    def label(self, codes: str, code: str) -> str:
        """How a code reads."""
        return self.sitting.labels.label(codes, code)

    def _here(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:  # an open list hears the keyboard first
            inside: QWidget | None = popup.focusWidget()
            return popup if inside is None else inside
        return QApplication.focusWidget() or self.window

    def _into(self, editor: Editor, value: object) -> None:
        control = editor.control()
        if isinstance(value, str) and isinstance(control, QLineEdit | QPlainTextEdit):
            control.setFocus()
            control.selectAll()
            self.keys(value)
            self.key(K.Key_Tab)
            if editor.holds_focus():  # a date has its calendar beside it
                self.key(K.Key_Tab)
        else:
            editor.take(value)


def _bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    QApplication.processEvents()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(widget, 0, 24)
