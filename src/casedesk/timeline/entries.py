"""The timeline of a case as its reader may see it.

Each kind says how its dated rows read (``MomentRule``); here they are read, one query per kind,
put into words, and sorted. What a reader may not see reads as "shielded"; rows that are not for
the reader are not there at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.dates import Precision, VagueDate
from casedesk.kernel.fields import Field, Kind, Sensitivity
from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import _
from casedesk.records.reading import Reader, of_case
from casedesk.records.showing import shielded_words, show_plain
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class

_AMSTERDAM = ZoneInfo(AMSTERDAM)

LATE, TODAY, AHEAD, MET = "late", "today", "ahead", "met"

When = date | datetime | VagueDate


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: something that was so on a date, or over a period when ``end`` is set.

    ``when`` is the field that dates it; with kind and id it names the entry. ``sort`` is the
    first and last day that it can have begun, and the time of day. ``due`` is "late", "today",
    "ahead" or "met" for dates that somebody must meet, else empty. ``classes`` is the union of
    all values that the title was made from.
    """

    kind: str
    record_id: int
    when: str
    start: When
    end: When | None
    sort: tuple[date, date, str]
    title: str
    icon: str
    track: Track
    vague: bool
    due: str
    classes: frozenset[Sensitivity]
    person_id: int | None = None


def entries(
    session: Session, reader: Reader, case_id: int, rules: Iterable[MomentRule] | None = None
) -> tuple[Entry, ...]:
    """All entries of a case, the earliest first. ``rules`` default to those of all features."""
    if rules is None:
        from casedesk.features import moment_rules

        rules = moment_rules()
    by_kind: dict[str, list[MomentRule]] = {}
    for rule in rules:
        by_kind.setdefault(rule.kind, []).append(rule)
    found: list[Entry] = []
    for kind, its_rules in by_kind.items():
        cls = record_class(kind)
        if cls.record.owner or cls.record.person or kind == "person":
            found += _of_kind(session, reader, case_id, cls, its_rules)
    found.sort(key=attrgetter("sort"))
    return tuple(found)


def entries_by_id(
    session: Session, reader: Reader, rule: MomentRule, ids: Sequence[int]
) -> Mapping[int, Entry]:
    """How these records read by one rule, whatever their case; for lists over all cases."""
    cls = record_class(rule.kind)
    found = _read(session, reader, None, cls, [rule], cls.id.in_(ids))
    return {entry.record_id: entry for entry in found}


def _of_kind(
    session: Session, reader: Reader, case_id: int, cls: type[Record], rules: list[MomentRule]
) -> Iterator[Entry]:
    return _read(session, reader, case_id, cls, rules, of_case(cls, case_id))


def _read(
    session: Session,
    reader: Reader,
    case_id: int | None,
    cls: type[Record],
    rules: list[MomentRule],
    condition: Any,
) -> Iterator[Entry]:
    tellers = [_Teller(reader, cls, rule) for rule in rules]
    tellers = [teller for teller in tellers if teller.may_tell]
    names = list(dict.fromkeys(name for teller in tellers for name in teller.names))
    if not names:
        return
    person = cls.record.person
    columns = [getattr(cls, name) for name in names]
    whose = getattr(cls, person) if person else cls.id
    rows = session.execute(select(cls.id, whose.label("whose"), *columns).where(condition)).all()
    if not rows:
        return
    places = {name: place for place, name in enumerate(names, start=2)}
    titles = _titles(session, reader, case_id, cls, rows, places)
    today = reader.clock.today()
    for teller in tellers:
        yield from teller.tell(rows, places, titles, today)


def _titles(
    session: Session,
    reader: Reader,
    case_id: int | None,
    cls: type[Record],
    rows: Sequence[Any],
    places: Mapping[str, int],
) -> dict[str, Mapping[int, str]]:
    """The titles of everything that these rows refer to, kind by kind."""
    declared = fields_of(cls)
    wanted: dict[str, set[int]] = {}
    for name, place in places.items():
        if declared[name].kind is Kind.REFERENCE:
            ids = wanted.setdefault(declared[name].target, set())
            ids.update(row[place] for row in rows if row[place] is not None)
    return {
        target: reader.titles(session, target, sorted(ids), case_id)
        for target, ids in wanted.items()
    }


class _Teller:
    """Reads rows by one rule."""

    def __init__(self, reader: Reader, cls: type[Record], rule: MomentRule) -> None:
        self._reader = reader
        self._cls = cls
        self._rule = rule
        self._declared = fields_of(cls)
        self.may_tell = rule.when in self._declared and reader.may_see(self._declared[rule.when])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The fields that the rule needs."""
        rule = self._rule
        plain = (rule.when, rule.until, rule.met, rule.track_field, rule.state)
        return tuple(dict.fromkeys(name for name in (*plain, *self._said) if name))

    @cached_property
    def _parts(self) -> tuple[tuple[str, Field | None, bool], ...]:
        """The sentence in the user's language: literal text, then the field that follows it.

        The last says whether the reader may see the value.
        """
        declared, may_see = self._declared, self._reader.may_see
        return tuple(
            (text, declared[name], may_see(declared[name])) if name else (text, None, True)
            for text, name, _form, _turn in Formatter().parse(_(self._rule.says))
        )

    @cached_property
    def _said(self) -> tuple[str, ...]:
        return tuple(field.name for _text, field, _may in self._parts if field is not None)

    @cached_property
    def _classes(self) -> frozenset[Sensitivity]:
        rule = self._rule
        names = [name for name in (rule.when, rule.until, *self._said) if name]
        found = frozenset(c for name in names for c in self._declared[name].classes)
        only = found - {Sensitivity.ORDINARY}
        return only or found

    def tell(
        self,
        rows: Sequence[Any],
        places: Mapping[str, int],
        titles: Mapping[str, Mapping[int, str]],
        today: date,
    ) -> Iterator[Entry]:
        """One entry for each row that has the date."""
        rule, kind = self._rule, self._cls.record.name
        when, until = places[rule.when], places.get(rule.until)
        for row in rows:
            start = row[when]
            if start is None:
                continue
            sort = _sort_key(start)
            yield Entry(
                kind=kind,
                record_id=row[0],
                when=rule.when,
                start=start,
                end=row[until] if until is not None else None,
                sort=sort,
                title=self._title(row, places, titles),
                icon=rule.icon,
                track=self._track(row, places),
                vague=isinstance(start, VagueDate) and start.precision is not Precision.DAY,
                due=self._due(row, places, sort[1], today) if rule.due else "",
                classes=self._classes,
                person_id=row[1] if self._cls.record.person or kind == "person" else None,
            )

    def _title(
        self, row: Any, places: Mapping[str, int], titles: Mapping[str, Mapping[int, str]]
    ) -> str:
        texts: list[str] = []
        for text, field, readable in self._parts:
            texts.append(text)
            if field is None:
                continue
            value = row[places[field.name]]
            if value is None:
                continue
            if not readable:
                texts.append(shielded_words())
            elif field.kind is Kind.REFERENCE:
                texts.append(titles[field.target].get(value) or shielded_words())
            else:
                texts.append(show_plain(field, value, self._reader.labels))
        # Where a value is missing its sign is left: "Phone: " reads better as "Phone".
        said = "".join(texts).strip(" :,")
        return said or _(self._cls.record.label)

    def _track(self, row: Any, places: Mapping[str, int]) -> Track:
        chosen = row[places[self._rule.track_field]] if self._rule.track_field else None
        return Track(chosen) if chosen in _TRACKS else self._rule.track

    def _due(self, row: Any, places: Mapping[str, int], last: date, today: date) -> str:
        rule = self._rule
        if rule.met and row[places[rule.met]] is not None:
            return MET
        if rule.state and row[places[rule.state]] not in rule.open_states:
            return ""
        if last == today:
            return TODAY
        if last > today:
            return AHEAD
        return LATE if rule.met else ""


_TRACKS = frozenset(track.value for track in Track)


def _sort_key(start: When) -> tuple[date, date, str]:
    if isinstance(start, datetime):
        local = start.astimezone(_AMSTERDAM)
        return (local.date(), local.date(), f"{local:%H:%M}")
    if isinstance(start, date):
        return (start, start, "")
    first = start.anchor or date.max
    return (first, start.latest or date.max, "")
