"""Gather all that a case holds into plain facts for the resolver.

Nothing is chosen here: every filled field of every record of the case is a fact, whatever its
class, and so are the places, visits and indicators that its signals and episodes point to. Only
what does not exist for the author (rows about suspects, without that right) is absent, but its
names are remembered so that no text gives them away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.access.rights import may_read
from casedesk.cases.model import CaseFile
from casedesk.handover.facts import Fact, Snapshot, Subject
from casedesk.handover.spellings import list_words, name_words
from casedesk.kernel.dates import VagueDate, age_on
from casedesk.kernel.fields import Field, Kind, Realm, Sensitivity, Topic
from casedesk.kernel.names import display_name
from casedesk.organisations.model import ContactPerson, Organisation
from casedesk.people.model import (
    RESTRICTED_ROLES,
    Identifier,
    Person,
    PersonName,
    PersonRole,
    SuspectDetails,
)
from casedesk.records.reading import Reader
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class, record_classes
from casedesk.suspects.model import SuspectFact

SPREAD = ("case_file", "person", "victim_details")
"""Kinds that hold several subjects at once; only the topic of each field counts for them."""

SHELTERING = ("shelter",)
"""Kinds of partner whose name tells where somebody stays."""

WHEREABOUTS = ("person_place",)
"""Kinds that tell where a person can be found: any of their rows may be about a shelter."""

_POINTING = ("vehicle", "firm", "account", "phone", "address", "contact")
"""Kinds of fact about a suspect whose words could give them away."""

_NOT_CONTENT = ("disclosure", "account", "reminder", "snooze")
_UNSCOPED = {"unscoped": True}
_NAMED = ("person", "organisation", "contact_person", "location")
_STAYS = ("lives", "registered")

T = Topic
_RAISED: Mapping[str, Mapping[str, Topic]] = {
    "track": {"residence": T.RESIDENCE, "criminal": T.CRIMINAL},
    "deadline_area": {"coordination": T.FILE_NOTES},
    "need_domain": {
        "safety": T.SAFETY,
        "housing": T.HOUSING,
        "money": T.WORK_MONEY,
        "work_school": T.WORK_MONEY,
        "physical_health": T.HEALTH,
        "mental_health": T.HEALTH,
        "substance_use": T.HEALTH,
        "family_children": T.CHILDREN,
        "documents_residence": T.RESIDENCE,
        "justice": T.CRIMINAL,
    },
}
"""Topics that a record has because of a code in it, by code list."""

_DONE: Mapping[str, tuple[str, ...]] = {
    "action": ("done", "dropped"),
    "care_plan": ("replaced",),
    "goal": ("reached", "dropped"),
    "referral": ("completed", "refused", "withdrawn", "person_withdrew", "expired"),
}
"""Per kind the states of what is over."""

_REPEATED: Mapping[str, tuple[str, ...]] = {
    "need_assessment": ("person_id", "domain"),
    "safety_assessment": ("person_id",),
}
"""Kinds that are written anew each time, and what makes two of them about the same."""


def snapshot(session: Session, reader: Reader, case_id: int) -> Snapshot:
    """The facts of one case; LookupError when the case does not exist for this author."""
    case = session.scalars(select(CaseFile).where(CaseFile.id == case_id)).first()
    if case is None:
        raise LookupError(f"no case {case_id}")
    subjects = _subjects(session, reader, case_id)
    gathering = _Gathering(session, reader, case_id, [s.person_id for s in subjects])
    facts = tuple(gathering.facts())
    known = {s.person_id for s in subjects}
    return Snapshot(
        case_id, case.number, subjects, facts, tuple(_hidden_words(session, case_id, known))
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A record of the case, with what it has from the record that it hangs on."""

    row: Record
    restricted: bool
    about: int | None
    secret: bool = False
    superseded: bool = False


class _Gathering:
    """Reads the records of one case, kind by kind."""

    def __init__(
        self, session: Session, reader: Reader, case_id: int, persons: Sequence[int]
    ) -> None:
        self.session, self.reader = session, reader
        self.case_id, self.persons = case_id, persons
        self.shelters = frozenset(
            session.scalars(
                select(Organisation.id).where(Organisation.partner_kind.in_(SHELTERING))
            )
        )
        self.shelter_staff = frozenset(
            session.scalars(
                select(ContactPerson.id).where(ContactPerson.organisation_id.in_(self.shelters))
            )
        )

    def facts(self) -> Iterator[Fact]:
        """All facts, in a fixed order."""
        rows: dict[str, list[_Row]] = {}
        for cls in record_classes():
            rows[cls.record.name] = list(self._of_case(cls))
        rows["signal_indicator"] = list(self._indicators(rows["signal"]))
        rows["location"] = list(self._locations(rows))
        rows["inspection"] = list(self._inspections(rows["location"]))
        for found in rows.values():
            for each in found:
                yield from self._facts(each)

    def _of_case(self, cls: type[Record]) -> Iterator[_Row]:
        record = cls.record
        if record.name in _NOT_CONTENT or record.realm is Realm.ADMINISTRATION:
            return
        if record.owner:
            condition = getattr(cls, record.owner) == self.case_id
        elif cls is Person:
            condition = cls.id.in_(self.persons)
        elif record.person:
            condition = getattr(cls, record.person).in_(self.persons)
        else:
            return
        rows = self.session.scalars(select(cls).where(condition).order_by(cls.id)).all()
        restricted = self._restricted(cls, [row.id for row in rows])
        over = _superseded(rows)
        for row in rows:
            yield _Row(row, row.id in restricted, _about(row), superseded=row.id in over)

    def _restricted(self, cls: type[Record], ids: list[int]) -> frozenset[int]:
        if cls.record.realm is Realm.SUSPECTS:
            return frozenset(ids)
        condition = cls.restricted()
        if condition is None or not ids:
            return frozenset()
        query = select(cls.id).where(cls.id.in_(ids), condition)
        return frozenset(self.session.scalars(query))

    def _indicators(self, signals: Iterable[_Row]) -> Iterator[_Row]:
        of = {each.row.id: each for each in signals}
        cls: Any = record_class("signal_indicator")
        query = select(cls).where(cls.signal_id.in_(list(of))).order_by(cls.id)
        for row in self.session.scalars(query):
            signal = of[row.signal_id]
            yield _Row(row, signal.restricted, signal.about)

    def _locations(self, rows: Mapping[str, list[_Row]]) -> Iterator[_Row]:
        """Places that records of the case point to; where a person is or was found is secret."""
        open_ones = {
            location
            for kind in ("signal", "exploitation_episode")
            for each in rows[kind]
            if (location := getattr(each.row, "location_id", None)) and not each.restricted
        }
        secret = {
            getattr(each.row, "location_id", None)
            for each in rows["person_place"]
            if getattr(each.row, "relation", "") in _STAYS
        }
        cls: Any = record_class("location")
        query = select(cls).where(cls.id.in_(open_ones)).order_by(cls.id)
        for row in self.session.scalars(query):
            yield _Row(row, False, None, secret=row.id in secret)

    def _inspections(self, locations: Iterable[_Row]) -> Iterator[_Row]:
        of = {each.row.id: each for each in locations}
        cls: Any = record_class("inspection")
        query = select(cls).where(cls.location_id.in_(list(of))).order_by(cls.id)
        for row in self.session.scalars(query):
            yield _Row(row, False, None, secret=of[row.location_id].secret)

    def _facts(self, each: _Row) -> Iterator[Fact]:
        row, record = each.row, each.row.record
        filled = {
            declared.name: (declared, value)
            for declared in fields_of(type(row)).values()
            if not declared.hidden and (value := getattr(row, declared.name)) is not None
        }
        named = [v for declared, v in filled.values() if declared.target == "person"]
        persons = frozenset(filter(None, (*named, each.about)))
        dealing = record.topic is Topic.REFERRAL
        partners = [v for declared, v in filled.values() if declared.target == "organisation"]
        for declared, value in filled.values():
            if _structural(row, declared):
                continue
            refers = value if declared.target == "person" else None
            classes = self._classes(each, declared, value)
            text = "" if refers is not None else self._show(declared, value)
            yield Fact(
                record.name,
                row.id,
                declared,
                value,
                text,
                each.about,
                refers,
                classes,
                each.restricted,
                may_read(self.reader.actor, classes),
                _topics(row, declared),
                persons,
                each.superseded,
                dealing,
                partners[0] if partners else None,
            )

    def _show(self, declared: Field, value: Any) -> str:
        return self.reader.show(self.session, declared, value, case_id=self.case_id)

    def _classes(self, each: _Row, declared: Field, value: Any) -> frozenset[Sensitivity]:
        """Those of the field, of its record, and of what a reference reads as."""
        classes = declared.classes
        if declared.kind is Kind.REFERENCE and declared.target != "person":
            target = record_class(declared.target)
            named = fields_of(target)
            classes = classes.union(*(named[name].classes for name in target.record.title))
        kind = each.row.record.name
        whereabouts = kind in WHEREABOUTS or (
            kind == "consult_participant"
            and getattr(each.row, "organisation_id", None) in self.shelters
        )
        shelter = (declared.target == "organisation" and value in self.shelters) or (
            declared.target == "contact_person" and value in self.shelter_staff
        )
        if whereabouts or shelter or each.secret:
            classes = classes | {Sensitivity.LOCATION_SECRET}
        return classes | {Sensitivity.ART10} if each.restricted else classes


def _about(row: Record) -> int | None:
    if isinstance(row, Person):
        return row.id
    return getattr(row, row.record.person) if row.record.person else None


def _topics(row: Record, declared: Field) -> frozenset[Topic]:
    """What a value is about: itself, its record, and what a code in its record says.

    Without that, a partner who may have dates could read from a date that there is a criminal
    case.
    """
    topics = {declared.topic}
    record = row.record
    if record.name not in SPREAD or declared.topic is Topic.DATES:
        topics.add(record.topic)
    raised = {
        _RAISED[other.choices][code]
        for other in fields_of(type(row)).values()
        if (code := getattr(row, other.name)) and code in _RAISED.get(other.choices, ())
    }
    if record.topic is Topic.DATES and not raised:
        raised = {Topic.PLAN}
    return frozenset(topics | raised)


def _superseded(rows: Sequence[Any]) -> set[int]:
    """Ids of rows of one kind that a newer one replaced, or that are over."""
    if not rows:
        return set()
    kind = rows[0].record.name
    over = {row.id for row in rows if getattr(row, "state", None) in _DONE.get(kind, ())}
    over |= {row.id for row in rows if getattr(row, "met_on", None) is not None}
    newest: dict[tuple[Any, ...], Any] = {}
    for row in rows if kind in _REPEATED else ():
        same = tuple(getattr(row, name) for name in _REPEATED[kind])
        best = newest.get(same)
        if best is None or (row.assessed_on, row.id) > (best.assessed_on, best.id):
            newest[same] = row
    kept = {row.id for row in newest.values()}
    return over | {row.id for row in rows if kind in _REPEATED and row.id not in kept}


def _structural(row: Record, declared: Field) -> bool:
    """References that only say where a record belongs are no content."""
    return declared.kind is Kind.REFERENCE and (
        declared.name in (row.record.owner, row.record.person) or declared.target not in _NAMED
    )


def _subjects(session: Session, reader: Reader, case_id: int) -> tuple[Subject, ...]:
    roles: dict[int, set[str]] = {}
    query = select(PersonRole).where(PersonRole.case_id == case_id).order_by(PersonRole.id)
    for role in session.scalars(query):
        roles.setdefault(role.person_id, set()).add(role.role)
    called = reader.pseudonyms(session, case_id)
    today = reader.clock.today()
    found = []
    for person_id, played in roles.items():
        person = session.scalars(select(Person).where(Person.id == person_id)).first()
        if person is None:
            continue
        innocent = played - set(RESTRICTED_ROLES)
        found.append(
            Subject(
                person_id,
                frozenset(innocent or played),
                full_name(person) or called[person_id],
                called[person_id],
                tuple(dict.fromkeys(_spellings(session, person))),
                not innocent,
                "child" in innocent or _is_minor(person.birth, today),
            )
        )
    return tuple(found)


def _is_minor(birth: VagueDate | None, today: Any) -> bool:
    return birth is not None and birth.latest is not None and age_on(birth.latest, today) < 18


def full_name(person: Person) -> str:
    """The name as a document shows it; empty when there is none."""
    shown = display_name(person.given_names, person.name_prefix, person.family_name)
    return shown or person.original_script or ""


def _spellings(session: Session, person: Person) -> Iterator[str]:
    for part in (person.given_names, person.family_name, person.original_script):
        yield from name_words(part or "")
    for name in session.scalars(select(PersonName.name).where(PersonName.person_id == person.id)):
        yield from name_words(name)
    yield from session.scalars(select(Identifier.value).where(Identifier.person_id == person.id))


def _hidden_words(session: Session, case_id: int, known: set[int]) -> Iterator[str]:
    """Names and numbers of rows that are not there, read past the row filter, to compare only."""
    hidden = _everybody(session, case_id) - known

    def values(column: Any, condition: Any) -> Iterator[str]:
        query = select(column).where(condition)
        yield from filter(None, session.scalars(query, execution_options=_UNSCOPED))

    for column, person_id in (
        (Person.given_names, Person.id),
        (Person.family_name, Person.id),
        (Person.original_script, Person.id),
        (PersonName.name, PersonName.person_id),
    ):
        for name in values(column, person_id.in_(hidden)):
            yield from name_words(name)
    yield from values(Identifier.value, Identifier.person_id.in_(hidden))
    for detail in (SuspectDetails.vehicles, SuspectDetails.firms, SuspectDetails.police_number):
        for listed in values(detail, SuspectDetails.case_id == case_id):
            yield from list_words(listed)
    telling = (SuspectFact.case_id == case_id) & SuspectFact.fact_kind.in_(_POINTING)
    for listed in values(SuspectFact.what, telling):
        yield from list_words(listed)


def _everybody(session: Session, case_id: int) -> set[int]:
    """All persons whom any record of the case names, whether they are there for us or not."""
    found: set[int] = set()
    for cls in record_classes():
        if not cls.record.owner:
            continue
        for declared in fields_of(cls).values():
            if declared.target != "person":
                continue
            query = select(getattr(cls, declared.name)).where(
                getattr(cls, cls.record.owner) == case_id
            )
            found.update(filter(None, session.scalars(query, execution_options=_UNSCOPED)))
    return found
