"""A region of invented cases in which every text holds a word of its own: a canary.

Made by the demo generator, so that the cases are as rich and as crooked as those of a real region.
What each word is about is read from the rows themselves, without the resolver or its snapshot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import select, update

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.cases.model import CaseFile
from casedesk.demo.build import KEEPER, PASSPHRASE, build_demo
from casedesk.kernel.actor import Actor
from casedesk.kernel.clock import FixedClock
from casedesk.kernel.fields import Kind, Realm
from casedesk.organisations.model import ContactPerson, Organisation
from casedesk.people.model import RESTRICTED_ROLES, Person, PersonRole
from casedesk.store import kdf
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_classes
from casedesk.store.vault import open_vault
from tests.builders import CHEAP
from tests.handover.canaries import MARKED, _word
from tests.handover.golden import Golden

TODAY = date(2026, 3, 2)
_WORD = re.compile(r"(?=(qzy[bcdfghjklmnpqrstvwxz]{4}q))")
_MOST = 20**4
"""So many words of this length there are."""
_KEPT = ("case_file.number", "person.sort_name")
"""Texts that stay as they are: the number stands on every page, the other is shown nowhere."""
_SHARED = ("organisation", "contact_person", "location")
"""Kinds that belong to no one case; their title stands where a field of a case names them."""


@dataclass(frozen=True)
class Way:
    """A field that shows a word: of which case, naming whom; ``never`` by default."""

    key: str
    case_id: int | None
    persons: frozenset[int]
    never: bool


@dataclass(frozen=True)
class Planted:
    """One word in one field, and all fields that show it."""

    key: str
    ways: tuple[Way, ...]


@dataclass
class Region:
    """The store, who is in which case by which parts, and every word."""

    sitting: Sitting
    cases: list[int]
    roles: dict[int, dict[int, set[str]]]
    planted: dict[str, Planted] = field(default_factory=dict)

    def may_go(self, canary: Planted, case_id: int, reviewed: Golden, step: str) -> bool:
        """Whether the reviewed list of a partner lets this word go from this case."""
        return any(self._is_open(way, case_id, reviewed, step) for way in canary.ways)

    def _is_open(self, way: Way, case_id: int, reviewed: Golden, step: str) -> bool:
        if way.never or way.case_id not in (None, case_id):
            return False
        allowed = {"victim" if role == "second" else role for role in reviewed.about}
        if "child" in allowed:
            allowed.add("victim")  # who is not yet 18 is a child to who protects the young
        played = self.roles.get(case_id, {})
        here = all(played.get(person, set()) & allowed for person in way.persons)
        return here and way.key in reviewed.keys[step]

    def leaks(self, text: str, case_id: int, reviewed: Golden, step: str) -> list[str]:
        """What stands in a squeezed text and may not, in words."""
        found = {word for word in _WORD.findall(text.casefold()) if word in self.planted}
        wrong = (self.planted[w] for w in found)
        return sorted(
            canary.key for canary in wrong if not self.may_go(canary, case_id, reviewed, step)
        )

    def known(self, text: str) -> int:
        """How many of the words stand in a squeezed text."""
        return len({word for word in _WORD.findall(text.casefold()) if word in self.planted})


@contextmanager
def a_region(folder: Path, cases: int) -> Iterator[Region]:
    """A demo store of that many cases with a canary in each of its texts."""
    with mock.patch.object(kdf, "STANDARD", CHEAP):
        path = build_demo(folder / "streek.casedesk", cases=cases, today=TODAY)
        opened = open_vault(path, login=KEEPER, passphrase=PASSPHRASE)
    try:
        actor = Actor("proef", "Verzonnen Maker", Role.COORDINATOR, suspects=True)
        clock = FixedClock(datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
        sitting = Sitting(opened, actor, clock)
        yield _sown(sitting)
    finally:
        opened.close()


def _sown(sitting: Sitting) -> Region:
    roles: dict[int, dict[int, set[str]]] = {}
    with sitting.store.read() as session:
        for tie in session.scalars(select(PersonRole)):
            roles.setdefault(tie.case_id, {}).setdefault(tie.person_id, set()).add(tie.role)
        cases = sorted(session.scalars(select(CaseFile.id)))
        region = Region(sitting, cases, roles)
        innocent = {p for played in roles.values() for p, parts in played.items()
                    if parts - set(RESTRICTED_ROLES)}  # fmt: skip
        rows = [
            (cls, row, row.id in hidden)
            for cls in record_classes()
            for hidden in [_hidden(session, cls)]
            for row in session.scalars(select(cls))
        ]
        pointing = _pointing(rows, innocent)
        changes: dict[Any, list[tuple[int, dict[str, str]]]] = {}
        for cls, row, hidden in rows:
            words = dict(_words(region, row, _way(row, hidden, innocent), pointing))
            if words:
                changes.setdefault(cls, []).append((row.id, words))
    assert len(region.planted) < _MOST
    with sitting.vault.engine.begin() as connection:
        for cls, changed in changes.items():
            table = cls.__table__
            for row_id, words in changed:
                connection.execute(update(table).where(table.c.id == row_id).values(words))
    return region


def _hidden(session: Any, cls: type[Record]) -> set[int]:
    """Rows about suspects."""
    condition = cls.restricted()
    if cls.record.realm is Realm.SUSPECTS:
        return set(session.scalars(select(cls.id)))
    return set() if condition is None else set(session.scalars(select(cls.id).where(condition)))


def _way(row: Any, hidden: bool, innocent: set[int]) -> Way:
    """What all fields of a row have in common."""
    cls: type[Record] = type(row)
    declared = fields_of(cls).values()
    case_id = getattr(row, cls.record.owner) if cls.record.owner else None
    persons = {getattr(row, f.name) for f in declared if f.target == "person"} - {None}
    if cls is Person:
        persons.add(row.id)
        hidden = hidden or row.id not in innocent
    return Way("", case_id, frozenset(persons), hidden)


def _pointing(
    rows: list[tuple[type[Record], Any, bool]], innocent: set[int]
) -> dict[tuple[str, int], list[Way]]:
    """The fields that show the title of an organisation, contact person or place."""
    shelters = {r.id for cls, r, _h in rows if cls is Organisation and r.partner_kind == "shelter"}
    staff = {r.id for cls, r, _h in rows
             if cls is ContactPerson and r.organisation_id in shelters}  # fmt: skip
    found: dict[tuple[str, int], list[Way]] = {}
    for cls, row, hidden in rows:
        common = _way(row, hidden, innocent)
        for each in fields_of(cls).values():
            target = getattr(row, each.name) if each.target in _SHARED else None
            if target is None:
                continue
            secret = target in {"organisation": shelters, "contact_person": staff}.get(
                each.target, ()
            )
            key = each.key + _mark(cls.record.name, row)
            way = replace(common, key=key, never=common.never or secret)
            found.setdefault((each.target, target), []).append(way)
    return found


def _words(
    region: Region, row: Any, common: Way, pointing: dict[tuple[str, int], list[Way]]
) -> Iterator[tuple[str, str]]:
    """New texts of a row, and what shows them."""
    kind = row.record.name
    cls: type[Record] = type(row)
    for each in fields_of(cls).values():
        value = getattr(row, each.name)
        if each.kind not in (Kind.TEXT, Kind.LONG_TEXT) or not value or each.key in _KEPT:
            continue
        if row.record.realm is Realm.ADMINISTRATION or each.hidden:
            continue
        own = replace(common, key=each.key + _mark(kind, row))
        if kind in ("organisation", "contact_person"):
            own = replace(own, never=True)
        shown = pointing.get((kind, row.id), []) if each.name in row.record.title else []
        word = _word(len(region.planted) + 1)
        region.planted[word.casefold()] = Planted(own.key, (own, *shown))
        yield each.name, f"{value} {word}"


def _mark(kind: str, row: Any) -> str:
    """The topic that a code in the row brings, as the reviewed lists write it."""
    for name, code, topic in MARKED.get(kind, ()):
        if getattr(row, name, None) == code:
            return f" ({topic})"
    return ""
