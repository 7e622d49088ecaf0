"""A round over the life domains, and what changed between two of them."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Missing
from casedesk.needs.course import needs_course, round_of, safety_now
from casedesk.needs.rules import Level, Turn, between, level_on, turn
from casedesk.needs.use_cases import MarkNeed, Round, keep_unchanged, mark_need
from casedesk.records.reading import Reader
from casedesk.store.undo import undo
from tests.builders import a_record, seen_by

MARCH_1, MARCH_2 = date(2026, 3, 1), date(2026, 3, 2)
ORDER = ("acute", "serious", "some", "managing", "good")

levels = st.builds(
    Level,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sampled_from([*ORDER, None]),
    st.integers(1, 99),
)


@given(st.sampled_from(ORDER), st.sampled_from(ORDER))
def test_what_is_better_one_way_is_worse_the_other(one: str, other: str) -> None:
    back = {Turn.BETTER: Turn.WORSE, Turn.WORSE: Turn.BETTER, Turn.SAME: Turn.SAME}
    assert turn(other, one, ORDER) == back[turn(one, other, ORDER)]


@given(st.lists(levels), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_day_knows_nothing_of_later_days(course: list[Level], on: date) -> None:
    found = level_on(course, on)
    assert found == level_on([level for level in course if level.on <= on], on)
    assert found is None or (found.code is not None and found.on <= on)


@given(st.lists(levels), st.dates())
def test_between_a_day_and_itself_nothing_changes(course: list[Level], on: date) -> None:
    step = between({"housing": course}, on, on, ORDER)["housing"]
    assert step.turn in (Turn.SAME, Turn.NOT_KNOWN)


def a_round(case_id: int, person_id: int, on: date = MARCH_2) -> Round:
    return Round(case_id, person_id, on, "according_to_client", "Anna")


def mark(sitting: Sitting, asked: Round, domain: str, **values: Any) -> Changes | Refused:
    seen = values.pop("seen", {})
    return mark_need(sitting.store, MarkNeed(asked, domain, values, seen), sitting.labels)


def rows(sitting: Sitting, reader: Reader, asked: Round) -> dict[str, Any]:
    with sitting.store.read() as session:
        found = round_of(session, reader, asked.case_id, asked.person_id, asked.on)
    return {row.domain: row for row in found}


def test_only_what_is_filled_in_becomes_a_record(
    sitting: Sitting, reader: Reader, case_id: int, person_id: int
) -> None:
    asked = a_round(case_id, person_id)
    assert mark(sitting, asked, "housing", level="acute", need="A safe place")
    assert mark(sitting, asked, "money", level=Missing.UNKNOWN)
    assert not mark(sitting, asked, "safety", level=None, need="")
    found = rows(sitting, reader, asked)
    assert len(found) == 12
    assert {domain for domain, row in found.items() if row.here} == {"housing", "money"}
    assert found["housing"].here.values["assessed_by"] == "Anna"
    assert found["money"].here.values["level"] is Missing.UNKNOWN


def test_a_second_word_on_the_same_day_corrects_the_first(
    sitting: Sitting, reader: Reader, case_id: int, person_id: int
) -> None:
    asked = a_round(case_id, person_id)
    mark(sitting, asked, "housing", level="acute")
    mark(sitting, asked, "housing", level="serious", seen={"level": "acute"})
    with sitting.store.read() as session:
        views = reader.views(session, "need_assessment", case_id=case_id)
    assert [view.values["level"] for view in views] == ["serious"]


def test_what_somebody_else_wrote_meanwhile_is_not_lost(
    sitting: Sitting, reader: Reader, case_id: int, person_id: int
) -> None:
    asked = a_round(case_id, person_id)
    mark(sitting, asked, "housing", level="acute")
    answer = mark(sitting, asked, "housing", level="good", seen={"level": None})
    assert isinstance(answer, Refused)
    assert rows(sitting, reader, asked)["housing"].here.values["level"] == "acute"


def test_an_emptied_domain_leaves_the_round(
    sitting: Sitting, reader: Reader, case_id: int, person_id: int
) -> None:
    asked = a_round(case_id, person_id)
    mark(sitting, asked, "housing", level="acute")
    mark(sitting, asked, "housing", level=None, seen={"level": "acute"})
    assert rows(sitting, reader, asked)["housing"].here is None


def test_an_earlier_round_is_never_overwritten(
    sitting: Sitting, reader: Reader, case_id: int, person_id: int
) -> None:
    first = a_round(case_id, person_id, MARCH_1)
    mark(sitting, first, "housing", level="acute", need="A safe place")
    mark(sitting, a_round(case_id, person_id), "housing", level="some")
    with sitting.store.read() as session:
        course = needs_course(session, reader, case_id, person_id)
    assert [level.code for level in course["housing"]] == ["acute", "some"]


def test_unchanged_takes_over_the_last_of_each_domain_in_one_act(
    sitting: Sitting, reader: Reader, case_id: int, person_id: int
) -> None:
    first = a_round(case_id, person_id, MARCH_1)
    mark(sitting, first, "housing", level="acute", need="A safe place")
    mark(sitting, first, "money", level="some")
    now = a_round(case_id, person_id)
    mark(sitting, now, "money", level="good")
    assert keep_unchanged(sitting.store, now, sitting.labels)
    found = rows(sitting, reader, now)
    assert found["housing"].here.values["need"] == "A safe place"
    assert found["money"].here.values["level"] == "good"
    assert isinstance(keep_unchanged(sitting.store, now, sitting.labels), Refused)
    assert undo(sitting.store)
    assert rows(sitting, reader, now)["housing"].here is None


def test_no_round_is_held_on_a_day_to_come(sitting: Sitting, case_id: int, person_id: int) -> None:
    asked = a_round(case_id, person_id, sitting.clock.today() + timedelta(days=1))
    assert isinstance(mark(sitting, asked, "housing", level="good"), Refused)


def test_who_may_only_read_marks_nothing(sitting: Sitting, case_id: int, person_id: int) -> None:
    other = seen_by(sitting, Role.SUPERVISOR)
    asked = a_round(case_id, person_id)
    assert isinstance(mark(other, asked, "housing", level="good"), Refused)
    mark(sitting, asked, "housing", level="good")
    refused = mark(other, asked, "housing", level="some", seen={"level": "good"})
    assert isinstance(refused, Refused)


def test_safety_tells_whether_it_got_worse(
    sitting: Sitting, reader: Reader, case_id: int, person_id: int
) -> None:
    for on, level in ((MARCH_1, "raised"), (MARCH_2, "acute")):
        a_record(
            sitting, "safety_assessment", case_id=case_id, person_id=person_id,
            assessed_on=on, level=level,
        )  # fmt: skip
    with sitting.store.read() as session:
        found = safety_now(session, reader, case_id, person_id)
    assert found is not None
    assert (found.latest.values["level"], found.turn) == ("acute", Turn.WORSE)
