"""What a record is called in one line, as far as the reader may know.

Persons are named, or have a pseudonym that is stable within a case: "Persoon A" for who has no
known name and for readers without the right to identities. Persons who are only suspects count
in a series of their own, so that letters tell nobody that there is one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from casedesk.access.rights import may_read
from casedesk.kernel.actor import Actor
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.kinds import CASE, PERSON, TIE
from casedesk.kernel.names import display_name
from casedesk.kernel.words import _, current_language
from casedesk.records.showing import shielded_words, show_plain
from casedesk.store.base import Record
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import fields_of, record_class

_NAME = ("given_names", "name_prefix", "family_name")
_AT_ONCE = 500

Names = dict[int, str]


class Namer:
    """Titles of records for one reader."""

    def __init__(self, actor: Actor, labels: CodeLabels) -> None:
        self._actor = actor
        self._labels = labels

    def titles(
        self, session: Session, kind: str, ids: Iterable[int], case_id: int | None = None
    ) -> Names:
        """The titles of those records that exist for this reader, by id.

        ``case_id`` is the case in which persons are spoken of; it decides their pseudonyms.
        """
        wanted = list(dict.fromkeys(ids))
        if kind == PERSON:
            return self._persons(session, wanted, case_id)
        known: Names = memory(session).setdefault(("titles", kind, current_language()), {})
        for some in _portions([i for i in wanted if i not in known]):
            known |= self._read(session, record_class(kind), some)
        return {i: known[i] for i in wanted if i in known}

    def pseudonyms(self, session: Session, case_ids: Sequence[int]) -> Mapping[int, Names]:
        """Per case the pseudonym of each person in it who exists for this reader."""
        known: dict[int, Names] = memory(session).setdefault(("letters", current_language()), {})
        tie: Any = record_class(TIE)
        for some in _portions([i for i in dict.fromkeys(case_ids) if i not in known]):
            shielded = (tie.restricted() if tie.restricted() is not None else false()).label("r")
            query = (
                select(tie.case_id, tie.person_id, shielded)
                .where(tie.case_id.in_(some))
                .order_by(tie.case_id, shielded, tie.id)
            )
            known |= {i: {} for i in some}
            counts: dict[tuple[int, bool], int] = {}
            for case_id, person_id, restricted in session.execute(query):
                if person_id in known[case_id]:
                    continue
                place = counts.setdefault((case_id, restricted), 0)
                counts[case_id, restricted] += 1
                pattern = _("Shielded person {letter}") if restricted else _("Person {letter}")
                known[case_id][person_id] = pattern.format(letter=letters(place))
        return {i: known[i] for i in case_ids}

    def _persons(self, session: Session, ids: Sequence[int], case_id: int | None) -> Names:
        known: Names = memory(session).setdefault("names", {})
        for some in _portions([i for i in ids if i not in known]):
            known |= self._names(session, some)
        nameless = [i for i in ids if known.get(i) == ""]
        stand_ins = self._stand_ins(session, nameless, case_id) if nameless else {}
        return {i: known[i] or stand_ins[i] for i in ids if i in known}

    def _names(self, session: Session, ids: Sequence[int]) -> Names:
        person: Any = record_class(PERSON)
        declared = fields_of(person)
        if not all(may_read(self._actor, declared[name].classes) for name in _NAME):
            found = session.scalars(select(person.id).where(person.id.in_(ids)))
            return dict.fromkeys(found, "")
        columns = [getattr(person, name) for name in (*_NAME, "original_script")]
        rows = session.execute(select(person.id, *columns).where(person.id.in_(ids)))
        return {row[0]: display_name(*row[1:4]) or " ".join((row[4] or "").split()) for row in rows}

    def _stand_ins(self, session: Session, ids: Sequence[int], case_id: int | None) -> Names:
        here = {} if case_id is None else self.pseudonyms(session, [case_id])[case_id]
        elsewhere = self._first_cases(session, [i for i in ids if i not in here])
        cases = sorted(set(elsewhere.values()))
        letters_of = self.pseudonyms(session, cases) if cases else {}
        numbers = self.titles(session, CASE, cases) if cases else {}
        found: Names = {}
        for person_id in ids:
            first = elsewhere.get(person_id)
            if person_id in here:
                found[person_id] = here[person_id]
            elif first is not None and person_id in letters_of[first]:
                found[person_id] = f"{letters_of[first][person_id]}, {numbers.get(first, first)}"
            else:
                found[person_id] = _("Person {letter}").format(letter=person_id)
        return found

    def _first_cases(self, session: Session, person_ids: Sequence[int]) -> dict[int, int]:
        tie: Any = record_class(TIE)
        found: dict[int, int] = {}
        for some in _portions(person_ids):
            query = (
                select(tie.person_id, func.min(tie.case_id))
                .where(tie.person_id.in_(some))
                .group_by(tie.person_id)
            )
            found |= {row[0]: row[1] for row in session.execute(query)}
        return found

    def _read(self, session: Session, cls: type[Record], ids: Sequence[int]) -> Names:
        declared = fields_of(cls)
        parts = [declared[n] for n in cls.record.title if n in declared]
        parts = [field for field in parts if may_read(self._actor, field.classes, cls.record.realm)]
        owner = getattr(cls, cls.record.owner) if cls.record.owner else cls.id
        columns = [getattr(cls, field.name) for field in parts]
        query = select(cls.id, owner.label("of_case"), *columns).where(cls.id.in_(ids))
        rows = session.execute(query).all()
        named: dict[tuple[str, int, int], str] = {}
        for place, field in enumerate(parts, start=2):
            if field.kind is Kind.REFERENCE:
                named |= self._referred(session, field, [(row[place], row[1]) for row in rows])
        titles: Names = {}
        for row in rows:
            texts = [
                self._part(field, row[place], row[1], named)
                for place, field in enumerate(parts, start=2)
            ]
            titles[row[0]] = ", ".join(text for text in texts if text) or _(cls.record.label)
        return titles

    def _referred(
        self, session: Session, field: Field, pairs: Sequence[tuple[int | None, int]]
    ) -> dict[tuple[str, int, int], str]:
        """Titles of what the records point at, in the words of the case of each."""
        by_case: dict[int, set[int]] = {}
        for target_id, case_id in pairs:
            if target_id is not None:
                by_case.setdefault(case_id if field.target == PERSON else 0, set()).add(target_id)
        found: dict[tuple[str, int, int], str] = {}
        for case_id, target_ids in by_case.items():
            titles = self.titles(session, field.target, sorted(target_ids), case_id or None)
            found |= {(field.target, i, case_id): title for i, title in titles.items()}
        return found

    def _part(
        self, field: Field, value: Any, case_id: int, named: Mapping[tuple[str, int, int], str]
    ) -> str:
        if value is None or field.kind is not Kind.REFERENCE:
            return show_plain(field, value, self._labels)
        spoken_in = case_id if field.target == PERSON else 0
        return named.get((field.target, value, spoken_in)) or shielded_words()


def memory(session: Session) -> dict[Any, Any]:
    """What was looked up in this session already; sessions for reading live briefly."""
    found: dict[Any, Any] = session.info.setdefault("looked_up", {})
    return found


def letters(place: int) -> str:
    """A to Z, then AA to AZ, BA and so on; ``place`` counts from 0."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
