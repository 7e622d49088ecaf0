"""The recorded grounds of a case as plain values, and how they stand for a document."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.grounds.coverage import Coverage, GroundFact, evaluate
from casedesk.grounds.data_groups import purpose_for
from casedesk.grounds.model import SharingGround
from casedesk.grounds.own_policy import policy_on
from casedesk.grounds.signatory import Born, born
from casedesk.people.model import Person


def grounds_of(session: Session, case_id: int) -> tuple[GroundFact, ...]:
    """All recorded grounds of a case, in order of making."""
    rows = session.scalars(
        select(SharingGround).where(SharingGround.case_id == case_id).order_by(SharingGround.id)
    )
    return tuple(ground_fact(row) for row in rows)


def ground_fact(row: SharingGround) -> GroundFact:
    """One record as plain values."""
    return GroundFact(
        id=row.id,
        version=row.version,
        ground=row.ground,
        person_id=row.person_id,
        given_on=row.given_on,
        valid_until=row.valid_until,
        withdrawn_on=row.withdrawn_on,
        signatory=row.signatory or "",
        purposes=frozenset(row.purposes or ()),
        partner_id=row.partner_id,
        partner_kinds=frozenset(row.partner_kinds or ()),
        groups=frozenset(row.data_groups or ()),
        excluded=frozenset(row.excluded_groups or ()),
        text_version=row.text_version or "",
    )


def coverage_of(
    session: Session,
    case_id: int,
    persons: Iterable[int],
    *,
    ground: str,
    partner_id: int | None,
    partner_kind: str,
    on: date,
    purpose: str = "",
) -> tuple[Coverage, ...]:
    """How the recorded grounds stand for each person, if data went to this partner on that day.

    ``ground`` is the kind of ground on which would be shared; empty: no answer. ``purpose`` is a
    code of ``sharing_purpose``; empty: the ordinary one of this kind of partner.
    """
    wanted = sorted(set(persons))
    if not ground or not wanted:
        return ()
    policy = policy_on(session, ground, on)
    facts = grounds_of(session, case_id)
    births = births_of(session, wanted)
    return tuple(
        evaluate(
            facts,
            policy,
            purpose=purpose or purpose_for(partner_kind),
            partner_id=partner_id,
            partner_kind=partner_kind,
            person=person,
            age=births.get(person),
            on=on,
        )
        for person in wanted
    )


def births_of(session: Session, persons: Iterable[int]) -> dict[int, Born | None]:
    """Between which days these persons were born, as far as that is known."""
    query = select(Person.id, Person.birth).where(Person.id.in_(list(persons)))
    return {row.id: born(row.birth) for row in session.execute(query)}
