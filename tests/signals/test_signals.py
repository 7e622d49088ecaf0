"""What may become of a signal, and that nothing is typed again on the way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.columns import ListQuery
from casedesk.records.steps import Step
from casedesk.records.use_cases import ChangeField, change
from casedesk.signals.carry import (
    CaseFromSignal,
    KeepWithPerson,
    case_from_advice,
    case_from_report,
    case_from_signal,
    keep_with_person,
    report_from_signal,
    signal_from_advice,
)
from casedesk.signals.lists import LISTS
from casedesk.signals.retention import Term, last_day
from casedesk.signals.use_cases import (
    Drop,
    LinkSignals,
    LinkToCase,
    PassOn,
    Watch,
    drop,
    link_signals,
    link_to_case,
    pass_on,
    take_outcome_back,
    watch,
)
from casedesk.store.undo import undo
from tests.builders import a_case, a_partner, a_record, a_victim, made, seen_by
from tests.signals.conftest import a_signal, a_trace, view

DAY = date(2026, 3, 1)


def version(sitting: Sitting, kind: str, record_id: int) -> int:
    return view(sitting, kind, record_id).version


def refused(answer: object) -> Refused:
    assert isinstance(answer, Refused), answer
    return answer


def open_ones(sitting: Sitting) -> list[int]:
    with sitting.store.read() as session:
        query = ListQuery(filters={"state": "open"})
        return LISTS["signals"].ids(session, query, sitting.reader)


def test_a_signal_may_have_only_a_place(sitting: Sitting) -> None:
    signal = a_signal(sitting, place="Camping De Wilgen")
    assert view(sitting, "signal", signal).values["person_id"] is None
    assert open_ones(sitting) == [signal]


def test_an_outcome_is_given_by_a_step_and_not_by_typing(sitting: Sitting) -> None:
    signal = a_signal(sitting)
    typed = ChangeField("signal", signal, "outcome", "dropped", None)
    assert refused(change(sitting.store, typed, sitting.labels)).field == "outcome"


def test_a_signal_passed_on_says_to_whom_and_when_and_leaves_the_open_list(
    sitting: Sitting,
) -> None:
    signal, police = a_signal(sitting), a_partner(sitting, "Politie", "police")
    step = PassOn(signal, 1, on=DAY)
    assert refused(pass_on(sitting.store, step)).field == "partner_id"
    early = PassOn(signal, 1, on=date(2026, 2, 1), partner_id=police)
    assert refused(pass_on(sitting.store, early)).field == "on"
    pass_on(sitting.store, PassOn(signal, 1, on=DAY, partner_id=police))
    values = view(sitting, "signal", signal).values
    assert (values["outcome"], values["passed_to_id"], values["passed_on"]) == (
        "passed_on", police, DAY,
    )  # fmt: skip
    assert open_ones(sitting) == []
    undo(sitting.store)
    assert open_ones(sitting) == [signal]
    assert view(sitting, "signal", signal).values["passed_to_id"] is None


def test_dropping_and_watching_need_a_reason(sitting: Sitting) -> None:
    signal = a_signal(sitting)
    assert refused(drop(sitting.store, Drop(signal, 1, reason=" "))).field == "reason"
    past = Watch(signal, 1, reason="wait", until=DAY)
    assert refused(watch(sitting.store, past)).field == "until"
    watch(sitting.store, Watch(signal, 1, reason="wait", until=date(2026, 5, 1)))
    # What is only watched may still get its outcome.
    drop(sitting.store, Drop(signal, 2, reason="It was a misunderstanding"))
    values = view(sitting, "signal", signal).values
    assert (values["outcome"], values["review_on"]) == ("dropped", None)


def test_an_outcome_is_taken_back_with_a_reason_only(sitting: Sitting) -> None:
    signal, case = a_signal(sitting), a_case(sitting)
    link_to_case(sitting.store, LinkToCase(signal, 1, case_id=case))
    again = Drop(signal, 2, reason="no")
    assert "already" in refused(drop(sitting.store, again)).sentence
    assert refused(take_outcome_back(sitting.store, Step(signal, 2))).field == "why"
    take_outcome_back(sitting.store, Step(signal, 2, why="Wrong case"))
    assert view(sitting, "signal", signal).values["case_id"] is None


def test_a_case_is_opened_with_all_that_the_signal_says_and_the_linked_ones_come_along(
    sitting: Sitting,
) -> None:
    first = a_signal(
        sitting, description="Men locked in at night", gemeente="0363", source_kind="enforcement",
        source_name="T. Toezicht",
    )  # fmt: skip
    second = a_signal(sitting, "The same chalets again")
    link_signals(sitting.store, LinkSignals(second, first, "The same phone"), sitting.labels)
    case = made(case_from_signal(sitting.store, CaseFromSignal(first, 1), sitting.labels))
    values = view(sitting, "case_file", case).values
    assert values["gemeente"] == "0363"
    assert "Men locked in at night" in values["summary"]
    assert (values["reporter_kind"], values["reporter"]) == ("municipality", "T. Toezicht")
    outcomes = [view(sitting, "signal", i).values["outcome"] for i in (first, second)]
    assert outcomes == ["case_opened", "linked"]
    assert view(sitting, "signal", second).values["case_id"] == case
    assert open_ones(sitting) == []
    undo(sitting.store)
    assert open_ones(sitting) == [second, first]


def test_signal_report_and_case_know_each_other_and_the_person_is_the_same(
    sitting: Sitting,
) -> None:
    elsewhere = a_case(sitting)
    person = a_victim(sitting, elsewhere)
    signal = a_signal(sitting, description="Seen at the desk", person_id=person, gemeente="0344")
    report = made(report_from_signal(sitting.store, Step(signal, 1), sitting.labels))
    values = view(sitting, "notification", report).values
    assert (values["signal_id"], values["person_id"]) == (signal, person)
    assert "Seen at the desk" in values["reason"]
    case = made(case_from_report(sitting.store, Step(report, 1), sitting.labels))
    assert view(sitting, "notification", report).values["case_id"] == case
    assert view(sitting, "signal", signal).values["outcome"] == "case_opened"
    assert view(sitting, "case_file", case).values["gemeente"] == "0344"
    with sitting.store.read() as session:
        roles = sitting.reader.views(session, "person_role", case_id=case)
    assert [(role.person_id, role.values["role"]) for role in roles] == [(person, "victim")]
    again = case_from_report(sitting.store, Step(report, 2), sitting.labels)
    assert "already" in refused(again).sentence


def test_one_person_is_reported_many_times(sitting: Sitting) -> None:
    person = a_victim(sitting, a_case(sitting))
    for day in (1, 2):
        a_record(
            sitting, "notification", direction="incoming", reported_on=date(2026, 2, day),
            person_id=person,
        )  # fmt: skip
    with sitting.store.read() as session:
        assert len(sitting.reader.views(session, "notification", person_id=person)) == 2


def test_advice_becomes_a_signal_and_a_case_without_typing(sitting: Sitting) -> None:
    asked = a_record(
        sitting, "advice_request", subject="Worried about a pupil", question="What now?",
        asked_on=DAY, caller_kind="school",
    )  # fmt: skip
    signal = made(signal_from_advice(sitting.store, Step(asked, 1), sitting.labels))
    assert view(sitting, "signal", signal).values["description"] == "What now?"
    case = made(case_from_advice(sitting.store, Step(asked, 2), sitting.labels))
    values = view(sitting, "advice_request", asked).values
    assert (values["signal_id"], values["case_id"]) == (signal, case)
    assert view(sitting, "case_file", case).values["reporter_kind"] == "school"


def test_a_tie_between_two_signals_is_there_once(sitting: Sitting) -> None:
    one, two = a_signal(sitting), a_signal(sitting, "Another")
    tie = LinkSignals(one, two, "Same plate")
    assert isinstance(link_signals(sitting.store, tie, sitting.labels), Changes)
    back = LinkSignals(two, one, "Same plate")
    assert "already" in refused(link_signals(sitting.store, back, sitting.labels)).sentence
    self_tie = LinkSignals(one, one, "Same plate")
    assert isinstance(link_signals(sitting.store, self_tie, sitting.labels), Refused)


def test_a_trace_is_kept_with_a_person_without_typing_it_again(sitting: Sitting) -> None:
    person = a_victim(sitting, a_case(sitting))
    trace = a_trace(sitting, a_signal(sitting), "phone", "06-12345678")
    step = KeepWithPerson(trace, 1, person_id=person)
    keep_with_person(sitting.store, step, sitting.labels)
    with sitting.store.read() as session:
        (found,) = sitting.reader.views(session, "identifier", person_id=person)
    assert (found.values["identifier_kind"], found.values["normal"]) == ("phone", "+31612345678")


def test_a_focal_officer_passes_on_but_opens_no_case(sitting: Sitting) -> None:
    signal, police = a_signal(sitting), a_partner(sitting, "Politie", "police")
    officer = seen_by(sitting, Role.FOCAL_OFFICER)
    assert isinstance(
        case_from_signal(officer.store, CaseFromSignal(signal, 1), officer.labels), Refused
    )
    assert isinstance(pass_on(officer.store, PassOn(signal, 1, partner_id=police)), Changes)
    supervisor = seen_by(sitting, Role.SUPERVISOR)
    assert isinstance(drop(supervisor.store, Drop(signal, 2, reason="x")), Refused)


def test_a_signal_is_kept_a_year_unless_a_case_keeps_it(sitting: Sitting) -> None:
    signal, case = a_signal(sitting), a_case(sitting)
    assert view(sitting, "signal", signal).values["keep_until"] == date(2027, 2, 12)
    link_to_case(sitting.store, LinkToCase(signal, 1, case_id=case))
    assert view(sitting, "signal", signal).values["keep_until"] is None
    take_outcome_back(sitting.store, Step(signal, 2, why="Wrong case"))
    # The clock still counts from the day on which the signal came in.
    assert view(sitting, "signal", signal).values["keep_until"] == date(2027, 2, 12)


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)), st.integers(1, 40), st.integers(1, 40))
def test_a_term_counts_whole_months_and_a_later_rule_never_touches_what_came_in_before(
    came_in: date, months: int, later: int
) -> None:
    old = Term("signal", months, date(2000, 1, 1), "", False)
    last = last_day("signal", came_in, None, [old])
    assert last is not None
    assert (last.year * 12 + last.month) - (came_in.year * 12 + came_in.month) == months
    assert last.day <= came_in.day
    new = Term("signal", later, date.fromordinal(came_in.toordinal() + 1), "", False)
    assert last_day("signal", came_in, None, [old, new]) == last
    assert last_day("signal", came_in, 7, [old, new]) is None


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"state": "done"}, ["b"]),
        ({"gemeente": "0363"}, ["a"]),
        ({"form": "labour"}, ["a"]),
        ({"period": "month"}, ["b"]),
        ({"period": "year"}, ["a", "b"]),
    ],
)
def test_the_list_is_narrowed_by_outcome_gemeente_form_and_period(
    sitting: Sitting, filters: dict[str, str], found: list[str]
) -> None:
    form = sitting.labels.options("exploitation_form", DAY)[2].code
    if "form" in filters:
        filters = {"form": form}
    a_signal(sitting, "a", gemeente="0363", forms=(form,), received_on=date(2026, 1, 5))
    b = a_signal(sitting, "b", received_on=date(2026, 3, 1))
    a_signal(sitting, "old", received_on=date(2024, 3, 1))
    drop(sitting.store, Drop(b, 1, reason="no"))
    with sitting.store.read() as session:
        ids = LISTS["signals"].ids(session, ListQuery(filters=filters), sitting.reader)
        rows = LISTS["signals"].rows(session, ids, sitting.reader)
    assert [rows[i][1] for i in ids] == found
