"""Terms that the organisation adds, ends and rewords; what was recorded stays as it was."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import speaking
from casedesk.records.use_cases import Create, create
from casedesk.reference.rules import FIXED, ONLY_ADDED
from casedesk.reference.use_cases import (
    AddTerm,
    EndTerm,
    RewordTerm,
    add_term,
    end_term,
    reword_term,
)
from casedesk.store.code_list_files import read_lists
from casedesk.store.code_lists import Code, CodeLabels
from casedesk.store.journal import Act, Trail
from tests.builders import a_record, a_store, seen_by

LIST = "risk_sector"


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as sitting:
        yield sitting


@pytest.fixture
def keeper(anna: Sitting) -> Sitting:
    return seen_by(anna, Role.KEEPER)


def fresh(sitting: Sitting) -> CodeLabels:
    """The lists as the next sitting reads them."""
    with sitting.vault.reading() as connection:
        return CodeLabels(connection)


def shipped_rows(sitting: Sitting) -> list[tuple[object, ...]]:
    with sitting.store.read() as session:
        return [tuple(row) for row in session.execute(select(Code.__table__))]


def codes(labels: CodeLabels, day: date, name: str = LIST) -> set[str]:
    return {option.code for option in labels.options(name, day)}


def test_a_new_term_is_offered_from_its_day_on(keeper: Sitting) -> None:
    today = keeper.clock.today()
    tomorrow = today + timedelta(days=1)
    answer = add_term(
        keeper.store, AddTerm(LIST, "Kassenbouw", "Glasshouses", tomorrow), keeper.labels
    )
    assert isinstance(answer, Changes)
    assert "own_glasshouses" not in codes(keeper.labels, today)
    assert "own_glasshouses" in codes(keeper.labels, tomorrow)
    assert "own_glasshouses" in codes(fresh(keeper), tomorrow)


def test_a_record_keeps_a_term_that_ended_and_its_words(anna: Sitting, keeper: Sitting) -> None:
    before = shipped_rows(anna)
    place = a_record(anna, "location", name="Slachterij Bedacht", risk_sector="meat")
    today = keeper.clock.today()
    reword = RewordTerm(LIST, "meat", "Vleesverwerking", "Meat processing", today, "nieuw beleid")
    assert isinstance(reword_term(keeper.store, reword, keeper.labels), Changes)
    labels = fresh(anna)
    assert "meat" not in codes(labels, today)
    assert "own_meat_processing" in codes(labels, today)
    with anna.store.read() as session, speaking("nl"):
        value = anna.reader.view(session, "location", place).values["risk_sector"]
        assert labels.label(LIST, value) == "Vlees en slachterijen"
    assert shipped_rows(anna) == before, "a shipped row was changed"


def test_an_end_can_be_taken_away(keeper: Sitting) -> None:
    today = keeper.clock.today()
    assert isinstance(end_term(keeper.store, EndTerm(LIST, "meat", today), keeper.labels), Changes)
    assert "meat" not in codes(keeper.labels, today)
    assert isinstance(end_term(keeper.store, EndTerm(LIST, "meat", None), keeper.labels), Changes)
    assert "meat" in codes(keeper.labels, today)


def test_nothing_reaches_back(keeper: Sitting) -> None:
    yesterday = keeper.clock.today() - timedelta(days=1)
    for answer in (
        add_term(keeper.store, AddTerm(LIST, "Oud", "Old", yesterday), keeper.labels),
        end_term(keeper.store, EndTerm(LIST, "meat", yesterday), keeper.labels),
        reword_term(keeper.store, RewordTerm(LIST, "meat", "A", "B", yesterday), keeper.labels),
    ):
        assert isinstance(answer, Refused)


def test_what_the_program_reasons_with_cannot_change(keeper: Sitting) -> None:
    today = keeper.clock.today()
    added = add_term(keeper.store, AddTerm("case_phase", "X", "X", today), keeper.labels)
    assert isinstance(added, Refused)
    ended = end_term(keeper.store, EndTerm("partner_kind", "police", today), keeper.labels)
    assert isinstance(ended, Refused)
    own = add_term(keeper.store, AddTerm("partner_kind", "Kerk", "Church", today), keeper.labels)
    assert isinstance(own, Changes)
    again = end_term(keeper.store, EndTerm("partner_kind", "own_church", today), keeper.labels)
    assert isinstance(again, Changes)


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.KEEPER])
def test_only_who_keeps_the_lists_may_change_them(anna: Sitting, role: Role) -> None:
    other = seen_by(anna, role, login=f"a-{role}")
    today = other.clock.today()
    answer = add_term(other.store, AddTerm(LIST, "Nieuw", "New", today), other.labels)
    assert isinstance(answer, Refused)
    # Nor past the use case.
    values = {"list_name": LIST, "code": "x", "label_nl": "x", "label_en": "x",
              "valid_from": today}  # fmt: skip
    assert isinstance(create(other.store, Create("own_term", values), other.labels), Refused)


def test_a_term_is_in_the_list_once_and_in_both_languages(keeper: Sitting) -> None:
    today = keeper.clock.today()
    for wrong in (AddTerm(LIST, "horeca", "New", today), AddTerm(LIST, "Nieuw", " ", today)):
        assert isinstance(add_term(keeper.store, wrong, keeper.labels), Refused)


def test_each_change_stands_in_the_trail(keeper: Sitting) -> None:
    today = keeper.clock.today()
    add_term(keeper.store, AddTerm(LIST, "Nieuw", "New", today, why="besluit 12"), keeper.labels)
    with keeper.store.read() as session:
        line = session.scalars(select(Trail).order_by(Trail.seq.desc()).limit(1)).one()
    assert (line.act, line.login, line.why) == (Act.CODE_LISTS, keeper.actor.login, "besluit 12")


def test_the_lists_that_stay_as_they_are_exist() -> None:
    assert {each.name for each in read_lists()} >= FIXED | ONLY_ADDED
