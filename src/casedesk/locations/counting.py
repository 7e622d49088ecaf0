"""How many places, signals, inspections and cases there are per kind, sector, gemeente or group.

Each table says what it counts and of which day it is (domain.md 11, 48). Numbers are those that
the reader may see; a shelter is in none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.kernel.dates import show_date
from casedesk.kernel.kinds import CASE
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _
from casedesk.locations.model import Inspection, Location
from casedesk.locations.ties import SIGNAL, case_ties, shown
from casedesk.records.reading import Reader
from casedesk.store.declare import record_class


class By(StrEnum):
    """What the places are put together by; the value is the code list of the words."""

    KIND = "location_kind"
    SECTOR = "risk_sector"
    GEMEENTE = "gemeente"
    GROUP = "risk_group"


BY_NAMES: Mapping[By, str] = MappingProxyType(
    {
        By.KIND: N_("Kind of place"),
        By.SECTOR: N_("Risk sector"),
        By.GEMEENTE: N_("Gemeente"),
        By.GROUP: N_("Risk group"),
    }
)


class Measure(StrEnum):
    """What is counted."""

    SIGNALS = "signals"
    INSPECTIONS = "inspections"
    CASES = "cases"
    PLACES = "places"


MEASURE_NAMES: Mapping[Measure, str] = MappingProxyType(
    {
        Measure.SIGNALS: N_("Signals"),
        Measure.INSPECTIONS: N_("Inspections"),
        Measure.CASES: N_("Cases"),
        Measure.PLACES: N_("Places"),
    }
)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day up to and with a day; None leaves that side open."""

    first: date | None = None
    last: date | None = None

    def holds(self, column: Any) -> list[Any]:
        """SQL conditions: this day lies in the period."""
        found = [column.is_not(None)] if self.first or self.last else []
        if self.first is not None:
            found.append(column >= self.first)
        if self.last is not None:
            found.append(column <= self.last)
        return found

    def words(self) -> str:
        """The period as it stands above a table."""
        if self.first is not None and self.last is not None:
            return _("{first} up to and including {last}").format(
                first=show_date(self.first), last=show_date(self.last)
            )
        return _("All years")


@dataclass(frozen=True, slots=True)
class CountRow:
    """One line: the code (empty: not filled in), its words, and a number per measure.

    A number is None where the reader may not know it, or where it has no meaning.
    """

    code: str
    label: str
    numbers: Mapping[Measure, int | None]


@dataclass(frozen=True, slots=True)
class Counts:
    """A table with its rule and its day."""

    by: By
    period: str
    rows: tuple[CountRow, ...]
    rule: str
    counted_on: date


def count_places(session: Session, reader: Reader, by: By, period: Period) -> Counts:
    """Count what there is per kind, sector, gemeente or group; most signals first."""
    found: dict[Measure, dict[str, int] | None] = {
        Measure.SIGNALS: _signals(session, by, period),
        Measure.INSPECTIONS: _inspections(session, by, period),
        Measure.CASES: _cases(session, by, period),
        Measure.PLACES: None if by is By.GROUP else _places(session, by),
    }
    if not may(reader.actor, Right.CASES_SEE):
        found[Measure.CASES] = None
    codes = {code for counted in found.values() if counted for code in counted}
    rows = [
        CountRow(
            code,
            reader.labels.label(by.value, code) if code else _("Not filled in"),
            {m: None if c is None else c.get(code, 0) for m, c in found.items()},
        )
        for code in codes
    ]
    rows.sort(key=_order)
    return Counts(by, period.words(), tuple(rows), rule_of(by), reader.clock.today())


def rule_of(by: By) -> str:
    """How things are counted, in words."""
    said = [
        _("A signal counts once, in the period in which it was received."),
        _("An inspection counts when it was held."),
        _("A case counts when it was opened in the period and is tied to a place."),
    ]
    if by is By.GROUP:
        said.append(_("A signal about two groups counts in both. So the lines do not add up."))
    else:
        said.append(_("Places count as they are known now, whatever the period."))
    said.append(_("Shelters are left out. You see the numbers of what you may see."))
    return " ".join(said)


def _order(row: CountRow) -> tuple[Any, ...]:
    number = row.numbers
    sizes = [-(number[m] or 0) for m in (Measure.SIGNALS, Measure.INSPECTIONS, Measure.CASES)]
    return (not row.code, *sizes, fold(row.label))


def _of(by: By) -> Any:
    return {
        By.KIND: Location.location_kind,
        By.SECTOR: Location.risk_sector,
        By.GEMEENTE: Location.gemeente,
    }[by]


def _places(session: Session, by: By) -> dict[str, int]:
    column = _of(by)
    query = select(column, func.count(Location.id)).where(shown()).group_by(column)
    return {row[0] or "": row[1] for row in session.execute(query)}


def _signals(session: Session, by: By, period: Period) -> dict[str, int]:
    """A signal says its own sector and gemeente; where it does not, its place does."""
    signal: Any = record_class(SIGNAL)
    held = period.holds(signal.received_on)
    if by is By.GROUP:
        groups = session.scalars(select(signal.risk_groups).where(*held))
        return _each(groups)
    place = _of(by)
    own = {By.SECTOR: signal.risk_sector, By.GEMEENTE: signal.gemeente}.get(by)
    column = place if own is None else func.coalesce(own, place)
    query = (
        select(column, func.count(signal.id))
        .outerjoin(Location, Location.id == signal.location_id)
        .where(*held, signal.location_id.is_(None) | shown())
        .group_by(column)
    )
    return {row[0] or "": row[1] for row in session.execute(query)}


def _inspections(session: Session, by: By, period: Period) -> dict[str, int]:
    held = [Inspection.held_on.is_not(None), *period.holds(Inspection.held_on)]
    if by is By.GROUP:
        signal: Any = record_class(SIGNAL)
        return _each(
            session.scalars(
                select(signal.risk_groups)
                .join(Inspection, Inspection.signal_id == signal.id)
                .where(*held)
            )
        )
    query = (
        select(_of(by), func.count(Inspection.id))
        .join(Location, Location.id == Inspection.location_id)
        .where(*held, shown())
        .group_by(_of(by))
    )
    return {row[0] or "": row[1] for row in session.execute(query)}


def _cases(session: Session, by: By, period: Period) -> dict[str, int]:
    case_file: Any = record_class(CASE)
    opened = period.holds(case_file.opened_on)
    if by is By.GROUP:
        signal: Any = record_class(SIGNAL)
        rows = session.execute(
            select(case_file.id, signal.risk_groups)
            .join(signal, signal.case_id == case_file.id)
            .where(*opened)
        )
        groups: dict[int, set[str]] = {}
        for case_id, found in rows:
            groups.setdefault(case_id, set()).update(found or ("",))
        return _each(tuple(found) for found in groups.values())
    ties = case_ties()
    query = (
        select(_of(by), func.count(ties.c.case_id.distinct()))
        .join(ties, ties.c.location_id == Location.id)
        .join(case_file, case_file.id == ties.c.case_id)
        .where(*opened, shown())
        .group_by(_of(by))
    )
    return {row[0] or "": row[1] for row in session.execute(query)}


def _each(groups: Any) -> dict[str, int]:
    counted: dict[str, int] = {}
    for found in groups:
        for code in set(found or ("",)):
            counted[code] = counted.get(code, 0) + 1
    return counted
