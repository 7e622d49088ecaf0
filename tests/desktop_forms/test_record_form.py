"""A form saves as you go, loses nothing, and changes nothing by itself."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from casedesk import features
from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.cases.model import CaseFile
from casedesk.contacts.model import ContactMoment, Note
from casedesk.desktop.forms import drafts as form_drafts
from casedesk.desktop.forms.editors.choice import ChoiceEditor
from casedesk.desktop.forms.editors.lines import LineEditor
from casedesk.desktop.forms.editors.long_text import LongTextEditor
from casedesk.desktop.forms.editors.shown import ShownValue
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.forms.unfinished import UnfinishedList
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Field, Kind
from casedesk.people.model import VictimDetails
from casedesk.records.showing import shielded_words
from casedesk.records.use_cases import ChangeField, Create, change, create
from casedesk.store.declare import fields_of, record_class
from casedesk.store.drafts import Unfinished, drafts_of
from casedesk.store.journal import Trail
from casedesk.store.undo import undo
from tests.builders import a_case, a_partner, a_person, a_record, a_referral, a_victim, seen_by
from tests.desks import TestDesk, a_desk

FormOf = Callable[..., RecordForm]


@pytest.fixture
def form_of(desk: TestDesk, qtbot: QtBot) -> FormOf:
    def make(
        kind: str, record_id: int | None = None, at: TestDesk = desk, **rest: Any
    ) -> RecordForm:
        form = RecordForm(at, kind, record_id, **rest)
        qtbot.addWidget(form)
        at.notices.changed.connect(form.refresh)
        return form

    return make


def last_line(sitting: Sitting) -> int:
    with sitting.store.read() as session:
        return session.scalar(select(func.max(Trail.seq))) or 0


def kept(sitting: Sitting) -> tuple[Unfinished, ...]:
    with sitting.store.read() as session:
        return drafts_of(session.connection(), sitting.actor.login)


def stored(sitting: Sitting, kind: str, record_id: int, name: str) -> Any:
    with sitting.store.read() as session:
        return getattr(session.get(record_class(kind), record_id), name)


def type_into(form: RecordForm, name: str, text: str) -> None:
    """As the user does: what stood there goes, the new text comes."""
    editor = form.rows[name].editor
    if isinstance(editor, LongTextEditor):
        editor.text.setPlainText(text)
        return
    assert isinstance(editor, LineEditor)
    editor.line.setText(text)
    editor.line.textEdited.emit(text)


def leave(form: RecordForm, name: str) -> None:
    form.rows[name].editor.left.emit()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def a_value(sitting: Sitting, field: Field, targets: dict[str, int]) -> Any:
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        code = sitting.labels.options(field.choices, sitting.clock.today())[0].code
        return code if field.kind is Kind.CHOICE else (code,)
    simple: dict[Kind, Any] = {
        Kind.TEXT: "Iets  anders", Kind.LONG_TEXT: "Twee\n\nregels ", Kind.FLAG: True,
        Kind.NUMBER: 3, Kind.DATE: date(1975, 1, 2), Kind.MOMENT: sitting.clock.now(),
        Kind.VAGUE_DATE: VagueDate.on(date(2022, 6, 1)),
    }  # fmt: skip
    return targets.get(field.target) if field.kind is Kind.REFERENCE else simple[field.kind]


KINDS = sorted(features.forms())


@pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
def test_a_form_that_is_only_walked_through_changes_nothing(
    sitting: Sitting, form_of: FormOf, full: bool
) -> None:
    case_id = a_case(sitting)
    targets = {"case_file": case_id, "person": a_person(sitting, case_id, "witness")}
    targets["organisation"] = a_partner(sitting)
    tried = 0
    for kind in KINDS:
        cls = record_class(kind)
        values = {
            field.name: a_value(sitting, field, targets)
            for field in fields_of(cls).values()
            if (full or field.required) and not field.hidden
        }
        if kind in ("person_role", "case_file"):
            values |= {"role": "child"} if kind == "person_role" else {"number": "2026-9999"}
        made = create(sitting.store, Create(kind, values), sitting.labels)
        if not isinstance(made, Changes) or made.created is None:
            continue  # a kind whose parent is made elsewhere
        before = last_line(sitting)
        form = form_of(kind, made.created, case_id=case_id)
        for row in form.rows.values():
            row.editor.left.emit()
        form.saving.save_all()
        form.flush()
        assert last_line(sitting) == before, kind
        assert not kept(sitting), kind
        tried += 1
    assert tried >= len(KINDS) // 2


def test_leaving_a_field_is_one_line_in_the_trail_and_a_quiet_mark(
    sitting: Sitting, desk: TestDesk, form_of: FormOf
) -> None:
    case_id = a_case(sitting)
    form = form_of("case_file", case_id)
    before = last_line(sitting)
    type_into(form, "danger", "Zijn oom zoekt haar.")
    leave(form, "danger")
    assert stored(sitting, "case_file", case_id, "danger") == "Zijn oom zoekt haar."
    assert last_line(sitting) == before + 1
    assert desk.saves == [1]
    assert form.rows["danger"]._mark.text().startswith("✓")
    leave(form, "danger")
    assert last_line(sitting) == before + 1


def test_what_is_no_good_stays_says_why_and_holds_up_nothing(
    sitting: Sitting, form_of: FormOf
) -> None:
    case_id = a_case(sitting)
    form = form_of("case_file", case_id)
    type_into(form, "opened_on", "31-2-26")
    leave(form, "opened_on")
    row = form.rows["opened_on"]
    assert row.problem
    assert row.editor.control().property("problem") is True
    type_into(form, "danger", "Zij wordt gevolgd.")
    leave(form, "danger")
    assert stored(sitting, "case_file", case_id, "danger") == "Zij wordt gevolgd."
    (draft,) = kept(sitting)
    assert draft.typed["opened_on"]["typed"]["text"] == "31-2-26"
    type_into(form, "opened_on", "28-2-26")
    leave(form, "opened_on")
    assert stored(sitting, "case_file", case_id, "opened_on") == date(2026, 2, 28)
    assert not row.problem
    assert not kept(sitting)


def test_a_required_field_cannot_be_emptied(sitting: Sitting, form_of: FormOf) -> None:
    partner = a_partner(sitting)
    form = form_of("organisation", partner)
    type_into(form, "name", "  ")
    leave(form, "name")
    assert form.rows["name"].problem
    assert stored(sitting, "organisation", partner, "name") == "Opvang De Haven"


def test_a_draft_is_written_soon_after_the_first_keystroke_without_a_pause(
    sitting: Sitting, form_of: FormOf, qtbot: QtBot
) -> None:
    form = form_of("case_file", a_case(sitting))
    type_into(form, "summary", "Zij kwam in")
    timer = form.drafts._timer
    assert timer.isActive()
    assert timer.interval() == form_drafts.SOON_MS < 1000
    left: float = timer.remainingTime()
    # Somebody who types on without a pause does not put the draft off.
    while not kept(sitting):
        type_into(form, "summary", "Zij kwam in mei en vertelde")
        assert timer.remainingTime() <= left
        left = timer.remainingTime() if timer.isActive() else float("inf")
        qtbot.wait(20)
    assert kept(sitting)[0].typed["summary"]["typed"]["text"].startswith("Zij kwam in")


def test_a_draft_cannot_be_read_on_the_disk(
    sitting: Sitting, form_of: FormOf, tmp_path: Path
) -> None:
    form = form_of("case_file", a_case(sitting))
    type_into(form, "summary", "Kanariewoord-7731")
    form.flush()
    assert kept(sitting)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.name.startswith("store.db") for file in files)
    assert not [file for file in files if b"Kanariewoord-7731" in file.read_bytes()]


def test_a_form_takes_its_draft_up_again_and_says_so(sitting: Sitting, form_of: FormOf) -> None:
    case_id = a_case(sitting)
    first = form_of("case_file", case_id)
    type_into(first, "danger", "Half getypt")
    type_into(first, "opened_on", "gisteren")
    first.flush()
    second = form_of("case_file", case_id)
    assert second.rows["danger"].editor.value() == "Half getypt"
    assert second.draft_line.sentence
    second.saving.save_all()
    assert stored(sitting, "case_file", case_id, "danger") == "Half getypt"
    assert stored(sitting, "case_file", case_id, "opened_on") == date(2026, 3, 1)
    assert second.draft_line.isHidden()
    assert not kept(sitting)


def test_a_draft_of_somebody_else_is_not_mine(
    sitting: Sitting, form_of: FormOf, tmp_path: Path
) -> None:
    case_id = a_case(sitting)
    first = form_of("case_file", case_id)
    type_into(first, "danger", "Alleen van mij")
    first.flush()
    other = a_desk(seen_by(sitting, Role.DEPUTY), tmp_path)
    second = form_of("case_file", case_id, other)
    assert second.rows["danger"].editor.value() is None
    assert second.draft_line.isHidden()


def test_a_new_record_is_made_once_it_is_complete(sitting: Sitting, form_of: FormOf) -> None:
    case_id = a_case(sitting)
    form = form_of("contact_moment", case_id=case_id)
    made: list[int] = []
    form.created.connect(made.append)
    before = last_line(sitting)
    type_into(form, "subject", "Kennismaking")
    leave(form, "subject")
    form.flush()
    assert last_line(sitting) == before
    assert [draft.record_id for draft in kept(sitting)] == [0]
    editor = form.rows["contact_kind"].editor
    assert isinstance(editor, ChoiceEditor)
    editor.box.choose("phone")
    editor._decide()
    assert last_line(sitting) == before + 1
    assert form.record_id == made[0]
    assert stored(sitting, "contact_moment", made[0], "subject") == "Kennismaking"
    assert not kept(sitting)
    assert isinstance(form.rows["held_at"].editor.value(), datetime)
    type_into(form, "subject", "Tweede gesprek")
    leave(form, "subject")
    assert stored(sitting, "contact_moment", made[0], "subject") == "Tweede gesprek"
    assert len(made) == 1


def test_a_new_record_says_what_is_missing_when_asked(sitting: Sitting, form_of: FormOf) -> None:
    form = form_of("contact_moment", case_id=a_case(sitting))
    type_into(form, "subject", "Kennismaking")
    form.add()
    assert form.rows["contact_kind"].problem
    assert form.record_id is None


def test_an_abandoned_draft_leaves_no_record_and_is_offered_again(
    sitting: Sitting, desk: TestDesk, form_of: FormOf, qtbot: QtBot
) -> None:
    case_id = a_case(sitting)
    form = form_of("contact_moment", case_id=case_id)
    type_into(form, "subject", "Kennismaking")
    form.flush()
    form.close()
    unfinished = UnfinishedList(desk, ["contact_moment"], case_id)
    qtbot.addWidget(unfinished)
    (draft,) = unfinished.shown
    again = form_of("contact_moment", case_id=case_id, place=draft.place)
    assert again.rows["subject"].editor.value() == "Kennismaking"
    again.throw_away()
    unfinished.reload()
    assert not unfinished.shown
    with sitting.store.read() as session:
        assert session.scalar(select(func.count()).select_from(ContactMoment)) == 0


def test_drafts_of_two_cases_do_not_mix(sitting: Sitting, form_of: FormOf) -> None:
    one, other = a_case(sitting), a_case(sitting)
    form = form_of("note", case_id=one)
    type_into(form, "text", "Over het eerste dossier")
    form.flush()
    assert form_of("note", case_id=other).rows["text"].editor.value() is None


def test_the_second_of_two_is_told_and_chooses(
    sitting: Sitting, desk: TestDesk, form_of: FormOf
) -> None:
    case_id = a_case(sitting, danger="Eerst")
    form = form_of("case_file", case_id)
    other = seen_by(sitting, Role.DEPUTY)
    type_into(form, "danger", "Van mij")
    change(
        other.store, ChangeField("case_file", case_id, "danger", "Van hen", "Eerst"), other.labels
    )
    leave(form, "danger")
    row = form.rows["danger"]
    assert row.conflict is not None
    said = " ".join(label.text() for label in row.conflict.findChildren(QLabel))
    for word in ("Van mij", "Van hen", "Verzonnen waarnemer", "02-03-2026"):
        assert word in said
    assert stored(sitting, "case_file", case_id, "danger") == "Van hen"
    row.conflict.theirs.click()
    assert not row.in_conflict
    assert row.editor.value() == "Van hen"
    type_into(form, "danger", "Toch van mij")
    change(
        other.store,
        ChangeField("case_file", case_id, "danger", "Nog eens", "Van hen"),
        other.labels,
    )
    leave(form, "danger")
    assert row.conflict is not None
    row.conflict.mine.click()
    assert stored(sitting, "case_file", case_id, "danger") == "Toch van mij"


def test_a_conflict_holds_up_no_other_field(sitting: Sitting, form_of: FormOf) -> None:
    case_id = a_case(sitting)
    form = form_of("case_file", case_id)
    type_into(form, "danger", "Van mij")
    change(
        sitting.store, ChangeField("case_file", case_id, "danger", "Van hen", None), sitting.labels
    )
    assert "Van hen" in form.rows["danger"].remark
    leave(form, "danger")
    type_into(form, "summary", "Gaat gewoon door")
    leave(form, "summary")
    assert stored(sitting, "case_file", case_id, "summary") == "Gaat gewoon door"


def test_a_clean_field_follows_the_store_and_a_dirty_one_says_so(
    sitting: Sitting, form_of: FormOf
) -> None:
    case_id = a_case(sitting)
    form = form_of("case_file", case_id)
    type_into(form, "summary", "Ik typ nog")
    for name in ("danger", "summary"):
        change(
            sitting.store,
            ChangeField("case_file", case_id, name, "Van elders", None),
            sitting.labels,
        )
    assert form.rows["danger"].editor.value() == "Van elders"
    assert form.rows["summary"].editor.value() == "Ik typ nog"
    assert "Van elders" in form.rows["summary"].remark


def test_undo_restores_and_the_form_follows(sitting: Sitting, form_of: FormOf) -> None:
    case_id = a_case(sitting, danger="Voor")
    form = form_of("case_file", case_id)
    type_into(form, "danger", "Na")
    leave(form, "danger")
    undo(sitting.store)
    assert form.rows["danger"].editor.value() == "Voor"


def test_a_field_with_a_condition_comes_and_goes(sitting: Sitting, form_of: FormOf) -> None:
    case_id = a_case(sitting)
    person = a_victim(sitting, case_id)
    with sitting.store.read() as session:
        query = select(VictimDetails.id).where(VictimDetails.person_id == person)
        record_id = session.scalar(query)
    form = form_of("victim_details", record_id, case_id=case_id)
    reason = form.rows["comensha_reason"]
    assert not reason.wanted
    editor = form.rows["comensha_state"].editor
    assert isinstance(editor, ChoiceEditor)
    editor.box.choose("not_reported")
    editor._touch()
    assert reason.wanted


def test_what_may_not_be_seen_is_shielded_and_what_may_not_be_changed_is_only_shown(
    sitting: Sitting, form_of: FormOf, tmp_path: Path
) -> None:
    case_id = a_case(sitting)
    person = a_victim(sitting, case_id, given="Mirela", family="Popescu")
    desk = a_desk(seen_by(sitting, Role.SUPERVISOR), tmp_path)
    form = form_of("person", person, desk, case_id=case_id)
    name = form.rows["family_name"].editor
    assert isinstance(name, ShownValue)
    assert name.words.text() == shielded_words()
    assert all(isinstance(row.editor, ShownValue) for row in form.rows.values())
    assert "Popescu" not in " ".join(label.text() for label in form.findChildren(QLabel))


def test_guarded_fields_change_by_steps_only(sitting: Sitting, form_of: FormOf) -> None:
    case_id = a_case(sitting)
    referral = a_referral(sitting, case_id, a_partner(sitting))
    form = form_of("referral", referral, case_id=case_id)
    assert isinstance(form.rows["state"].editor, ShownValue)
    assert isinstance(form.rows["question"].editor, LongTextEditor)


def test_everything_has_a_name_for_those_who_hear_the_window(
    sitting: Sitting, form_of: FormOf
) -> None:
    case_id = a_case(sitting)
    for kind in KINDS:
        form = form_of(kind, None, case_id=case_id)
        form.show()
        nameless = [
            type(widget).__name__
            for widget in form.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.accessibleName()
            and not isinstance(widget, QAbstractScrollArea)
            and not getattr(widget, "text", lambda: "")()
        ]
        assert nameless == [], kind
        for row in form.rows.values():
            assert row._label.buddy() is row.editor.control()


def test_tab_goes_through_the_fields_in_reading_order_and_saves(
    sitting: Sitting, form_of: FormOf, qtbot: QtBot
) -> None:
    case_id = a_case(sitting)
    form = form_of("note", a_record(sitting, "note", case_id=case_id, subject="Oud"))
    form.resize(800, 600)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.start()
    QTest.keyClicks(focused(), " en nieuw")
    visited = []
    for _step in range(4):
        visited.append(next(name for name, row in form.rows.items() if row.editor.holds_focus()))
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if visited[-1] == "about":
            QTest.keyClick(focused(), Qt.Key.Key_Tab)  # past the calendar
    assert visited == ["subject", "text", "about", "person_id"]
    assert stored(sitting, "note", form.record_id or 0, "subject") in (
        "Oud en nieuw",
        " en nieuwOud",
        "en nieuwOud",
    )


def test_typing_on_while_a_record_is_made_loses_nothing(
    sitting: Sitting, desk: TestDesk, form_of: FormOf
) -> None:
    form = form_of("note", case_id=a_case(sitting))
    waiting: list[Callable[[], None]] = []
    at_once = desk.runner.change

    def later(work: Any, done: Any = None, **rest: Any) -> None:
        waiting.append(lambda: at_once(work, done, **rest))

    desk.runner.change = later  # type: ignore[method-assign]
    type_into(form, "subject", "Eerste")
    leave(form, "subject")
    type_into(form, "text", "Ging door met typen")
    leave(form, "text")
    type_into(form, "source", "Nog bezig")
    desk.runner.change = at_once  # type: ignore[method-assign]
    for step in waiting:
        step()
    with sitting.store.read() as session:
        (note,) = session.scalars(select(Note)).all()
        assert (note.subject, note.text) == ("Eerste", "Ging door met typen")
    assert form.rows["source"].editor.value() == "Nog bezig"
    leave(form, "source")
    assert stored(sitting, "note", form.record_id or 0, "source") == "Nog bezig"


def test_a_fault_while_saving_keeps_what_was_typed(
    sitting: Sitting, form_of: FormOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = a_case(sitting)
    form = form_of("case_file", case_id)

    def broken(*_rest: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr("casedesk.desktop.forms.saving.change", broken)
    type_into(form, "danger", "Mag niet weg")
    leave(form, "danger")
    assert form.rows["danger"].problem
    assert form.rows["danger"].editor.value() == "Mag niet weg"
    monkeypatch.undo()
    leave(form, "danger")
    assert stored(sitting, "case_file", case_id, "danger") == "Mag niet weg"


def test_a_record_that_is_gone_says_so(sitting: Sitting, desk: TestDesk, form_of: FormOf) -> None:
    note = a_record(sitting, "note", case_id=a_case(sitting), subject="Weg")
    form = form_of("note", note)
    undo(sitting.store)
    assert form.banner.sentence


def test_switching_to_another_window_saves_no_half_field(sitting: Sitting, form_of: FormOf) -> None:
    from PySide6.QtGui import QFocusEvent

    case_id = a_case(sitting)
    form = form_of("case_file", case_id)
    type_into(form, "danger", "Half")
    control = form.rows["danger"].editor.control()
    QApplication.sendEvent(
        control, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    )
    assert stored(sitting, "case_file", case_id, "danger") is None
    QApplication.sendEvent(
        control, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)
    )
    assert stored(sitting, "case_file", case_id, "danger") == "Half"


def test_making_a_case_by_its_own_use_case(sitting: Sitting, form_of: FormOf) -> None:
    def make(values: Any) -> Any:
        given = {**values, "number": "2026-7777", "phase": "report", "opened_on": date(2026, 3, 2)}
        return create(sitting.store, Create("case_file", given), sitting.labels)

    form = form_of("case_file", make=make)
    type_into(form, "summary", "Nieuw dossier")
    form.add()
    assert stored(sitting, "case_file", form.record_id or 0, "number") == "2026-7777"
    with sitting.store.read() as session:
        assert session.scalar(select(func.count()).select_from(CaseFile)) == 1
