"""Open a case, bring people in, move it on, close it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk import features
from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.cases.closing import closing_warnings
from casedesk.cases.coming import next_dates
from casedesk.cases.rules import Ending, case_number, closed_as_a_whole, closing_problem
from casedesk.cases.use_cases import (
    ChangePhase,
    CloseCase,
    OpenCase,
    change_phase,
    close_case,
    open_case,
    reopen_case,
)
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.words import speaking
from casedesk.people.use_cases import AddPerson, add_person_to_case, remove_person_from_case
from casedesk.records.reading import Reader, RecordView
from casedesk.records.steps import Step
from casedesk.records.use_cases import ChangeField, Remove, change, remove
from casedesk.store.undo import undo
from tests.builders import (
    a_case,
    a_partner,
    a_record,
    a_referral,
    a_store,
    a_suspect,
    a_victim,
    made,
    seen_by,
)

VICTIM = {"given_names": "Jan", "name_prefix": "van den", "family_name": "Berg"}
CLOSING = CloseCase(
    0, 0, reason="goals_reached", outcome="safe_independent", aftercare_on=date(2026, 6, 2),
    retention="wmo",
)  # fmt: skip


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as opened:
        yield opened


def view(sitting: Sitting, kind: str, record_id: int) -> RecordView:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        found = reader.view(session, kind, record_id)
    assert found is not None
    return found


def count(sitting: Sitting, kind: str, case: int) -> int:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        return len(reader.views(session, kind, case_id=case))


def closing(sitting: Sitting, case: int, **more: Any) -> Changes | Refused:
    version = view(sitting, "case_file", case).version
    step = replace(CLOSING, id=case, version=version, **more)
    return close_case(sitting.store, step, sitting.labels)


def test_a_case_opens_with_its_first_victim_in_one_act(sitting: Sitting) -> None:
    case = made(open_case(sitting.store, OpenCase({"urgency": "urgent"}, VICTIM), sitting.labels))
    values = view(sitting, "case_file", case).values
    assert (values["phase"], values["opened_on"]) == ("report", date(2026, 3, 2))
    assert (values["coordinator"], values["urgency"]) == ("anna", "urgent")
    assert values["number"] == "2026-0001"
    assert view(sitting, "case_file", case).version == 1
    assert count(sitting, "victim_details", case) == 1
    undo(sitting.store)
    assert count(sitting, "case_file", case) == 0
    assert count(sitting, "person_role", case) == 0


def test_a_victim_needs_no_name(sitting: Sitting) -> None:
    case = made(open_case(sitting.store, OpenCase(victim={}), sitting.labels))
    assert count(sitting, "person_role", case) == 1


def test_numbers_differ_and_are_not_used_again(sitting: Sitting) -> None:
    a_case(sitting, "2026-0002")
    second = made(open_case(sitting.store, OpenCase(), sitting.labels))
    undo(sitting.store)
    third = made(open_case(sitting.store, OpenCase(), sitting.labels))
    assert view(sitting, "case_file", third).values["number"] == "2026-0003"
    assert second != third


def test_a_number_steps_over_those_that_are_taken() -> None:
    assert case_number(2026, 7) == "2026-0007"
    assert case_number(2026, 7, {"2026-0007", "2026-0008"}) == "2026-0009"
    assert case_number(2026, 12345) == "2026-12345"


@pytest.mark.parametrize(
    "role", [Role.SUPERVISOR, Role.FOCAL_OFFICER, Role.LOG_OFFICER, Role.KEEPER]
)
def test_only_who_works_on_cases_opens_one(sitting: Sitting, role: Role) -> None:
    other = seen_by(sitting, role)
    assert isinstance(open_case(other.store, OpenCase(), other.labels), Refused)


def test_a_person_comes_in_with_role_and_details_in_one_act(sitting: Sitting) -> None:
    case = a_case(sitting)
    command = AddPerson(case, "victim", values=VICTIM)
    person = made(add_person_to_case(sitting.store, command, sitting.labels))
    assert view(sitting, "person", person).title == "Jan van den Berg"
    assert count(sitting, "victim_details", case) == 1
    undo(sitting.store)
    for kind in ("person", "person_role", "victim_details"):
        assert count(sitting, kind, case) == 0


def test_a_known_person_plays_another_part_elsewhere(sitting: Sitting) -> None:
    here, there = a_case(sitting), a_case(sitting)
    person = a_victim(sitting, here)
    answer = add_person_to_case(
        sitting.store, AddPerson(there, "suspect", person_id=person), sitting.labels
    )
    assert made(answer) == person
    assert count(sitting, "suspect_details", there) == 1
    deputy = seen_by(sitting, Role.DEPUTY)
    assert count(deputy, "person", here) == 1
    assert count(deputy, "person", there) == 0
    again = AddPerson(there, "suspect", person_id=person)
    assert isinstance(add_person_to_case(sitting.store, again, sitting.labels), Refused)


def test_a_suspect_is_added_only_with_the_right(sitting: Sitting) -> None:
    case = a_case(sitting)
    deputy = seen_by(sitting, Role.DEPUTY)
    for role in ("suspect", "facilitator"):
        command = AddPerson(case, role, values={"family_name": "Verdacht"})
        assert isinstance(add_person_to_case(deputy.store, command, deputy.labels), Refused)
    assert count(sitting, "person", case) == 0


def test_nobody_gets_at_a_suspect_by_giving_them_another_part(sitting: Sitting) -> None:
    """Known as a victim elsewhere, she can be found; what is written about her here stays shut."""
    known, here = a_case(sitting), a_case(sitting)
    person = a_victim(sitting, known)
    add_person_to_case(sitting.store, AddPerson(here, "suspect", person), sitting.labels)
    a_record(sitting, "note", case_id=here, person_id=person, text="Ronselt")
    piet = seen_by(sitting, Role.COORDINATOR, login="piet")
    answers = [
        add_person_to_case(piet.store, AddPerson(here, role, person), piet.labels)
        for role in ("network", "suspect", "facilitator")
    ]
    assert len({str(answer) for answer in answers}) == 1
    assert isinstance(answers[0], Refused)
    assert count(piet, "note", here) == 0
    added = add_person_to_case(sitting.store, AddPerson(here, "network", person), sitting.labels)
    assert isinstance(added, Changes)


def test_a_person_goes_out_with_the_details_of_the_role(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_victim(sitting, case)
    assert made_role(sitting, case)
    answer = remove_person_from_case(sitting.store, Step(1, 1, why="Verkeerd dossier"))
    assert isinstance(answer, Changes)
    assert count(sitting, "person_role", case) == 0
    assert count(sitting, "victim_details", case) == 0
    undo(sitting.store)
    assert count(sitting, "person_role", case) == 1
    assert count(sitting, "victim_details", case) == 1


def test_a_suspect_goes_out_only_with_what_the_role_shields(sitting: Sitting) -> None:
    """Without the role a note about them would be there for everybody."""
    case = a_case(sitting)
    suspect = a_suspect(sitting, case)
    note = a_record(sitting, "note", case_id=case, person_id=suspect, text="Ronselt")
    answer = remove_person_from_case(sitting.store, Step(1, 1, why="Verkeerd dossier"))
    assert isinstance(answer, Refused)
    remove(sitting.store, Remove("note", note, 1))
    answer = remove_person_from_case(sitting.store, Step(1, 1, why="Verkeerd dossier"))
    assert isinstance(answer, Changes)
    assert count(sitting, "suspect_details", case) == 0


def made_role(sitting: Sitting, case: int) -> bool:
    return count(sitting, "person_role", case) == 1


def test_a_phase_changes_but_closing_is_a_step_of_its_own(sitting: Sitting) -> None:
    case = a_case(sitting)
    step = ChangePhase(case, 1, phase="monitoring")
    assert isinstance(change_phase(sitting.store, step, sitting.labels), Changes)
    assert view(sitting, "case_file", case).values["phase"] == "monitoring"
    for wrong in (
        ChangePhase(case, 1, phase="active"),
        ChangePhase(case, 2, phase="closed"),
        ChangePhase(case, 2, phase="?"),
    ):
        assert isinstance(change_phase(sitting.store, wrong, sitting.labels), Refused)
    typed = ChangeField("case_file", case, "phase", "closed", "monitoring")
    assert isinstance(change(sitting.store, typed, sitting.labels), Refused)


def test_closing_asks_reason_and_outcome_and_warns_of_what_is_open(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    a_record(sitting, "action", case_id=case, what="Bellen")
    a_record(sitting, "action", case_id=case, what="Klaar", state="done")
    a_record(sitting, "deadline", case_id=case, what="Bedenktijd", due_on=date(2026, 4, 1))
    a_referral(sitting, case, partner, state="sent")
    a_record(sitting, "sharing_ground", case_id=case, ground="consent", given_on=date(2026, 2, 1))
    a_record(sitting, "sharing_ground", case_id=case, ground="public_task")
    with sitting.store.read() as session:
        assert closing_warnings(session, case) == (
            "Er staat nog 1 actie open.",
            "1 termijn is niet gehaald.",
            "Er staat nog 1 verwijzing open.",
            "1 toestemming om te delen loopt nog.",
        )
    assert isinstance(closing(sitting, case, reason=""), Refused)
    assert isinstance(closing(sitting, case, outcome="?"), Refused)
    assert closing(sitting, case) == Refused("Er staat nog 1 actie open.")
    assert isinstance(closing(sitting, case, despite=True, on=date(2026, 1, 1)), Refused)
    assert isinstance(closing(sitting, case, despite=True, on=date(2026, 5, 1)), Refused)
    assert isinstance(closing(sitting, case, despite=True), Changes)
    values = view(sitting, "case_file", case).values
    assert (values["phase"], values["closed_on"]) == ("closed", date(2026, 3, 2))
    assert values["retention_from"] == date(2026, 3, 2)
    assert isinstance(closing(sitting, case, despite=True), Refused)


def test_a_closed_case_opens_again_for_a_reason(sitting: Sitting) -> None:
    case = a_case(sitting)
    closing(sitting, case)
    version = view(sitting, "case_file", case).version
    assert isinstance(reopen_case(sitting.store, Step(case, version), sitting.labels), Refused)
    step = Step(case, version, why="Nieuw signaal")
    assert isinstance(reopen_case(sitting.store, step, sitting.labels), Changes)
    values = view(sitting, "case_file", case).values
    assert (values["phase"], values["closed_on"], values["outcome"]) == ("active", None, None)
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        [trace] = reader.views(session, "case_closing", case_id=case)
    assert trace.values["close_reason"] == "goals_reached"
    assert trace.values["outcome"] == "safe_independent"
    assert trace.values["reopen_reason"] == "Nieuw signaal"
    assert trace.values["reopened_by"] == sitting.actor.login
    undo(sitting.store)
    assert view(sitting, "case_file", case).values["phase"] == "closed"
    assert count(sitting, "case_closing", case) == 0


def test_closing_and_opening_again_come_one_after_the_other(sitting: Sitting) -> None:
    """Else the time that a case was kept open, and what is counted by it, would be a lie."""
    today = sitting.clock.today()
    case = a_case(sitting, opened_on=today - timedelta(days=60))

    def again(days: int) -> Changes | Refused:
        on = today - timedelta(days=days)
        step = Step(case, view(sitting, "case_file", case).version, on=on, why="Nieuw signaal")
        return reopen_case(sitting.store, step, sitting.labels)

    def close(days: int) -> Changes | Refused:
        return closing(sitting, case, on=today - timedelta(days=days), despite=True)

    assert isinstance(close(30), Changes)
    assert isinstance(again(31), Refused)
    assert isinstance(again(20), Changes)
    assert isinstance(close(21), Refused)
    assert isinstance(close(20), Changes)
    assert isinstance(again(5), Changes)
    assert count(sitting, "case_closing", case) == 2


def test_a_case_ends_with_aftercare_or_says_why_not(sitting: Sitting) -> None:
    case = a_case(sitting)
    none = closing(sitting, case, aftercare_on=None)
    assert isinstance(none, Refused)
    assert none.field == "aftercare_on"
    early = closing(sitting, case, aftercare_on=date(2026, 3, 1))
    assert isinstance(early, Refused)
    assert isinstance(closing(sitting, case, retention=""), Refused)
    done = closing(sitting, case, aftercare_on=None, no_aftercare="Wil geen contact meer")
    assert isinstance(done, Changes)
    values = view(sitting, "case_file", case).values
    assert values["no_aftercare"] == "Wil geen contact meer"
    assert values["retention_basis"] == "wmo"


def test_aftercare_stays_due_until_it_was_done(sitting: Sitting) -> None:
    case = a_case(sitting)
    closing(sitting, case)
    with sitting.store.read() as session:
        assert next_dates(session, date(2026, 3, 2)) == {case: date(2026, 6, 2)}
        assert next_dates(session, date(2026, 7, 1)) == {case: date(2026, 6, 2)}
    done = ChangeField("case_file", case, "aftercare_done_on", date(2026, 6, 3), None)
    change(sitting.store, done, sitting.labels)
    with sitting.store.read() as session:
        assert next_dates(session, date(2026, 7, 1)) == {}


class Codes:
    """Knows one code in each list."""

    def knows(self, list_name: str, code: str) -> bool:
        return code == list_name


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
ENDINGS = st.builds(
    Ending,
    st.sampled_from(["", "case_close_reason", "?"]),
    st.sampled_from(["", "case_outcome", "?"]),
    DAYS,
    st.none() | DAYS,
    st.sampled_from(["", "  ", "Verhuisd"]),
    st.sampled_from(["", "retention_basis", "?"]),
)


@given(ENDINGS, DAYS)
def test_a_case_closes_exactly_when_all_is_said(ending: Ending, opened_on: date) -> None:
    with speaking("en"):
        problem = closing_problem(ending, Codes(), opened_on=opened_on)
    said = (
        ending.reason == "case_close_reason"
        and ending.outcome == "case_outcome"
        and ending.retention == "retention_basis"
    )
    after = ending.aftercare_on is not None or bool(ending.no_aftercare.strip())
    order = opened_on <= ending.on <= (ending.aftercare_on or date.max)
    assert (problem is None) == (said and after and order)


def test_closing_in_short() -> None:
    with speaking("en"):
        assert closed_as_a_whole({"phase": "closed", "closed_on": None})
        assert closed_as_a_whole({"phase": "active", "closed_on": date(2026, 1, 1)})
        assert closed_as_a_whole({"phase": "active", "closed_on": None}) is None


def test_next_dates_of_many_cases_are_those_of_each(sitting: Sitting) -> None:
    partner = a_partner(sitting)
    late, ahead, nothing = a_case(sitting), a_case(sitting), a_case(sitting)
    a_referral(sitting, late, partner, state="sent", answer_by=date(2026, 2, 1))
    a_record(sitting, "action", case_id=late, what="Later", due_on=date(2026, 5, 1))
    a_record(sitting, "action", case_id=ahead, what="Bellen", due_on=date(2026, 3, 9))
    a_record(
        sitting, "action", case_id=nothing, what="Niet meer", due_on=date(2026, 3, 9),
        state="dropped",
    )  # fmt: skip
    a_record(
        sitting, "deadline", case_id=nothing, what="Gehaald", due_on=date(2026, 3, 9),
        met_on=date(2026, 3, 1),
    )  # fmt: skip
    expected = {late: date(2026, 2, 1), ahead: date(2026, 3, 9)}
    with sitting.store.read() as session:
        today = sitting.clock.today()
        assert next_dates(session, today) == expected
        assert next_dates(session, today, [late]) == {late: date(2026, 2, 1)}


@pytest.fixture
def listed(sitting: Sitting) -> Sitting:
    for number, (phase, gemeente) in enumerate(
        (("monitoring", "0363"), ("report", "0014"), ("active", None)), start=1
    ):
        case = a_case(sitting, f"2026-000{number}", phase=phase, gemeente=gemeente,
                      opened_on=date(2026, 1, number))  # fmt: skip
        a_victim(sitting, case, given=f"Naam{number}", family="Verzonnen")
    a_suspect(sitting, case)
    return sitting


def ids(sitting: Sitting, name: str = "cases", **query: Any) -> list[int]:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        return features.lists()[name].ids(session, ListQuery(**query), reader)


def test_the_list_of_cases_sorts_by_what_it_shows(listed: Sitting) -> None:
    assert ids(listed) == [3, 2, 1]
    assert ids(listed, sort="number") == [1, 2, 3]
    assert ids(listed, sort="phase") == [2, 3, 1]
    assert ids(listed, sort="phase", descending=True) == [1, 3, 2]
    assert ids(listed, sort="gemeente") == [1, 2, 3]
    assert ids(listed, sort="gemeente", descending=True) == [2, 1, 3]
    a_record(listed, "action", case_id=2, what="Bellen", due_on=date(2026, 3, 9))
    assert ids(listed, sort="next") == [2, 1, 3]


def test_the_list_of_cases_filters_and_finds(listed: Sitting) -> None:
    closing(listed, 1)
    assert ids(listed, filters={"state": "open"}) == [3, 2]
    assert ids(listed, filters={"state": "closed"}) == [1]
    assert ids(listed, filters={"phase": "report"}) == [2]
    assert ids(listed, filters={"gemeente": "0014"}) == [2]
    assert ids(listed, filters={"coordinator": "mine"}) == [3, 2, 1]
    assert ids(listed, filters={"coordinator": "others"}) == []
    assert ids(listed, filters={"state": ""}) == [3, 2, 1]
    assert ids(listed, text="naam2") == [2]
    assert ids(listed, text="2026-0003") == [3]
    assert ids(listed, text="verdacht") == [3]
    assert ids(seen_by(listed, Role.DEPUTY), text="verdacht") == []
    assert ids(seen_by(listed, Role.SUPERVISOR), text="naam2") == []
    assert ids(listed, text="***") == []


def test_the_rows_of_a_reader_without_names_count(listed: Sitting) -> None:
    supervisor = seen_by(listed, Role.SUPERVISOR)
    reader = Reader(supervisor.actor, supervisor.labels, supervisor.clock)
    with supervisor.store.read() as session:
        rows = features.lists()["cases"].rows(session, [3], reader)
    assert rows[3][:3] == ("2026-0003", "1 slachtoffer", "Zorg loopt")


def test_persons_stand_in_dutch_order(sitting: Sitting) -> None:
    case = a_case(sitting)
    berg = a_victim(sitting, case, given="Jan", family="Berg", name_prefix="van den")
    aal = a_victim(sitting, case, given="Zoë", family="Aal")
    nameless = a_victim(sitting, case, given=None, family=None)
    ijsel = a_victim(sitting, case, given="Ana", family="Çelik")
    assert ids(sitting, "persons") == [aal, berg, ijsel, nameless]
    assert ids(sitting, "persons", descending=True, sort="name")[0] == nameless
    assert ids(sitting, "persons", text="van den") == [berg]
    assert ids(sitting, "persons", text="celik") == [ijsel]
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        rows = features.lists()["persons"].rows(session, [berg, nameless], reader)
    assert rows[berg][0] == "Berg, Jan van den"
    assert rows[nameless][0] == "Persoon C, 2026-0001"


def test_the_order_of_persons_betrays_no_names(sitting: Sitting) -> None:
    case = a_case(sitting)
    made_in_order = [
        a_victim(sitting, case, given="A", family=family) for family in ("Zon", "Aal", "Maan")
    ]
    supervisor = seen_by(sitting, Role.SUPERVISOR)
    for sort in ("name", "birth", ""):
        assert ids(supervisor, "persons", sort=sort) == made_in_order
