"""The three tracks side by side, from the keyboard."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casedesk.desktop.care.track_reading import COLUMNS, read_tracks
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.moments import Track
from tests.builders import a_record, a_victim
from tests.desktop_care.conftest import Bench


def step(bench: Bench, kind: str, event: str, on: date, **values: Any) -> int:
    given = {"case_id": bench.case_id, "person_id": bench.person_id} | values
    return a_record(bench.desk.sitting, kind, event=event, happened=VagueDate.on(on), **given)


def words(bench: Bench) -> list[list[str]]:
    table = bench.tracks().table
    return [
        [table.item(line, column).text() for column in range(table.columnCount())]
        for line in range(table.rowCount())
    ]


def test_steps_of_one_day_stand_at_one_height(bench: Bench) -> None:
    day = date(2026, 1, 14)
    step(bench, "residence_event", "b8_applied", day, state="b8_applied")
    step(bench, "criminal_event", "report_filed", day, state="report_filed")
    found = next(line for line in words(bench) if line[0] == "14-01-2026")
    assert found[1 + COLUMNS.index(Track.CRIMINAL)] == "Criminal report filed"
    assert "B8/3" in found[1 + COLUMNS.index(Track.RESIDENCE)]


def test_the_state_is_that_of_the_last_step_by_its_date(bench: Bench) -> None:
    step(bench, "residence_event", "b8_granted", date(2026, 2, 20), state="b8_victim")
    step(bench, "residence_event", "reflection_granted", date(2026, 1, 14),
         state="reflection_period")  # fmt: skip
    head = bench.tracks().heads[Track.RESIDENCE]
    assert head.state.text() == "Permit as victim (B8/3), since 20-02-2026"


def test_dublin_eu_and_witness_can_be_told(bench: Bench) -> None:
    step(bench, "residence_event", "reflection_granted", date(2026, 1, 14),
         state="reflection_period", dublin="yes")  # fmt: skip
    assert "Dublin claimant" in bench.tracks().heads[Track.RESIDENCE].state.text()
    step(bench, "residence_event", "decision", date(2026, 2, 1), state="b8_witness")
    assert "witness" in bench.tracks().heads[Track.RESIDENCE].state.text()
    other = a_victim(bench.desk.sitting, bench.case_id, given="Ana")
    step(bench, "residence_event", "decision", date(2026, 2, 1), person_id=other,
         state="no_procedure")  # fmt: skip
    desk = bench.desk
    with desk.sitting.store.read() as session:
        found = read_tracks(session, desk.reader, bench.case_id, other)
    assert found.heads[Track.RESIDENCE].state.startswith("No procedure needed")


def test_the_steps_of_another_victim_are_not_there(bench: Bench) -> None:
    other = a_victim(bench.desk.sitting, bench.case_id, given="Ana")
    step(bench, "residence_event", "asylum_applied", date(2026, 2, 1), person_id=other)
    assert not any("Asylum applied for" in cell for line in words(bench) for cell in line)


def test_enter_opens_a_step_and_ready_goes_back(bench: Bench) -> None:
    made = step(bench, "residence_event", "asylum_applied", date(2026, 2, 1))
    tab = bench.tracks()
    assert tab.table.choose("residence_event", made)
    bench.qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    QApplication.processEvents()
    opened = tab.form
    assert opened is not None
    assert (opened.kind, opened.record_id) == ("residence_event", made)
    tab._ready()
    QApplication.processEvents()
    assert opened.isHidden() or not opened.isVisible()
    assert tab.table.hasFocus()


def test_a_new_step_knows_its_person(bench: Bench) -> None:
    tab = bench.tracks()
    tab.add("residence_event")
    assert tab.form is not None
    tab.form.rows["event"].editor.take("asylum_applied")
    tab.form.rows["happened"].editor.take(VagueDate.on(date(2026, 2, 1)))
    (made,) = bench.views("residence_event")
    assert made.person_id == bench.person_id


def test_what_stands_on_another_tab_is_opened_there(bench: Bench) -> None:
    plan = a_record(
        bench.desk.sitting, "care_plan", case_id=bench.case_id, person_id=bench.person_id,
        state="draft", made_on=date(2026, 2, 1),
    )  # fmt: skip
    tab = bench.tracks()
    tab.open_step("care_plan", plan)
    assert bench.desk.way.places[-1].entry == ("care_plan", plan)


def test_a_narrow_window_names_the_track_of_each_step(bench: Bench) -> None:
    step(bench, "residence_event", "asylum_applied", date(2026, 2, 1))
    tab = bench.tracks()
    tab.table.resize(300, 400)
    assert tab.table.columnCount() == 2
    assert tab.table.item(0, 1).text() == "Residence: Asylum applied for"
