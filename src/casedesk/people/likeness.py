"""Who may be meant: persons who are known already and look like somebody that is typed.

Candidates come from the keys (``people.keys``), those with most in common first; the few best are
then compared word by word. Nothing here merges or decides: each probable person says why it is
offered, and the user chooses. What a reader may not know of is left out before anything is
counted, inside the index, so that neither number nor time betrays it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.names import display_name, fold
from casedesk.kernel.vague_dates import Precision
from casedesk.kernel.words import _
from casedesk.people.keys import BIRTH, NAME, NUMBER, birth_key, number_keys
from casedesk.people.lists import PersonList
from casedesk.people.merged import PersonKey
from casedesk.people.model import Identifier, Person, PersonName
from casedesk.people.sounds import Typed, bones, identifier_kind, sounds
from casedesk.records.reading import Reader

MOST = 8
_CANDIDATES = 150
_MOST_KEYS = 1500
"""So many who share a word are enough: who is meant shares another one, or cannot be told apart."""
_LEAST_WORD = 2
_LEAST_NUMBER = 6
"""Fewer signs of a number are the beginning of too many."""
_ENOUGH = 70
"""From this likeness of the name on somebody is worth showing (feasibility.md 5)."""
_WORD_ALIKE = 75
_BEGINS_ALIKE = 60
_BY_ITSELF = 30
"""A date of birth that is so much alike is shown without a name or a number."""
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Probable:
    """Somebody who may be meant, as far as the reader may know them.

    ``about`` tells date of birth, nationality and roles; ``cases`` are numbers of cases; ``why``
    says in words what is alike, the strongest first, and what speaks against it last.
    """

    person_id: int
    name: str
    about: str
    cases: str
    why: tuple[str, ...]
    score: int


@dataclass(slots=True)
class _Candidate:
    """One person to compare; ``numbers`` are the kinds of those that are the same."""

    person_id: int
    names: tuple[str, str, str, str]
    birth: VagueDate | None
    others: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


def probable(
    session: Session, reader: Reader, typed: Typed, *, limit: int = MOST
) -> tuple[Probable, ...]:
    """Persons of whom this reader may know who look like what was typed, the likeliest first.

    Nobody for who may not read names: a hit would tell what is shielded.
    """
    if not typed or not may_look(reader):
        return ()
    ids = _candidates(session, reader, typed)
    if not ids:
        return ()
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for candidate in _read(session, reader, ids, typed):
        score, why = _compare(typed, candidate)
        if why and score > 0:
            found.append((score, candidate.person_id, why))
    found.sort(key=lambda one: (-one[0], one[1]))
    best = found[:limit]
    cells = PersonList().cells(session, [person_id for _score, person_id, _why in best], reader)
    return tuple(
        Probable(i, row[0], " · ".join(t for t in row[1:4] if t), row[4], why, score)
        for score, i, why in best
        if (row := cells.get(i)) is not None
    )


def may_look(reader: Reader) -> bool:
    """Whether this reader may search persons by name at all."""
    return may(reader.actor, Right.CASES_SEE) and may(reader.actor, Right.IDENTITIES)


# Candidates.


def _candidates(session: Session, reader: Reader, typed: Typed) -> Sequence[int]:
    shields = [False, True] if may(reader.actor, Right.SUSPECTS) else [False]
    asked = list(_questions(typed))
    if not asked:
        return ()
    parts = [_keyed(c, shield, weight) for c, weight in asked for shield in shields]
    hits = union_all(*parts).subquery()
    query = (
        select(hits.c.person_id)
        .group_by(hits.c.person_id)
        .order_by(func.sum(hits.c.weight).desc(), hits.c.person_id.desc())
        .limit(_CANDIDATES + len(typed.without))
    )
    if typed.without:
        query = query.where(hits.c.person_id.not_in(typed.without))
    return session.scalars(query).all()


def _keyed(condition: Any, shielded: bool, weight: int) -> Select[int, int]:
    """In the order of the index, the word itself comes before those that it begins."""
    some = (
        select(PersonKey.person_id)
        .where(PersonKey.restricted.is_(shielded), *condition)
        .limit(_MOST_KEYS)
        .subquery()
    )
    return select(some.c.person_id, literal(weight).label("weight"))


def _questions(typed: Typed) -> Iterator[tuple[tuple[Any, ...], int]]:
    """What is asked of the keys, each with its weight."""
    words = sounds(typed.name)
    alone = len(words) == 1 and not typed.birth and not typed.numbers
    # Beside a longer word, the beginning of a next one only brings up half the store.
    longer = alone or any(len(word) > _LEAST_WORD for word in words)
    for place, word in enumerate(words):
        if len(word) < _LEAST_WORD + longer:
            continue
        begins = (PersonKey.sound >= word, PersonKey.sound < word + _AFTER_ALL)
        yield (PersonKey.what == NAME, *begins), 3
        if bare := bones(word):
            upto = bare + _AFTER_ALL if place == len(words) - 1 else bare
            yield (PersonKey.bones >= bare, PersonKey.bones <= upto), 3
    for day in _birth_keys(typed.birth):
        yield (PersonKey.what == BIRTH, PersonKey.sound == day), 4
    for written in typed.numbers:
        for key in number_keys(identifier_kind(written), written):
            if len(key) >= _LEAST_NUMBER:
                begins = (PersonKey.sound >= key, PersonKey.sound < key + _AFTER_ALL)
                yield (PersonKey.what == NUMBER, *begins), 12


def _birth_keys(birth: VagueDate | None) -> tuple[str, ...]:
    day = birth_key(birth)
    if day is None:
        return ()
    year, month, of_month = day.split("-")
    swapped = f"{year}-{of_month}-{month}"
    return (day, swapped) if int(of_month) <= 12 and swapped != day else (day,)


# Comparing.


def _read(
    session: Session, reader: Reader, ids: Sequence[int], typed: Typed
) -> Iterable[_Candidate]:
    rows = session.execute(
        select(
            Person.id, Person.given_names, Person.name_prefix, Person.family_name,
            Person.original_script, Person.birth,
        ).where(Person.id.in_(ids))
    )  # fmt: skip
    found = {
        row[0]: _Candidate(row[0], (row[1] or "", row[2] or "", row[3] or "", row[4] or ""), row[5])
        for row in rows
    }
    others = select(PersonName.person_id, PersonName.name).where(PersonName.person_id.in_(ids))
    for person_id, name in session.execute(others):
        if person_id in found:
            found[person_id].others.append(name)
    wanted = {key for n in typed.numbers for key in number_keys(identifier_kind(n), n)}
    if wanted:
        query = select(Identifier.person_id, Identifier.identifier_kind, Identifier.value)
        for person_id, kind, value in session.execute(query.where(Identifier.person_id.in_(ids))):
            keys = number_keys(kind, value)
            if person_id in found and _same_number(wanted, keys):
                label = reader.labels.label("identifier_kind", kind)
                found[person_id].numbers.append(label)
    return found.values()


def _same_number(wanted: Iterable[str], keys: Sequence[str]) -> bool:
    return any(
        len(asked) >= _LEAST_NUMBER and key.startswith(asked) for asked in wanted for key in keys
    )


def _compare(typed: Typed, candidate: _Candidate) -> tuple[int, tuple[str, ...]]:
    why: list[str] = []
    score = 0
    for label in dict.fromkeys(candidate.numbers):
        why.append(_("Same: {what}").format(what=label))
        score += 60
    of_name, words = name_likeness(typed.name, candidate.names, candidate.others)
    if of_name >= _ENOUGH:
        why.append(words)
        score += of_name
    if typed.birth is not None and candidate.birth is not None:
        of_birth, words = birth_likeness(typed.birth, candidate.birth)
        if why or of_birth >= _BY_ITSELF:
            why.append(words)
            score += of_birth
    return score, tuple(why)


def name_likeness(
    typed: str, names: tuple[str, str, str, str], others: Iterable[str]
) -> tuple[int, str]:
    """How like a typed name is to the names of a person (0 to 100), and in words.

    ``names`` are given names, prefix, family name and name in own script. The last word may be
    unfinished; the order of words does not count.
    """
    asked = sounds(typed)
    if not asked:
        return 0, ""
    given, prefix, family, own = names
    best = _likeness(asked, sounds(f"{given} {family}"))
    plain = fold(display_name(given, prefix, family))
    if best >= 99 and set(fold(typed).replace(",", " ").split()) <= set(plain.split()):
        words = _("Same name")
    else:
        words = _("Name sounds alike")
    if own and (score := _likeness(asked, sounds(own))) > best:
        best, words = score, _("Name in own script sounds alike: {name}").format(name=own)
    for other in others:
        if (score := _likeness(asked, sounds(other))) > best:
            best, words = score, _("Other name: {name}").format(name=other)
    return best, words


def _likeness(asked: Sequence[str], known: Sequence[str]) -> int:
    """Of each word that was asked the best among the known, by the length of the word."""
    if not known:
        return 0
    total = weight = 0.0
    for place, word in enumerate(asked):
        unfinished = place == len(asked) - 1
        best = max(_word_likeness(word, other, unfinished=unfinished) for other in known)
        total += best * len(word)
        weight += len(word)
    return round(total / weight)


def _word_likeness(asked: str, known: str, *, unfinished: bool) -> float:
    if asked == known:
        return 100
    if len(asked) == 1 or len(known) == 1:  # an initial
        return 85 if asked[0] == known[0] else 0
    if unfinished and known.startswith(asked):
        return 96
    bare = bones(asked)
    heard = bones(known)
    if bare and bare == heard:
        return 92
    begins = bool(bare) and heard.startswith(bare)
    if unfinished and begins and fuzz.ratio(asked, known[: len(asked)]) >= _BEGINS_ALIKE:
        return 82
    alike = fuzz.ratio(asked, known)
    # Words that end alike (Petrov, Dimitrov) are no spellings of each other.
    return alike if alike >= _WORD_ALIKE else 0


def birth_likeness(one: VagueDate, other: VagueDate) -> tuple[int, str]:
    """What two dates of birth say about each other: a number below 0 speaks against."""
    exact = one.precision is other.precision is Precision.DAY
    first, second = one.earliest, other.earliest
    if exact and first is not None and second is not None:
        if first == second:
            return 40, _("Same date of birth")
        if (first.year, first.month, first.day) == (second.year, second.day, second.month):
            return 30, _("Day and month of birth changed round")
        if (first.month, first.day) == (second.month, second.day):
            return 15, _("Same birthday, other year")
        if first.year == second.year:
            return 8, _("Same year of birth")
        return -25, _("Other date of birth")
    if overlap(one, other):
        same_year = first is not None and second is not None and first.year == second.year
        words = _("Same year of birth") if same_year else _("Date of birth may fit")
        return 15, words
    return -15, _("Other date of birth")


def overlap(one: VagueDate, other: VagueDate) -> bool:
    """Whether two vague dates can be the same day; dates in words alone always can."""
    if one.anchor is None or other.anchor is None:
        return True
    starts = [d.earliest for d in (one, other) if d.earliest is not None]
    ends = [d.latest for d in (one, other) if d.latest is not None]
    return not starts or not ends or max(starts) <= min(ends)
