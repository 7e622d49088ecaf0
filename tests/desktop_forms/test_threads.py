"""The same on real threads: what was typed is on its way before the store closes."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.background import ThreadRunner
from casedesk.desktop.forms.editors.long_text import LongTextEditor
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.store.declare import record_class
from casedesk.store.drafts import drafts_of
from tests.builders import a_case
from tests.desks import TestDesk, a_desk


def _fail(what: object) -> NoReturn:
    raise AssertionError(what)


@pytest.fixture
def desk(sitting: Sitting, tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    made = a_desk(sitting, tmp_path)
    made.runner = runner = ThreadRunner(_fail, _fail)
    yield made
    runner.close()


def type_danger(form: RecordForm, text: str) -> LongTextEditor:
    editor = form.rows["danger"].editor
    assert isinstance(editor, LongTextEditor)
    editor.text.setPlainText(text)
    return editor


def test_a_field_is_saved_on_another_thread_while_typing_goes_on(
    sitting: Sitting, desk: TestDesk, qtbot: QtBot
) -> None:
    case_id = a_case(sitting)
    form = RecordForm(desk, "case_file", case_id)
    qtbot.addWidget(form)
    qtbot.waitUntil(lambda: bool(form.rows))
    editor = type_danger(form, "Eerste zin.")
    editor.left.emit()
    type_danger(form, "Eerste zin. Tweede zin.")
    qtbot.waitUntil(lambda: not form.rows["danger"].pending)
    assert editor.value() == "Eerste zin. Tweede zin."
    editor.left.emit()
    qtbot.waitUntil(lambda: not editor.touched)
    with sitting.store.read() as session:
        stored = session.get(record_class("case_file"), case_id)
        assert getattr(stored, "danger", None) == "Eerste zin. Tweede zin."


def test_a_lock_in_the_middle_of_a_word_keeps_the_word(
    sitting: Sitting, desk: TestDesk, qtbot: QtBot
) -> None:
    form = RecordForm(desk, "case_file", a_case(sitting))
    qtbot.addWidget(form)
    qtbot.waitUntil(lambda: bool(form.rows))
    type_danger(form, "Midden in een wo")
    form.flush()
    desk.runner.close()
    with sitting.store.read() as session:
        (draft,) = drafts_of(session.connection(), sitting.actor.login)
    assert draft.typed["danger"]["typed"]["text"] == "Midden in een wo"


def test_a_form_that_is_gone_hears_nothing_more(
    sitting: Sitting, desk: TestDesk, qtbot: QtBot
) -> None:
    case_id = a_case(sitting)
    form = RecordForm(desk, "case_file", case_id)
    qtbot.waitUntil(lambda: bool(form.rows))
    editor = type_danger(form, "Laatste woord")
    editor.left.emit()
    form.deleteLater()
    desk.runner.wait()
    with sitting.store.read() as session:
        stored = session.get(record_class("case_file"), case_id)
        assert getattr(stored, "danger", None) == "Laatste woord"
