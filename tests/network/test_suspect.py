"""All that is known of one suspect, for who may know; pictures leave with a reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from casedesk import features
from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Refused
from casedesk.kernel.columns import ListQuery
from casedesk.network.suspect import SuspectFile, read_suspect
from casedesk.network.use_cases import TakePicture, take_picture
from casedesk.store.journal import Act, Trail
from tests.builders import a_case, a_person, a_record, a_store, a_suspect, seen_by


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as made:
        yield made


def read(sitting: Sitting, person: int) -> SuspectFile | None:
    with sitting.store.read() as session:
        return read_suspect(session, sitting.reader, person)


def a_known_suspect(anna: Sitting) -> tuple[int, int, int]:
    """Karel, in two cases."""
    first, second = a_case(anna, "2026-0007"), a_case(anna, "2026-0012")
    a_person(anna, first, given="Mirela", family="Popescu")
    karel = a_suspect(anna, first)
    a_record(anna, "person_role", case_id=second, person_id=karel, role="facilitator")
    a_record(anna, "suspect_fact", case_id=first, person_id=karel, fact_kind="vehicle",
             what="Zwarte bus 12-ABC-3", source="Wijkagent", grade_source="b",
             grade_content="2")  # fmt: skip
    a_record(anna, "suspect_fact", case_id=second, person_id=karel, fact_kind="travel",
             what="Elke vrijdag naar Antwerpen", source="Havenmeester")  # fmt: skip
    a_record(anna, "person_name", person_id=karel, name="De Baas", name_kind="nickname")
    return karel, first, second


def test_facts_of_all_cases_stand_together_with_source_and_grade(anna: Sitting) -> None:
    karel, _first, _second = a_known_suspect(anna)
    found = read(anna, karel)
    assert found is not None
    assert [number for _id, number in found.cases] == ["2026-0007", "2026-0012"]
    facts = {chapter.title: chapter.facts for chapter in found.chapters}
    bus = next(fact for fact in facts["Facts"] if "12-ABC-3" in fact.what)
    assert (bus.source, bus.grade, bus.case) == ("Wijkagent", "B2", "2026-0007")
    assert any("Antwerpen" in fact.what for fact in facts["Facts"])
    assert "De Baas (Roepnaam of bijnaam)" in [fact.what for fact in facts["Other names"]]
    victims = [fact.what for fact in facts["Cases and victims"]]
    assert any("Mirela Popescu" in what for what in victims)


def test_for_others_the_suspect_is_not_there(anna: Sitting) -> None:
    karel, _first, _second = a_known_suspect(anna)
    deputy = seen_by(anna, Role.DEPUTY, suspects=False)
    assert read(deputy, karel) is None
    source = features.lists()["suspects"]
    with deputy.store.read() as session:
        assert source.ids(session, ListQuery(), deputy.reader) == []
    with anna.store.read() as session:
        assert source.ids(session, ListQuery(), anna.reader) == [karel]
        row = source.rows(session, [karel], anna.reader)[karel]
    assert row[0] == "Karel Verdacht"
    assert row[2:] == ("De Baas", "2026-0007, 2026-0012", "2")


def test_who_is_no_suspect_has_no_such_file(anna: Sitting) -> None:
    case = a_case(anna)
    assert read(anna, a_person(anna, case)) is None


@pytest.mark.parametrize(
    ("typed", "hits"), [("verdacht", 1), ("baas", 1), ("12-ABC-3", 1), ("antwerpen", 1), ("x9", 0)]
)
def test_the_list_finds_by_name_alias_plate_and_words(anna: Sitting, typed: str, hits: int) -> None:
    a_known_suspect(anna)
    source = features.lists()["suspects"]
    with anna.store.read() as session:
        assert len(source.ids(session, ListQuery(text=typed), anna.reader)) == hits


def test_the_list_tells_who_is_in_several_cases(anna: Sitting) -> None:
    karel, first, _second = a_known_suspect(anna)
    a_suspect(anna, first, given="Piet", family="Ander")
    source = features.lists()["suspects"]
    with anna.store.read() as session:
        query = ListQuery(filters={"reach": "several"})
        assert source.ids(session, query, anna.reader) == [karel]


# Pictures.


def lines(anna: Sitting) -> list[Trail]:
    with anna.store.read() as session:
        return list(session.scalars(select(Trail).where(Trail.act == Act.EXPORT.value)))


def test_a_picture_asks_for_its_reason_and_leaves_a_line(anna: Sitting) -> None:
    case = a_case(anna)
    assert isinstance(take_picture(anna.store, TakePicture(case, "  ")), Refused)
    assert lines(anna) == []
    assert not isinstance(take_picture(anna.store, TakePicture(case, "Voor het overleg")), Refused)
    (line,) = lines(anna)
    assert (line.why, line.case_id, line.restricted) == ("Voor het overleg", case, False)


@pytest.mark.parametrize(
    ("role", "suspects", "names", "shielded", "allowed"),
    [
        (Role.COORDINATOR, True, True, True, True),
        (Role.COORDINATOR, False, True, True, False),
        (Role.DEPUTY, False, True, False, True),
        (Role.SUPERVISOR, False, False, False, True),
        (Role.SUPERVISOR, False, True, False, False),
        (Role.FOCAL_OFFICER, False, False, False, False),
        (Role.KEEPER, False, False, False, False),
    ],
)
def test_a_picture_holds_no_more_than_its_maker_may_give_out(
    anna: Sitting, role: Role, suspects: bool, names: bool, shielded: bool, allowed: bool
) -> None:
    case = a_case(anna)
    somebody = seen_by(anna, role, suspects=suspects, login="iemand")
    command = TakePicture(case, "Voor het overleg", names, shielded)
    assert isinstance(take_picture(somebody.store, command), Refused) is not allowed


def test_a_picture_with_suspects_is_itself_a_secret(anna: Sitting) -> None:
    case = a_case(anna)
    take_picture(anna.store, TakePicture(case, "Voor de politie", True, True))
    assert [line.restricted for line in lines(anna)] == [True]
    assert lines(seen_by(anna, Role.DEPUTY, suspects=False)) == []
