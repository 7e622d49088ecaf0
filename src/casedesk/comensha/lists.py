"""Victims over all cases by how they stand with CoMensha."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from casedesk.cases.model import CaseFile
from casedesk.kernel.columns import Column, Filter
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field
from casedesk.kernel.words import N_, _
from casedesk.people.lists import PERSON_KINDS
from casedesk.people.model import VictimDetails
from casedesk.records.listing import Order, RecordList, by_list_order, found_by_name
from casedesk.records.reading import Reader
from casedesk.signals.notifications import Notification
from casedesk.store.base import Record
from casedesk.store.declare import fields_of
from casedesk.store.text_index import fts_row

UNSAID = "unsaid"
Key = tuple[int, int, str]


def _by_case(session: Session, _reader: Reader) -> Mapping[int, str]:
    return {row.id: row.number for row in session.execute(select(CaseFile.id, CaseFile.number))}


class VictimList(RecordList):
    """One row per victim per case."""

    kind = "victim_details"
    record: ClassVar[type[Record]] = VictimDetails
    columns = (
        Column("case", N_("Case number"), 12),
        Column("person", N_("Victim"), 26, grow=True, sortable=False),
        Column("state", N_("State at CoMensha"), 26),
        Column("since", N_("Since"), 12, sortable=False),
        Column("ground", N_("Ground"), 22, sortable=False),
        Column("reason", N_("Why not reported"), 26, sortable=False),
    )
    sort = "state"

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By case number, and by the order in which states follow."""
        del reader
        return {
            "case": Order(VictimDetails.case_id, _by_case),
            "state": Order(VictimDetails.comensha_state, by_list_order("comensha_state")),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """By state, and whether the case runs."""
        states = context.labels.options("comensha_state", context.clock.today())
        options = [(option.code, option.label) for option in states]
        return (
            Filter("state", N_("State at CoMensha"), (*options, (UNSAID, _("Not recorded yet")))),
            Filter("case", N_("Cases"), (("open", _("Still open")), ("closed", _("Closed")))),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks."""
        del reader
        if key == "case":
            closed = select(CaseFile.id).where(CaseFile.closed_on.is_not(None))
            inside = VictimDetails.case_id.in_(closed)
            return inside if value == "closed" else ~inside
        if value == UNSAID:
            return VictimDetails.comensha_state.is_(None)
        return VictimDetails.comensha_state == value

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By case number, or by any name of the victim of whom the reader may know."""
        numbers = found_by_name(text, reader, ("case_file",), fts_row.c.record_id)
        persons = found_by_name(text, reader, PERSON_KINDS, fts_row.c.person_id)
        return VictimDetails.case_id.in_(numbers) | VictimDetails.person_id.in_(persons)

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Case, victim, state, since when, on what ground, and why not."""
        rows = session.execute(
            select(
                VictimDetails.id, VictimDetails.case_id, VictimDetails.person_id,
                VictimDetails.comensha_state, VictimDetails.comensha_reason,
            ).where(VictimDetails.id.in_(ids))
        ).all()  # fmt: skip
        label = reader.labels.label
        numbers = reader.titles(session, "case_file", [row.case_id for row in rows])
        reports = _reports(session, [row.case_id for row in rows])
        may_read_reason = reader.may_see(_reason_field())
        found: dict[int, tuple[str, ...]] = {}
        for row in rows:
            state = row.comensha_state or ""
            since, ground = reports.get((row.case_id, row.person_id, state), (None, ""))
            found[row.id] = (
                numbers.get(row.case_id, ""),
                reader.title(session, "person", row.person_id, row.case_id),
                label("comensha_state", state) if state else _("Not recorded yet"),
                show_date(since) if since else "",
                label("ground", ground) if ground else "",
                (row.comensha_reason or "") if may_read_reason else "",
            )
        return found


def _reason_field() -> Field:
    return fields_of(VictimDetails)["comensha_reason"]


def _reports(session: Session, case_ids: Sequence[int]) -> Mapping[Key, tuple[date | None, str]]:
    """Per case, victim and state the newest report: its day and its ground."""
    newest = (
        select(
            Notification.case_id,
            Notification.person_id,
            Notification.comensha_state,
            func.max(Notification.reported_on).label("on"),
            Notification.ground,
        )
        .where(
            Notification.case_id.in_(case_ids),
            Notification.direction == "outgoing",
            Notification.comensha_state.is_not(None),
        )
        .group_by(Notification.case_id, Notification.person_id, Notification.comensha_state)
    )
    return {
        (row.case_id, row.person_id, row.comensha_state): (row.on, row.ground or "")
        for row in session.execute(newest)
    }


LISTS: Mapping[str, Any] = {"comensha": VictimList()}
