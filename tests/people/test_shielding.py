"""Whichever way a part in a case changes, what was written about a suspect stays shut (art. 10)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.people.use_cases import AddPerson, add_person_to_case
from casedesk.records.reading import RecordView
from casedesk.records.use_cases import ChangeField, Create, Remove, change, create, remove
from casedesk.store.undo import undo
from tests.builders import a_case, a_record, a_store, a_suspect, a_victim, seen_by

TIE = "person_role"


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as made:
        yield made


def test_no_other_part_by_the_form_of_the_record(sitting: Sitting) -> None:
    known, here = a_case(sitting), a_case(sitting)
    person = a_victim(sitting, known)
    add_person_to_case(sitting.store, AddPerson(here, "suspect", person), sitting.labels)
    a_record(sitting, "note", case_id=here, person_id=person, text="Ronselt")
    piet = seen_by(sitting, Role.COORDINATOR, login="piet")
    values = {"case_id": here, "person_id": person, "role": "network"}
    assert isinstance(create(piet.store, Create(TIE, values), piet.labels), Refused)
    assert count(piet, "note", here) == 0
    made = create(sitting.store, Create(TIE, values), sitting.labels)
    assert isinstance(made, Changes)
    undo(sitting.store)
    assert count(sitting, TIE, here) == 1


def test_nobody_becomes_a_suspect_by_another_role_in_the_form(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_victim(sitting, case)
    piet = seen_by(sitting, Role.COORDINATOR, login="piet")
    for role in ("suspect", "facilitator"):
        wanted = ChangeField(TIE, 1, "role", role, "victim")
        assert isinstance(change(piet.store, wanted, piet.labels), Refused)
    assert views(sitting, TIE, case)[0].values["role"] == "victim"


def test_the_part_that_shields_a_note_is_not_removed(sitting: Sitting) -> None:
    case = a_case(sitting)
    suspect = a_suspect(sitting, case)
    note = a_record(sitting, "note", case_id=case, person_id=suspect, text="Ronselt")
    details = views(sitting, "suspect_details", case)[0]
    remove(sitting.store, Remove("suspect_details", details.id, 1))
    assert isinstance(remove(sitting.store, Remove(TIE, 1, 1)), Refused)
    remove(sitting.store, Remove("note", note, 1))
    assert isinstance(remove(sitting.store, Remove(TIE, 1, 1)), Changes)


def test_a_part_does_not_go_to_somebody_else_with_its_shield(sitting: Sitting) -> None:
    """Naming another person in the form takes the shield from the first."""
    case = a_case(sitting)
    suspect = a_suspect(sitting, case)
    other = a_victim(sitting, a_case(sitting))
    a_record(sitting, "note", case_id=case, person_id=suspect, text="Ronselt")
    wanted = ChangeField(TIE, 1, "person_id", other, suspect)
    assert isinstance(change(sitting.store, wanted, sitting.labels), Refused)


def views(sitting: Sitting, kind: str, case_id: int) -> tuple[RecordView, ...]:
    with sitting.store.read() as session:
        return tuple(sitting.reader.views(session, kind, case_id=case_id))


def count(sitting: Sitting, kind: str, case_id: int) -> int:
    return len(views(sitting, kind, case_id))
