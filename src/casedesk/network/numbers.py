"""Which phones, plates and accounts lead from one to another, and which cases that concerns."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from casedesk.people.model import Identifier, PersonRole
from casedesk.relations.model import PersonOrganisation, PersonPlace
from casedesk.signals.traces import SignalTrace

MOST_CASES = 40
"""So many other cases are drawn at most; more would be no picture."""

_AT_ONCE = 500


@dataclass(slots=True)
class SharedNumber:
    """A number that more than one has. ``outside`` counts persons who are not in the picture."""

    kind: str
    normal: str
    value: str
    persons: list[int] = field(default_factory=list)
    signals: list[int] = field(default_factory=list)
    outside: int = 0


def shared_numbers(
    session: Session, persons: Sequence[int], signals: Collection[int]
) -> list[SharedNumber]:
    """Numbers of these persons that another person or one of these signals has, too."""
    found: dict[tuple[str, str], SharedNumber] = {}
    query = select(Identifier).where(Identifier.normal.is_not(None)).order_by(Identifier.id)
    for row in _portions(session, query, Identifier.person_id, persons):
        key = (row.identifier_kind, row.normal)
        number = found.setdefault(key, SharedNumber(*key, row.value))
        if row.person_id not in number.persons:
            number.persons.append(row.person_id)
    totals = _owners(session, {normal for _kind, normal in found})
    for key, number in found.items():
        number.outside = max(0, totals.get(key, 0) - len(number.persons))
    traces = select(SignalTrace).where(SignalTrace.normal.is_not(None)).order_by(SignalTrace.id)
    for trace in _portions(session, traces, SignalTrace.signal_id, sorted(signals)):
        key = (trace.trace_kind, trace.normal)
        number = found.setdefault(key, SharedNumber(*key, trace.value))
        if trace.signal_id not in number.signals:
            number.signals.append(trace.signal_id)
    return [n for n in found.values() if len(n.persons) + len(n.signals) + n.outside > 1]


def linked_cases(session: Session, case_id: int) -> list[int]:
    """Other cases that have a person, a number, a firm or a place in common with this one."""
    persons = select(PersonRole.person_id).where(PersonRole.case_id == case_id)
    numbers = select(Identifier.normal).where(
        Identifier.person_id.in_(persons), Identifier.normal.is_not(None)
    )
    with_number = select(Identifier.person_id).where(Identifier.normal.in_(numbers))
    places = select(PersonPlace.location_id).where(
        PersonPlace.case_id == case_id, PersonPlace.location_id.is_not(None)
    )
    firms = select(PersonOrganisation.kvk_number).where(
        PersonOrganisation.case_id == case_id, PersonOrganisation.kvk_number.is_not(None)
    )
    queries: tuple[Select[Any], ...] = (
        select(PersonRole.case_id).where(
            or_(PersonRole.person_id.in_(persons), PersonRole.person_id.in_(with_number))
        ),
        select(PersonPlace.case_id).where(PersonPlace.location_id.in_(places)),
        select(PersonOrganisation.case_id).where(PersonOrganisation.kvk_number.in_(firms)),
    )
    found: dict[int, None] = {}
    for query in queries:
        found |= dict.fromkeys(session.scalars(query.distinct().order_by("case_id")))
    return [other for other in found if other != case_id][:MOST_CASES]


def _owners(session: Session, normals: Iterable[str]) -> dict[tuple[str, str], int]:
    """How many persons have each number, as far as they exist for the reader."""
    query = select(
        Identifier.identifier_kind, Identifier.normal, func.count(Identifier.person_id.distinct())
    ).group_by(Identifier.identifier_kind, Identifier.normal)
    found: dict[tuple[str, str], int] = {}
    wanted = sorted(normals)
    for start in range(0, len(wanted), _AT_ONCE):
        some = query.where(Identifier.normal.in_(wanted[start : start + _AT_ONCE]))
        for kind, normal, count in session.execute(some):
            found[kind, normal or ""] = count
    return found


def _portions(session: Session, query: Any, column: Any, ids: Sequence[int]) -> Iterator[Any]:
    for start in range(0, len(ids), _AT_ONCE):
        yield from session.scalars(query.where(column.in_(ids[start : start + _AT_ONCE])))
