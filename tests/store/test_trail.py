"""The trail: what it says, that it cannot be altered unseen, and what is read from it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from casedesk.cases.model import CaseFile
from casedesk.kernel.actor import Actor
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Missing
from casedesk.people.model import Identifier, Person, PersonRole, SuspectDetails
from casedesk.store import undo as undoing
from casedesk.store.journal import Act, Trail, TrailValues
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnjournalledWriteError
from casedesk.store.vault import Vault
from casedesk.store.verify import verify

Sit = Callable[..., Store]
BRAM = Actor("bram", "Bram Bedacht", "waarnemer")


def a_person(store: Store, **values: Any) -> int:
    with store.write("New: {kind}", act=Act.CREATE) as writing:
        writing.unit.add(Person(**({"given_names": "Proef"} | values)))
    assert writing.changes.created
    return writing.changes.created


def change(store: Store, person: int, **values: Any) -> Any:
    with store.write("Changed: {kind}", why="because") as writing:
        writing.unit.set(writing.unit.get(Person, person), **values)
    return writing.answer


def report(opened: Vault, **more: Any) -> Any:
    with opened.engine.connect() as connection:
        return verify(connection, opened.keys.trail_key, **more)


def test_a_line_says_who_what_when_where_why_and_the_values(sit: Sit, opened: Vault) -> None:
    store = sit(machine="laptop-7")
    person = a_person(store)
    change(store, person, family_name="Verzonnen")
    with store.read() as session:
        line = session.query(Trail).order_by(Trail.seq.desc()).first()
        body = session.get(TrailValues, line.seq).body
    assert (line.login, line.role, line.machine) == ("anna", "zorgcoordinator", "laptop-7")
    assert (line.act, line.object_kind, line.object_id) == ("change", "person", person)
    assert (line.result, line.why, str(line.at)) == ("done", "because", "2026-03-01 09:00:00+00:00")
    assert ["person", person, "family_name", None, "Verzonnen", 0] in json.loads(body)
    assert report(opened).whole


def test_nothing_is_written_when_nothing_differs(sit: Sit, opened: Vault) -> None:
    store = sit()
    person = a_person(store)
    before = report(opened).lines
    assert not change(store, person, given_names="Proef")
    assert report(opened).lines == before


def test_a_write_past_the_unit_of_work_is_a_fault(sit: Sit) -> None:
    store = sit()
    person = a_person(store)
    with store.write("x") as writing:
        writing.unit.session.get(Person, person).given_names = "Stiekem"
        with pytest.raises(UnjournalledWriteError):
            writing.unit.session.flush()
        writing.unit.refuse("enough")


@pytest.mark.parametrize("table", ["trail", "trail_values", "trail_touch"])
@pytest.mark.parametrize("statement", ["DELETE FROM {t}", "UPDATE {t} SET seq = seq + 100"])
def test_the_database_refuses_to_change_the_trail(
    sit: Sit, opened: Vault, table: str, statement: str
) -> None:
    a_person(sit())
    with pytest.raises(DatabaseError, match="append-only"), opened.engine.begin() as connection:
        connection.execute(text(statement.format(t=table)))


TAMPERINGS = {
    "altered": "UPDATE trail SET login = 'iemand' WHERE seq = 2",
    "altered role": "UPDATE trail SET restricted = 1 WHERE seq = 2",
    "removed": "DELETE FROM trail WHERE seq = 2",
    "removed last": "DELETE FROM trail WHERE seq = 4",
    "swapped": "UPDATE trail SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 ELSE seq END; "
    "UPDATE trail SET seq = -seq WHERE seq < 0",
    "values altered": "UPDATE trail_values SET body = replace(body, 'Een', 'Vals') WHERE seq = 2",
    "values removed": "DELETE FROM trail_values WHERE seq = 2",
    "record altered": "UPDATE person SET family_name = 'Vals'",
    "record removed": "DELETE FROM person",
    "record added": "INSERT INTO person (id, version, given_names) VALUES (99, 1, 'Spook')",
}


@pytest.mark.parametrize("tampering", list(TAMPERINGS))
def test_verify_finds_tampering_by_somebody_with_the_key(
    sit: Sit, opened: Vault, tampering: str
) -> None:
    store = sit()
    person = a_person(store)
    for name in ("Een", "Twee", "Drie"):
        change(store, person, family_name=name)
    head = report(opened).head
    assert report(opened, anchored=head).whole
    raw = opened.engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    guards = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _sql in guards:
        cursor.execute(f"DROP TRIGGER {name}")
    for statement in TAMPERINGS[tampering].split("; "):
        cursor.execute(statement)
    for _name, sql in guards:
        cursor.execute(sql)
    cursor.execute("PRAGMA foreign_keys=ON")
    raw.close()
    assert not report(opened, anchored=head).whole


def test_a_dropped_guard_is_found(sit: Sit, opened: Vault) -> None:
    a_person(sit())
    with opened.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER trail_no_update"))
    assert "trail_no_update" in report(opened).findings[0].sentence


def test_a_refused_undo_leaves_the_store_usable(sit: Sit, opened: Vault) -> None:
    """Something else came to depend on what was made: only the commit finds out."""
    store = sit()
    person = a_person(store)
    with opened.engine.begin() as connection:
        connection.execute(text("CREATE TABLE hangs (id INTEGER REFERENCES person (id))"))
        connection.execute(text("INSERT INTO hangs VALUES (:person)"), {"person": person})
    answer = undoing.undo(store)
    assert isinstance(answer, Refused)
    for _connection in range(8):
        change(store, person, family_name=f"Na {_connection}")
        with store.read() as session:
            assert session.get(Person, person).family_name == f"Na {_connection}"


def test_undo_and_redo_walk_back_and_forth(sit: Sit, opened: Vault) -> None:
    store = sit()
    person = a_person(store)
    change(store, person, family_name="Een")
    change(store, person, family_name="Twee", sex=Missing.NOT_ASKED)

    def now() -> tuple[Any, Any]:
        with store.write("look") as writing:
            record = writing.unit.session.get(Person, person)
            if record is None:
                return (None, None)
            return record.family_name, writing.unit.current(record, "sex")

    assert now() == ("Twee", Missing.NOT_ASKED)
    assert undoing.undo(store)
    assert now() == ("Een", None)
    undoing.undo(store)
    undoing.undo(store)
    assert now() == (None, None)
    assert undoing.undoable(store) is None
    for _step in range(3):
        undoing.redo(store)
    assert now() == ("Twee", Missing.NOT_ASKED)
    assert undoing.redoable(store) is None
    assert report(opened).whole


def test_undo_refuses_when_somebody_changed_the_value_since(sit: Sit) -> None:
    store, other = sit(), sit(BRAM)
    person = a_person(store)
    change(store, person, family_name="Een")
    change(other, person, family_name="Anders")
    assert "somebody changed" in undoing.undo(store).sentence or "iemand" in (
        undoing.undo(store).sentence
    )


def test_undo_takes_back_only_my_own_acts_of_this_sitting(sit: Sit) -> None:
    person = a_person(sit())
    change(sit(BRAM), person, family_name="Anders")
    assert undoing.undoable(sit()) is None


def test_undo_of_a_removal_brings_all_back_with_the_same_id(sit: Sit, opened: Vault) -> None:
    store = sit()
    person = a_person(store, family_name="Terug", nationality=("0001",))
    with store.write("Removed", act=Act.REMOVE) as writing:
        writing.unit.remove(writing.unit.get(Person, person))
    undoing.undo(store)
    with store.read() as session:
        found = session.get(Person, person)
        assert (found.family_name, found.nationality) == ("Terug", ("0001",))
    assert report(opened).whole


def test_undo_of_a_creation_refuses_while_others_depend_on_it(sit: Sit) -> None:
    store, other = sit(), sit(BRAM)
    person = a_person(store)
    with other.write("New", act=Act.CREATE) as writing:
        writing.unit.add(Identifier(person_id=person, identifier_kind="phone", value="06"))
    assert hasattr(undoing.undo(store), "sentence")


def test_others_hear_of_a_change_through_news(sit: Sit) -> None:
    mine, theirs = sit(), sit(BRAM)
    person = a_person(theirs)
    assert mine.news().ids == {"person": frozenset({person})}
    assert not mine.news()
    assert not theirs.news()


def test_lines_about_a_suspect_are_hidden_from_those_not_entitled(sit: Sit) -> None:
    store = sit()
    with store.write("New", act=Act.CREATE) as writing:
        unit = writing.unit
        case = unit.add(CaseFile(number="1", phase="report", opened_on=date(2026, 1, 1)))
        person = unit.add(Person(given_names="Schaduw"))
        unit.add(PersonRole(case_id=case.id, person_id=person.id, role="suspect"))
        unit.add(SuspectDetails(case_id=case.id, person_id=person.id, firms="Schijn BV"))
        ids = case.id, person.id
    bram = sit(BRAM)
    with bram.read() as session:
        assert session.get(CaseFile, ids[0])
        assert session.get(Person, ids[1]) is None
        assert session.query(PersonRole).count() == 0
        assert session.query(SuspectDetails).count() == 0
        assert session.query(Trail).count() == 0
    with store.read() as session:
        assert session.get(Person, ids[1])
        assert session.query(Trail).count() == 1
