"""Dates set by hand, proof, and rules that change from a day on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.deadlines.asking import dates_to_set
from casedesk.deadlines.use_cases import (
    AddRuleVersion,
    SetByHand,
    SetDate,
    add_rule_version,
    follow_rule,
    set_by_hand,
    set_date,
)
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.words import speaking
from casedesk.records.steps import Step
from casedesk.records.use_cases import ChangeField, Remove, change, remove
from casedesk.store.undo import undo
from casedesk.tasks.use_cases import (
    MeetDeadline,
    drop_deadline,
    meet_deadline,
    unmeet_deadline,
)
from tests.builders import a_case, a_person, a_record, a_store, a_victim, made, seen_by
from tests.deadlines.test_deadline_engine import NOV_30, alter, granted, rows, seen

DEC_2 = VagueDate.on(date(2026, 12, 2))
MARCH_15 = date(2027, 3, 15)


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as made_store:
        yield made_store


@pytest.fixture
def case(sitting: Sitting) -> int:
    return a_case(sitting)


@pytest.fixture
def victim(sitting: Sitting, case: int) -> int:
    return a_victim(sitting, case)


def period(sitting: Sitting) -> Any:
    (found,) = rows(sitting, "reflection_period")
    return found


def test_a_date_set_by_hand_needs_its_reason(sitting: Sitting, case: int, victim: int) -> None:
    granted(sitting, case, victim)
    due = period(sitting)
    answer = set_date(sitting.store, SetDate(due.id, due.version, due_on=MARCH_15, reason=" "))
    assert isinstance(answer, Refused)
    assert answer.field == "reason"
    typed = ChangeField("deadline", due.id, "due_on", MARCH_15, due.due_on)
    refused = change(sitting.store, typed, sitting.labels)
    assert isinstance(refused, Refused)
    assert refused.field == "due_on"
    assert period(sitting).due_on == date(2027, 2, 28)


def test_a_date_set_by_hand_stays_when_the_start_moves_and_shows_that_it_did(
    sitting: Sitting, case: int, victim: int
) -> None:
    event = granted(sitting, case, victim)
    due = period(sitting)
    step = SetDate(due.id, due.version, due_on=MARCH_15, reason="Brief van de IND")
    assert isinstance(set_date(sitting.store, step), Changes)
    alter(sitting, "residence_event", event, "happened", DEC_2)
    now = period(sitting)
    assert (now.due_on, now.computed_on, now.overridden_from, now.override_reason) == (
        MARCH_15, date(2027, 3, 2), date(2027, 2, 28), "Brief van de IND"
    )  # fmt: skip
    assert isinstance(follow_rule(sitting.store, Step(now.id, now.version)), Changes)
    assert (period(sitting).due_on, period(sitting).override_reason) == (date(2027, 3, 2), None)
    undo(sitting.store)
    assert period(sitting).due_on == MARCH_15


def test_a_date_with_a_reason_outlives_its_start(sitting: Sitting, case: int, victim: int) -> None:
    event = granted(sitting, case, victim)
    due = period(sitting)
    set_date(sitting.store, SetDate(due.id, due.version, due_on=MARCH_15, reason="Brief"))
    assert isinstance(remove(sitting.store, Remove("residence_event", event, 1)), Changes)
    kept = seen(sitting, "deadline", due.id).values
    assert (kept["due_on"], kept["computed_on"], kept["start_id"]) == (MARCH_15, None, None)


def test_only_who_may_change_cases_sets_a_date(sitting: Sitting, case: int, victim: int) -> None:
    granted(sitting, case, victim)
    due = period(sitting)
    boss = seen_by(sitting, Role.SUPERVISOR)
    step = SetDate(due.id, due.version, due_on=MARCH_15, reason="Brief")
    assert isinstance(set_date(boss.store, step), Refused)
    hand = SetByHand(case, "complaint_no_prosecution", "criminal_event", 1, MARCH_15, "Brief")
    assert isinstance(set_by_hand(boss.store, hand), Refused)


def dismissed(sitting: Sitting, case: int, victim: int, **more: Any) -> int:
    return a_record(
        sitting, "criminal_event", case_id=case, person_id=victim, event="dismissed",
        happened=VagueDate.on(date(2026, 2, 20)), **more,
    )  # fmt: skip


def open_questions(sitting: Sitting, case: int) -> list[str]:
    with sitting.store.read() as session:
        return [asked.rule_key for asked in dates_to_set(session, sitting.reader, case)]


def test_beklag_bezwaar_and_hearings_are_set_by_hand_and_end_by_their_step(
    sitting: Sitting, case: int, victim: int
) -> None:
    event = dismissed(sitting, case, victim)
    assert open_questions(sitting, case) == ["complaint_no_prosecution"]
    command = SetByHand(
        case, "complaint_no_prosecution", "criminal_event", event, date(2026, 5, 20), "Brief OM"
    )
    complaint = made(set_by_hand(sitting.store, command))
    assert open_questions(sitting, case) == []
    assert isinstance(set_by_hand(sitting.store, command), Refused)
    values = seen(sitting, "deadline", complaint).values
    assert (values["due_on"], values["override_reason"]) == (date(2026, 5, 20), "Brief OM")
    assert values["basis_nl"].startswith("met de hand gezet na 20 februari 2026 (Sepot).")

    a_record(
        sitting, "criminal_event", case_id=case, person_id=victim, event="complaint_lodged",
        happened=VagueDate.on(date(2026, 3, 1)),
    )  # fmt: skip
    assert seen(sitting, "deadline", complaint).values["met_on"] == date(2026, 3, 1)


def test_the_date_in_the_letter_is_taken_without_asking(
    sitting: Sitting, case: int, victim: int
) -> None:
    dismissed(sitting, case, victim, term_ends_on=date(2026, 5, 20))
    assert open_questions(sitting, case) == []
    (due,) = rows(sitting, "complaint_no_prosecution")
    assert due.due_on == date(2026, 5, 20)


def test_a_shielded_step_asks_nothing_of_who_may_not_see_it(
    sitting: Sitting, case: int, victim: int
) -> None:
    suspect = a_person(sitting, case, "suspect", given="Karel")
    dismissed(sitting, case, victim, suspect_id=suspect)
    assert open_questions(sitting, case) == ["complaint_no_prosecution"]
    assert open_questions(seen_by(sitting, Role.DEPUTY), case) == []


def test_what_was_set_by_hand_for_a_shielded_step_is_shielded(
    sitting: Sitting, case: int, victim: int
) -> None:
    suspect = a_person(sitting, case, "suspect", given="Karel")
    event = dismissed(sitting, case, victim, suspect_id=suspect)
    command = SetByHand(
        case, "complaint_no_prosecution", "criminal_event", event, date(2026, 5, 20), "Brief OM"
    )
    made(set_by_hand(sitting.store, command))
    assert rows(seen_by(sitting, Role.DEPUTY)) == []


def test_a_deadline_is_met_with_words_and_a_paper_of_its_own_case(
    sitting: Sitting, case: int, victim: int
) -> None:
    granted(sitting, case, victim)
    due = period(sitting)
    elsewhere = a_record(
        sitting, "document", case_id=a_case(sitting), title="Ander", document_kind="other"
    )
    paper = a_record(sitting, "document", case_id=case, title="Brief", document_kind="other")
    wrong = MeetDeadline(due.id, due.version, proof="Brief", proof_id=elsewhere)
    assert isinstance(meet_deadline(sitting.store, wrong), Refused)
    right = MeetDeadline(due.id, due.version, on=date(2026, 3, 1), proof="Brief", proof_id=paper)
    assert isinstance(meet_deadline(sitting.store, right), Changes)
    now = period(sitting)
    assert (now.met_on, now.proof, now.proof_id) == (date(2026, 3, 1), "Brief", paper)

    # A later step that would end it leaves what people wrote down.
    granted(sitting, case, victim, event="reflection_ended", happened=DEC_2)
    assert period(sitting).met_on == date(2026, 3, 1)
    assert isinstance(unmeet_deadline(sitting.store, Step(now.id, now.version)), Changes)
    assert (period(sitting).met_on, period(sitting).proof) == (None, None)


def test_a_deadline_is_dropped_with_a_reason(sitting: Sitting, case: int, victim: int) -> None:
    granted(sitting, case, victim)
    due = period(sitting)
    assert isinstance(drop_deadline(sitting.store, Step(due.id, due.version)), Refused)
    step = Step(due.id, due.version, why="Vertrokken")
    assert isinstance(drop_deadline(sitting.store, step), Changes)
    assert (period(sitting).met_on, period(sitting).proof) == (
        sitting.clock.today(), "Vertrokken"
    )  # fmt: skip


def four_months(**more: Any) -> AddRuleVersion:
    values: dict[str, Any] = {
        "rule_key": "reflection_period", "valid_from": date(2026, 12, 1), "amount": 4,
        "unit": "months", "source": "Stcrt. 2026, 1", "reason": "Nieuw beleid",
    } | more  # fmt: skip
    return AddRuleVersion(**values)


@pytest.fixture
def keeper(sitting: Sitting) -> Sitting:
    return seen_by(sitting, Role.KEEPER)


def test_a_new_version_counts_for_what_starts_from_its_day_on(
    sitting: Sitting, keeper: Sitting, case: int, victim: int
) -> None:
    old = granted(sitting, case, victim)
    assert isinstance(add_rule_version(keeper.store, four_months()), Changes)
    assert period(sitting).due_on == date(2027, 2, 28)

    # What is counted anew for another reason keeps the rule of its day.
    alter(sitting, "person", victim, "nationality", ("0064",))
    assert period(sitting).due_on == date(2027, 2, 28)

    alter(sitting, "residence_event", old, "happened", DEC_2)
    now = period(sitting)
    assert (now.due_on, now.rule_from, now.source) == (
        date(2027, 4, 2), date(2026, 12, 1), "Stcrt. 2026, 1"
    )  # fmt: skip
    undo(sitting.store)
    assert period(sitting).due_on == date(2027, 2, 28)


def test_a_version_with_a_day_in_the_past_leaves_old_deadlines_alone(
    sitting: Sitting, keeper: Sitting, case: int, victim: int
) -> None:
    granted(sitting, case, victim)
    add_rule_version(keeper.store, four_months(valid_from=date(2026, 1, 1)))
    alter(sitting, "person", victim, "nationality", ("0064",))
    assert period(sitting).due_on == date(2027, 2, 28)
    other = a_victim(sitting, case, given="Ana")
    granted(sitting, case, other)
    assert rows(sitting, "reflection_period")[-1].due_on == date(2027, 3, 30)


def test_one_variant_changes_and_the_rule_itself_stays(
    sitting: Sitting, keeper: Sitting, case: int, victim: int
) -> None:
    longer = four_months(variant="dublin", amount=45, unit="days", verified=False)
    assert isinstance(add_rule_version(keeper.store, longer), Changes)
    granted(sitting, case, victim, happened=DEC_2, dublin="yes")
    now = period(sitting)
    assert (now.due_on, now.unverified) == (date(2027, 1, 16), True)
    alter(sitting, "residence_event", now.start_id, "dublin", "no")
    assert period(sitting).due_on == date(2027, 3, 2)


def test_a_waiting_rule_is_put_into_force(sitting: Sitting, keeper: Sitting, case: int) -> None:
    wanted = AddRuleVersion(
        "meldcode_reminder", date(2026, 1, 1), "Werkafspraak team", amount=2, unit="weeks",
        active=True,
    )  # fmt: skip
    assert isinstance(add_rule_version(keeper.store, wanted), Changes)
    a_record(sitting, "meldcode_step", case_id=case, step="signals", taken_on=date(2026, 3, 1))
    assert [row.due_on for row in rows(sitting)] == [date(2026, 3, 15)]


def test_only_who_keeps_the_lists_changes_rules(sitting: Sitting) -> None:
    assert isinstance(add_rule_version(sitting.store, four_months()), Refused)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"rule_key": "unknown"}, "rule_key"),
        ({"variant": "unknown"}, "variant"),
        ({"source": " "}, "source"),
        ({"unit": None}, "amount"),
        ({"unit": "fortnights"}, "unit"),
        ({"amount": -1}, "amount"),
        ({"amount": 10_000, "unit": "years"}, "amount"),
        ({"amount": 1201, "unit": "months"}, "amount"),
        ({"rule_key": "eighteen"}, "unit"),
    ],
)
def test_a_version_that_makes_no_sense_is_refused(
    keeper: Sitting, given: dict[str, Any], field: str
) -> None:
    answer = add_rule_version(keeper.store, four_months(**given))
    assert isinstance(answer, Refused)
    assert answer.field == field


def test_two_versions_do_not_begin_on_one_day(keeper: Sitting) -> None:
    assert isinstance(add_rule_version(keeper.store, four_months()), Changes)
    answer = add_rule_version(keeper.store, four_months(amount=5))
    assert isinstance(answer, Refused)
    assert answer.field == "valid_from"


def test_a_rule_change_can_be_taken_back(sitting: Sitting, keeper: Sitting) -> None:
    add_rule_version(keeper.store, four_months())
    assert isinstance(undo(keeper.store), Changes)
    case = a_case(sitting)
    granted(sitting, case, a_victim(sitting, case), happened=DEC_2)
    assert period(sitting).due_on == date(2027, 3, 2)


def test_moving_a_start_to_another_case_moves_its_deadline(
    sitting: Sitting, case: int, victim: int
) -> None:
    event = granted(sitting, case, victim)
    other = a_case(sitting)
    a_record(sitting, "person_role", case_id=other, person_id=victim, role="victim")
    alter(sitting, "residence_event", event, "case_id", other)
    assert period(sitting).case_id == other
    assert NOV_30.anchor == period(sitting).starts_on
