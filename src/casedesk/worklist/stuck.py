"""Where things get stuck: how much is late per coordinator or per gemeente, without a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.model import CaseFile
from casedesk.kernel.names import fold
from casedesk.kernel.words import _
from casedesk.records.listing import colleagues
from casedesk.records.reading import Reader
from casedesk.reminders.model import Reminder
from casedesk.store.declare import fields_of, record_class
from casedesk.store.long_lists import pairs
from casedesk.worklist.reading import Work, WorkQuery, due_rules, read_work
from casedesk.worklist.rules import Group, last_days

COORDINATOR, GEMEENTE = "coordinator", "gemeente"


@dataclass(slots=True)
class Stuck:
    """What one coordinator, or one gemeente, has before it. ``code`` is empty for nobody's."""

    code: str
    name: str
    late: int = 0
    days_late: int = 0
    today: int = 0
    week: int = 0
    put_off: int = 0


def stuck(session: Session, reader: Reader, by: str = COORDINATOR) -> tuple[Stuck, ...]:
    """The counts by ``coordinator`` or ``gemeente``, where most is late first."""
    today = reader.clock.today()
    work = read_work(session, reader, WorkQuery(upto=last_days(today)[2]))
    cases = dict(pairs(session, select(CaseFile.id, getattr(CaseFile, by))))
    found: dict[str, Stuck] = {}
    for number in {*work.dates, *(mark[1] for mark in work.put_off)}:
        whose = _whose(session, number, cases, by)
        for group, day, record_id in _of_rule(work, number):
            code = whose.get(record_id) or ""
            _add(found.setdefault(code, Stuck(code, "")), group, day, today)
    names = _names(session, reader, by)
    for each in found.values():
        each.name = names.get(each.code, each.code) if each.code else _("Nobody's")
    return tuple(sorted(found.values(), key=lambda s: (-s.late, -s.days_late, fold(s.name))))


def _of_rule(work: Work, number: int) -> list[tuple[Group, str, int]]:
    """Everything of one rule, each with its group."""
    groups = (Group.LATE, Group.TODAY, Group.WEEK, Group.PUT_OFF)
    return [(g, day, i) for g in groups for day, rule, i in work.marks(g) if rule == number]


def _whose(
    session: Session, number: int, cases: Mapping[int, Any], by: str
) -> Mapping[int, str | None]:
    """To whom each record of a rule belongs: by its own field, else by its case."""
    cls: Any = record_class(due_rules()[number].kind)
    if cls is Reminder and by == COORDINATOR:
        by = "owner"
    if by in fields_of(cls):
        return dict(pairs(session, select(cls.id, getattr(cls, by))))
    if not cls.record.owner:
        return {}
    of_case = pairs(session, select(cls.id, getattr(cls, cls.record.owner)))
    return {record_id: cases.get(case_id) for record_id, case_id in of_case}


def _add(stuck_here: Stuck, group: Group, day: str, today: date) -> None:
    if group is Group.LATE:
        stuck_here.late += 1
        days = (today - date.fromisoformat(day)).days
        stuck_here.days_late = max(stuck_here.days_late, days)
    elif group is Group.TODAY:
        stuck_here.today += 1
    elif group is Group.WEEK:
        stuck_here.week += 1
    else:
        stuck_here.put_off += 1


def _names(session: Session, reader: Reader, by: str) -> Mapping[str, str]:
    if by == COORDINATOR:
        return colleagues(session)
    labels = reader.labels
    return {code: labels.label("gemeente", code) for code in labels.codes("gemeente")}
