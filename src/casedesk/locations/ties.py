"""What is tied to a place: signals, inspections, and cases as far as the reader may see them.

Cases come in by any record that names a place and belongs to a case. A field that says where
somebody is hidden (class ``location_secret``) ties nothing here: from the page of a shelter
nobody may learn who lives there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from casedesk.kernel.fields import Kind, Sensitivity
from casedesk.kernel.kinds import CASE
from casedesk.locations.model import Inspection, Location
from casedesk.locations.rules import SECRET_KIND
from casedesk.records.reading import Reader
from casedesk.store.declare import fields_of, record_class, record_classes

SIGNAL = "signal"


@dataclass(frozen=True, slots=True)
class Tied:
    """Numbers of one place."""

    signals: int = 0
    inspections: int = 0
    cases: int = 0


@dataclass(frozen=True, slots=True)
class TiedSignal:
    """A signal about a place."""

    id: int
    subject: str
    received_on: date
    outcome: str


@dataclass(frozen=True, slots=True)
class TiedCase:
    """A case that a place plays a part in."""

    id: int
    title: str
    phase: str


def shown() -> Any:
    """SQL condition: a place that may stand among the places."""
    return Location.location_kind.is_distinct_from(SECRET_KIND)


def case_ties() -> Any:
    """A subquery of (location_id, case_id), each pair once, as the reader may see them."""
    parts = []
    for cls in record_classes():
        if not cls.record.owner:
            continue
        for name, field in fields_of(cls).items():
            secret = Sensitivity.LOCATION_SECRET in field.classes
            if field.kind is Kind.REFERENCE and field.target == "location" and not secret:
                place, case = getattr(cls, name), getattr(cls, cls.record.owner)
                parts.append(
                    select(place.label("location_id"), case.label("case_id")).where(
                        place.is_not(None), case.is_not(None)
                    )
                )
    case_file = record_class(CASE)
    ties = union(*parts).subquery()
    # A case that is not for this reader is not counted, whatever names it.
    return (
        select(ties.c.location_id, ties.c.case_id)
        .join(case_file, case_file.id == ties.c.case_id)
        .subquery()
    )


def numbers(session: Session, ids: Sequence[int] | None = None) -> Mapping[int, Tied]:
    """Per place how much is tied to it; all places without ``ids``."""
    signal: Any = record_class(SIGNAL)
    ties = case_ties()
    counted: list[Mapping[int, int]] = []
    for place, what in (
        (signal.location_id, signal.id),
        (Inspection.location_id, Inspection.id),
        (ties.c.location_id, ties.c.case_id),
    ):
        query = select(place, func.count(what.distinct())).where(place.is_not(None)).group_by(place)
        if ids is not None:
            query = query.where(place.in_(ids))
        counted.append({row[0]: row[1] for row in session.execute(query)})
    signals, inspections, cases = counted
    wanted = ids if ids is not None else session.scalars(select(Location.id)).all()
    return {i: Tied(signals.get(i, 0), inspections.get(i, 0), cases.get(i, 0)) for i in wanted}


def signals_of(session: Session, reader: Reader, location_id: int) -> tuple[TiedSignal, ...]:
    """The signals about a place, newest first."""
    signal: Any = record_class(SIGNAL)
    rows = session.execute(
        select(signal.id, signal.subject, signal.received_on, signal.outcome)
        .where(signal.location_id == location_id)
        .order_by(signal.received_on.desc(), signal.id.desc())
    )
    label = reader.labels.label
    return tuple(
        TiedSignal(row.id, row.subject, row.received_on,
                   label("signal_outcome", row.outcome) if row.outcome else "")
        for row in rows
    )  # fmt: skip


def cases_of(session: Session, reader: Reader, location_id: int) -> tuple[TiedCase, ...]:
    """The cases that a place plays a part in, as far as this reader may see them."""
    case_file: Any = record_class(CASE)
    ties = case_ties()
    rows = session.execute(
        select(case_file.id, case_file.phase)
        .join(ties, ties.c.case_id == case_file.id)
        .where(ties.c.location_id == location_id)
        .order_by(case_file.id.desc())
    ).all()
    titles = reader.titles(session, CASE, [row.id for row in rows])
    return tuple(
        TiedCase(row.id, titles.get(row.id, ""), reader.labels.label("case_phase", row.phase))
        for row in rows
    )
