"""Bring a person into a case, with the part they play, and take them out again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casedesk.access.rights import Right, may, refusal
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.words import N_, _
from casedesk.people.model import (
    RESTRICTED_ROLES,
    Identifier,
    Person,
    PersonRole,
    SuspectDetails,
    VictimDetails,
)
from casedesk.people.sounds import identifier_kind
from casedesk.records.steps import Step, take
from casedesk.records.use_cases import make
from casedesk.store.base import Record
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Somebody who plays a part in a case.

    ``person_id`` names a person who is known already; without it ``values`` are the first
    values of a new person, and ``numbers`` their phones, addresses and numbers as typed. Nobody
    needs a name.
    """

    case_id: int
    role: str
    person_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    since: VagueDate | None = None
    why: str | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person outside any case, with first values and numbers as typed."""

    values: Mapping[str, Any] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()


def make_person(store: Store, command: NewPerson, labels: CodeLabels) -> Changes | Refused:
    """Make a person who plays no part in a case yet; ``created`` is their id."""
    with store.write(N_("New: {kind}"), act=Act.CREATE) as writing:
        unit = writing.unit
        unit.created = _new_person(unit, command.values, command.numbers, labels)
    return writing.answer


def _new_person(
    unit: UnitOfWork, values: Mapping[str, Any], numbers: tuple[str, ...], labels: CodeLabels
) -> int:
    person_id = make(unit, Person, values, labels).id
    for written in numbers:
        given = {"person_id": person_id, "value": written}
        make(unit, Identifier, given | {"identifier_kind": identifier_kind(written)}, labels)
    return person_id


def add_person_to_case(store: Store, command: AddPerson, labels: CodeLabels) -> Changes | Refused:
    """Make person, role and the details that the role asks for; one act, one undo.

    ``created`` of the answer is the id of the person, also of one who was known already.
    """
    try:
        with store.write(N_("Person added to the case"), act=Act.CREATE, why=command.why) as w:
            w.unit.created = add_person(w.unit, command, labels)
    except IntegrityError:
        return Refused(_("This person has this role in the case already."), "role")
    return w.answer


def add_person(unit: UnitOfWork, command: AddPerson, labels: CodeLabels) -> int:
    """The same inside a unit of work that does more; answers the id of the person."""
    unit.case_id = command.case_id
    person_id = command.person_id
    if person_id is None:
        person_id = _new_person(unit, command.values, command.numbers, labels)
    _refuse_to_lift_a_shield(unit, command.case_id, person_id, command.role)
    tie = {
        "case_id": command.case_id,
        "person_id": person_id,
        "role": command.role,
        "since": command.since,
    }
    make(unit, PersonRole, tie, labels)
    details = _details_of(command.role)
    if details is not None and _find_details(unit, details, command.case_id, person_id) is None:
        make(unit, details, {"case_id": command.case_id, "person_id": person_id}, labels)
    return person_id


def _refuse_to_lift_a_shield(unit: UnitOfWork, case_id: int, person_id: int, role: str) -> None:
    """Another part beside that of suspect opens what was written about them in the case.

    Only who may know of suspects decides that. The answer is the same before the store can say
    that the part is taken, so that nobody learns it by trying.
    """
    if may(unit.actor, Right.SUSPECTS):
        return
    parts = select(PersonRole.role).where(
        PersonRole.case_id == case_id, PersonRole.person_id == person_id
    )
    played = set(unit.session.scalars(parts, execution_options={"unscoped": True}))
    if role in RESTRICTED_ROLES or (played and played <= set(RESTRICTED_ROLES)):
        raise RefusedError(refusal(Right.SUSPECTS))


def remove_person_from_case(store: Store, step: Step) -> Changes | Refused:
    """Take a role (its id is in the step) out of its case, with the details that hung on it.

    The person stays, with all other roles. A suspect about whom something is written in the case
    is not taken out: ``people.shielding`` refuses it.
    """
    with store.write(N_("Person taken out of the case"), act=Act.REMOVE, why=step.why) as writing:
        unit = writing.unit
        role = take(unit, PersonRole, step)
        details = _details_of(role.role)
        if details is not None and not _plays_alike(unit, role):
            found = _find_details(unit, details, role.case_id, role.person_id)
            if found is not None:
                unit.remove(found)
        unit.remove(role)
    return writing.answer


Details = VictimDetails | SuspectDetails


def _details_of(role: str) -> type[Details] | None:
    if role in RESTRICTED_ROLES:
        return SuspectDetails
    return VictimDetails if role == "victim" else None


def _find_details(
    unit: UnitOfWork, details: type[Details], case_id: int, person_id: int
) -> Record | None:
    query = select(details).where(details.case_id == case_id, details.person_id == person_id)
    found: Record | None = unit.session.scalars(query).first()
    return found


def _plays_alike(unit: UnitOfWork, role: PersonRole) -> bool:
    """Whether another role of this person in this case asks for the same details."""
    others = unit.session.scalars(
        select(PersonRole.role).where(
            PersonRole.case_id == role.case_id,
            PersonRole.person_id == role.person_id,
            PersonRole.id != role.id,
        )
    )
    return any(_details_of(other) is _details_of(role.role) for other in others)
