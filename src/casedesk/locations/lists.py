"""The lists of places and of inspections."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.kernel.columns import Column, Filter, ListQuery
from casedesk.kernel.dates import show_date
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _
from casedesk.locations.model import Inspection, Location
from casedesk.locations.ties import numbers, shown
from casedesk.records.listing import (
    Order,
    RecordList,
    by_label,
    code_options,
    found_by_name,
    found_by_words,
)
from casedesk.records.reading import Reader
from casedesk.store.base import Record
from casedesk.store.text_index import fts_row


def _by_number(name: str) -> Any:
    def rank(session: Session, _reader: Reader) -> Mapping[int, int]:
        return {i: getattr(tied, name) for i, tied in numbers(session).items()}

    return rank


def _by_name(session: Session, _reader: Reader) -> Mapping[str, str]:
    return {name: fold(name) for name in session.scalars(select(Location.name))}


class PlaceList(RecordList):
    """All places but shelters, with what is known of each."""

    kind = "location"
    record: ClassVar[type[Record]] = Location
    columns = (
        Column("name", N_("Name of the place"), 26, grow=True),
        Column("location_kind", N_("Kind of place"), 22),
        Column("risk_sector", N_("Risk sector"), 20),
        Column("gemeente", N_("Gemeente"), 16),
        Column("review_on", N_("Look again on"), 12),
        Column("signals", N_("Signals"), 8, align_right=True),
        Column("inspections", N_("Inspections"), 8, align_right=True),
        Column("cases", N_("Cases"), 8, align_right=True),
    )
    sort = "name"

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """Names and words as a reader expects them; numbers by size."""
        del reader
        ids = Location.id.label("of_place")
        return {
            "name": Order(Location.name, _by_name),
            "location_kind": Order(Location.location_kind, by_label("location_kind")),
            "risk_sector": Order(Location.risk_sector, by_label("risk_sector")),
            "gemeente": Order(Location.gemeente, by_label("gemeente")),
            "review_on": Order(Location.review_on, gaps=True),
            "signals": Order(ids, _by_number("signals")),
            "inspections": Order(ids, _by_number("inspections")),
            "cases": Order(ids, _by_number("cases")),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """By kind, sector, gemeente, and by what is to be looked at again."""
        return (
            _filter(context, "location_kind", N_("Kind of place")),
            _filter(context, "risk_sector", N_("Risk sector")),
            _filter(context, "gemeente", N_("Gemeente")),
            Filter(
                "review",
                N_("Look again"),
                (("due", _("Due now")), ("planned", _("Later")), ("never", _("No date"))),
            ),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks."""
        if key == "review":
            today = reader.clock.today()
            return {
                "due": Location.review_on <= today,
                "planned": Location.review_on > today,
                "never": Location.review_on.is_(None),
            }[value]
        column: ColumnElement[Any] = {
            "location_kind": Location.location_kind,
            "risk_sector": Location.risk_sector,
            "gemeente": Location.gemeente,
        }[key]  # type: ignore[assignment]
        return column == value

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By name, street, town, firm's number, or words of the risk note."""
        names = found_by_name(text, reader, ("location",), fts_row.c.record_id)
        words = found_by_words(text, reader, ("location",), fts_row.c.record_id)
        return Location.id.in_(names) | Location.id.in_(words)

    def ids(self, session: Session, query: ListQuery, context: Reader) -> list[int]:
        """The same as any list, without the places whose address is secret."""
        open_ids = set(session.scalars(select(Location.id).where(shown())))
        return [i for i in super().ids(session, query, context) if i in open_ids]

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """What a place is, when to look again, and how much is tied to it."""
        label = reader.labels.label
        rows = session.execute(
            select(
                Location.id, Location.name, Location.location_kind, Location.risk_sector,
                Location.gemeente, Location.review_on,
            ).where(Location.id.in_(ids), shown())
        ).all()  # fmt: skip
        tied = numbers(session, ids)
        sees_cases = may(reader.actor, Right.CASES_SEE)
        return {
            row.id: (
                row.name,
                label("location_kind", row.location_kind) if row.location_kind else "",
                label("risk_sector", row.risk_sector) if row.risk_sector else "",
                label("gemeente", row.gemeente) if row.gemeente else "",
                show_date(row.review_on) if row.review_on else "",
                str(tied[row.id].signals),
                str(tied[row.id].inspections),
                str(tied[row.id].cases) if sees_cases else "",
            )
            for row in rows
        }


def _by_place(session: Session, _reader: Reader) -> Mapping[int, str]:
    return {row.id: fold(row.name) for row in session.execute(select(Location.id, Location.name))}


class InspectionList(RecordList):
    """All inspections, planned and held, the newest first."""

    kind = "inspection"
    record: ClassVar[type[Record]] = Inspection
    columns = (
        Column("place", N_("Location"), 24, grow=True),
        Column("inspection_kind", N_("Kind of inspection"), 20),
        Column("planned_on", N_("Planned on"), 12),
        Column("held_on", N_("Held on"), 12),
        Column("findings", N_("Findings"), 26, sortable=False),
        Column("next", N_("What comes next"), 26, sortable=False),
    )
    sort = "held_on"
    descending = True

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By what the columns say."""
        del reader
        return {
            "place": Order(Inspection.location_id, _by_place),
            "inspection_kind": Order(Inspection.inspection_kind, by_label("inspection_kind")),
            "planned_on": Order(Inspection.planned_on, gaps=True),
            "held_on": Order(Inspection.held_on, gaps=True),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """What is still to come or to do, and each kind."""
        return (
            Filter(
                "state",
                N_("State"),
                (
                    ("planned", _("Planned")),
                    ("late", _("Planned, day has passed")),
                    ("held", _("Held")),
                    ("open", _("Follow-up still open")),
                ),
            ),
            _filter(context, "inspection_kind", N_("Kind of inspection")),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks."""
        if key == "inspection_kind":
            return Inspection.inspection_kind == value
        today = reader.clock.today()
        planned = Inspection.held_on.is_(None) & Inspection.planned_on.is_not(None)
        return {
            "planned": planned,
            "late": planned & (Inspection.planned_on < today),
            "held": Inspection.held_on.is_not(None),
            "open": Inspection.follow_up_by.is_not(None) & Inspection.followed_up_on.is_(None),
        }[value]

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By the name of the place, or words of what was found."""
        places = found_by_name(text, reader, ("location",), fts_row.c.record_id)
        words = found_by_words(text, reader, ("inspection",), fts_row.c.record_id)
        return Inspection.location_id.in_(places) | Inspection.id.in_(words)

    def ids(self, session: Session, query: ListQuery, context: Reader) -> list[int]:
        """The same as any list, without the places whose address is secret."""
        at: Select[Any] = select(Inspection.id).join(
            Location, Location.id == Inspection.location_id
        )
        open_ids = set(session.scalars(at.where(shown())))
        return [i for i in super().ids(session, query, context) if i in open_ids]

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Where, what, when, what was found, and what comes next."""
        label = reader.labels.label
        rows = session.scalars(select(Inspection).where(Inspection.id.in_(ids))).all()
        places = reader.titles(session, "location", [row.location_id for row in rows])
        return {
            row.id: (
                places.get(row.location_id, ""),
                label("inspection_kind", row.inspection_kind) if row.inspection_kind else "",
                _day(row.planned_on),
                _day(row.held_on),
                ", ".join(label("inspection_finding", code) for code in row.findings or ()),
                _next(row),
            )
            for row in rows
        }


def _next(row: Inspection) -> str:
    if row.follow_up_by is not None and row.followed_up_on is None:
        return _("Follow-up by {day}").format(day=show_date(row.follow_up_by))
    if row.recheck_on is not None:
        return _("Inspect again on {day}").format(day=show_date(row.recheck_on))
    return ""


def _day(day: date | None) -> str:
    return show_date(day) if day else ""


def _filter(context: Reader, name: str, words: str) -> Filter:
    codes = [option.code for option in context.labels.options(name, context.clock.today())]
    return Filter(name, words, code_options(context, name, codes))


LISTS = {"places": PlaceList(), "inspections": InspectionList()}
