"""Records read as their reader may see them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.dates import parse_vague
from casedesk.kernel.fields import Missing
from casedesk.kernel.words import speaking
from casedesk.records.reading import Reader
from casedesk.records.showing import SHIELDED
from casedesk.records.use_cases import ChangeField, change
from casedesk.store.declare import fields_of, record_class
from tests.builders import (
    a_case,
    a_partner,
    a_person,
    a_record,
    a_referral,
    a_store,
    a_suspect,
    a_victim,
    seen_by,
)


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as made:
        yield made


def reader_of(sitting: Sitting) -> Reader:
    return Reader(sitting.actor, sitting.labels, sitting.clock)


def views(sitting: Sitting, kind: str, **where: Any) -> tuple[Any, ...]:
    with sitting.store.read() as session:
        return reader_of(sitting).views(session, kind, **where)


def title(sitting: Sitting, kind: str, record_id: int, case_id: int | None = None) -> str:
    with sitting.store.read() as session:
        return reader_of(sitting).title(session, kind, record_id, case_id)


def shown(sitting: Sitting, kind: str, name: str, value: Any) -> str:
    with sitting.store.read() as session:
        field = fields_of(record_class(kind))[name]
        return reader_of(sitting).show(session, field, value)


def test_a_view_holds_values_reasons_and_what_is_shielded(sitting: Sitting) -> None:
    case = a_case(sitting)
    person = a_victim(sitting, case, sex=Missing.NOT_ASKED)
    (mine,) = views(sitting, "person", case_id=case)
    assert mine.values["given_names"] == "Mirela"
    assert mine.values["sex"] is Missing.NOT_ASKED
    assert mine.values["birth"] is None
    assert (mine.id, mine.person_id, mine.title) == (person, person, "Mirela Popescu")
    (theirs,) = views(seen_by(sitting, Role.SUPERVISOR), "person", case_id=case)
    assert theirs.values["given_names"] is SHIELDED
    assert theirs.values["birth"] is None
    assert theirs.values["sex"] is Missing.NOT_ASKED
    assert theirs.title == "Persoon A"


def test_what_is_not_for_the_reader_is_not_there(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_victim(sitting, case)
    suspect = a_suspect(sitting, case)
    for role in (Role.DEPUTY, Role.SUPERVISOR):
        other = seen_by(sitting, role)
        assert len(views(other, "person", case_id=case)) == 1
        assert len(views(other, "person_role", case_id=case)) == 1
        assert views(other, "suspect_details", case_id=case) == ()
        with other.store.read() as session:
            assert reader_of(other).view(session, "person", suspect) is None
            assert suspect not in reader_of(other).titles(session, "person", [suspect])
    officer = seen_by(sitting, Role.LOG_OFFICER)
    assert views(officer, "case_file") == ()


def test_a_pseudonym_is_stable_and_tells_of_no_suspect(sitting: Sitting) -> None:
    case = a_case(sitting)
    first = a_victim(sitting, case)
    suspect = a_suspect(sitting, case, given=None, family=None)
    second = a_victim(sitting, case, given=None, family=None)
    supervisor = seen_by(sitting, Role.SUPERVISOR)
    assert title(supervisor, "person", first, case) == "Persoon A"
    assert title(supervisor, "person", second, case) == "Persoon B"
    assert title(supervisor, "person", suspect, case) == "afgeschermd"
    assert title(sitting, "person", first, case) == "Mirela Popescu"
    assert title(sitting, "person", second, case) == "Persoon B"
    assert title(sitting, "person", suspect, case) == "Afgeschermd persoon A"
    assert title(supervisor, "person", second) == "Persoon B, 2026-0001"


def test_the_letters_go_on_after_z(sitting: Sitting) -> None:
    case = a_case(sitting)
    ids = [a_person(sitting, case, "network", given=None, family=None) for _ in range(28)]
    assert title(sitting, "person", ids[25], case) == "Persoon Z"
    assert title(sitting, "person", ids[27], case) == "Persoon AB"


def test_titles_speak_of_what_a_record_refers_to(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    person = a_victim(sitting, case)
    referral = a_referral(sitting, case, partner, person)
    note = a_record(sitting, "note", case_id=case, text="Zonder onderwerp.")
    assert title(sitting, "referral", referral) == "Opvang, Opvang De Haven"
    assert title(sitting, "note", note) == "Notitie"
    (role,) = views(seen_by(sitting, Role.SUPERVISOR), "person_role", case_id=case)
    assert role.title == "Persoon A, (Mogelijk) slachtoffer"


def test_the_dutch_read_their_own_names(sitting: Sitting) -> None:
    case = a_case(sitting)
    person = a_person(sitting, case, given="Jan", family="Berg", name_prefix="van den")
    assert title(sitting, "person", person) == "Jan van den Berg"


@pytest.mark.parametrize(
    ("kind", "name", "value", "text"),
    [
        ("person", "sex", Missing.NOT_ASKED, "niet gevraagd"),
        ("person", "sex", Missing.REFUSED, "wil het niet zeggen"),
        ("person", "sex", None, ""),
        ("person", "sex", SHIELDED, "afgeschermd"),
        ("case_file", "opened_on", date(2026, 3, 2), "02-03-2026"),
        ("case_file", "phase", "active", "Zorg loopt"),
        ("victim_details", "minor_at_start", True, "ja"),
        ("victim_details", "minor_at_start", False, "nee"),
        ("victim_details", "children_with", 2, "2"),
        ("person", "family_name", "Popescu", "Popescu"),
        ("person", "birth", parse_vague("zomer 1999", date(2026, 1, 1), "nl"), "zomer 1999"),
    ],
)
def test_every_kind_of_value_reads_in_dutch(
    sitting: Sitting, kind: str, name: str, value: Any, text: str
) -> None:
    assert shown(sitting, kind, name, value) == text


def test_a_moment_reads_in_the_time_of_the_office(sitting: Sitting) -> None:
    assert shown(sitting, "contact_moment", "held_at", sitting.clock.now()) == "02-03-2026 09:00"


def test_titles_follow_the_language_that_is_spoken(sitting: Sitting) -> None:
    case = a_case(sitting)
    referral = a_referral(sitting, case, a_partner(sitting))
    with sitting.store.read() as session:
        reader = reader_of(sitting)
        assert reader.title(session, "referral", referral).startswith("Opvang,")
        with speaking("en"):
            assert reader.title(session, "referral", referral).startswith("Shelter,")


def test_a_list_of_records_takes_few_queries(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    for _ in range(30):
        a_referral(sitting, case, partner, a_victim(sitting, case))
    asked: list[str] = []

    def note(*args: Any) -> None:
        asked.append(args[2])

    event.listen(sitting.vault.engine, "before_cursor_execute", note)
    reader = reader_of(sitting)
    with sitting.store.read() as session:
        found = reader.views(session, "referral", case_id=case)
        field = fields_of(record_class("referral"))["person_id"]
        for view in found:
            assert reader.show(session, field, view.values["person_id"], case_id=case)
    assert len(found) == 30
    assert len([sql for sql in asked if sql.startswith("SELECT")]) < 8


def test_choices_stay_within_the_case(sitting: Sitting) -> None:
    case, other = a_case(sitting), a_case(sitting)
    mirela = a_victim(sitting, case)
    a_victim(sitting, other, given="Bojan", family="Ilić")
    for name in ("Politie Verzonnen", "Advocaat Bedacht"):
        a_partner(sitting, name)
    fields = fields_of(record_class("referral"))
    with sitting.store.read() as session:
        reader = reader_of(sitting)
        persons = reader.choices(session, fields["person_id"], case)
        partners = reader.choices(session, fields["partner_id"], case)
    assert [(choice.id, choice.label) for choice in persons] == [(mirela, "Mirela Popescu")]
    assert [choice.label for choice in partners] == ["Advocaat Bedacht", "Politie Verzonnen"]


def test_records_are_found_by_person_and_by_parent(sitting: Sitting) -> None:
    case = a_case(sitting)
    person = a_victim(sitting, case)
    a_record(sitting, "person_name", person_id=person, name="Mira")
    organisation = a_partner(sitting)
    a_record(sitting, "contact_person", organisation_id=organisation, name="Piet Verzonnen")
    assert [v.values["name"] for v in views(sitting, "person_name", person_id=person)] == ["Mira"]
    parent = ("organisation_id", organisation)
    assert [v.title for v in views(sitting, "contact_person", parent=parent)] == ["Piet Verzonnen"]
    assert [v.values["name"] for v in views(sitting, "person_name", case_id=case)] == ["Mira"]


def test_derived_fields_follow_and_undo_leaves_them_to_it(sitting: Sitting) -> None:
    from casedesk.store.undo import undo

    case = a_case(sitting)
    person = a_victim(sitting, case)
    change(
        sitting.store,
        ChangeField("person", person, "family_name", "Ångström", "Popescu"),
        sitting.labels,
    )
    other = seen_by(sitting, Role.COORDINATOR, suspects=True, login="els")
    change(other.store, ChangeField("person", person, "given_names", "Ana", "Mirela"), other.labels)
    undo(sitting.store)
    (view,) = views(sitting, "person", case_id=case)
    assert (view.values["family_name"], view.values["given_names"]) == ("Popescu", "Ana")
    assert view.values["sort_name"] == "popescu\x1fana\x1f"
