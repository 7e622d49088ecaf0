"""The trail read as history, and the lines that reading leaves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casedesk.access.rights import Role
from casedesk.access.trail import HistoryLine, history, record_read, record_search
from casedesk.bootstrap import Sitting
from casedesk.kernel.words import speaking
from casedesk.records.reading import Reader
from casedesk.records.use_cases import ChangeField, Remove, change, remove
from casedesk.store.journal import Act
from casedesk.store.undo import redo, undo
from tests.builders import a_case, a_person, a_record, a_store, a_suspect, a_victim, seen_by


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as made:
        yield made


def lines(sitting: Sitting, **where: Any) -> tuple[HistoryLine, ...]:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        return history(session, reader, **where)


def change_phase(sitting: Sitting, case: int) -> None:
    change(
        sitting.store,
        ChangeField("case_file", case, "phase", "monitoring", "active", why="Rustig"),
        sitting.labels,
    )


def test_a_line_says_who_did_what_when_where_and_why(sitting: Sitting) -> None:
    case = a_case(sitting)
    change_phase(sitting, case)
    line = lines(sitting, case_id=case)[0]
    assert (line.who, line.role, line.sentence) == (
        "Anna Verzonnen",
        "Zorgcoördinator",
        "Gewijzigd: Dossier",
    )
    assert (line.why, line.at, line.act) == ("Rustig", sitting.clock.now(), Act.CHANGE)
    assert line.machine
    (changed,) = line.changes
    assert (changed.label, changed.before, changed.after) == ("Fase", "Zorg loopt", "Volgen")


def test_the_history_of_a_case_holds_its_persons_names_and_numbers(sitting: Sitting) -> None:
    case, other = a_case(sitting), a_case(sitting)
    person = a_victim(sitting, case)
    a_victim(sitting, other, given="Elders", family="Verzonnen")
    a_record(sitting, "person_name", person_id=person, name="Zonnetje")
    told = str(lines(sitting, case_id=case))
    assert "Zonnetje" in told
    assert "Popescu" in told
    assert "Elders" not in told


def test_the_history_of_a_record_is_its_own(sitting: Sitting) -> None:
    case = a_case(sitting)
    note = a_record(sitting, "note", case_id=case, subject="Een")
    a_record(sitting, "note", case_id=case, subject="Twee")
    (line,) = lines(sitting, kind="note", record_id=note)
    assert [c.after for c in line.changes] == ["Een"]


def test_undo_and_redo_are_told_at_both_ends(sitting: Sitting) -> None:
    case = a_case(sitting)
    change_phase(sitting, case)
    undo(sitting.store)
    back, there, _made = lines(sitting, case_id=case)
    assert back.sentence == "Gewijzigd: Dossier (ongedaan gemaakt)"
    assert there.undone
    redo(sitting.store)
    again, _back, there, _made = lines(sitting, case_id=case)
    assert again.sentence == "Gewijzigd: Dossier (opnieuw gedaan)"
    assert not _back.undone or there.undone


def test_values_are_shielded_one_by_one(sitting: Sitting) -> None:
    case = a_case(sitting, summary="Werkte in een keuken.", reporter="Buurman Verzonnen")
    a_victim(sitting, case)
    told = lines(seen_by(sitting, Role.SUPERVISOR), case_id=case)
    text = str(told)
    for secret in ("Mirela", "Popescu", "keuken", "Buurman"):
        assert secret not in text
        assert secret in str(lines(sitting, case_id=case))
    assert "afgeschermd" in text
    assert "Zorg loopt" in text


def test_lines_about_suspects_are_not_there_without_the_right(sitting: Sitting) -> None:
    case = a_case(sitting)
    suspect = a_suspect(sitting, case)
    record_read(sitting.store, "person", suspect, case)
    for role in (Role.DEPUTY, Role.SUPERVISOR):
        other = seen_by(sitting, role)
        assert len(lines(other, case_id=case)) == 1
        assert lines(other, kind="person", record_id=suspect) == ()
        assert lines(other, kind="suspect_details") == ()
    assert "Verdacht" in str(lines(sitting, case_id=case))


def test_older_lines_go_when_somebody_becomes_a_suspect(sitting: Sitting) -> None:
    case = a_case(sitting)
    person = a_person(sitting, case, "network", given="Karel", family="Zwartbaard")
    deputy = seen_by(sitting, Role.DEPUTY)
    assert "Zwartbaard" in str(lines(deputy, case_id=case))
    role = lines(sitting, kind="person_role")[0].record_id
    assert role is not None
    change(
        sitting.store,
        ChangeField("person_role", role, "role", "suspect", "network"),
        sitting.labels,
    )
    assert "Zwartbaard" not in str(lines(deputy, case_id=case))
    assert lines(deputy, kind="person", record_id=person) == ()


def test_removing_what_is_shielded_does_not_show_its_older_lines_again(sitting: Sitting) -> None:
    case = a_case(sitting)
    person = a_person(sitting, case, "network", given="Karel")
    note = a_record(sitting, "note", case_id=case, person_id=person, text="Ronselt meisjes")
    open_note = a_record(sitting, "note", case_id=case, text="Bel de school")
    piet = seen_by(sitting, Role.COORDINATOR, login="piet")
    change(
        sitting.store, ChangeField("person_role", 1, "role", "suspect", "network"), sitting.labels
    )
    for each in (note, open_note):
        remove(sitting.store, Remove("note", each, 1))
        assert "Ronselt" not in str(lines(piet, case_id=case))
        assert lines(piet, kind="note", record_id=note) == ()
    assert "Ronselt" in str(lines(sitting, case_id=case))
    # Of what nobody shielded, it stays told what it said.
    assert "Bel de school" in str(lines(piet, case_id=case))


def test_the_log_officer_sees_deeds_but_no_values(sitting: Sitting) -> None:
    case = a_case(sitting)
    change_phase(sitting, case)
    record_search(sitting.store, "popescu", 1)
    officer = seen_by(sitting, Role.LOG_OFFICER)
    told = lines(officer)
    assert any(line.sentence == "Gewijzigd: Dossier" for line in told)
    assert any(line.act is Act.SEARCH for line in told)
    assert all(line.changes == () and line.why == "" for line in told)
    assert "popescu" not in str(told)


def test_others_have_only_their_own_lines_outside_a_case(sitting: Sitting) -> None:
    a_case(sitting)
    record_search(sitting.store, "popescu", 1)
    deputy = seen_by(sitting, Role.DEPUTY)
    assert lines(deputy) == ()
    record_search(deputy.store, "haven", 2)
    (line,) = lines(deputy)
    assert [c.after for c in line.changes] == ["haven"]
    assert "popescu" in str(lines(sitting))


def test_a_keeper_learns_nothing_of_cases(sitting: Sitting) -> None:
    case = a_case(sitting)
    keeper = seen_by(sitting, Role.KEEPER)
    assert lines(keeper, case_id=case) == ()
    assert lines(keeper, kind="case_file", record_id=case) == ()


def test_reading_leaves_one_line_per_sitting_and_record(sitting: Sitting) -> None:
    case = a_case(sitting)
    for _ in range(3):
        assert record_read(sitting.store, "case_file", case, case)
    reads = [line for line in lines(sitting, case_id=case) if line.act is Act.READ]
    assert [line.sentence for line in reads] == ["Gelezen: Dossier"]
    other = seen_by(sitting, Role.SUPERVISOR)
    record_read(other.store, "case_file", case, case)
    reads = [line for line in lines(sitting, case_id=case) if line.act is Act.READ]
    assert [line.login for line in reads] == [Role.SUPERVISOR, "anna"]


def test_history_goes_on_page_by_page(sitting: Sitting) -> None:
    case = a_case(sitting)
    for number in range(7):
        a_record(sitting, "note", case_id=case, subject=str(number))
    first = lines(sitting, case_id=case, limit=5)
    rest = lines(sitting, case_id=case, limit=5, before=first[-1].seq)
    assert (len(first), len(rest)) == (5, 3)
    assert [line.seq for line in (*first, *rest)] == sorted(
        (line.seq for line in (*first, *rest)), reverse=True
    )
