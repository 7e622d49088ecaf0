"""Editors speak Python types, and give back untouched what they were given."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.desktop.forms.editors import Around, Editor, editor_for
from casedesk.desktop.forms.editors.choice import ChoiceEditor
from casedesk.desktop.forms.editors.choices import CollectEditor, TickEditor
from casedesk.desktop.forms.editors.dates import (
    DateEditor,
    MomentEditor,
    VagueDateEditor,
    read_time,
)
from casedesk.desktop.forms.editors.flag import FlagEditor
from casedesk.desktop.forms.editors.lines import LineEditor, NumberEditor
from casedesk.desktop.forms.editors.long_text import LongTextEditor
from casedesk.kernel.changes import Refused
from casedesk.kernel.dates import VagueDate, parse_vague
from casedesk.kernel.fields import Field, Kind, Missing
from casedesk.records.reading import Choice
from tests.builders import a_store

SUMMER = parse_vague("zomer 2022", date(2026, 3, 2), "nl")
BEFORE = parse_vague("voor kerst 2021", date(2026, 3, 2), "nl")
assert isinstance(SUMMER, VagueDate)
assert isinstance(BEFORE, VagueDate)

VALUES: list[tuple[Kind, str, Any]] = [
    (Kind.TEXT, "", "  Van der Poel met spaties  "),
    (Kind.LONG_TEXT, "", "regel een\r\n\r\nregel twee\u2028en drie "),
    (Kind.CHOICE, "sex", Missing.REFUSED),
    (Kind.CHOICE, "gemeente", "0363"),
    (Kind.CHOICE, "case_phase", "an_old_code"),
    (Kind.CHOICES, "contact_channel", ("phone", "an_old_code", "sms")),
    (Kind.CHOICES, "nationality", Missing.NOT_ASKED),
    (Kind.FLAG, "", False),
    (Kind.NUMBER, "", 0),
    (Kind.DATE, "", date(1975, 1, 2)),
    (Kind.VAGUE_DATE, "", SUMMER),
    (Kind.VAGUE_DATE, "", BEFORE),
    (Kind.MOMENT, "", datetime(2026, 3, 2, 8, 0, 59, 999, tzinfo=UTC)),
    (Kind.REFERENCE, "", 2),
]

Make = Callable[..., Any]


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    """One store for all of them: editors only read its code lists."""
    with a_store(tmp_path_factory.mktemp("editors")) as made:
        yield made


@pytest.fixture
def make(sitting: Sitting, qtbot: QtBot) -> Make:
    around = Around(
        sitting.labels,
        sitting.clock.today,
        sitting.clock.now,
        lambda _field: (Choice(1, "Opvang De Haven"), Choice(2, "Politie")),
    )

    def a(kind: Kind, choices: str = "", *, required: bool = False) -> Editor:
        may = kind in (Kind.CHOICE, Kind.CHOICES) and not required
        field = Field(
            "note.x", "x", kind, "A label", "Help.", choices, required=required,
            may_be_missing=may, target="organisation" if kind is Kind.REFERENCE else "",
        )  # fmt: skip
        editor = editor_for(field, around)
        qtbot.addWidget(editor)
        return editor

    return a


@pytest.mark.parametrize(("kind", "choices", "value"), VALUES)
def test_what_is_not_touched_comes_back_unchanged(
    make: Make, kind: Kind, choices: str, value: Any
) -> None:
    editor = make(kind, choices)
    for given in (value, None):
        editor.show_value(given)
        editor.left.emit()
        assert editor.value() == given
        assert type(editor.value()) is type(given)
        assert not editor.touched


@pytest.mark.parametrize(("kind", "choices", "value"), VALUES)
def test_a_draft_says_again_what_was_typed(
    make: Make, kind: Kind, choices: str, value: Any
) -> None:
    first, second = make(kind, choices), make(kind, choices)
    first.show_value(value)
    typed = first.typed()
    second.show_value(None)
    second.show_typed(typed)
    assert second.touched
    third = make(kind, choices)
    third.show_value(None)
    third.show_typed(second.typed())
    assert third.value() == second.value()


@pytest.mark.parametrize("kind", [kind for kind, _choices, _value in VALUES])
def test_nothing_known_is_shown_as_nothing(make: Make, kind: Kind) -> None:
    editor = make(kind, {Kind.CHOICE: "sex", Kind.CHOICES: "contact_channel"}.get(kind, ""))
    editor.show_value(None)
    editor._touch()
    assert editor.value() is None


def test_a_line_is_trimmed_and_empty_is_none(make: Make, qtbot: QtBot) -> None:
    editor: LineEditor = make(Kind.TEXT)
    editor.show_value("oud")
    editor.line.clear()
    QTest.keyClicks(editor.line, "  nieuw ")
    assert editor.value() == "nieuw"
    editor.line.selectAll()
    QTest.keyClick(editor.line, Qt.Key.Key_Delete)
    assert editor.value() is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("-3", -3), ("1.250", 1250), ("", None), ("drie", Refused), ("1,5", Refused)],
)
def test_a_number_is_whole_or_refused(make: Make, qtbot: QtBot, typed: str, value: Any) -> None:
    editor: NumberEditor = make(Kind.NUMBER)
    editor.show_value(7)
    editor.line.selectAll()
    QTest.keyClick(editor.line, Qt.Key.Key_Delete)
    QTest.keyClicks(editor.line, typed)
    found = editor.value()
    assert isinstance(found, Refused) if value is Refused else found == value


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1-2-24", date(2024, 2, 1)),
        ("vandaag", date(2026, 3, 2)),
        ("+14", date(2026, 3, 16)),
        ("- 3", date(2026, 2, 27)),
        ("1 feb", date(2026, 2, 1)),
    ],
)
def test_a_day_is_typed_as_people_do(make: Make, qtbot: QtBot, typed: str, day: date) -> None:
    editor: DateEditor = make(Kind.DATE)
    editor.show_value(None)
    heard: list[str] = []
    editor.understood.connect(heard.append)
    QTest.keyClicks(editor.line, typed)
    assert editor.value() == day
    assert f"{day:%d-%m-%Y}" in heard[-1]


def test_a_day_that_is_none_is_refused_with_a_sentence(make: Make, qtbot: QtBot) -> None:
    editor: DateEditor = make(Kind.DATE)
    editor.show_value(None)
    QTest.keyClicks(editor.line, "31-2-24")
    found = editor.value()
    assert isinstance(found, Refused)
    assert found.sentence
    assert editor.line.text() == "31-2-24"


def test_a_vague_date_tells_how_it_was_understood(make: Make, qtbot: QtBot) -> None:
    editor: VagueDateEditor = make(Kind.VAGUE_DATE)
    editor.show_value(None)
    heard: list[str] = []
    editor.understood.connect(heard.append)
    QTest.keyClicks(editor.line, "zomer 2022")
    assert editor.value() == SUMMER
    assert "01-06-2022" in heard[-1]
    assert "31-08-2022" in heard[-1]


def test_a_moment_is_what_the_clock_on_the_wall_says(make: Make, qtbot: QtBot) -> None:
    editor: MomentEditor = make(Kind.MOMENT)
    editor.show_value(datetime(2026, 3, 2, 8, 0, 59, tzinfo=UTC))
    assert (editor.line.text(), editor.clock.text()) == ("02-03-2026", "09:00")
    editor.clock.clear()
    QTest.keyClicks(editor.clock, "14.30")
    assert editor.value() == datetime(2026, 3, 2, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"), [("9u05", "09:05"), ("1430", "14:30"), ("9", "09:00"), ("24:00", None)]
)
def test_times_are_typed_in_many_ways(text: str, said: str | None) -> None:
    found = read_time(text)
    assert (f"{found:%H:%M}" if found else None) == said


def test_a_long_list_is_searched_without_regard_to_accents(make: Make, qtbot: QtBot) -> None:
    editor: ChoiceEditor = make(Kind.CHOICE, "gemeente")
    editor.show_value(None)
    line = editor.box.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "sudwest-fry")
    assert editor.value() == "1900"
    QTest.keyClicks(line, "xyz")
    assert isinstance(editor.value(), Refused)
    assert editor.typed() == {"text": "sudwest-fryxyz"}


def test_why_a_choice_is_missing_can_be_chosen(make: Make) -> None:
    editor: ChoiceEditor = make(Kind.CHOICE, "sex")
    editor.show_value(None)
    offered = [offer.value for offer in editor.box._offers]
    editor.box.setCurrentIndex(offered.index(Missing.REFUSED))
    editor.box.activated.emit(editor.box.currentIndex())
    assert editor.value() is Missing.REFUSED


def test_a_list_with_unknown_of_its_own_offers_no_second(make: Make) -> None:
    editor: ChoiceEditor = make(Kind.CHOICE, "indicator_answer")
    offered = [offer.value for offer in editor.box._offers]
    assert "unknown" in offered
    assert not any(value is Missing.UNKNOWN for value in offered)


def test_ticks_keep_the_order_in_which_they_stood(make: Make, qtbot: QtBot) -> None:
    editor: TickEditor = make(Kind.CHOICES, "contact_channel")
    editor.show_value(("sms", "phone"))
    editor._boxes["mail"].click()
    assert editor.value() == ("sms", "phone", "mail")
    for code in ("sms", "phone", "mail"):
        editor._boxes[code].click()
    assert editor.value() is None


def test_of_a_long_list_several_are_collected_and_taken_away(make: Make, qtbot: QtBot) -> None:
    editor: CollectEditor = make(Kind.CHOICES, "language")
    editor.show_value(None)
    line = editor.box.lineEdit()
    assert line is not None
    for words in ("Pools", "Roemeens"):
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)
    value = editor.value()
    assert isinstance(value, tuple)
    assert [editor.around.labels.label("language", code) for code in value] == [
        "Pools", "Roemeens",
    ]  # fmt: skip
    editor._drop(value[0])
    assert editor.value() == value[1:]


def test_a_flag_has_three_answers(make: Make) -> None:
    editor: FlagEditor = make(Kind.FLAG)
    editor.show_value(None)
    for value, button in editor._buttons.items():
        button.click()
        assert editor.value() is value


def test_a_long_text_takes_plain_text_grows_and_lets_tab_pass(make: Make, qtbot: QtBot) -> None:
    editor: LongTextEditor = make(Kind.LONG_TEXT)
    editor.show_value(None)
    editor.show()
    low = editor.text.height()
    clipboard = QApplication.clipboard()
    rich = QMimeData()
    rich.setHtml("<b>vet</b><img src='http://voorbeeld.invalid/x.png'>")
    rich.setText("vet")
    clipboard.setMimeData(rich)
    editor.text.paste()
    assert editor.value() == "vet"
    editor.text.setPlainText("regel\n" * 12)
    assert editor.text.height() > low
    assert editor.text.tabChangesFocus()


def test_rolling_the_wheel_over_a_form_changes_nothing(make: Make) -> None:
    editor: ChoiceEditor = make(Kind.CHOICE, "sex", required=True)
    editor.show_value("female")
    roll = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(editor.box, roll)
    assert editor.value() == "female"


def test_undo_of_the_store_hears_ctrl_z_when_nothing_was_typed(make: Make, qtbot: QtBot) -> None:
    editor: LineEditor = make(Kind.TEXT)
    editor.show_value("Mirela")

    def override() -> bool:
        event = QKeyEvent(
            QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
        )
        event.ignore()
        QApplication.sendEvent(editor.line, event)
        return event.isAccepted()

    assert not override()
    QTest.keyClicks(editor.line, "x")
    assert override()
    editor.settle("xMirela")
    assert not override()
