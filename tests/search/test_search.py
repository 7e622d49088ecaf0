"""What is found, and what must not be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.words import speaking
from casedesk.records.reading import Reader
from casedesk.records.use_cases import ChangeField, Remove, change, remove
from casedesk.search.index import rebuild
from casedesk.search.query import Hit, cut_around, find
from casedesk.store.undo import undo
from tests.builders import a_case, a_partner, a_record, a_store, a_suspect, a_victim, seen_by


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as made:
        yield made


def search(sitting: Sitting, typed: str, limit: int = 50) -> tuple[Hit, ...]:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        return find(session, reader, typed, limit)


def found(sitting: Sitting, typed: str) -> list[tuple[str, int]]:
    return [(hit.kind, hit.id) for hit in search(sitting, typed)]


@pytest.mark.parametrize(
    "typed",
    ["mirela", "Popescu", "popé", "opes", "mirela popescu", "popescu mirela", "mi", "2026-0001"],
)
def test_names_and_numbers_are_found_however_they_are_typed(sitting: Sitting, typed: str) -> None:
    case = a_case(sitting)
    person = a_victim(sitting, case)
    wanted = ("case_file", case) if typed[0] == "2" else ("person", person)
    assert wanted in found(sitting, typed)


@pytest.mark.parametrize("typed", ["0612345678", "06 1234", "+31612345678", "06-12 34 56 78"])
def test_a_phone_number_is_found_in_every_spelling(sitting: Sitting, typed: str) -> None:
    person = a_victim(sitting, a_case(sitting))
    a_record(sitting, "identifier", person_id=person, identifier_kind="phone", value="06-1234 5678")
    assert found(sitting, typed) == [("person", person)]


def test_a_name_in_its_own_script_is_found_in_both(sitting: Sitting) -> None:
    person = a_victim(sitting, a_case(sitting), given="Олена", family="Шевченко")
    assert found(sitting, "шевч") == [("person", person)]
    assert found(sitting, "shevchenko") == [("person", person)]


def test_another_name_leads_to_the_person(sitting: Sitting) -> None:
    person = a_victim(sitting, a_case(sitting))
    a_record(sitting, "person_name", person_id=person, name="Zonnetje")
    (hit,) = search(sitting, "zonnetje")
    assert (hit.kind, hit.id, hit.title) == ("person", person, "Mirela Popescu")
    assert hit.found == "Naam: Zonnetje"


def test_words_are_found_and_shown_in_their_surroundings(sitting: Sitting) -> None:
    case = a_case(sitting)
    words = "Zij vertelde over de rit. " * 5 + "Een witte bestelbus stond klaar. " + "Later. " * 30
    note = a_record(sitting, "note", case_id=case, subject="Rit", text=words)
    (hit,) = search(sitting, "bestel witte")
    assert (hit.kind, hit.id, hit.where) == ("note", note, "2026-0001")
    assert "witte bestelbus" in hit.found
    assert len(hit.found) < 130


def test_names_come_first_then_the_newest(sitting: Sitting) -> None:
    case = a_case(sitting)
    old = a_record(sitting, "note", case_id=case, subject="Haven oud")
    partner = a_partner(sitting, "De Haven")
    new = a_record(sitting, "note", case_id=case, subject="Haven nieuw")
    assert found(sitting, "haven") == [("organisation", partner), ("note", new), ("note", old)]


def test_a_limit_holds_and_hidden_rows_do_not_count(sitting: Sitting) -> None:
    case = a_case(sitting)
    for _ in range(3):
        a_victim(sitting, case, given="Bloem", family="Verzonnen")
    for _ in range(3):
        a_suspect(sitting, case, given="Bloem", family="Verdacht")
    assert len(search(sitting, "bloem", 4)) == 4
    assert len(search(seen_by(sitting, Role.DEPUTY), "bloem", 3)) == 3


def test_suspects_are_found_only_by_those_entitled(sitting: Sitting) -> None:
    case = a_case(sitting)
    suspect = a_suspect(sitting, case, given="Karel", family="Zwartbaard")
    a_record(sitting, "person_name", person_id=suspect, name="De Bakker")
    a_record(sitting, "identifier", person_id=suspect, identifier_kind="plate", value="12-ABC-3")
    a_record(sitting, "note", case_id=case, person_id=suspect, text="Rijdt in een cabriolet.")
    canaries = ("zwartbaard", "bakker", "12abc3", "12-ABC", "cabriolet", "karel", "zw", "arel")
    for typed in canaries:
        assert found(sitting, typed), typed
    for role in (Role.DEPUTY, Role.SUPERVISOR, Role.FOCAL_OFFICER, Role.KEEPER):
        other = seen_by(sitting, role)
        for typed in canaries:
            assert found(other, typed) == [], (role, typed)


def test_a_victim_here_is_not_found_as_a_suspect_there(sitting: Sitting) -> None:
    here, there = a_case(sitting), a_case(sitting)
    person = a_victim(sitting, here)
    a_record(sitting, "person_role", case_id=there, person_id=person, role="suspect")
    a_record(sitting, "note", case_id=there, person_id=person, text="Ronselt in de haven.")
    a_record(sitting, "note", case_id=here, person_id=person, text="Slaapt slecht.")
    deputy = seen_by(sitting, Role.DEPUTY)
    assert found(sitting, "ronselt")
    assert found(deputy, "ronselt") == []
    assert [kind for kind, _id in found(deputy, "slaapt")] == ["note"]


def test_nobody_finds_by_what_they_may_not_read(sitting: Sitting) -> None:
    case = a_case(sitting, reporter="Buurman Verzonnen")
    a_victim(sitting, case)
    a_record(sitting, "note", case_id=case, text="Alleen voor ogen van de zorg.")
    a_record(sitting, "action", case_id=case, what="Telefoneren met moeder")
    supervisor = seen_by(sitting, Role.SUPERVISOR)
    for typed in ("mirela", "popescu", "mi", "alleen ogen", "telefoneren"):
        assert found(sitting, typed), typed
        assert found(supervisor, typed) == [], typed
    assert found(supervisor, "2026-0001") == [("case_file", case)]
    assert found(seen_by(sitting, Role.LOG_OFFICER), "2026-0001") == []


def test_the_index_follows_every_change(sitting: Sitting) -> None:
    person = a_victim(sitting, a_case(sitting))
    change(
        sitting.store,
        ChangeField("person", person, "family_name", "Ionescu", "Popescu"),
        sitting.labels,
    )
    assert found(sitting, "popescu") == []
    assert found(sitting, "ionescu") == [("person", person)]
    undo(sitting.store)
    assert found(sitting, "ionescu") == []
    assert found(sitting, "popescu") == [("person", person)]


def test_what_is_removed_is_found_no_more(sitting: Sitting) -> None:
    case = a_case(sitting)
    note = a_record(sitting, "note", case_id=case, subject="Tijdelijk woord")
    remove(sitting.store, Remove("note", note, 1))
    assert found(sitting, "tijdelijk") == []
    undo(sitting.store)
    assert found(sitting, "tijdelijk") == [("note", note)]


def test_a_rebuilt_index_finds_the_same(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_victim(sitting, case)
    a_suspect(sitting, case)
    a_record(sitting, "note", case_id=case, text="Woorden in een notitie.")
    typed = ("mirela", "verdacht", "woorden", "2026")
    before = [found(sitting, one) for one in typed]
    with sitting.store.write("x") as writing:
        session = writing.unit.session
        rows = session.scalar(text("SELECT count(*) FROM fts_row"))
        assert rebuild(session) == rows
        session.commit()
    assert [found(sitting, one) for one in typed] == before


@pytest.mark.parametrize(
    "typed",
    ['"', '""', "'; DROP TABLE person; --", "AND", "NEAR(a b)", "names:x", "*", "-", "(", "^a",
     "a" * 5000, "\0", "%", "_", "{names}", "a OR b", " ", ""],
)  # fmt: skip
def test_hostile_texts_are_only_words(sitting: Sitting, typed: str) -> None:
    a_victim(sitting, a_case(sitting))
    assert found(sitting, typed) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(typed=st.text(max_size=40))
def test_no_text_breaks_the_search(sitting: Sitting, typed: str) -> None:
    search(sitting, typed)


def test_a_cut_never_begins_in_the_dark() -> None:
    assert cut_around("Een twee drie", ("twee",)) == "Een twee drie"
    assert cut_around("Een twee drie", ("vier",)) == ""
    assert cut_around("x " * 60 + "doel" + " y" * 60, ("doe",)).startswith("…")
