"""Gather all that a case holds into plain facts for the resolver.

Nothing is chosen here: every filled field of every record of the case is a fact, whatever its
class. Only what does not exist for the author (rows about suspects, without that right) is
absent, but its names are remembered so that no text gives them away.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casedesk.access.rights import may_read
from casedesk.cases.model import CaseFile
from casedesk.handover.facts import Fact, Snapshot, Subject
from casedesk.kernel.actor import Actor
from casedesk.kernel.fields import Field, Kind, Realm, Sensitivity
from casedesk.kernel.names import display_name
from casedesk.kernel.words import _
from casedesk.people.model import (
    RESTRICTED_ROLES,
    Identifier,
    Person,
    PersonName,
    PersonRole,
    SuspectDetails,
)
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class, record_classes

_NOT_CONTENT = ("disclosure", "account")


class Shower(Protocol):
    """Renders a value as a reader sees it (``records.reading.Reader``)."""

    actor: Actor

    def show(self, session: Session, field: Field, value: Any) -> str: ...


def snapshot(session: Session, reader: Shower, case_id: int) -> Snapshot:
    """The facts of one case; LookupError when the case does not exist for this author."""
    case = session.scalars(select(CaseFile).where(CaseFile.id == case_id)).first()
    if case is None:
        raise LookupError(f"no case {case_id}")
    subjects = _subjects(session, case_id)
    facts: list[Fact] = []
    for cls in record_classes():
        query = _of_case(cls, case_id, [s.person_id for s in subjects])
        if query is None:
            continue
        rows = session.scalars(query.order_by(cls.id)).all()
        restricted = _restricted_ids(session, cls, [row.id for row in rows])
        for row in rows:
            facts += _facts(session, reader, row, restricted=row.id in restricted)
    return Snapshot(
        case_id, case.number, subjects, tuple(facts), tuple(_hidden_words(session, case_id))
    )


def _of_case(cls: type[Record], case_id: int, persons: list[int]) -> Select[Any] | None:
    if cls.record.name in _NOT_CONTENT or cls.record.realm is Realm.ADMINISTRATION:
        return None
    if cls.record.owner:
        return select(cls).where(getattr(cls, cls.record.owner) == case_id)
    if cls is Person:
        return select(cls).where(cls.id.in_(persons))
    if cls.record.person:
        return select(cls).where(getattr(cls, cls.record.person).in_(persons))
    return None


def _restricted_ids(session: Session, cls: type[Record], ids: list[int]) -> frozenset[int]:
    if cls.record.realm is Realm.SUSPECTS:
        return frozenset(ids)
    condition = cls.restricted()
    if condition is None or not ids:
        return frozenset()
    return frozenset(session.scalars(select(cls.id).where(cls.id.in_(ids), condition)))


def _facts(session: Session, reader: Shower, row: Record, *, restricted: bool) -> Iterator[Fact]:
    about = row.id if isinstance(row, Person) else None
    if row.record.person:
        about = getattr(row, row.record.person)
    for declared in fields_of(type(row)).values():
        value = getattr(row, declared.name)
        if value is None or declared.hidden or _structural(row, declared):
            continue
        refers = value if declared.target == "person" else None
        classes = declared.classes | _title_classes(declared)
        if restricted:
            classes = classes | {Sensitivity.ART10}
        yield Fact(
            row.record.name,
            row.id,
            declared,
            value,
            "" if refers is not None else reader.show(session, declared, value),
            about,
            refers,
            classes,
            restricted,
            may_read(reader.actor, classes),
        )


_NAMED = ("person", "organisation", "contact_person", "location")


def _structural(row: Record, declared: Field) -> bool:
    """References that only say where a record belongs are no content."""
    return declared.kind is Kind.REFERENCE and (
        declared.name in (row.record.owner, row.record.person) or declared.target not in _NAMED
    )


def _title_classes(declared: Field) -> frozenset[Sensitivity]:
    """A reference reads as the title of what it points to, and is as sensitive as that."""
    if declared.kind is not Kind.REFERENCE or declared.target == "person":
        return frozenset()
    target = record_class(declared.target)
    named = fields_of(target)
    return frozenset().union(*(named[name].classes for name in target.record.title))


def _subjects(session: Session, case_id: int) -> tuple[Subject, ...]:
    roles: dict[int, set[str]] = {}
    query = select(PersonRole).where(PersonRole.case_id == case_id).order_by(PersonRole.id)
    for role in session.scalars(query):
        roles.setdefault(role.person_id, set()).add(role.role)
    found = []
    for place, (person_id, played) in enumerate(roles.items()):
        person = session.scalars(select(Person).where(Person.id == person_id)).first()
        if person is None:
            continue
        found.append(
            Subject(
                person_id,
                frozenset(played),
                full_name(person),
                pseudonym(place),
                tuple(_spellings(session, person)),
                played <= set(RESTRICTED_ROLES),
            )
        )
    return tuple(found)


def full_name(person: Person) -> str:
    """The name as a document shows it; a word when there is none."""
    shown = display_name(person.given_names, person.name_prefix, person.family_name)
    return shown or person.original_script or _("name unknown")


def pseudonym(place: int) -> str:
    """Person A, B and so on, by the order in which persons came into the case."""
    letters = ""
    number = place
    while True:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
        if number < 0:
            return _("Person {letter}").format(letter=letters)


def _spellings(session: Session, person: Person) -> Iterator[str]:
    parts = (person.given_names, person.family_name, person.original_script)
    for part in parts:
        if part:
            yield part
    query = select(PersonName.name).where(PersonName.person_id == person.id)
    yield from session.scalars(query)
    numbers = select(Identifier.value).where(Identifier.person_id == person.id)
    yield from session.scalars(numbers)


def _hidden_words(session: Session, case_id: int) -> Iterable[str]:
    """Names and numbers of restricted rows, read past the row filter, for comparison only."""
    unscoped = {"unscoped": True}
    ids = session.scalars(
        select(PersonRole.person_id).where(
            PersonRole.case_id == case_id, PersonRole.role.in_(RESTRICTED_ROLES)
        ),
        execution_options=unscoped,
    ).all()
    innocent = select(PersonRole.person_id).where(
        PersonRole.case_id == case_id, PersonRole.role.not_in(RESTRICTED_ROLES)
    )
    for column, person_id in (
        (Person.given_names, Person.id),
        (Person.family_name, Person.id),
        (Person.original_script, Person.id),
        (PersonName.name, PersonName.person_id),
        (Identifier.value, Identifier.person_id),
    ):
        query = select(column).where(person_id.in_(ids), person_id.not_in(innocent))
        yield from filter(None, session.scalars(query, execution_options=unscoped))
    details = select(SuspectDetails).where(SuspectDetails.case_id == case_id)
    for row in session.scalars(details, execution_options=unscoped):
        yield from filter(None, (row.vehicles, row.firms, row.police_number))
