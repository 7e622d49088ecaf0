"""What was entered elsewhere is taken over with one key; a role has its period."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casedesk.desktop.case.people import PeopleTab
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.kernel.dates import VagueDate
from casedesk.records.use_cases import ChangeField, change
from tests.builders import a_record, a_suspect
from tests.desktop_care.conftest import Bench


def an_intake(bench: Bench) -> RecordForm:
    made = a_record(
        bench.desk.sitting, "intake", case_id=bench.case_id, person_id=bench.person_id,
        held_on=date(2026, 3, 1),
    )  # fmt: skip
    form = RecordForm(bench.desk, "intake", made)
    bench.desk.notices.changed.connect(form.refresh)
    bench.qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    QApplication.processEvents()
    return form


def speaks(bench: Bench, *codes: str) -> None:
    command = ChangeField("person", bench.person_id, "languages", codes, None)
    assert change(bench.desk.sitting.store, command, bench.desk.sitting.labels)


def test_one_key_takes_over_and_saves(bench: Bench) -> None:
    speaks(bench, "ro", "en")
    row = an_intake(bench).rows["language"]
    assert row.offers is not None
    assert [b.text() for b in row.offers.buttons] == [
        "Take over: Romanian (F8)", "Take over: English",
    ]  # fmt: skip
    row.editor.control().setFocus()
    bench.qtbot.keyClick(row.editor.control(), Qt.Key.Key_F8)
    assert bench.views("intake")[0].values["language"] == "ro"
    assert row.offers is None


def test_what_becomes_known_meanwhile_is_offered_too(bench: Bench) -> None:
    form = an_intake(bench)
    assert form.rows["language"].offers is None
    speaks(bench, "ro")
    assert form.rows["language"].offers is not None


def test_typing_takes_the_offer_away(bench: Bench) -> None:
    speaks(bench, "ro")
    row = an_intake(bench).rows["language"]
    row.editor.take("en")
    assert row.offers is None
    assert bench.views("intake")[0].values["language"] == "en"


def test_the_period_of_a_role_is_typed_and_must_be_in_order(bench: Bench) -> None:
    part = bench.page("people").part
    assert isinstance(part, PeopleTab)
    assert part.panel is not None
    row = next(r for r in part.panel.who.rows if r.item.kind == "person_role")
    assert row.item.title == "Role: (Possible) victim"
    row.open()
    assert row.form is not None
    row.form.rows["since"].editor.take(VagueDate.on(date(2025, 6, 1)))
    row.form.rows["until"].editor.take(VagueDate.on(date(2025, 5, 1)))
    assert "before the start" in row.form.rows["until"].problem
    (tie,) = bench.views("person_role")
    assert tie.values["since"] == VagueDate.on(date(2025, 6, 1))
    assert tie.values["until"] is None


def test_somebody_may_be_victim_and_suspect_in_one_case(bench: Bench) -> None:
    a_record(
        bench.desk.sitting, "person_role", case_id=bench.case_id, person_id=bench.person_id,
        role="suspect",
    )  # fmt: skip
    a_suspect(bench.desk.sitting, bench.case_id)
    part = bench.page("people").part
    assert isinstance(part, PeopleTab)
    played = part.parts[bench.person_id]
    assert {code for _id, _version, code, _label in played.roles} == {"victim", "suspect"}
    assert not played.shielded
