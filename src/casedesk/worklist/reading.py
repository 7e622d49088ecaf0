"""Read what must be done from all records: which, and when; the words come with ``telling``.

Sixty thousand dates are not unusual, so each rule gives two arrays in the order of the dates,
and a group is a slice of them. What one reader may not see is not there (``access.scope``).
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain, islice
from operator import le
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, false, or_, select, true, tuple_
from sqlalchemy.orm import Session

from casedesk import features
from casedesk.access.rights import may_see
from casedesk.cases.model import CaseFile
from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.fields import Kind
from casedesk.kernel.moments import MomentRule, Track
from casedesk.records.reading import Reader
from casedesk.reminders.model import Reminder, Snooze
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class
from casedesk.store.long_lists import columns
from casedesk.tasks.model import Deadline
from casedesk.worklist.rules import PASSED_DAYS, Group, is_put_off, last_days

Mark = tuple[str, int, int]
"""The day (ISO), the place of the rule in :func:`due_rules`, and the id of the record."""

MINE, OTHERS = "mine", "others"

TICKED = frozenset({"action", "deadline", "reminder"})
"""Kinds that are ticked off by a step of their own, from this list or in the case."""

_ZONE = ZoneInfo(AMSTERDAM)
_NO_END = "9999-12-31"
_TRACKS = tuple(track.value for track in Track)


@dataclass(frozen=True, slots=True)
class WorkQuery:
    """What the list shows: whose work (``mine`` is also what nobody guards), kind, track, place.

    ``upto`` leaves out all that comes after that day.
    """

    whose: str = ""
    kind: str = ""
    track: str = ""
    gemeente: str = ""
    upto: date | None = None


@dataclass(frozen=True, slots=True)
class PutOff:
    """A date that waits: until when, why, and by whose login."""

    until: date
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class _Dates:
    """The dates of one rule, the earliest first, and the ids of their records."""

    days: Sequence[str]
    ids: Sequence[int]


_Waiting = Mapping[tuple[str, str], Mapping[int, tuple[date, PutOff]]]


@dataclass(slots=True)
class Work:
    """The whole list for one reader on one day."""

    today: date
    dates: Mapping[int, _Dates]
    put_off: Mapping[Mark, PutOff]
    _groups: dict[Group, list[Mark]] = field(default_factory=dict)

    def count(self, group: Group) -> int:
        """How many things stand in a group."""
        if group is Group.PUT_OFF:
            return len(self.put_off)
        first, last = self._bounds(group)
        return sum(bisect_right(d.days, last) - bisect_left(d.days, first) for d in self._all())

    def marks(self, group: Group) -> Sequence[Mark]:
        """The things in a group: by day, then by kind; those put off by when they come back."""
        if group not in self._groups:
            self._groups[group] = self._merge(group)
        return self._groups[group]

    def on_days(self, days: int) -> Mapping[date, int]:
        """How many dates fall on today and on each of the next days; those without are left out."""
        first = self.today.isoformat()
        last = (self.today + timedelta(days=days)).isoformat()
        found: Counter[str] = Counter()
        for each in self._all():
            found.update(each.days[bisect_left(each.days, first) : bisect_right(each.days, last)])
        return {date.fromisoformat(day): number for day, number in found.items()}

    @property
    def urgent(self) -> int:
        """How many things are late or due today."""
        return self.count(Group.LATE) + self.count(Group.TODAY)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in any group."""
        return not self.dates and not self.put_off

    def _all(self) -> Iterator[_Dates]:
        return iter(self.dates.values())

    def _bounds(self, group: Group) -> tuple[str, str]:
        """The first and last day of a group as text; an empty range where it has no days."""
        ends = ["", *(day.isoformat() for day in last_days(self.today)), _NO_END]
        place = (Group.LATE, Group.TODAY, Group.WEEK, Group.MONTH, Group.LATER).index(group)
        before, last = ends[place], ends[place + 1]
        # "~" comes after every digit: the first text that is later than the day before.
        return (before + "~" if before else "", last)

    def _merge(self, group: Group) -> list[Mark]:
        if group is Group.PUT_OFF:
            return sorted(self.put_off, key=lambda mark: (self.put_off[mark].until, *mark))
        first, last = self._bounds(group)
        runs = []
        for number, each in self.dates.items():
            start, end = bisect_left(each.days, first), bisect_right(each.days, last)
            if start < end:
                run = zip(each.days[start:end], [number] * (end - start), each.ids[start:end],
                          strict=True)  # fmt: skip
                runs.append(run)
        # Sorting runs that are in order already is a merge, and faster than one in Python.
        return sorted(chain.from_iterable(runs))


@cache
def due_rules() -> tuple[MomentRule, ...]:
    """The rules of all kinds whose dates somebody must meet; a mark names one by its place."""
    return tuple(rule for rule in features.moment_rules() if rule.due)


def rule_number(kind: str, when: str) -> int:
    """The place of the rule for this date of this kind. ValueError where there is none."""
    return [(rule.kind, rule.when) for rule in due_rules()].index((kind, when))


def seen_kinds(reader: Reader) -> tuple[str, ...]:
    """The kinds of which this reader finds dates on the list, in the order of the features."""
    return tuple(dict.fromkeys(rule.kind for rule in due_rules() if _may_see(reader, rule)))


def read_work(session: Session, reader: Reader, query: WorkQuery | None = None) -> Work:
    """All that must be done, as far as this reader may see it and this query asks."""
    query = query or WorkQuery()
    today = reader.clock.today()
    narrowed = query.whose if query.whose and _has_others(session, reader) else ""
    if query.whose == OTHERS and not narrowed:
        return Work(today, {}, {})
    waiting = _put_off(session, today)
    dates: dict[int, _Dates] = {}
    put_off: dict[Mark, PutOff] = {}
    for number, rule in enumerate(due_rules()):
        if not _may_see(reader, rule) or (query.kind and rule.kind != query.kind):
            continue
        found = _read(session, reader, rule, query, narrowed)
        if waiting.get((rule.kind, rule.when)):
            found = _set_apart(found, number, rule, waiting, put_off, today)
        if found.ids:
            dates[number] = found
    return Work(today, dates, put_off)


def _may_see(reader: Reader, rule: MomentRule) -> bool:
    cls = record_class(rule.kind)
    return may_see(reader.actor, cls.record.realm) and reader.may_see(fields_of(cls)[rule.when])


def _has_others(session: Session, reader: Reader) -> bool:
    """Whether anybody else guards anything here; where not, all is mine and nothing is asked."""
    me = reader.actor.login
    others = (
        select(CaseFile.id).where(CaseFile.coordinator != me).limit(1),
        select(Reminder.id).where(Reminder.owner != me).limit(1),
    )
    return any(session.scalar(query) is not None for query in others)


def _read(
    session: Session, reader: Reader, rule: MomentRule, query: WorkQuery, whose: str
) -> _Dates:
    cls = record_class(rule.kind)
    when = getattr(cls, rule.when)
    exact = fields_of(cls)[rule.when].kind is Kind.DATE
    today = reader.clock.today()
    conditions = [when.is_not(None), *_open(cls, rule), *_not_settled(cls, rule)]
    if exact and rule.kind not in TICKED:
        conditions.append(_no_deadline_of_its_own(cls, when))
    since = None if rule.met or is_cleared(rule) else today - timedelta(days=PASSED_DAYS)
    if exact and since is not None:
        conditions.append(when >= since)
    if exact and query.upto is not None:
        conditions.append(when <= query.upto)
    conditions += _asked(cls, rule, query)
    if whose:
        mine = _mine(cls, reader)
        conditions.append(mine if whose == MINE else ~mine)
    statement: Select[Any] = select(when, cls.id).where(*conditions)
    days, ids = columns(session, statement)
    if exact:
        return _in_order(days, ids)
    first = since.isoformat() if since else ""
    last = query.upto.isoformat() if query.upto else _NO_END
    pairs = ((_last_day(day), record_id) for day, record_id in zip(days, ids, strict=True))
    kept = sorted(pair for pair in pairs if first <= pair[0] <= last)
    return _Dates([day for day, _id in kept], [record_id for _day, record_id in kept])


def _in_order(days: list[str], ids: list[int]) -> _Dates:
    """The index mostly gives them in order of the day; SQLite would sort them again, slowly."""
    if all(map(le, days, islice(days, 1, None))):
        return _Dates(days, ids)
    kept = sorted(zip(days, ids, strict=True))
    return _Dates([day for day, _id in kept], [record_id for _day, record_id in kept])


def _open(cls: type[Record], rule: MomentRule) -> list[ColumnElement[bool]]:
    found = []
    if rule.state:
        found.append(getattr(cls, rule.state).in_(rule.open_states))
    if rule.met:
        found.append(getattr(cls, rule.met).is_(None))
    return found


def _not_settled(cls: type[Record], rule: MomentRule) -> list[ColumnElement[bool]]:
    """Closing a case settles what was planned in it: plans to discuss, consults, assessments.

    What somebody must still tick off, and what binds, stays until it is done.
    """
    owner = cls.record.owner
    if not owner or owner == "id" or rule.binding or rule.kind in TICKED:
        return []
    closed = select(CaseFile.closed_on).where(CaseFile.id == getattr(cls, owner))
    return [closed.scalar_subquery().is_(None)]


def _no_deadline_of_its_own(cls: type[Record], when: Any) -> ColumnElement[bool]:
    """A date from a letter that became a deadline is met there, and stands on the list once."""
    # One list for all rows: a question per row would take a minute in a large store.
    same = select(Deadline.start_id, Deadline.due_on).where(
        Deadline.start_kind == cls.record.name, Deadline.start_id.is_not(None)
    )
    return tuple_(cls.id, when).not_in(same)


def is_cleared(rule: MomentRule) -> bool:
    """Whether one is done with this date by taking it away: a day to look at a thing again."""
    return not rule.met and rule.when == "review_on"


def _asked(cls: type[Record], rule: MomentRule, query: WorkQuery) -> list[Any]:
    found: list[Any] = []
    if query.track:
        if rule.track_field:
            track = getattr(cls, rule.track_field)
            fixed = or_(track.is_(None), track.not_in(_TRACKS))
            found.append(or_(track == query.track, fixed & (rule.track == query.track)))
        elif rule.track != query.track:
            found.append(false())
    if query.gemeente:
        if "gemeente" in fields_of(cls):
            found.append(cls.gemeente == query.gemeente)  # type: ignore[attr-defined]
        elif cls.record.owner:
            there = select(CaseFile.id).where(CaseFile.gemeente == query.gemeente)
            found.append(getattr(cls, cls.record.owner).in_(there))
        else:
            found.append(false())
    return found


def _mine(cls: type[Record], reader: Reader) -> ColumnElement[bool]:
    """What this reader guards, and what nobody guards: it must not fall between two people."""
    actor = reader.actor
    if cls is Reminder:
        return or_(Reminder.owner == actor.login, Reminder.owner.is_(None))
    guarded = or_(CaseFile.coordinator == actor.login, CaseFile.coordinator.is_(None))
    if cls is CaseFile:
        return guarded
    if not cls.record.owner:
        return true()
    case_id = getattr(cls, cls.record.owner)
    parts = [case_id.is_(None), case_id.in_(select(CaseFile.id).where(guarded))]
    if "owner" in fields_of(cls):
        owner = getattr(cls, "owner")  # noqa: B009 - only some kinds have one
        # An empty owner must answer no, not NULL: the list of others asks the opposite.
        parts.append(owner.is_not(None) & owner.in_((actor.login, actor.name)))
    return or_(*parts)


def _put_off(session: Session, today: date) -> _Waiting:
    """What was put off and not yet come back: kind and date, then record."""
    query = (
        select(
            Snooze.of_kind, Snooze.of_date, Snooze.of_id, Snooze.of_day, Snooze.until,
            Snooze.reason, Snooze.put_off_by,
        )
        .where(Snooze.until > today)
        .order_by(Snooze.id)
    )  # fmt: skip
    found: dict[tuple[str, str], dict[int, tuple[date, PutOff]]] = {}
    for kind, when, record_id, day, until, reason, by in session.execute(query):
        found.setdefault((kind, when), {})[record_id] = (day, PutOff(until, reason, by))
    return found


def _set_apart(
    found: _Dates,
    number: int,
    rule: MomentRule,
    waiting: _Waiting,
    put_off: dict[Mark, PutOff],
    today: date,
) -> _Dates:
    """Take out what waits; it goes to ``put_off``."""
    of_rule = waiting[rule.kind, rule.when]
    days, ids = [], []
    for day, record_id in zip(found.days, found.ids, strict=True):
        waits = of_rule.get(record_id)
        if waits is not None and is_put_off(
            waits[1].until, waits[0], date.fromisoformat(day), today, binding=rule.binding
        ):
            put_off[day, number, record_id] = waits[1]
        else:
            days.append(day)
            ids.append(record_id)
    return _Dates(days, ids)


def _last_day(stored: str) -> str:
    """The last day of a vague date or the day of a moment, as the store spells them."""
    if "T" in stored:
        return datetime.fromisoformat(stored).astimezone(_ZONE).date().isoformat()
    last = stored[11:21]
    return stored[:10] if last in ("", _NO_END) else last
