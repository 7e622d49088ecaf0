"""What a rule for a time limit says; read from the dated files in ``resources/deadline_rules``.

A rule names the records that start it, how long it lasts and what ends it. Several rows with one
key are its versions: the one in force on the day of the start counts. ``resources/deadline_rules/
README.md`` describes the files.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from casedesk.deadlines.reckoning import Length
from casedesk.kernel.resources import resource_path
from casedesk.kernel.words import current_language


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the data in both languages."""

    nl: str
    en: str

    def __str__(self) -> str:
        return self.nl if current_language() == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Watch:
    """Records of a kind that count, all or those with one of these codes."""

    kind: str
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Extend:
    """A later step that gives more time."""

    watch: Watch
    length: Length


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must be so: of the record that started the term, or of any of its kind.

    ``of`` is ``start`` or a kind; ``values`` are what the field may hold; ``since`` asks that the
    term started on that day or later.
    """

    of: str
    field: str = ""
    values: frozenset[str] = frozenset()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """Another length under conditions that all hold; no ``length`` means: no time limit."""

    key: str
    name: Words
    when: tuple[Condition, ...]
    length: Length | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know when the conditions hold."""

    when: tuple[Condition, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule.

    ``by_hand``: the law gives no length that we may count; the date comes from the letter.
    ``letter`` names the field of the starting record with that date, where it has one.
    ``moves``: the Algemene termijnenwet applies. ``restarts``: a later start ends the one before.
    ``parts`` are the roles in the case of whom it is about; empty is everybody. ``ahead``: only
    where the date was still to come when the case was opened. ``readers`` are the roles of users
    whose work it is. ``shared``: partners who may know of the track may have it. ``active`` rules
    are reckoned; others wait until an organisation wants them. ``local`` versions were added by
    the organisation.
    """

    key: str
    valid_from: date
    valid_until: date | None
    name: Words
    what: Words
    track: str
    starts: tuple[Watch, ...]
    stops: tuple[Watch, ...]
    extends: tuple[Extend, ...]
    when: tuple[Condition, ...]
    variants: tuple[Variant, ...]
    notes: tuple[Note, ...]
    length: Length | None
    by_hand: bool
    letter: str
    birthday: bool
    moves: bool
    restarts: bool
    parts: frozenset[str]
    ahead: bool
    verified: bool
    shared: bool
    source: str
    readers: frozenset[str]
    warn: Length | None
    active: bool
    local: bool = False

    def is_for(self, role: str) -> bool:
        """Whether it is the work of users with this role."""
        return role in self.readers

    def in_force(self, on: date) -> bool:
        """Whether this version counts for a term that starts on that day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the records of a kind are read: the fields with their date, time of day and code.

    ``name`` is what such a start is called; without it the label of the code is.
    """

    date: str
    at: str = ""
    code: str = ""
    name: Words | None = None


Versions = Mapping[str, tuple[Rule, ...]]
"""The versions of each rule by key, the newest last."""


def version_on(versions: Iterable[Rule], on: date) -> Rule | None:
    """The version in force on a day: of several the one that began last."""
    return next((rule for rule in reversed(tuple(versions)) if rule.in_force(on)), None)


@cache
def readings() -> Mapping[str, Reading]:
    """The kinds of records that rules speak of."""
    kinds = _read("kinds.toml")["kind"]
    found = {}
    for kind, entry in kinds.items():
        name = _words(entry, "name") if "name_nl" in entry else None
        found[kind] = Reading(entry["date"], entry.get("at", ""), entry.get("code", ""), name)
    return MappingProxyType(found)


@cache
def shipped() -> Versions:
    """The rules that travel with the program. Raises ``ValueError`` for one that breaks them."""
    groups = {name: frozenset(codes) for name, codes in _read("kinds.toml")["group"].items()}
    found: dict[str, list[Rule]] = {}
    for path in sorted(resource_path("deadline_rules").glob("*.toml")):
        for entry in _read(path.name).get("rule", ()):
            try:
                rule = _rule(entry, groups)
            except (KeyError, TypeError) as error:
                raise ValueError(f"{path.name}: {entry.get('key')}: {error}") from error
            found.setdefault(rule.key, []).append(rule)
    ordered = {k: tuple(sorted(v, key=lambda r: r.valid_from)) for k, v in found.items()}
    return MappingProxyType(ordered)


def called(key: str, what: str) -> str:
    """What a deadline is called now: in the present language, unless people renamed it."""
    names = [rule.what for rule in shipped().get(key, ())]
    return next((str(name) for name in names if what in (name.nl, name.en)), what)


def rule_name(key: str) -> str:
    """The name of a rule in the present language; empty for one that is no longer there."""
    rules = shipped().get(key)
    return str(rules[-1].name) if rules else ""


def fields_read(rules: Iterable[Rule]) -> Mapping[str, frozenset[str]]:
    """Which fields of which kinds these rules look at."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        watches = (*rule.starts, *rule.stops, *(each.watch for each in rule.extends))
        for watch in watches:
            reading = readings()[watch.kind]
            names = {reading.date, reading.at, reading.code} - {""}
            found.setdefault(watch.kind, set()).update(names)
        conditions = list(rule.when)
        for variant in rule.variants:
            conditions += variant.when
        for note in rule.notes:
            conditions += note.when
        for watch in rule.starts:
            mine = {c.field for c in conditions if c.of == "start"} | {rule.letter}
            found[watch.kind].update(mine - {""})
        for condition in conditions:
            if condition.of != "start":
                found.setdefault(condition.of, set()).add(condition.field)
    return {kind: frozenset(names) for kind, names in found.items()}


def _read(name: str) -> dict[str, Any]:
    with resource_path("deadline_rules", name).open("rb") as stream:
        return tomllib.load(stream)


def _rule(entry: dict[str, Any], groups: Mapping[str, frozenset[str]]) -> Rule:
    length = entry.get("length")
    by_hand = entry.get("by_hand", False)
    if (length is None) != by_hand:
        raise ValueError("a rule has a length, or is set by hand")
    return Rule(
        key=entry["key"],
        valid_from=entry["valid_from"],
        valid_until=entry.get("valid_until"),
        name=_words(entry, "name"),
        what=_words(entry, "what"),
        track=entry.get("track", ""),
        starts=tuple(_watch(each) for each in entry["start"]),
        stops=tuple(_watch(each) for each in entry.get("stop", ())),
        extends=tuple(
            Extend(_watch(each), Length.parse(each["length"])) for each in entry.get("extend", ())
        ),
        when=_conditions(entry, groups),
        variants=tuple(
            Variant(
                each["key"],
                _words(each, "name"),
                _conditions(each, groups),
                None if each["length"] == "none" else Length.parse(each["length"]),
            )
            for each in entry.get("variant", ())
        ),
        notes=tuple(
            Note(_conditions(each, groups), _words(each, "text")) for each in entry.get("note", ())
        ),
        length=Length.parse(length) if length else None,
        by_hand=by_hand,
        letter=entry.get("letter", ""),
        birthday=entry.get("birthday", False),
        moves=entry.get("moves", False),
        restarts=entry.get("restarts", False),
        parts=frozenset(entry.get("parts", ())),
        ahead=entry.get("ahead", False),
        verified=entry["verified"],
        shared=entry.get("shared", False),
        source=entry["source"],
        readers=frozenset(entry["readers"]),
        warn=Length.parse(entry["warn"]) if "warn" in entry else None,
        active=entry.get("active", True),
    )


def _words(entry: dict[str, Any], name: str) -> Words:
    return Words(entry[f"{name}_nl"], entry[f"{name}_en"])


def _watch(entry: dict[str, Any]) -> Watch:
    if entry["kind"] not in readings():
        raise ValueError(f"no kind {entry['kind']!r} is described in kinds.toml")
    return Watch(entry["kind"], frozenset(entry.get("codes", ())))


def _conditions(
    entry: dict[str, Any], groups: Mapping[str, frozenset[str]]
) -> tuple[Condition, ...]:
    return tuple(
        Condition(
            each["of"],
            each.get("field", ""),
            frozenset(each.get("is", ())) | groups.get(each.get("group", ""), frozenset()),
            each.get("since"),
        )
        for each in entry.get("when", ())
    )
