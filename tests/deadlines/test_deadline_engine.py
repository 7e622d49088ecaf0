"""Deadlines follow from the records of a case, inside the same act."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import Precision, VagueDate
from casedesk.kernel.words import speaking
from casedesk.people.merging import Merge, merge_persons
from casedesk.people.unmerging import Unmerge, unmerge_persons
from casedesk.records.use_cases import ChangeField, Remove, change, remove
from casedesk.store.undo import redo, undo
from casedesk.tasks.model import Deadline
from casedesk.worklist.calendar_file import calendar_file
from tests.builders import a_case, a_person, a_record, a_store, a_victim, made, seen_by

NOV_30 = VagueDate.on(date(2026, 11, 30))


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


def rows(sitting: Sitting, key: str = "") -> list[Any]:
    """The deadlines that rules made, or those of one rule, as this person may see them."""
    with sitting.store.read() as session:
        query = select(Deadline).where(Deadline.rule_key.is_not(None)).order_by(Deadline.id)
        if key:
            query = query.where(Deadline.rule_key == key)
        return list(session.scalars(query))


def granted(sitting: Sitting, case: int, victim: int, **more: Any) -> int:
    values = {"event": "reflection_granted", "happened": NOV_30} | more
    return a_record(sitting, "residence_event", case_id=case, person_id=victim, **values)


def alter(sitting: Sitting, kind: str, record_id: int, name: str, value: Any) -> None:
    view = seen(sitting, kind, record_id)
    done = change(
        sitting.store,
        ChangeField(kind, record_id, name, value, view.values[name]),
        sitting.labels,
    )
    assert isinstance(done, Changes), done


def seen(sitting: Sitting, kind: str, record_id: int) -> Any:
    with sitting.store.read() as session:
        view = sitting.reader.view(session, kind, record_id)
    assert view is not None
    return view


def a_step(sitting: Sitting, case: int, step: str, on: date, **more: Any) -> int:
    return a_record(
        sitting, "procedure_step", case_id=case, step=step, happened=VagueDate.on(on), **more
    )


def test_a_reflection_period_of_30_november_ends_on_the_last_of_february(
    sitting: Sitting, case: int, victim: int
) -> None:
    event = granted(sitting, case, victim)
    (due,) = rows(sitting, "reflection_period")
    assert due.due_on == due.computed_on == date(2027, 2, 28)
    assert (due.starts_on, due.start_kind, due.start_id) == (
        date(2026, 11, 30), "residence_event", event
    )  # fmt: skip
    assert due.basis_nl == "3 maanden na 30 november 2026 (Bedenktijd ingegaan)."
    assert due.basis_en == "3 months after 30 November 2026 (Reflection period granted)."
    assert (due.what, due.track, due.person_id) == ("Bedenktijd tot en met", "residence", victim)
    assert "stcrt-2023-13577" in due.source


def test_it_moves_with_its_start_and_undo_moves_it_back(
    sitting: Sitting, case: int, victim: int
) -> None:
    event = granted(sitting, case, victim)
    (first,) = rows(sitting, "reflection_period")
    alter(sitting, "residence_event", event, "happened", VagueDate.on(date(2026, 12, 2)))
    (moved,) = rows(sitting, "reflection_period")
    assert (moved.id, moved.due_on) == (first.id, date(2027, 3, 2))

    assert isinstance(undo(sitting.store), Changes)
    (back,) = rows(sitting, "reflection_period")
    assert (back.due_on, back.basis_nl) == (first.due_on, first.basis_nl)
    assert isinstance(redo(sitting.store), Changes)
    assert rows(sitting, "reflection_period")[0].due_on == date(2027, 3, 2)


def test_the_change_and_its_deadline_are_one_line_of_the_trail(
    sitting: Sitting, case: int, victim: int
) -> None:
    event = granted(sitting, case, victim)
    done = change(
        sitting.store,
        ChangeField("residence_event", event, "happened", VagueDate.on(date(2026, 12, 2)), NOV_30),
        sitting.labels,
    )
    assert isinstance(done, Changes)
    assert set(done.ids) == {"residence_event", "deadline"}
    assert done.created is None


def test_taking_the_start_away_takes_the_deadline_away_and_undo_brings_both_back(
    sitting: Sitting, case: int, victim: int
) -> None:
    event = granted(sitting, case, victim)
    before = {row.id for row in rows(sitting)}
    assert isinstance(remove(sitting.store, Remove("residence_event", event, 1)), Changes)
    assert rows(sitting) == []
    assert isinstance(undo(sitting.store), Changes)
    assert {row.id for row in rows(sitting)} == before
    assert isinstance(undo(sitting.store), Changes)
    assert rows(sitting) == []


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"event": "reflection_granted_dublin"}, date(2026, 12, 30)),
        ({"dublin": "yes"}, date(2026, 12, 30)),
        ({"dublin": "no"}, date(2027, 2, 28)),
        ({"dublin": "yes", "happened": VagueDate.on(date(2023, 5, 18))}, date(2023, 8, 18)),
        ({"dublin": "yes", "happened": VagueDate.on(date(2023, 5, 19))}, date(2023, 6, 18)),
    ],
)
def test_a_dublin_claimant_has_30_days_when_granted_after_18_may_2023(
    sitting: Sitting, case: int, victim: int, values: dict[str, Any], due: date
) -> None:
    granted(sitting, case, victim, **values)
    assert [row.due_on for row in rows(sitting, "reflection_period")] == [due]


def test_a_witness_who_reports_has_no_reflection_period(
    sitting: Sitting, case: int, victim: int
) -> None:
    granted(sitting, case, victim)
    assert len(rows(sitting, "reflection_period")) == 1
    a_record(
        sitting, "residence_event", case_id=case, person_id=victim, event="decision",
        happened=VagueDate.on(date(2026, 12, 5)), state="b8_witness",
    )  # fmt: skip
    assert rows(sitting, "reflection_period") == []


def test_an_eu_citizen_reads_that_eu_law_goes_first(
    sitting: Sitting, case: int, victim: int
) -> None:
    granted(sitting, case, victim)
    assert "EU" not in rows(sitting, "reflection_period")[0].basis_nl
    alter(sitting, "person", victim, "nationality", ("0064",))
    (due,) = rows(sitting, "reflection_period")
    assert "zover EU-recht geen verblijf geeft" in due.basis_nl
    assert due.due_on == date(2027, 2, 28)


def test_what_ends_it_meets_it_and_without_that_it_runs_again(
    sitting: Sitting, case: int, victim: int
) -> None:
    granted(sitting, case, victim)
    ended = a_record(
        sitting, "residence_event", case_id=case, person_id=victim, event="b8_applied",
        happened=VagueDate.on(date(2026, 12, 20)),
    )  # fmt: skip
    (due,) = rows(sitting, "reflection_period")
    assert (due.met_on, due.met_kind, due.met_id) == (
        date(2026, 12, 20), "residence_event", ended
    )  # fmt: skip
    assert isinstance(remove(sitting.store, Remove("residence_event", ended, 1)), Changes)
    assert rows(sitting, "reflection_period")[0].met_on is None


def test_what_ended_before_the_start_does_not_end_it(
    sitting: Sitting, case: int, victim: int
) -> None:
    a_record(
        sitting, "residence_event", case_id=case, person_id=victim, event="reflection_declined",
        happened=VagueDate.on(date(2026, 11, 1)),
    )  # fmt: skip
    granted(sitting, case, victim)
    assert rows(sitting, "reflection_period")[0].met_on is None


def test_nobody_elses_step_ends_it(sitting: Sitting, case: int, victim: int) -> None:
    other = a_victim(sitting, case, given="Ana")
    granted(sitting, case, victim)
    granted(sitting, case, other, event="reflection_ended")
    assert rows(sitting, "reflection_period")[0].met_on is None


def test_an_extended_permit_ends_the_first_and_starts_a_year_of_its_own(
    sitting: Sitting, case: int, victim: int
) -> None:
    granted(sitting, case, victim, event="b8_granted")
    granted(
        sitting, case, victim, event="b8_extended", happened=VagueDate.on(date(2027, 11, 10)),
        valid_until=date(2028, 11, 29),
    )  # fmt: skip
    first, second = rows(sitting, "b8_permit")
    assert (first.due_on, first.met_on) == (date(2027, 11, 30), date(2027, 11, 10))
    assert (second.due_on, second.met_on) == (date(2028, 11, 29), None)
    assert "in de brief" in second.basis_nl


def test_a_rule_that_is_not_verified_says_so(sitting: Sitting, case: int, victim: int) -> None:
    granted(sitting, case, victim, event="b8_refused")
    (due,) = rows(sitting, "ind_objection")
    assert due.unverified
    assert due.due_on == date(2026, 12, 28)


def test_a_term_by_law_does_not_end_on_a_weekend_or_holiday(sitting: Sitting, case: int) -> None:
    a_step(sitting, case, "wmo_applied", date(2026, 12, 12))  # two weeks later is Boxing Day
    (due,) = rows(sitting, "wmo_decision")
    assert due.due_on == date(2026, 12, 28)
    assert "verschoven naar een werkdag" in due.basis_nl


def test_more_time_is_counted_from_the_start(sitting: Sitting, case: int) -> None:
    a_step(sitting, case, "privacy_asked", date(2026, 3, 31))
    assert rows(sitting, "privacy_request")[0].due_on == date(2026, 4, 30)
    a_step(sitting, case, "privacy_extended", date(2026, 4, 10))
    (due,) = rows(sitting, "privacy_request")
    assert due.due_on == date(2026, 6, 30)
    assert "1 keer verlengd" in due.basis_nl


def test_hours_count_from_the_moment_and_else_from_the_morning(sitting: Sitting, case: int) -> None:
    day = date(2026, 3, 27)  # the clocks go forward on 29 March
    at = datetime(2026, 3, 27, 13, 0, tzinfo=UTC)
    a_step(sitting, case, "breach_known", day, happened_at=at)
    a_step(sitting, case, "wmo_urgent_asked", day)
    (breach,) = rows(sitting, "breach_report")
    assert breach.ends_at == datetime(2026, 3, 30, 13, 0, tzinfo=UTC)
    assert breach.due_on == date(2026, 3, 30)
    (urgent,) = rows(sitting, "wmo_urgent")
    assert urgent.due_on == date(2026, 3, 28)  # the 48th hour ends with that day


def test_turning_16_and_18_are_deadlines_with_a_warning_half_a_year_before(
    sitting: Sitting, case: int
) -> None:
    child = a_victim(sitting, case, birth=VagueDate.on(date(2010, 5, 20)))
    sixteen, eighteen = (rows(sitting, key)[0] for key in ("sixteen", "eighteen"))
    assert (sixteen.due_on, eighteen.due_on) == (date(2026, 5, 20), date(2028, 5, 20))
    assert eighteen.warn_on == date(2027, 11, 20)  # 17 years and 6 months

    alter(sitting, "person", child, "birth", VagueDate.on(date(2008, 2, 29)))
    assert rows(sitting, "sixteen") == []  # was that already when the case was opened
    assert rows(sitting, "eighteen") == []
    alter(sitting, "person", child, "birth", VagueDate.on(date(2009, 2, 28)))
    assert [row.due_on for row in rows(sitting, "eighteen")] == [date(2027, 2, 28)]


def test_a_vague_birth_date_counts_from_the_first_day_it_can_be(
    sitting: Sitting, case: int
) -> None:
    year = VagueDate(date(2010, 1, 1), date(2010, 12, 31), Precision.YEAR)
    a_victim(sitting, case, birth=year)
    (eighteen,) = rows(sitting, "eighteen")
    assert eighteen.due_on == date(2028, 1, 1)
    assert eighteen.estimated
    assert "schatting" in eighteen.basis_nl


def test_birthdays_of_others_are_no_deadlines(sitting: Sitting, case: int) -> None:
    a_person(sitting, case, "network", birth=VagueDate.on(date(2010, 5, 20)))
    assert rows(sitting) == []


def test_a_reminder_that_nobody_asked_for_does_not_come(sitting: Sitting, case: int) -> None:
    a_record(sitting, "meldcode_step", case_id=case, step="signals", taken_on=date(2026, 3, 1))
    assert rows(sitting) == []


def test_deadlines_typed_by_hand_stay_as_they_are(sitting: Sitting, case: int, victim: int) -> None:
    typed = a_record(
        sitting, "deadline", case_id=case, person_id=victim, what="Afspraak",
        due_on=date(2026, 4, 1),
    )  # fmt: skip
    event = granted(sitting, case, victim)
    remove(sitting.store, Remove("residence_event", event, 1))
    assert seen(sitting, "deadline", typed).values["due_on"] == date(2026, 4, 1)


def test_what_follows_from_a_shielded_step_is_shielded(
    sitting: Sitting, case: int, victim: int
) -> None:
    suspect = a_person(sitting, case, "suspect", given="Karel")
    step = a_record(
        sitting, "criminal_event", case_id=case, person_id=victim, event="talk_planned",
        happened=NOV_30, suspect_id=suspect,
    )  # fmt: skip
    deputy = seen_by(sitting, Role.DEPUTY)
    assert len(rows(sitting, "information_talk")) == 1
    assert rows(deputy) == []
    alter(sitting, "criminal_event", step, "suspect_id", None)
    assert len(rows(deputy, "information_talk")) == 1


def test_reckoning_again_changes_nothing(sitting: Sitting, case: int, victim: int) -> None:
    from casedesk.deadlines.engine import settle

    granted(sitting, case, victim)
    with sitting.store.write("Again") as writing:
        settle(writing.unit, case)
    assert not writing.changes


def test_a_birthday_keeps_its_row_when_two_persons_become_one_and_two_again(
    sitting: Sitting, case: int
) -> None:
    kept = a_victim(sitting, case, given="Mirela")
    gone = a_victim(sitting, case, given="Mirella", birth=VagueDate.on(date(2010, 5, 20)))
    before = {row.id: row.start_id for row in rows(sitting)}
    merge = made(merge_persons(sitting.store, Merge(kept, 1, gone, 1, why="Zelfde", despite=True)))
    assert {row.id: row.start_id for row in rows(sitting)} == dict.fromkeys(before, kept)
    done = unmerge_persons(sitting.store, Unmerge(merge, 1, why="Toch niet"))
    assert isinstance(done, Changes)
    assert {row.id: row.start_id for row in rows(sitting)} == before


def test_a_slip_in_the_year_can_be_written_down_and_mended(
    sitting: Sitting, case: int, victim: int
) -> None:
    event = granted(sitting, case, victim, happened=VagueDate.on(date(9999, 12, 31)))
    alter(sitting, "person", victim, "birth", VagueDate.on(date(9990, 1, 1)))
    assert all(row.due_on.year == 9999 for row in rows(sitting))
    assert not isinstance(calendar_file(sitting.store, sitting.reader), Refused)
    alter(sitting, "residence_event", event, "happened", NOV_30)
    (row,) = rows(sitting, "reflection_period")
    assert row.due_on == date(2027, 2, 28)
