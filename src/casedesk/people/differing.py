"""Two persons who look alike and are not the same, and what speaks against their being one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, refusal
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import N_, _
from casedesk.people.likeness import overlap
from casedesk.people.merged import PersonDifference
from casedesk.people.model import RESTRICTED_ROLES, Identifier, Person, PersonRole
from casedesk.store.drafts import Draft
from casedesk.store.journal import Act
from casedesk.store.store import Store

_ONE_EACH = ("bsn", "v_number")
"""Numbers of which a person has only one."""


@dataclass(frozen=True, slots=True)
class SayDifferent:
    """These two look alike and are two persons."""

    one_id: int
    other_id: int
    why: str = ""


def say_different(store: Store, command: SayDifferent) -> Changes | Refused:
    """Remember that these two are different: they are never offered as duplicates again."""
    first, second = sorted((command.one_id, command.other_id))
    try:
        with store.write(N_("Two persons said to be different"), act=Act.CREATE) as writing:
            unit = writing.unit
            unit.why = command.why.strip() or None
            if not (may(unit.actor, Right.CASES_CHANGE) and may(unit.actor, Right.IDENTITIES)):
                raise RefusedError(refusal(Right.CASES_CHANGE))
            if first == second:
                unit.refuse(_("This is one and the same person. Choose two."))
            for person_id in (first, second):
                unit.get(Person, person_id)
            if is_different(unit.session, first, second):
                unit.refuse(_("CaseDesk knows already that these are two persons."))
            unit.subject = (PERSON, first)
            unit.add(
                PersonDifference(
                    first_id=first,
                    second_id=second,
                    why=command.why.strip()[:500] or None,
                    said_on=store.clock.today(),
                    said_by=unit.actor.login,
                )
            )
    except IntegrityError:
        return Refused(_("CaseDesk knows already that these are two persons."))
    return writing.answer


def say_maybe_the_same(store: Store, difference_id: int) -> Changes | Refused:
    """Take back that two persons are different: they may be offered again."""
    with store.write(N_("Two persons may be the same after all"), act=Act.REMOVE) as writing:
        unit = writing.unit
        if not (may(unit.actor, Right.CASES_CHANGE) and may(unit.actor, Right.IDENTITIES)):
            raise RefusedError(refusal(Right.CASES_CHANGE))
        unit.remove(unit.get(PersonDifference, difference_id))
    return writing.answer


def is_different(session: Session, one_id: int, other_id: int) -> int | None:
    """The record that says so, whichever of the two was named first."""
    ends = (PersonDifference.first_id, PersonDifference.second_id)
    query = select(PersonDifference.id).where(
        or_(
            (ends[0] == one_id) & (ends[1] == other_id),
            (ends[0] == other_id) & (ends[1] == one_id),
        )
    )
    return session.scalars(query).first()


def different_pairs(session: Session) -> frozenset[tuple[int, int]]:
    """All pairs that were said to be different, the lower number first."""
    rows = session.execute(select(PersonDifference.first_id, PersonDifference.second_id))
    return frozenset((min(a, b), max(a, b)) for a, b in rows)


def doubts_about(session: Session, one_id: int, other_id: int) -> tuple[str, ...]:
    """What speaks against merging these two, in sentences; empty if nothing does."""
    return tuple(_doubts(session, (one_id, other_id)))


def _doubts(session: Session, ids: tuple[int, int]) -> Iterable[str]:
    if is_different(session, *ids) is not None:
        yield _("Somebody said before that these are two different persons.")
    yield from _of_numbers(session, ids)
    persons = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
    if len(persons) == 2:
        one, other = persons[ids[0]], persons[ids[1]]
        if (
            one.birth is not None
            and other.birth is not None
            and not overlap(one.birth, other.birth)
        ):
            yield _("The dates of birth differ. One of them will be lost.")
        if one.sex and other.sex and one.sex != other.sex:
            yield _("The sex differs.")
    yield from _of_parts(session, ids)
    drafts = select(Draft.id).where(Draft.kind == PERSON, Draft.record_id.in_(ids)).limit(1)
    if session.scalar(drafts) is not None:
        yield _("Somebody has not finished typing about one of these persons.")


def _of_numbers(session: Session, ids: Sequence[int]) -> Iterable[str]:
    rows = session.execute(
        select(Identifier.person_id, Identifier.identifier_kind, Identifier.normal).where(
            Identifier.person_id.in_(ids), Identifier.identifier_kind.in_(_ONE_EACH)
        )
    )
    numbers: dict[str, dict[int, set[Any]]] = {}
    for person_id, kind, normal in rows:
        numbers.setdefault(kind, {}).setdefault(person_id, set()).add(normal)
    said = {
        "bsn": _("Each has another BSN. One person has only one."),
        "v_number": _("Each has another V-number. One person has only one."),
    }
    for kind in _ONE_EACH:
        both = list(numbers.get(kind, {}).values())
        if len(both) == 2 and not both[0] & both[1]:
            yield said[kind]


def _of_parts(session: Session, ids: Sequence[int]) -> Iterable[str]:
    """Victim and suspect at once happens, and must never happen by a mistaken merge."""
    parts: dict[int, set[str]] = {person_id: set() for person_id in ids}
    cases: dict[int, dict[int, set[str]]] = {}
    query = select(PersonRole.person_id, PersonRole.role, PersonRole.case_id)
    for person_id, role, case_id in session.execute(query.where(PersonRole.person_id.in_(ids))):
        shielded = "suspect" if role in RESTRICTED_ROLES else role
        parts[person_id].add(shielded)
        cases.setdefault(case_id, {}).setdefault(person_id, set()).add(shielded)
    for found in cases.values():
        if len(found) == 2 and {"suspect", "victim"} <= set.union(*found.values()):
            yield _("In one case, one is a victim and the other a suspect.")
            return
    one, other = (parts[person_id] for person_id in ids)
    if ("suspect" in one and "victim" in other) or ("victim" in one and "suspect" in other):
        yield _("One is a suspect and the other a victim. The merged person is both.")
