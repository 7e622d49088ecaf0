"""Pairs of persons who may be one: a worklist, made by comparing only who shares a key.

Blocks are persons with the same number, the same day of birth (or with day and month changed
round), or names of the same sound; a block that is too big to tell anything is split by year of
birth or passed over. So sixty thousand persons take seconds and not hours (feasibility.md 5).
Nothing is decided here: two pages further a human chooses.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.words import _
from casedesk.people.differing import different_pairs
from casedesk.people.keys import NUMBER
from casedesk.people.likeness import birth_likeness, may_look, name_likeness, overlap
from casedesk.people.lists import PersonList
from casedesk.people.merged import PersonKey
from casedesk.people.model import Person, PersonName
from casedesk.people.sounds import bones, sounds
from casedesk.records.reading import Reader

MOST = 200
_BLOCK = 60
"""So many persons with one key tell nothing: the whole village was born on 1 January."""
_SHARED_NUMBER = 6
_ALIKE = 84
_ENOUGH = 100
_LEAST_HEARD, _LEAST_SPELLED = 60, 80
"""How like two names must be to be looked at: less when every word has the same consonants."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons who may be one; the older entry first. ``why`` says in words what is alike."""

    one_id: int
    other_id: int
    one: str
    other: str
    about_one: str
    about_other: str
    why: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class _Somebody:
    person_id: int
    names: tuple[str, str, str, str]
    birth: VagueDate | None
    words: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.names[0], self.names[2]) if part)


def possible_duplicates(session: Session, reader: Reader, limit: int = MOST) -> tuple[Pair, ...]:
    """The likeliest pairs first, without those that were said to be different.

    Only persons of whom the reader may know take part.
    """
    if not may_look(reader):
        return ()
    people = _everybody(session)
    shields = (False, True) if may(reader.actor, Right.SUSPECTS) else (False,)
    shared = _shared_numbers(session, people, shields)
    different = different_pairs(session)
    found = []
    for pair in {*shared, *_pairs(people.values())}:
        if pair not in different:
            score, why = _compare(people[pair[0]], people[pair[1]], shared=pair in shared)
            if score >= _ENOUGH:
                found.append((score, pair, why))
    found.sort(key=lambda one: (-one[0], one[1]))
    return tuple(_told(session, reader, found[:limit]))


def _everybody(session: Session) -> dict[int, _Somebody]:
    others: dict[int, list[str]] = defaultdict(list)
    for person_id, name in session.execute(select(PersonName.person_id, PersonName.name)):
        others[person_id].append(name)
    rows = session.execute(
        select(
            Person.id, Person.given_names, Person.name_prefix, Person.family_name,
            Person.original_script, Person.birth,
        )
    )  # fmt: skip
    found: dict[int, _Somebody] = {}
    for row in rows:
        names = (row[1] or "", row[2] or "", row[3] or "", row[4] or "")
        more = tuple(others.get(row[0], ()))
        words = sounds(f"{names[0]} {names[2]}") or sounds(names[3])
        found[row[0]] = _Somebody(row[0], names, row[5], words, more)
    return found


def _shared_numbers(
    session: Session, people: dict[int, _Somebody], shields: tuple[bool, ...]
) -> frozenset[tuple[int, int]]:
    """Who has a number in common that few others have."""
    few = (
        select(PersonKey.sound)
        .where(PersonKey.what == NUMBER, PersonKey.restricted.in_(shields))
        .group_by(PersonKey.sound)
        .having(func.count(PersonKey.person_id.distinct()).between(2, _SHARED_NUMBER))
    )
    rows = session.execute(
        select(PersonKey.sound, PersonKey.person_id)
        .where(PersonKey.what == NUMBER, PersonKey.sound.in_(few))
        .distinct()
    )
    blocks: dict[str, list[int]] = defaultdict(list)
    for sound, person_id in rows:
        if person_id in people:
            blocks[sound].append(person_id)
    return frozenset(pair for block in blocks.values() for pair in _within(block))


def _pairs(people: Iterable[_Somebody]) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[str, ...], list[_Somebody]] = defaultdict(list)
    for person in people:
        for key in _block_keys(person):
            blocks[key].append(person)
    for key, block in blocks.items():
        if len(block) <= _BLOCK:
            yield from _alike(block, _LEAST_HEARD if key[0] == "name" else _LEAST_SPELLED)


def _block_keys(person: _Somebody) -> Iterator[tuple[str, ...]]:
    heard = tuple(sorted(bones(word) or word for word in person.words))
    if not heard:
        return
    yield ("name", *heard)
    for other in person.others:
        yield ("name", *sorted(bones(word) or word for word in sounds(other)))
    born = person.birth.earliest if person.birth is not None else None
    if born is None:
        return
    low, high = sorted((born.month, born.day))
    for word in heard:
        yield ("born", str(born.year), str(low), str(high), word[:2])
        yield ("year", str(born.year), word)


def _alike(block: list[_Somebody], least: int) -> Iterator[tuple[int, int]]:
    for one, other in combinations(block, 2):
        if one.person_id == other.person_id or _contradict(one.birth, other.birth):
            continue
        if (
            one.others
            or other.others
            or fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words)) >= least
        ):
            low, high = sorted((one.person_id, other.person_id))
            yield low, high


def _contradict(one: VagueDate | None, other: VagueDate | None) -> bool:
    """Whether dates of birth alone keep two from being a pair, whatever their names."""
    if one is None or other is None or overlap(one, other):
        return False
    first, second = one.earliest, other.earliest
    if first is None or second is None or first.year == second.year:
        return False
    return (first.month, first.day) != (second.month, second.day)


def _within(block: list[int]) -> Iterator[tuple[int, int]]:
    yield from combinations(sorted(set(block)), 2)


def _compare(one: _Somebody, other: _Somebody, *, shared: bool) -> tuple[int, tuple[str, ...]]:
    why: list[str] = []
    score = 0
    there, words = name_likeness(one.full or one.names[3], other.names, other.others)
    back, back_words = name_likeness(other.full or other.names[3], one.names, one.others)
    # A name with more words than the other is less like it, seen from its own side.
    score_of_name = (
        round((there + back) / 2) if not (one.others or other.others) else max(there, back)
    )
    if score_of_name >= _ALIKE:
        why.append(words if there >= back else back_words)
        score += score_of_name
    if shared:
        why.append(_("Same phone, e-mail or other number"))
        score += 60
    if one.birth is not None and other.birth is not None:
        of_birth, words = birth_likeness(one.birth, other.birth)
        score += of_birth
        if why:
            why.append(words)
    return (score, tuple(why)) if why else (0, ())


def _told(
    session: Session, reader: Reader, found: list[tuple[int, tuple[int, int], tuple[str, ...]]]
) -> Iterator[Pair]:
    ids = sorted({person_id for _score, pair, _why in found for person_id in pair})
    cells = PersonList().cells(session, ids, reader) if ids else {}
    for score, (one, other), why in found:
        if one in cells and other in cells:
            first, second = (" · ".join(t for t in cells[i][1:] if t) for i in (one, other))
            yield Pair(one, other, cells[one][0], cells[other][0], first, second, why, score)
