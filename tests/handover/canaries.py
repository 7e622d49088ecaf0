"""A case in which every declared field of every kind is filled with a value found nowhere else.

For each person of the case, and once for the case as such. Texts hold a word of their own,
choices a code whose label is such a word, dates and numbers are all different. Written past the
checks of forms, because a leak does not ask whether a value is sensible.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from casedesk.bootstrap import Sitting
from casedesk.kernel.dates import VagueDate, show_date
from casedesk.kernel.fields import Field, Kind
from casedesk.store.base import Record
from casedesk.store.code_lists import Code
from casedesk.store.declare import fields_of, record_class, record_classes
from casedesk.store.unit_of_work import UnitOfWork
from tests.builders import a_store

ROLES = ("victim", "second", "child", "witness", "network", "suspect", "facilitator")
CASE = "case"
NUMBER = "Z-77-case"
OFFICE = "Verzonnen Regio"

# What a row must be to mean what it is; everything else is a canary.
_MEANT: dict[str, Any] = {
    "organisation.partner_kind": "lawyer",
    # What follows from a shielded step is there for nobody else.
    "deadline.shielded": False,
}
_DIRECTORY = ("organisation", "contact_person")
_BELONGING = ("care_plan", "goal", "document", "sharing_ground", "signal", "case_consult")
_OF_SUSPECTS = ("suspect_details", "suspect_fact")
# Rows whose code says what they are about; that topic stands behind their keys:
# "goal.what (residence)".
_TRACKS = (("track", "residence", "residence"), ("track", "criminal", "criminal"))
_DOMAINS = (
    ("domain", "safety", "safety"),
    ("domain", "housing", "housing"),
    ("domain", "money", "work_money"),
    ("domain", "work_school", "work_money"),
    ("domain", "physical_health", "health"),
    ("domain", "mental_health", "health"),
    ("domain", "substance_use", "health"),
    ("domain", "family_children", "children"),
    ("domain", "documents_residence", "residence"),
    ("domain", "justice", "criminal"),
)
_AREAS = (("area", "coordination", "file_notes"),)
MARKED = {
    "deadline": (*_TRACKS, *_AREAS),
    "goal": (*_TRACKS, *_DOMAINS),
    "need_assessment": _DOMAINS,
}

_BY_HAND = ("person_role", "case_file", "person", "disclosure", "account", "inspection",
            "signal_indicator", "location", *_DIRECTORY)  # fmt: skip


@dataclass(frozen=True)
class Canary:
    """One planted value. ``ways`` are the fields that show it, each with whom its record names."""

    text: str
    ways: frozenset[tuple[str, frozenset[str]]]
    never: bool = False
    old: bool = False

    @property
    def keys(self) -> list[str]:
        """The fields that show it."""
        return sorted({key for key, _of in self.ways})

    @property
    def of(self) -> frozenset[str]:
        """Whom all records that show it name."""
        return frozenset.intersection(*(of for _key, of in self.ways))


class Aviary:
    """Makes values, each once, and remembers what was planted where."""

    def __init__(self) -> None:
        self.planted: list[Canary] = []
        self.codes: list[tuple[str, str, str]] = []
        self.persons: dict[str, int] = {}
        self.first: dict[str, int] = {}
        self._count = 0
        self._mark = ""

    def value(self, field: Field) -> tuple[Any, str]:
        """A new value for a field, and how it reads."""
        self._count += 1
        n = self._count
        day = date(1801, 1, 1) + timedelta(days=n)
        match field.kind:
            case Kind.TEXT | Kind.LONG_TEXT:
                return _word(n), _word(n)
            case Kind.CHOICE | Kind.CHOICES:
                code = f"kanarie{n}"
                self.codes.append((field.choices, code, _word(n)))
                return (code if field.kind is Kind.CHOICE else (code,)), _word(n)
            case Kind.NUMBER:
                return 80_100_000_000 + n, str(80_100_000_000 + n)
            case Kind.DATE:
                return day, show_date(day)
            case Kind.VAGUE_DATE:
                return VagueDate.on(day), show_date(day)
            case Kind.MOMENT:
                return datetime.combine(day, time(12), UTC), show_date(day)
        return True, ""

    @contextmanager
    def marked(self, topic: str) -> Iterator[None]:
        """What is planted meanwhile is also about a topic."""
        self._mark = f" ({topic})"
        yield
        self._mark = ""

    def fill(
        self,
        unit: UnitOfWork,
        kind: str,
        of: frozenset[str],
        *,
        without: tuple[str, ...] = (),
        never: bool = False,
        old: bool = False,
        **given: Any,
    ) -> Any:
        """A record of a kind with every field filled; answers the record."""
        cls = record_class(kind)
        values: dict[str, Any] = dict(given)
        for declared in fields_of(cls).values():
            if declared.name in values or declared.name in without or declared.name == "sort_name":
                continue
            if declared.key in _MEANT:
                values[declared.name] = _MEANT[declared.key]
            elif declared.kind is Kind.REFERENCE:
                values[declared.name] = self._pointed_at(unit, declared, of, never)
            else:
                value, text = self.value(declared)
                values[declared.name] = value
                if text:
                    self.planted.append(
                        Canary(text, frozenset({(declared.key + self._mark, of)}), never, old)
                    )
        made = unit.add(cls(**values))
        self.first.setdefault(kind, made.id)
        return made

    def _pointed_at(
        self, unit: UnitOfWork, declared: Field, of: frozenset[str], never: bool
    ) -> int | None:
        """A record of its own for a reference to point at, whose title is the canary."""
        if declared.target not in ("organisation", "contact_person", "location"):
            return self.first.get(declared.target) if declared.required else None
        target = record_class(declared.target)
        start = len(self.planted)
        given: dict[str, Any] = {}
        if declared.target == "contact_person":
            given["organisation_id"] = self.fill(unit, "organisation", of, never=True).id
        secret = never or declared.key == "person_place.location_id"
        nobody: frozenset[str] = frozenset()
        made = self.fill(unit, declared.target, nobody, never=secret, **given)
        shown = {f"{declared.target}.{name}{self._mark}" for name in target.record.title}
        for place in range(start, len(self.planted)):
            canary = self.planted[place]
            if set(canary.keys) & shown:
                # A place is about nobody: it may go where its person may not.
                own = canary.ways if declared.target == "location" else frozenset()
                ways = own | {(declared.key + self._mark, of)}
                self.planted[place] = Canary(canary.text, ways, secret, canary.old)
            elif declared.target in _DIRECTORY:
                self.planted[place] = Canary(canary.text, canary.ways, True)
        if declared.target == "location" and not secret:
            self.fill(unit, "inspection", frozenset(), location_id=made.id)
        return int(made.id)


def _word(n: int) -> str:
    """A word that no other text holds, such as Qzbafxq."""
    letters = ""
    while n:
        n, rest = divmod(n, 20)
        letters = "bcdfghjklmnpqrstvwxz"[rest] + letters
    return f"Qzy{letters.rjust(4, 'b')}q"


@contextmanager
def a_full_case(folder: Path) -> Iterator[tuple[Sitting, int, Aviary]]:
    """The store, the id of the case, and what was planted in it."""
    aviary = Aviary()
    with a_store(folder) as anna:
        with anna.store.write("Kanaries") as writing:
            case_id = _plant(writing.unit, aviary)
        rows = [
            {"list_name": name, "code": code, "label_nl": label, "label_en": label,
             "parent": "", "place": 999, "origin": "local"}
            for name, code, label in aviary.codes
        ]  # fmt: skip
        with anna.vault.engine.begin() as connection:
            connection.execute(insert(Code), rows)
        yield Sitting(anna.vault, anna.actor, anna.clock), case_id, aviary


def _plant(unit: UnitOfWork, aviary: Aviary) -> int:
    case = aviary.fill(unit, "case_file", frozenset(), number=NUMBER)
    for role in ROLES:
        hidden = role in ("suspect", "facilitator")
        person = aviary.fill(unit, "person", frozenset({role}), never=hidden)
        aviary.persons[role] = person.id
        played = "victim" if role == "second" else role
        aviary.fill(
            unit, "person_role", frozenset({role}), never=hidden,
            case_id=case.id, person_id=person.id, role=played,
        )  # fmt: skip
    for cls in record_classes():
        if cls.record.name not in _BY_HAND:
            _of_kind(unit, aviary, cls, case.id)
    partner = aviary.fill(unit, "organisation", frozenset(), never=True)
    aviary.fill(unit, "contact_person", frozenset(), never=True, organisation_id=partner.id)
    aviary.fill(unit, "disclosure", frozenset(), never=True, case_id=case.id)
    return int(case.id)


def _of_kind(unit: UnitOfWork, aviary: Aviary, cls: type[Record], case_id: int) -> None:
    kind, declared = cls.record.name, fields_of(cls)
    given: dict[str, Any] = {"case_id": case_id} if "case_id" in declared else {}
    if not cls.record.person:
        more: dict[str, Any] = {}
        if kind == "consult_participant":
            consult = aviary.fill(unit, "case_consult", frozenset(), **given)
            more["consult_id"] = consult.id
        asked = [f.name for f in declared.values() if f.target == "person" and f.required]
        more |= {name: aviary.persons[role] for name, role in zip(asked, ROLES, strict=False)}
        aviary.fill(unit, kind, frozenset(ROLES[: len(asked)]), **given, **more)
        return
    for role in ROLES:
        _about(unit, aviary, cls, role, given)
    if not declared[cls.record.person].required:
        without = ("met_on", "suspect_id", cls.record.person)
        row = aviary.fill(unit, kind, frozenset(), without=without, **given)
        _beneath(unit, aviary, row, frozenset(), False)


def _about(
    unit: UnitOfWork, aviary: Aviary, cls: type[Record], role: str, given: dict[str, Any]
) -> None:
    kind, declared = cls.record.name, fields_of(cls)
    mine = given | {cls.record.person: aviary.persons[role]}
    hidden = role in ("suspect", "facilitator") or kind in _OF_SUSPECTS
    of = {role}
    if "other_id" in declared:
        other = "second" if role == "victim" else "victim"
        mine["other_id"] = aviary.persons[other]
        of.add(other)
    row = aviary.fill(
        unit, kind, frozenset(of), without=("met_on", "suspect_id"), never=hidden, **mine
    )
    _beneath(unit, aviary, row, frozenset(of), hidden)
    for name, code, topic in MARKED.get(kind, ()):
        with aviary.marked(topic):
            told = mine | {name: code}
            aviary.fill(unit, kind, frozenset(of), without=("met_on",), never=hidden, **told)
            if "met_on" in declared:
                aviary.fill(unit, kind, frozenset(of), never=hidden, old=True, **told)
    if "met_on" in declared:
        aviary.fill(unit, kind, frozenset(of), never=hidden, old=True, **mine)
    if "suspect_id" in declared:
        mine["suspect_id"] = aviary.persons["suspect"]
        aviary.fill(unit, kind, frozenset(of), never=True, **mine)


def _beneath(unit: UnitOfWork, aviary: Aviary, row: Any, of: frozenset[str], never: bool) -> None:
    if row.record.name == "signal":
        aviary.fill(unit, "signal_indicator", of, never=never, signal_id=row.id)
