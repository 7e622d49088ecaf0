"""What stands on the list, for whom, and how it gets off it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.cases.use_cases import CloseCase, close_case
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.clock import FixedClock
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.words import set_language
from casedesk.records.steps import Step
from casedesk.records.use_cases import ChangeField, change
from casedesk.reminders.model import Reminder, Snooze
from casedesk.reminders.use_cases import make_reminder
from casedesk.store.journal import Trail
from casedesk.store.undo import undo
from casedesk.worklist.reading import MINE, OTHERS, Work, WorkQuery, read_work
from casedesk.worklist.rules import Group
from casedesk.worklist.stuck import GEMEENTE, stuck
from casedesk.worklist.telling import WorkItem, tell_work
from casedesk.worklist.use_cases import (
    BringBack,
    PutOffDate,
    bring_back,
    finish,
    put_off,
)
from tests.builders import (
    NINE,
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

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("nl")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NINE)


@pytest.fixture
def sitting(tmp_path: Path, clock: FixedClock) -> Iterator[Sitting]:
    with a_store(tmp_path, clock=clock) as made_store:
        yield made_store


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def work_of(sitting: Sitting, query: WorkQuery | None = None) -> Work:
    with sitting.store.read() as session:
        return read_work(session, sitting.reader, query)


def items(sitting: Sitting, query: WorkQuery | None = None) -> dict[Group, list[WorkItem]]:
    with sitting.store.read() as session:
        work = read_work(session, sitting.reader, query)
        found = {}
        for group in Group:
            marks = work.marks(group)
            told = tell_work(session, sitting.reader, marks, work.put_off)
            if marks:
                found[group] = [told[mark] for mark in marks]
        return found


def words(sitting: Sitting, query: WorkQuery | None = None) -> dict[Group, list[str]]:
    found = items(sitting, query)
    return {group: [item.what for item in lines] for group, lines in found.items()}


def an_action(
    sitting: Sitting, case_id: int, days: int, what: str = "Bellen", **more: object
) -> int:
    return a_record(
        sitting, "action", case_id=case_id, what=what, due_on=day(days), state="open", **more
    )


def a_deadline(sitting: Sitting, case_id: int, days: int, **more: object) -> int:
    return a_record(
        sitting, "deadline", case_id=case_id, what="Bedenktijd", due_on=day(days), **more
    )


def test_dates_of_all_kinds_come_together_in_their_groups(sitting: Sitting) -> None:
    case = a_case(sitting)
    victim = a_victim(sitting, case)
    partner = a_partner(sitting)
    an_action(sitting, case, -3)
    a_deadline(sitting, case, 0, person_id=victim)
    a_referral(sitting, case, partner, victim, state="sent", answer_by=day(2))
    a_record(sitting, "signal", subject="Vakantiepark", received_on=day(-9), review_on=day(10))
    a_record(sitting, "location", name="Camping De Verzonnen Eik", review_on=day(60))
    a_record(sitting, "reminder", what="Jaarverslag", due_on=day(3))
    assert words(sitting) == {
        Group.LATE: ["Action: Bellen"],
        Group.TODAY: ["At the latest: Bedenktijd"],
        Group.WEEK: ["Answer needed from Opvang De Haven", "Reminder: Jaarverslag"],
        Group.MONTH: ["Look again at the signal: Vakantiepark"],
        Group.LATER: ["Look again at Camping De Verzonnen Eik"],
    }
    line = items(sitting)[Group.TODAY][0]
    assert (line.number, line.who, line.owner) == ("2026-0001", "Mirela Popescu", "Anna Verzonnen")
    assert work_of(sitting).urgent == 2
    assert work_of(sitting).on_days(7) == {day(0): 1, day(2): 1, day(3): 1}


def test_a_line_that_names_nobody_shows_the_victims_of_its_case(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_victim(sitting, case)
    a_victim(sitting, case, given="Oksana", family="Verba")
    an_action(sitting, case, 0)
    assert items(sitting)[Group.TODAY][0].who == "Mirela Popescu +1"


def test_what_is_done_or_answered_is_not_there(sitting: Sitting) -> None:
    case = a_case(sitting)
    an_action(sitting, case, -1, done_on=TODAY)
    a_deadline(sitting, case, -1, met_on=TODAY)
    a_referral(sitting, case, a_partner(sitting), state="refused", answer_by=day(-1))
    assert words(sitting) == {}


def test_a_date_that_nobody_can_tick_off_leaves_after_two_weeks(
    sitting: Sitting, clock: FixedClock
) -> None:
    case = a_case(sitting)
    a_record(
        sitting, "case_consult", case_id=case, consult_kind="case_consult", held_at=NINE,
        next_on=day(1),
    )  # fmt: skip
    clock.move_to(datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert words(sitting) == {Group.LATE: ["Next consult"]}
    clock.move_to(datetime(2026, 3, 20, 9, tzinfo=UTC))
    assert words(sitting) == {}


def test_a_signal_to_look_at_again_stays_until_somebody_did(
    sitting: Sitting, clock: FixedClock
) -> None:
    signal = a_record(
        sitting, "signal", subject="Vakantiepark", received_on=day(-9), review_on=day(1)
    )
    clock.move_to(datetime(2026, 9, 1, 9, tzinfo=UTC))
    assert words(sitting) == {Group.LATE: ["Look again at the signal: Vakantiepark"]}
    assert isinstance(finish(sitting.store, "signal", "review_on", Step(signal, 1)), Changes)
    assert words(sitting) == {}


def test_a_suspects_dates_are_there_only_for_those_entitled(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_victim(sitting, case)
    suspect = a_suspect(sitting, case)
    action = an_action(sitting, case, 0, "Verhoor", person_id=suspect)
    assert words(sitting) == {Group.TODAY: ["Action: Verhoor"]}
    deputy = seen_by(sitting, Role.DEPUTY)
    assert words(deputy) == {}
    command = PutOffDate("action", action, "due_on", TODAY, day(3), "wacht op politie")
    assert isinstance(put_off(sitting.store, command, sitting.labels), Changes)
    assert words(deputy) == {}
    with deputy.store.read() as session:
        assert session.scalars(select(Snooze)).all() == []
    assert isinstance(put_off(deputy.store, command, deputy.labels), Refused)


def test_who_may_not_know_names_reads_none(sitting: Sitting) -> None:
    case = a_case(sitting)
    a_victim(sitting, case)
    an_action(sitting, case, 0, "Mirela bellen")
    line = items(seen_by(sitting, Role.SUPERVISOR))[Group.TODAY][0]
    assert line.what == "Action: shielded"
    assert "Mirela" not in line.who
    assert line.number == "2026-0001"
    assert not line.may_finish


def test_the_focal_officer_finds_dates_of_signals_and_nothing_of_cases(sitting: Sitting) -> None:
    an_action(sitting, a_case(sitting), 0)
    signal = a_record(
        sitting, "signal", subject="Vakantiepark", received_on=day(-9), review_on=day(0)
    )
    officer = seen_by(sitting, Role.FOCAL_OFFICER)
    assert words(officer) == {Group.TODAY: ["Look again at the signal: Vakantiepark"]}
    command = PutOffDate("signal", signal, "review_on", TODAY, day(5), "controle is donderdag")
    assert isinstance(put_off(officer.store, command, officer.labels), Changes)
    assert words(officer) == {Group.WEEK: ["Look again at the signal: Vakantiepark"]}


def test_mine_is_also_what_nobody_guards(sitting: Sitting) -> None:
    mine, bares, nobodys = a_case(sitting), a_case(sitting, coordinator="bart"), a_case(sitting)
    given = ChangeField("case_file", nobodys, "coordinator", None, "anna")
    assert isinstance(change(sitting.store, given, sitting.labels), Changes)
    for case, what in ((mine, "van mij"), (bares, "van Bart"), (nobodys, "van niemand")):
        an_action(sitting, case, 0, what)
    an_action(sitting, bares, 1, "Anna doet het", owner="Anna Verzonnen")
    a_record(sitting, "reminder", what="Bart denkt eraan", due_on=day(0), owner="bart")
    a_record(sitting, "signal", subject="Park", received_on=day(-1), review_on=day(0))
    found = words(sitting, WorkQuery(MINE))
    assert found == {
        Group.TODAY: [
            "Look again at the signal: Park", "Action: van mij", "Action: van niemand",
        ],
        Group.WEEK: ["Action: Anna doet het"],
    }  # fmt: skip
    assert words(sitting, WorkQuery(OTHERS)) == {
        Group.TODAY: ["Action: van Bart", "Reminder: Bart denkt eraan"]
    }


def test_kind_track_and_gemeente_narrow_the_list(sitting: Sitting) -> None:
    here, there = a_case(sitting, gemeente="0363"), a_case(sitting, gemeente="0599")
    an_action(sitting, here, 0, "hier")
    a_deadline(sitting, there, 0, track="residence")
    a_record(
        sitting, "signal", subject="Park", received_on=day(-1), review_on=day(0), gemeente="0599"
    )
    assert words(sitting, WorkQuery(kind="action")) == {Group.TODAY: ["Action: hier"]}
    residence = words(sitting, WorkQuery(track="residence"))
    assert residence == {Group.TODAY: ["At the latest: Bedenktijd"]}
    assert words(sitting, WorkQuery(gemeente="0363")) == {Group.TODAY: ["Action: hier"]}
    both = words(sitting, WorkQuery(gemeente="0599"))[Group.TODAY]
    assert set(both) == {"Look again at the signal: Park", "At the latest: Bedenktijd"}
    assert words(sitting, WorkQuery(upto=day(-1))) == {}


def test_putting_off_shows_who_and_why_and_comes_back_by_itself(
    sitting: Sitting, clock: FixedClock
) -> None:
    action = an_action(sitting, a_case(sitting), -3)
    command = PutOffDate("action", action, "due_on", day(-3), day(5), "wacht op de IND")
    assert isinstance(put_off(sitting.store, command, sitting.labels), Changes)
    (line,) = items(sitting)[Group.PUT_OFF]
    assert line.put_off is not None
    assert (line.put_off.until, line.put_off.reason) == (day(5), "wacht op de IND")
    assert line.put_off.by == "Anna Verzonnen"
    assert work_of(sitting).urgent == 0
    clock.move_to(datetime(2026, 3, 7, 8, tzinfo=UTC))
    assert words(sitting) == {Group.LATE: ["Action: Bellen"]}


def test_putting_off_is_in_the_trail_and_can_be_undone_and_taken_back(sitting: Sitting) -> None:
    action = an_action(sitting, a_case(sitting), 0)
    command = PutOffDate("action", action, "due_on", day(0), day(5), "wacht op de IND")
    assert isinstance(put_off(sitting.store, command, sitting.labels), Changes)
    with sitting.store.read() as session:
        line = session.scalars(select(Trail).order_by(Trail.seq.desc())).first()
    assert line is not None
    assert (line.label, line.why) == ("Date put off", "wacht op de IND")
    assert isinstance(undo(sitting.store), Changes)
    assert list(words(sitting)) == [Group.TODAY]
    assert isinstance(put_off(sitting.store, command, sitting.labels), Changes)
    back = BringBack("action", action, "due_on")
    assert isinstance(bring_back(sitting.store, back), Changes)
    assert list(words(sitting)) == [Group.TODAY]
    assert isinstance(bring_back(sitting.store, back), Refused)


def test_a_date_of_law_is_never_out_of_sight_in_its_last_days(
    sitting: Sitting, clock: FixedClock
) -> None:
    deadline = a_deadline(sitting, a_case(sitting), 10)
    too_long = PutOffDate("deadline", deadline, "due_on", day(10), day(9), "later")
    assert isinstance(put_off(sitting.store, too_long, sitting.labels), Refused)
    in_time = PutOffDate("deadline", deadline, "due_on", day(10), day(8), "later")
    assert isinstance(put_off(sitting.store, in_time, sitting.labels), Changes)
    assert list(words(sitting)) == [Group.PUT_OFF]
    clock.move_to(datetime(2026, 3, 10, 8, tzinfo=UTC))
    assert list(words(sitting)) == [Group.WEEK]


def test_a_date_that_moves_comes_back(sitting: Sitting) -> None:
    deadline = a_deadline(sitting, a_case(sitting), 30)
    command = PutOffDate("deadline", deadline, "due_on", day(30), day(20), "later")
    assert isinstance(put_off(sitting.store, command, sitting.labels), Changes)
    moved = ChangeField("deadline", deadline, "due_on", day(4), day(30))
    assert isinstance(change(sitting.store, moved, sitting.labels), Changes)
    assert list(words(sitting)) == [Group.WEEK]
    stale = PutOffDate("deadline", deadline, "due_on", day(30), day(1), "later")
    assert isinstance(put_off(sitting.store, stale, sitting.labels), Refused)


@pytest.mark.parametrize("kind", ["action", "deadline", "reminder"])
def test_a_tick_takes_the_step_of_the_feature(sitting: Sitting, kind: str) -> None:
    case = a_case(sitting)
    record = {
        "action": lambda: an_action(sitting, case, 0),
        "deadline": lambda: a_deadline(sitting, case, 0),
        "reminder": lambda: a_record(sitting, "reminder", what="Jaarverslag", due_on=day(0)),
    }[kind]()
    assert isinstance(finish(sitting.store, kind, "due_on", Step(record, 1)), Changes)
    assert words(sitting) == {}
    again = finish(sitting.store, kind, "due_on", Step(record, 2))
    assert isinstance(again, Refused)
    assert isinstance(undo(sitting.store), Changes)
    assert list(words(sitting)) == [Group.TODAY]


def test_aftercare_is_ticked_off_with_its_day(sitting: Sitting) -> None:
    case = a_case(sitting, aftercare_on=day(0))
    assert words(sitting) == {Group.TODAY: ["Aftercare contact"]}
    assert isinstance(finish(sitting.store, "case_file", "aftercare_on", Step(case, 1)), Changes)
    assert words(sitting) == {}


def test_an_answer_of_a_partner_takes_more_than_a_tick(sitting: Sitting) -> None:
    referral = a_referral(
        sitting, a_case(sitting), a_partner(sitting), state="sent", answer_by=day(0)
    )
    refused = finish(sitting.store, "referral", "answer_by", Step(referral, 1))
    assert isinstance(refused, Refused)
    assert not items(sitting)[Group.TODAY][0].may_finish


def test_a_reminder_is_for_who_sets_it(sitting: Sitting) -> None:
    values = {"what": "Jaarverslag", "due_on": day(0), "owner": ""}
    reminder = made(make_reminder(sitting.store, values, sitting.labels))
    with sitting.store.read() as session:
        assert (
            session.scalars(select(Reminder.owner).where(Reminder.id == reminder)).one() == "anna"
        )
    supervisor = seen_by(sitting, Role.SUPERVISOR)
    assert isinstance(make_reminder(supervisor.store, values, supervisor.labels), Refused)


def test_closing_a_case_settles_its_plans_and_not_what_was_promised(sitting: Sitting) -> None:
    case = a_case(sitting, opened_on=day(-90))
    victim = a_victim(sitting, case)
    a_record(
        sitting,
        "care_plan",
        case_id=case,
        person_id=victim,
        made_on=day(-90),
        review_on=day(0),
        state="draft",
    )
    an_action(sitting, case, 0)
    assert set(words(sitting)[Group.TODAY]) == {"Discuss the plan again", "Action: Bellen"}
    close = CloseCase(
        case, 1, reason="goals_reached", outcome="safe_independent", despite=True,
        aftercare_on=day(0),
        retention=next(iter(sitting.labels.codes("retention_basis"))),
    )  # fmt: skip
    closed = close_case(sitting.store, close, sitting.labels)
    assert isinstance(closed, Changes), closed
    assert set(words(sitting)[Group.TODAY]) == {"Aftercare contact", "Action: Bellen"}


def test_a_supervisor_does_not_read_why_something_waits(sitting: Sitting) -> None:
    action = an_action(sitting, a_case(sitting), 0)
    command = PutOffDate("action", action, "due_on", day(0), day(5), "Mirela is ziek")
    assert isinstance(put_off(sitting.store, command, sitting.labels), Changes)
    (line,) = items(seen_by(sitting, Role.SUPERVISOR))[Group.PUT_OFF]
    assert line.put_off is not None
    assert line.put_off.reason == "shielded"


def test_where_things_get_stuck_without_a_name_of_a_person(sitting: Sitting) -> None:
    mine = a_case(sitting, gemeente="0363")
    a_victim(sitting, mine)
    other = a_case(sitting, gemeente="0599", coordinator="bart")
    an_action(sitting, mine, -3)
    an_action(sitting, mine, -9)
    an_action(sitting, other, 0)
    supervisor = seen_by(sitting, Role.SUPERVISOR)
    with supervisor.store.read() as session:
        people = stuck(session, supervisor.reader)
        places = stuck(session, supervisor.reader, GEMEENTE)
    assert [(s.name, s.late, s.days_late, s.today) for s in people] == [
        ("Anna Verzonnen", 2, 9, 0), ("bart", 0, 0, 1),
    ]  # fmt: skip
    assert [(s.name, s.late, s.today) for s in places] == [("Amsterdam", 2, 0), ("Rotterdam", 0, 1)]


def test_a_date_from_a_letter_that_became_a_deadline_stands_there_once(sitting: Sitting) -> None:
    case_id = a_case(sitting)
    person = a_victim(sitting, case_id)
    event = a_record(
        sitting, "residence_event", case_id=case_id, person_id=person, event="reflection_granted",
        happened=VagueDate.on(day(0)),
    )  # fmt: skip
    with sitting.store.read() as session:
        views = sitting.reader.views(session, "deadline", case_id=case_id)
    ends = max(view.values["due_on"] for view in views)
    said = ChangeField("residence_event", event, "valid_until", ends, None)
    assert isinstance(change(sitting.store, said, sitting.labels), Changes)
    with sitting.store.read() as session:
        work = read_work(session, sitting.reader)
        items = tell_work(session, sitting.reader, work.marks(Group.LATER), {})
    assert {item.kind for item in items.values()} == {"deadline"}
