"""The dates of the work list as an iCalendar file that tells nothing.

Each event is a day with one plain word and the number of the case. What it is about, whom and
why stays in the store: a calendar is read on telephones and by colleagues.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, refusal
from casedesk.cases.model import CaseFile
from casedesk.kernel.changes import Refused
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _
from casedesk.records.reading import Reader
from casedesk.store.declare import record_class
from casedesk.store.journal import Act, Trail
from casedesk.store.store import Store
from casedesk.worklist.reading import Mark, Work, WorkQuery, due_rules, read_work
from casedesk.worklist.rules import TIMED

_WORDS = {"deadline": N_("Deadline"), "action": N_("Action"), "reminder": N_("Reminder")}
_OTHER = N_("Date")
"""Only these words: that a date belongs to a criminal case or a permit would tell too much."""

_ALARM = timedelta(hours=9)
"""An alarm rings at nine in the morning of the day itself."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The file, and how many dates stand in it."""

    content: bytes
    dates: int


def calendar_file(
    store: Store, reader: Reader, query: WorkQuery | None = None, *, alarm: bool = False
) -> CalendarFile | Refused:
    """The dates that this reader finds on the list; the trail keeps that they left the store.

    What was put off stays out until it comes back. Each date keeps its UID, so that a calendar
    that reads a newer file moves it instead of doubling it.
    """
    if not may(store.actor, Right.SUMMARY):
        store.note(Act.REFUSED, N_("Asked for a calendar file"), kind=CASE, result="refused")
        return refusal(Right.SUMMARY)
    with store.read() as session:
        work = read_work(session, reader, query)
        marks = [mark for group in TIMED for mark in work.marks(group)]
        numbers = _numbers(session, work)
        secret = _secret(session)
    calendar = Calendar()
    calendar.add("prodid", "-//CaseDesk//CaseDesk//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    stamp = store.clock.now().astimezone(UTC)
    for mark in marks:
        calendar.add_component(_event(mark, numbers.get(mark[1:], ""), secret, stamp, alarm=alarm))
    store.note(Act.EXPORT, N_("Calendar file made"), kind=CASE)
    return CalendarFile(calendar.to_ical(), len(marks))


def _event(mark: Mark, number: str, secret: bytes, stamp: datetime, *, alarm: bool) -> Event:
    day, rule, _record_id = mark
    word = _(_WORDS.get(due_rules()[rule].kind, _OTHER))
    summary = f"{word} {number}".strip()
    on = date.fromisoformat(day)
    event = Event()
    event.add("uid", _uid(mark, secret))
    event.add("dtstamp", stamp)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=int(on < date.max)))
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if alarm:
        bell = Alarm()
        bell.add("action", "DISPLAY")
        bell.add("description", summary)
        bell.add("trigger", _ALARM)
        event.add_component(bell)
    return event


def _uid(mark: Mark, secret: bytes) -> str:
    """The same for the same date of the same record, whatever its day; tells no kind."""
    rule = due_rules()[mark[1]]
    name = f"{rule.kind}/{mark[2]}/{rule.when}".encode()
    return f"{hmac.new(secret, name, hashlib.sha256).hexdigest()[:32]}@casedesk.invalid"


def _secret(session: Session) -> bytes:
    """What makes the UIDs of this store its own: the seal of the first line of the trail.

    It stands only inside the encrypted store and never changes.
    """
    query = select(Trail.mac).order_by(Trail.seq).limit(1)
    return str(session.scalar(query, execution_options={"unscoped": True})).encode()


def _numbers(session: Session, work: Work) -> dict[tuple[int, int], str]:
    """The number of the case of each date that has one, by rule and record."""
    names = {row.id: row.number for row in session.execute(select(CaseFile.id, CaseFile.number))}
    found = {}
    for rule, dates in work.dates.items():
        cls = record_class(due_rules()[rule].kind)
        if not cls.record.owner:
            continue
        owner = getattr(cls, cls.record.owner)
        for start in range(0, len(dates.ids), _AT_ONCE):
            some = dates.ids[start : start + _AT_ONCE]
            for record_id, case_id in session.execute(
                select(cls.id, owner.label("of_case")).where(cls.id.in_(some))
            ):
                if case_id in names:
                    found[rule, record_id] = names[case_id]
    return found
