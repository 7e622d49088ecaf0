"""Thousands of random edits through the real forms: no fault, nothing lost, the store whole.

Somebody who types anything into anything: dates into names, halves of words into choices, control
characters, other scripts, thousands of signs; who undoes now and then, and whose program stops.
"""

import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting, verify_store
from casedesk.desktop.forms.editors.options import OptionBox
from casedesk.desktop.forms.editors.shown import ShownValue
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.kernel.fields import Kind, Missing
from casedesk.records.showing import SHIELDED
from casedesk.store.undo import undo
from tests.builders import CHEAP, a_store
from tests.desks import TestDesk, a_desk
from tests.faults.filled import Made, fill_with_every_kind

ODD = (
    "", " ", "0", "-1", "99999999999999999999", "31-02-2026", "1-1-1", "+14", "zomer 2022",
    "voor kerst", "morgen", "29-2-2024", "25:61", "\u202eomgekeerd",
    "\u0645\u0631\u062d\u0628\u0627",
    "e\u0301\u0323", "\U0001f469\u200d\U0001f467", "'; DROP TABLE person; --", "{number}", "%s%n",
    "<b>vet</b>", "a" * 300, "x\ty", "123456782", "06-12345678", "NL91ABNA0417164300",
    "/etc/passwd",
)  # fmt: skip
"""What people and mischief type."""


class Fuzzer:
    """Types into forms by the chance of a seed, and looks at what came of it each time."""

    def __init__(self, desk: TestDesk, made: Made, seed: int) -> None:
        self.desk, self.made = desk, made
        self.chance = random.Random(seed)
        self.saved = self.kept = self.undone = 0

    def edit(self, times: int) -> None:
        """So many edits, a handful on each form that is opened."""
        while times > 0:
            kind = self.chance.choice(sorted(self.made))
            form = self.open(kind, self.chance.choice(self.made[kind]))
            for _edit in range(min(times, self.chance.randrange(2, 9))):
                self.one(form)
                times -= 1
            self.stop(form)

    def open(self, kind: str, record_id: int) -> RecordForm:
        form = RecordForm(self.desk, kind, record_id)
        form.resize(800, 600)
        form.show()
        return form

    def one(self, form: RecordForm) -> None:
        """One edit of one field, and what became of it."""
        rows = [
            r
            for r in form.rows.values()
            if r.wanted and not r.editor.read_only and not isinstance(r.editor, ShownValue)
        ]
        if not rows or form.view is None:
            return
        row = self.chance.choice(rows)
        if self.chance.random() < 0.05:
            undo(self.desk.sitting.store)
            self.undone += 1
            form.reload()
        self.type_into(row)
        row.editor.left.emit()
        self.look(form, row)

    def type_into(self, row: FieldRow) -> None:
        control = row.editor.control()
        if row.field.may_be_missing and self.chance.random() < 0.1:
            row.editor._give_reason(self.chance.choice(list(Missing)))
            return
        if isinstance(control, OptionBox | QComboBox):
            self.choose(control)
        elif isinstance(control, QLineEdit | QPlainTextEdit):
            control.selectAll()
            typed(control, self.text(row.field.kind))
        else:
            QTest.keyClick(control, Qt.Key.Key_Space)

    def choose(self, box: QComboBox) -> None:
        """By arrow, by the beginning of a word, or by nonsense."""
        line = box.lineEdit()
        if line is None or self.chance.random() < 0.4:
            QTest.keyClick(box, self.chance.choice([Qt.Key.Key_Down, Qt.Key.Key_Up]))
            return
        words = box.itemText(self.chance.randrange(box.count())) if box.count() else ""
        nonsense = self.chance.choice(ODD) if self.chance.random() < 0.3 else words[:4]
        line.selectAll()
        typed(line, nonsense)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def text(self, kind: Kind) -> str:
        if self.chance.random() < 0.5:
            return self.chance.choice(ODD)
        day = f"{self.chance.randrange(1, 29)}-{self.chance.randrange(1, 13)}-2025"
        by_kind = {
            Kind.DATE: day, Kind.VAGUE_DATE: day, Kind.MOMENT: day,
            Kind.NUMBER: str(self.chance.randrange(1, 40)),
        }  # fmt: skip
        word = "".join(self.chance.choices(string.ascii_letters + " ", k=9))
        return by_kind.get(kind, word)

    def look(self, form: RecordForm, row: FieldRow) -> None:
        """It is stored as it stands there, or it stands there with a sentence why not."""
        name = f"{form.kind}.{row.field.name}"
        assert not row.pending, name
        if row.editor.touched:
            # An end before its beginning is told at the end, whichever was typed.
            said = [r for r in form.rows.values() if r.problem or r.in_conflict]
            assert said, (name, row.editor.typed())
            self.kept += 1
            return
        stored = self.stored(form, row.field.name)
        shown = row.editor.value()
        assert stored == shown or shown is SHIELDED or form.view is None, (name, stored, shown)
        self.saved += 1

    def stored(self, form: RecordForm, name: str) -> Any:
        sitting = self.desk.sitting
        with sitting.store.read() as session:
            view = sitting.reader.view(session, form.kind, form.record_id or 0)
        return view.values[name] if view is not None else None

    def stop(self, form: RecordForm) -> None:
        """The program stops; opened again, what could not be saved stands there as typed."""
        form.flush()
        left = {n: r.editor.typed() for n, r in form.rows.items() if r.editor.touched}
        kind, record_id = form.kind, form.record_id or 0
        form.close()
        form.deleteLater()
        again = self.open(kind, record_id)
        for name, as_typed in left.items():
            assert again.rows[name].editor.typed() == as_typed, (kind, name)
        again.throw_away()
        again.close()
        again.deleteLater()


def typed(control: QWidget, words: str) -> None:
    """Key by key as far as there are keys, the rest as a paste."""
    if words.isascii() and words.isprintable() and len(words) < 20:
        QTest.keyClicks(control, words) if words else QTest.keyClick(control, Qt.Key.Key_Delete)
    elif isinstance(control, QLineEdit):
        control.insert(words)
        control.textEdited.emit(control.text())
    elif isinstance(control, QPlainTextEdit):
        control.insertPlainText(words)


@pytest.fixture
def sitting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sitting]:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)
    with a_store(tmp_path) as opened:
        yield opened


def fuzz(sitting: Sitting, folder: Path, times: int, seed: int) -> Fuzzer:
    """So many edits over a store with something of every kind; whole afterwards."""
    made = fill_with_every_kind(sitting, rounds=2, seed=seed)
    fuzzer = Fuzzer(a_desk(sitting, folder), made, seed)
    fuzzer.edit(times)
    report = verify_store(sitting)
    assert report.whole, report.findings
    return fuzzer


def test_some_hundred_random_edits(sitting: Sitting, tmp_path: Path, qtbot: QtBot) -> None:
    fuzzer = fuzz(sitting, tmp_path, 250, 1)
    assert fuzzer.saved > 50
    assert fuzzer.kept > 5


@pytest.mark.proof
def test_five_thousand_random_edits(
    sitting: Sitting, tmp_path: Path, qtbot: QtBot, figure: Callable[[str], None]
) -> None:
    fuzzer = fuzz(sitting, tmp_path, 5000, 7)
    figure(
        f"5,000 random edits: {fuzzer.saved} stored as typed, {fuzzer.kept} kept with a sentence "
        f"why not, {fuzzer.undone} undone between; verify clean"
    )
