"""Which deadlines follow from the records of a case; pure.

The answer depends on the records and the rules alone, not on today, so reckoning again changes
nothing unless a record or a rule did.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casedesk.deadlines.reckoning import (
    End,
    Length,
    Start,
    birthday,
    end_of,
    start_of,
)
from casedesk.deadlines.rules import (
    Condition,
    Rule,
    Variant,
    Versions,
    Watch,
    Words,
    readings,
    version_on,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A record that rules may look at, with the values of the fields that they read."""

    kind: str
    id: int
    person_id: int | None
    values: Mapping[str, Any]
    shielded: bool = False

    @property
    def code(self) -> str:
        """The code that says what it is; empty where its kind has none."""
        name = readings()[self.kind].code
        return str(self.values.get(name) or "") if name else ""

    @property
    def began(self) -> Start | None:
        """When it was, or the first moment that it can have been."""
        reading = readings()[self.kind]
        at = self.values.get(reading.at) if reading.at else None
        return start_of(at if at is not None else self.values.get(reading.date))


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All that rules may look at in one case; ``parts`` are the roles of each person in it."""

    opened_on: date
    facts: Mapping[str, Sequence[Fact]]
    parts: Mapping[int, frozenset[str]]

    def about(self, kind: str, person_id: int | None) -> Iterator[Fact]:
        """The records of a kind about this person; where either names nobody, they go together."""
        for fact in self.facts.get(kind, ()):
            if person_id is None or fact.person_id is None or fact.person_id == person_id:
                yield fact


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as its rule gives it.

    ``end`` is None where the date must be set by hand and no letter was filled in. ``met`` is the
    record that ended it.
    """

    rule: Rule
    start: Fact
    began: Start
    end: End | None
    length: Length | None
    variant: Variant | None = None
    from_letter: bool = False
    extended: tuple[Fact, ...] = ()
    met: Fact | None = None
    notes: tuple[Words, ...] = field(default=())

    @property
    def key(self) -> "Key":
        """What a deadline is known by as long as its start is there."""
        return self.rule.key, self.start.kind, self.start.id

    @property
    def met_on(self) -> date | None:
        """The day on which it was met or no longer needed."""
        began = self.met.began if self.met is not None else None
        return began.day if began is not None else None


Key = tuple[str, str, int]
"""Key of the rule, kind and id of the record that started the deadline."""


@dataclass(frozen=True, slots=True)
class Kept:
    """From what day, and by which version of its rule, an existing deadline was counted."""

    starts_on: date | None
    rule_from: date | None


def deadlines_of(
    versions: Versions, case: CaseFacts, kept: Mapping[Key, Kept] | None = None
) -> tuple[Due, ...]:
    """All deadlines of a case. One whose start did not move keeps its version of the rule."""
    found: list[Due] = []
    for key, rules in versions.items():
        starts = _matching(case, (w for rule in rules for w in rule.starts))
        for start in starts:
            began = start.began
            if began is None:
                continue
            rule = _version(rules, began.day, (kept or {}).get((key, start.kind, start.id)))
            if rule is not None and rule.active:
                due = _due(rule, case, start, began)
                if due is not None:
                    found.append(due)
    return tuple(found)


def _version(rules: Sequence[Rule], on: date, kept: Kept | None) -> Rule | None:
    if kept is not None and kept.starts_on == on:
        old = [rule for rule in rules if rule.valid_from == kept.rule_from]
        if old:
            return old[-1]
    return version_on(rules, on)


def _due(rule: Rule, case: CaseFacts, start: Fact, began: Start) -> Due | None:
    if not any(_matches(start, watch) for watch in rule.starts):
        return None
    if rule.parts and not rule.parts & case.parts.get(start.person_id or 0, frozenset()):
        return None
    if not _hold(rule.when, case, start, began):
        return None
    variant = next((v for v in rule.variants if _hold(v.when, case, start, began)), None)
    if variant is not None and variant.length is None:
        return None
    length = variant.length if variant is not None else rule.length
    met = _met(rule, case, start, began)
    extended = tuple(_extensions(rule, case, start, began))
    end, from_letter = _end(rule, start, began, length, extended)
    if rule.ahead and end is not None and end.day < case.opened_on:
        return None
    notes = tuple(note.words for note in rule.notes if _hold(note.when, case, start, began))
    return Due(rule, start, began, end, length, variant, from_letter, extended, met, notes)


def _end(
    rule: Rule, start: Fact, began: Start, length: Length | None, extended: Sequence[Fact]
) -> tuple[End | None, bool]:
    letter = start.values.get(rule.letter) if rule.letter else None
    if isinstance(letter, date):
        return End(letter), True
    if length is None:
        return None, False
    if rule.birthday:
        return End(birthday(began.day, length.amount)), False
    more = [_more_time(rule, fact) for fact in extended]
    if all(each.unit is length.unit for each in more):
        # One count from the start: month by month the 31st would become the 28th for good.
        whole = Length(length.amount + sum(each.amount for each in more), length.unit)
        return end_of(began, whole, moves=rule.moves), False
    end = end_of(began, length)
    for each in more:
        end = end_of(Start(end.day, end.at), each, moves=rule.moves)
    return end, False


def _more_time(rule: Rule, fact: Fact) -> Length:
    return next(each.length for each in rule.extends if _matches(fact, each.watch))


def _extensions(rule: Rule, case: CaseFacts, start: Fact, began: Start) -> list[Fact]:
    watches = [each.watch for each in rule.extends]
    return sorted(_later(_about(case, watches, start), start, began), key=_order)


def _met(rule: Rule, case: CaseFacts, start: Fact, began: Start) -> Fact | None:
    ends = _later(_about(case, rule.stops, start), start, began)
    if rule.restarts:
        again = _later(_about(case, rule.starts, start), start, began)
        ends += [fact for fact in again if _order(fact) > _order(start)]
    return min(ends, key=_order, default=None)


def _later(facts: Iterable[Fact], start: Fact, began: Start) -> list[Fact]:
    """Those on the day of the start or after it, the start itself left out."""
    own = (start.kind, start.id)
    return [
        fact
        for fact in facts
        if (fact.kind, fact.id) != own and (at := fact.began) is not None and at.day >= began.day
    ]


def _order(fact: Fact) -> tuple[date, str, int]:
    began = fact.began
    return (began.day if began is not None else date.max, fact.kind, fact.id)


def _about(case: CaseFacts, watches: Iterable[Watch], start: Fact) -> Iterator[Fact]:
    for watch in watches:
        for fact in case.about(watch.kind, start.person_id):
            if _matches(fact, watch):
                yield fact


def _matching(case: CaseFacts, watches: Iterable[Watch]) -> list[Fact]:
    found = {
        (fact.kind, fact.id): fact
        for watch in watches
        for fact in case.facts.get(watch.kind, ())
        if _matches(fact, watch)
    }
    return list(found.values())


def _matches(fact: Fact, watch: Watch) -> bool:
    return fact.kind == watch.kind and (not watch.codes or fact.code in watch.codes)


def _hold(when: Iterable[Condition], case: CaseFacts, start: Fact, began: Start) -> bool:
    return all(_holds(each, case, start, began) for each in when)


def _holds(condition: Condition, case: CaseFacts, start: Fact, began: Start) -> bool:
    if condition.since is not None:
        return began.day >= condition.since
    if condition.of == "start":
        facts: Iterable[Fact] = (start,)
    else:
        facts = case.about(condition.of, start.person_id)
    return any(_has(fact.values.get(condition.field), condition.values) for fact in facts)


def _has(value: Any, wanted: frozenset[str]) -> bool:
    if isinstance(value, tuple | list):
        return not wanted.isdisjoint(value)
    return value in wanted
