"""Keep what was written about a suspect shielded, whichever way a part in a case changes.

A person's parts in a case decide who may read what stands there about them (art. 10 AVG; docs/
decisions/0010 and ``access.scope``). Registered as a follower of the store, so that the case page,
a record's own form, a merge and an undo all meet the same two rules.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from casedesk.access.rights import Right, may, refusal
from casedesk.kernel.changes import RefusedError
from casedesk.kernel.kinds import TIE
from casedesk.kernel.words import _
from casedesk.people.model import RESTRICTED_ROLES, PersonRole
from casedesk.store.declare import record_classes
from casedesk.store.ledger import PRESENCE, Key
from casedesk.store.unit_of_work import UnitOfWork

Place = tuple[int, int]
"""A case and a person."""

_RESTRICTED = frozenset(RESTRICTED_ROLES)
_UNSCOPED = {"unscoped": True}


class ShieldFollower:
    """Refuses an act that would bare, or make, data about a suspect."""

    def watched(self) -> Mapping[str, frozenset[str]]:
        """What says who plays which part where."""
        return {TIE: frozenset({"case_id", "person_id", "role"})}

    def follow(self, unit: UnitOfWork, changed: frozenset[Key]) -> None:
        """Compare the parts of each person before and after the act."""
        unit.session.flush()
        rows = {key: (_before(unit, key), _now(unit, key)) for key in changed}
        places = {row[:2] for pair in rows.values() for row in pair if row is not None}
        for case_id, person_id in sorted(places):
            after = _parts(unit, case_id, person_id)
            before = list(after)
            for was, is_now in rows.values():
                if is_now is not None and is_now[:2] == (case_id, person_id):
                    before.remove(is_now[2])
                if was is not None and was[:2] == (case_id, person_id):
                    before.append(was[2])
            _judge(unit, (case_id, person_id), frozenset(before), frozenset(after))


def _judge(unit: UnitOfWork, place: Place, before: frozenset[str], after: frozenset[str]) -> None:
    only_suspect = bool(before) and before <= _RESTRICTED
    if not may(unit.actor, Right.SUSPECTS):
        opened = only_suspect and bool(after - _RESTRICTED)
        if opened or (before ^ after) & _RESTRICTED:
            raise RefusedError(refusal(Right.SUSPECTS))
    if only_suspect and not after and any(_left_about(unit, place)):
        unit.refuse(
            _(
                "Records in this case are about this person. Without the role everybody would "
                "read them. Remove these records first, or choose another role."
            )
        )


def _before(unit: UnitOfWork, key: Key) -> tuple[int, int, str] | None:
    """Case, person and role as they were; None when the tie is new."""
    if unit.value_before(key, PRESENCE) is None and _is_new(unit, key):
        return None
    now = _now(unit, key) or (0, 0, "")
    changed = set(unit.places())

    def was(name: str, now: Any) -> Any:
        return unit.value_before(key, name) if (*key, name) in changed else now

    return was("case_id", now[0]), was("person_id", now[1]), was("role", now[2])


def _is_new(unit: UnitOfWork, key: Key) -> bool:
    return (*key, PRESENCE) in unit.places()


def _now(unit: UnitOfWork, key: Key) -> tuple[int, int, str] | None:
    query = select(PersonRole.case_id, PersonRole.person_id, PersonRole.role).where(
        PersonRole.id == key[1]
    )
    row = unit.session.execute(query, execution_options=_UNSCOPED).first()
    return None if row is None else (row.case_id, row.person_id, row.role)


def _parts(unit: UnitOfWork, case_id: int, person_id: int) -> list[str]:
    query = select(PersonRole.role).where(
        PersonRole.case_id == case_id, PersonRole.person_id == person_id
    )
    return list(unit.session.scalars(query, execution_options=_UNSCOPED))


def _left_about(unit: UnitOfWork, place: Place) -> Iterator[bool]:
    """Whether records that only the parts of this person shielded still name them here."""
    case_id, person_id = place
    for cls in record_classes():
        named, owner = cls.record.person, cls.record.owner
        if not named or not owner or cls is PersonRole or cls.restricted() is None:
            continue
        there = select(cls.id).where(
            getattr(cls, named) == person_id, getattr(cls, owner) == case_id
        )
        found = unit.session.scalar(there.limit(1), execution_options=_UNSCOPED)
        yield found is not None
