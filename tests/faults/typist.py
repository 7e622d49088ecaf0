"""The program with somebody typing in it, to be killed at any moment.

A nursery (``python -m tests.faults.typist``) has everything imported and forks a program for
each line on its standard input: ``STORE SEED``. The program opens the store as the window does,
goes from form to form, and types. On standard output it tells, one JSON list a line, each with
the clock that all processes share:

    ["born", pid]                                   the nursery: a program was made
    ["ready", when]                                 the window stands
    ["key", when, form, kind, field, text]          what stands in a field after a keystroke
    ["saved", when, line of the trail, values]      committed: this line, with these values
    ["draft", when, kind, texts]                    committed: a draft with these texts
    ["tick", when]                                  the window is not starved
    ["said", when, sentence]                        a message box, which nobody expects here
    ["dead"]                                        the nursery: the program is gone
"""

import json
import os
import random
import string
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import Connection, event, select

from casedesk.bootstrap import Sitting
from casedesk.cases.model import CaseFile
from casedesk.desktop import opening
from casedesk.desktop.app import CaseDesk, make_application
from casedesk.desktop.forms.editors.choice import ChoiceEditor
from casedesk.desktop.forms.editors.lines import LineEditor
from casedesk.desktop.forms.editors.long_text import LongTextEditor
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.main_window import MainWindow
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.settings import Settings
from casedesk.kernel.changes import Changes
from casedesk.people.model import Person
from casedesk.store import drafts
from casedesk.store.journal import TrailValues
from tests.builders import PASSPHRASE
from tests.faults.stores import LOGIN, cheap_keys

TICK_MS = 50


def tell(*what: Any) -> None:
    """One line, whole and at once: the next moment may be the last."""
    os.write(1, (json.dumps([what[0], time.monotonic(), *what[1:]]) + "\n").encode())


class Telling(FakeQuestions):
    """Nobody expects a message box while typing."""

    def tell(self, sentence: str, more: str = "") -> None:
        tell("said", f"{sentence} {more}")

    warn = tell


class Typist:
    """Somebody who fills in forms, as fast as the chance of a seed has it."""

    def __init__(self, sitting: Sitting, window: MainWindow, chance: random.Random) -> None:
        self._window, self._chance = window, chance
        with sitting.store.read() as session:
            self._cases = list(session.scalars(select(CaseFile.id)))
            self._persons = list(session.scalars(select(Person.id)))

    def work(self) -> None:
        """Go to a form, type into some of its fields, and go to another one, for ever."""
        while True:
            self._go()
            QTest.qWait(1)
            self._window.desk.runner.wait()
            for _field in range(self._chance.randrange(1, 4)):
                self._fill_in_a_field()

    def _go(self) -> None:
        desk, chance = self._window.desk, self._chance
        match chance.randrange(5):
            case 0:
                desk.open_record("person", chance.choice(self._persons))
            case 1:
                desk.new_record("note", chance.choice(self._cases))
            case 2:
                desk.new_record("contact_moment", chance.choice(self._cases))
            case 3:
                desk.new_record("organisation")
            case 4:
                desk.open_case(chance.choice(self._cases))

    def _fill_in_a_field(self) -> None:
        page = self._window.navigator.page
        rows = [
            (form, row)
            for form in (page.findChildren(RecordForm) if page else [])
            for row in form.rows.values()
            if isinstance(row.editor, LineEditor | LongTextEditor | ChoiceEditor)
            and not row.editor.read_only
            and row.isVisible()
        ]
        if not rows:
            return
        form, row = self._chance.choice(rows)
        control = row.editor.control()
        control.setFocus()
        if isinstance(row.editor, ChoiceEditor):
            QTest.keyClick(control, Qt.Key.Key_Down)
            QTest.keyClick(control, Qt.Key.Key_Tab)
            return
        if self._chance.random() < 0.5:
            QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for sign in self._words():
            QTest.keyClicks(control, sign)
            tell("key", place_of(form), form.kind, row.field.name, text_of(control))
            QTest.qWait(self._chance.choice((0, 1, 5, 20)))
        if self._chance.random() < 0.2:
            QTest.qWait(self._chance.randrange(900))  # thinking
        QTest.keyClick(control, Qt.Key.Key_Tab)

    def _words(self) -> str:
        length = self._chance.randrange(3, 40)
        letters = self._chance.choices(string.ascii_lowercase + "  ", k=length)
        return "q" + "".join(letters)


def place_of(form: RecordForm) -> str:
    """What tells one form from another, across the lives of the program."""
    return f"{form.kind} {form.record_id or form.drafts.place}"


def text_of(control: QWidget) -> str:
    """What stands in a line or in a text of many lines."""
    return str(
        control.property("plainText") if control.inherits("QPlainTextEdit")
        else control.property("text")
    )  # fmt: skip


def run(store: Path, seed: int) -> None:
    """Open the store, work in it, and be killed."""
    cheap_keys()
    application: QApplication = make_application()
    questions = Telling()
    desk = CaseDesk(application, Settings(Path.home() / "settings.ini"), questions)
    desk.errors.install()
    opened = opening.unlock(store, LOGIN, PASSPHRASE)
    listen(opened.sitting)
    desk.opened(opened)
    assert desk.window is not None
    while QApplication.focusWindow() is None:
        desk.window.activateWindow()
        QTest.qWait(5)
    ticks = QTimer()
    ticks.setInterval(TICK_MS)
    ticks.timeout.connect(lambda: tell("tick"))
    ticks.start()
    tell("ready")
    Typist(opened.sitting, desk.window, random.Random(seed)).work()


def listen(sitting: Sitting) -> None:
    """Tell what is known to be committed: lines of the trail, and drafts."""

    def saved(changes: Changes) -> None:
        with sitting.store.read() as session:
            body = session.scalar(select(TrailValues.body).where(TrailValues.seq == changes.seq))
        tell("saved", changes.seq, body)

    sitting.store.listen(saved)
    keep: Callable[..., None] = drafts.keep
    written: dict[int, drafts.Unfinished] = {}

    def kept(connection: Connection, login: str, unfinished: drafts.Unfinished) -> None:
        keep(connection, login, unfinished)
        written[threading.get_ident()] = unfinished

    def given_back(*_connection: object) -> None:
        draft = written.pop(threading.get_ident(), None)
        if draft is not None:
            tell("draft", draft.kind, json.dumps(dict(draft.typed)))

    drafts.keep = kept
    event.listen(sitting.store.engine, "checkin", given_back)  # after the commit


def nursery() -> None:
    """Fork a program for each line; forget those that were killed."""
    for line in sys.stdin:
        store, seed = line.split()
        child = os.fork()
        if child == 0:
            try:
                run(Path(store), int(seed))
            finally:
                os._exit(9)
        os.write(1, (json.dumps(["born", child]) + "\n").encode())
        os.waitpid(child, 0)
        os.write(1, b'["dead"]\n')


if __name__ == "__main__":
    opening.warm_up()
    nursery()
