"""The calendar file: readable by others, stable, and without a word of anybody."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import parse_vague
from casedesk.records.use_cases import ChangeField, change
from casedesk.store.journal import Trail
from casedesk.worklist.calendar_file import CalendarFile, calendar_file
from casedesk.worklist.use_cases import PutOffDate, put_off
from tests.builders import (
    a_case,
    a_partner,
    a_record,
    a_referral,
    a_store,
    a_suspect,
    a_victim,
    seen_by,
)

CANARY = "Kanarie"
TODAY = date(2026, 3, 2)


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as made:
        yield made


def everything(sitting: Sitting) -> int:
    """A case with a date of every kind, each field with a canary; answers the id of an action."""
    case = a_case(sitting, "2026-0042", gemeente="0363", summary=f"{CANARY} samenvatting")
    victim = a_victim(sitting, case, given=f"{CANARY}voornaam", family=f"{CANARY}achternaam")
    suspect = a_suspect(sitting, case, given=f"{CANARY}dader", family="Verdacht")
    partner = a_partner(sitting, f"{CANARY} opvang")
    action = a_record(
        sitting, "action", case_id=case, person_id=victim, what=f"{CANARY} actie", due_on=TODAY,
        owner=f"{CANARY} collega", state="open",
    )  # fmt: skip
    a_record(
        sitting, "deadline", case_id=case, person_id=suspect, what=f"{CANARY} termijn",
        due_on=TODAY + timedelta(days=9), rule=f"{CANARY} regel", track="criminal",
    )  # fmt: skip
    a_referral(sitting, case, partner, victim, state="sent", answer_by=TODAY)
    a_record(sitting, "reminder", what=f"{CANARY} herinnering", due_on=TODAY)
    a_record(sitting, "signal", subject=f"{CANARY} signaal", received_on=TODAY, review_on=TODAY)
    a_record(sitting, "location", name=f"{CANARY} camping", review_on=TODAY)
    a_record(
        sitting, "residence_event", case_id=case, person_id=victim, event="reflection_declined",
        happened=parse_vague("1 maart 2026", TODAY, "nl"), term_ends_on=TODAY + timedelta(days=3),
    )  # fmt: skip
    return action


def made(sitting: Sitting, *, alarm: bool = False) -> CalendarFile:
    found = calendar_file(sitting.store, sitting.reader, alarm=alarm)
    assert isinstance(found, CalendarFile)
    return found


def events(file: CalendarFile) -> list[dict[str, str]]:
    calendar = Calendar.from_ical(file.content)
    return [
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "on": event["DTSTART"].dt.isoformat(),
            "alarms": str(len(event.walk("VALARM"))),
        }
        for event in calendar.walk("VEVENT")
    ]


def test_it_says_a_word_and_a_number_on_a_whole_day(sitting: Sitting) -> None:
    everything(sitting)
    found = events(made(sitting))
    assert sorted((e["on"], e["summary"]) for e in found) == [
        ("2026-03-02", "Actie 2026-0042"),
        ("2026-03-02", "Datum"),
        ("2026-03-02", "Datum"),
        ("2026-03-02", "Datum 2026-0042"),
        ("2026-03-02", "Herinnering"),
        ("2026-03-05", "Datum 2026-0042"),
        ("2026-03-11", "Termijn 2026-0042"),
    ]
    assert {e["alarms"] for e in found} == {"0"}


def test_nothing_else_of_the_store_stands_in_it(sitting: Sitting) -> None:
    everything(sitting)
    content = made(sitting, alarm=True).content.decode()
    told = content.replace("\r\n ", "")
    assert CANARY.casefold() not in told.casefold()
    for word in ("residence", "criminal", "suspect", "signal", "location", "anna", "verzonnen"):
        assert word not in told.casefold(), word
    names = {line.partition(":")[0].partition(";")[0] for line in told.splitlines()}
    assert names == {
        "BEGIN", "END", "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "DTSTART", "DTEND",
        "SUMMARY", "CLASS", "TRANSP", "ACTION", "DESCRIPTION", "TRIGGER",
    }  # fmt: skip


def test_each_date_keeps_its_uid_when_it_moves(sitting: Sitting) -> None:
    action = everything(sitting)
    before = {e["uid"]: e["on"] for e in events(made(sitting))}
    later = TODAY + timedelta(days=2)
    moved = ChangeField("action", action, "due_on", later, TODAY)
    assert isinstance(change(sitting.store, moved, sitting.labels), Changes)
    after = {e["uid"]: e["on"] for e in events(made(sitting))}
    assert before.keys() == after.keys()
    (uid,) = (uid for uid, on in before.items() if after[uid] != on)
    assert after[uid] == later.isoformat()


def test_an_alarm_rings_once_for_each_date(sitting: Sitting) -> None:
    everything(sitting)
    assert {e["alarms"] for e in events(made(sitting, alarm=True))} == {"1"}


def test_what_waits_stays_out(sitting: Sitting) -> None:
    action = everything(sitting)
    number = made(sitting).dates
    wait = PutOffDate("action", action, "due_on", TODAY, TODAY + timedelta(days=5), "later")
    assert isinstance(put_off(sitting.store, wait, sitting.labels), Changes)
    assert made(sitting).dates == number - 1


def test_that_dates_left_the_store_is_in_the_trail(sitting: Sitting) -> None:
    made(sitting)
    officer = seen_by(sitting, Role.FOCAL_OFFICER)
    assert isinstance(calendar_file(officer.store, officer.reader), Refused)
    with sitting.store.engine.connect() as connection:
        lines = connection.execute(select(Trail.act, Trail.result).order_by(Trail.seq.desc()))
        assert [tuple(line) for line in lines][::2][:2] == [
            ("refused", "refused"),
            ("export", "done"),
        ]


def test_the_last_day_that_there_is_does_not_spoil_the_file(sitting: Sitting) -> None:
    a_record(sitting, "reminder", what="Later", due_on=date(9999, 12, 31))
    made = calendar_file(sitting.store, sitting.reader, alarm=True)
    assert isinstance(made, CalendarFile)
    assert made.dates == 1
