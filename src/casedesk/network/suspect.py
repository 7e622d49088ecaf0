"""All that is known of one suspect, over all cases of the reader, each fact with its source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, may_see
from casedesk.kernel.fields import Realm
from casedesk.kernel.kinds import CASE, PERSON
from casedesk.kernel.words import N_, _
from casedesk.people.model import (
    RESTRICTED_ROLES,
    PersonName,
    PersonRole,
    SuspectDetails,
)
from casedesk.records.reading import Reader
from casedesk.relations.model import PersonOrganisation, PersonPlace, PersonRelation
from casedesk.signals.model import Signal
from casedesk.store.base import Record
from casedesk.store.declare import fields_of
from casedesk.suspects.model import SuspectFact
from casedesk.tracks.model import CriminalEvent

_ABOUT = {
    "way_of_working", "vehicles", "firms", "relation_to_victim", "police_number", "aangifte_on",
    "stage",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownFact:
    """One line: what, from whom, how sure, when, in which case; ``opens`` is the record."""

    what: str
    source: str = ""
    grade: str = ""
    when: str = ""
    case: str = ""
    opens: tuple[str, int, int | None] = ("", 0, None)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Lines of one sort under a heading (source text)."""

    title: str
    facts: tuple[KnownFact, ...]


@dataclass(frozen=True, slots=True)
class SuspectFile:
    """The whole; ``cases`` are ids and numbers of cases in which the person is suspected."""

    person_id: int
    name: str
    stage: str
    cases: tuple[tuple[int, str], ...]
    chapters: tuple[Chapter, ...]


def read_suspect(session: Session, reader: Reader, person_id: int) -> SuspectFile | None:
    """What is known; None for who is no suspect, and for readers without that right."""
    if not may(reader.actor, Right.SUSPECTS):
        return None
    suspected = select(PersonRole.case_id).where(
        PersonRole.person_id == person_id, PersonRole.role.in_(RESTRICTED_ROLES)
    )
    cases = list(dict.fromkeys(session.scalars(suspected.order_by(PersonRole.case_id))))
    names = reader.titles(session, PERSON, [person_id])
    if not cases or person_id not in names:
        return None
    reading = _Reading(session, reader, person_id, cases)
    chapters = tuple(chapter for chapter in reading.chapters() if chapter.facts)
    numbers = tuple((i, reading.numbers[i]) for i in cases if i in reading.numbers)
    return SuspectFile(person_id, names[person_id], reading.stage(), numbers, chapters)


class _Reading:
    """Reads one kind after the other; the row filter narrows each."""

    def __init__(self, session: Session, reader: Reader, person_id: int, cases: list[int]) -> None:
        self.session, self.reader, self.person_id, self.cases = session, reader, person_id, cases
        self.label = reader.labels.label
        every = session.scalars(
            select(PersonRole.case_id).where(PersonRole.person_id == person_id).distinct()
        )
        self.numbers = reader.titles(session, CASE, sorted({*cases, *every}))

    def chapters(self) -> Iterator[Chapter]:
        """In the order in which they are read."""
        yield Chapter(N_("Facts"), tuple(self._facts()))
        yield Chapter(N_("Written down per case"), tuple(self._details()))
        yield Chapter(N_("Other names"), tuple(self._names()))
        yield Chapter(N_("Firms"), tuple(self._firms()))
        yield Chapter(N_("Places"), tuple(self._places()))
        yield Chapter(N_("Ties to persons"), tuple(self._relations()))
        yield Chapter(N_("Criminal law steps"), tuple(self._steps()))
        yield Chapter(N_("Cases and victims"), tuple(self._cases()))
        yield Chapter(N_("Signals"), tuple(self._signals()))

    def stage(self) -> str:
        """The furthest stage in any case."""
        order = list(self.reader.labels.codes("suspect_stage"))
        query = select(SuspectDetails.stage).where(SuspectDetails.person_id == self.person_id)
        found = [code for code in self.session.scalars(query) if code in order]
        return self.label("suspect_stage", max(found, key=order.index)) if found else ""

    def _facts(self) -> Iterator[KnownFact]:
        query = select(SuspectFact).where(SuspectFact.person_id == self.person_id)
        for row in self.session.scalars(query.order_by(SuspectFact.fact_kind, SuspectFact.id)):
            kind = self.label("suspect_fact_kind", row.fact_kind)
            grades = (
                (row.grade_source or "").upper(),
                row.grade_content or "",
            )
            yield self._line(row, f"{kind}: {row.what}", row.source, "".join(grades), "happened")

    def _details(self) -> Iterator[KnownFact]:
        query = select(SuspectDetails).where(SuspectDetails.person_id == self.person_id)
        declared = fields_of(SuspectDetails)
        for row in self.session.scalars(query.order_by(SuspectDetails.id)):
            for name in declared:
                value = getattr(row, name)
                if name not in _ABOUT or value is None:
                    continue
                shown = self.reader.show(self.session, declared[name], value, case_id=row.case_id)
                what = f"{_(declared[name].label)}: {shown}"
                yield self._line(row, what, row.source or "", self._grade(row))

    def _names(self) -> Iterator[KnownFact]:
        query = select(PersonName).where(PersonName.person_id == self.person_id)
        for row in self.session.scalars(query.order_by(PersonName.id)):
            kind = self.label("name_kind", row.name_kind) if row.name_kind else ""
            what = f"{row.name} ({kind})" if kind else row.name
            yield KnownFact(what, opens=("person", self.person_id, None))

    def _firms(self) -> Iterator[KnownFact]:
        rows = self._about(PersonOrganisation, PersonOrganisation.person_id)
        partners = self._titles("organisation", (row.organisation_id for row in rows))
        for row in rows:
            firm = partners.get(row.organisation_id, "") or row.firm or ""
            number = f" (KvK {row.kvk_number})" if row.kvk_number else ""
            what = f"{self.label('organisation_relation', row.relation)} {firm}{number}"
            yield self._line(row, what, row.source or "", self._grade(row), "since")

    def _places(self) -> Iterator[KnownFact]:
        """What ties to a place; the address itself stands behind the gate, as everywhere."""
        rows = self._about(PersonPlace, PersonPlace.person_id)
        for row in rows:
            gemeente = self.label("gemeente", row.gemeente) if row.gemeente else _("a place")
            what = f"{self.label('place_relation', row.relation)}: {gemeente}"
            yield self._line(row, what, row.source or "", "", "since")

    def _relations(self) -> Iterator[KnownFact]:
        query = select(PersonRelation).where(
            or_(
                PersonRelation.person_id == self.person_id,
                PersonRelation.other_id == self.person_id,
            )
        )
        for row in self.session.scalars(query.order_by(PersonRelation.id)):
            ids = (row.person_id, row.other_id)
            names = self.reader.titles(self.session, PERSON, ids, row.case_id)
            tie = self.label("relation_kind", row.relation)
            if not all(i in names for i in ids):
                continue
            what = f"{names[row.person_id]}: {tie} {names[row.other_id]}"
            yield self._line(row, what, row.source or "", self._grade(row), "since")

    def _steps(self) -> Iterator[KnownFact]:
        query = select(CriminalEvent).where(
            or_(
                CriminalEvent.suspect_id == self.person_id,
                CriminalEvent.person_id == self.person_id,
            )
        )
        for row in self.session.scalars(query.order_by(CriminalEvent.happened)):
            number = f" ({row.police_number})" if row.police_number else ""
            what = self.label("criminal_event", row.event) + number
            yield self._line(row, what, "", "", "happened")

    def _cases(self) -> Iterator[KnownFact]:
        roles = select(PersonRole).where(PersonRole.case_id.in_(list(self.numbers)))
        victims: dict[int, list[int]] = {}
        mine: dict[int, list[str]] = {}
        for row in self.session.scalars(roles.order_by(PersonRole.id)):
            if row.person_id == self.person_id:
                mine.setdefault(row.case_id, []).append(self.label("person_role", row.role))
            elif row.role == "victim":
                victims.setdefault(row.case_id, []).append(row.person_id)
        for case_id, played in mine.items():
            ids = victims.get(case_id, [])
            names = self.reader.titles(self.session, PERSON, ids, case_id)
            whom = ", ".join(names[i] for i in ids if i in names) or _("no victim")
            what = f"{', '.join(played)} · {whom}"
            case = self.numbers.get(case_id, "")
            yield KnownFact(what, case=case, opens=(CASE, case_id, case_id))

    def _signals(self) -> Iterator[KnownFact]:
        if not may_see(self.reader.actor, Realm.SIGNALS):
            return
        query = select(Signal).where(
            or_(Signal.person_id == self.person_id, Signal.case_id.in_(self.cases))
        )
        for row in self.session.scalars(query.order_by(Signal.received_on)):
            grade = (row.grade_source or "").upper() + (row.grade_content or "")
            yield self._line(row, row.subject, "", grade, "received_on")

    def _about(self, cls: Any, column: Any) -> list[Any]:
        query = select(cls).where(column == self.person_id).order_by(cls.id)
        return list(self.session.scalars(query))

    def _titles(self, kind: str, ids: Iterable[int | None]) -> dict[int, str]:
        wanted = [i for i in ids if i is not None]
        return dict(self.reader.titles(self.session, kind, wanted))

    def _grade(self, row: Any) -> str:
        return self.label("information_grade", row.grade) if row.grade else ""

    def _line(
        self, row: Any, what: str, source: str = "", grade: str = "", dated: str = ""
    ) -> KnownFact:
        cls: type[Record] = type(row)
        declared = fields_of(cls)
        value = getattr(row, dated) if dated else None
        when = ""
        if value is not None:
            when = self.reader.show(self.session, declared[dated], value)
        case = self.numbers.get(row.case_id, "") if row.case_id else ""
        return KnownFact(what, source, grade, when, case, (row.record.name, row.id, row.case_id))
