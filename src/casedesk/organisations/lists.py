"""The directory of partners."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Text, cast, select
from sqlalchemy.orm import Session

from casedesk.kernel.columns import Column, Filter
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, ngettext
from casedesk.organisations.model import ContactPerson, Organisation
from casedesk.records.listing import (
    Order,
    RecordList,
    by_label,
    by_list_order,
    code_options,
    found_by_name,
)
from casedesk.records.reading import Reader
from casedesk.store.base import Record
from casedesk.store.text_index import fts_row


def _by_name(session: Session, _reader: Reader) -> Mapping[str, str]:
    return {name: fold(name) for name in session.scalars(select(Organisation.name))}


class PartnerList(RecordList):
    """All organisations, found by their name or by that of somebody who works there."""

    kind = "organisation"
    record: ClassVar[type[Record]] = Organisation
    columns = (
        Column("name", N_("Name"), 30, grow=True),
        Column("partner_kind", N_("Kind of partner"), 26),
        Column("gemeente", N_("Gemeente"), 16),
        Column("phone", N_("Phone"), 16, sortable=False),
        Column("response_days", N_("Answer within"), 14, align_right=True),
    )
    sort = "name"

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """Names and labels as a reader expects them, whatever their capitals and accents."""
        del reader
        return {
            "name": Order(Organisation.name, _by_name),
            "partner_kind": Order(Organisation.partner_kind, by_list_order("partner_kind")),
            "gemeente": Order(Organisation.gemeente, by_label("gemeente")),
            "response_days": Order(Organisation.response_days, gaps=True),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """By kind of partner, and by what is needed and where."""
        today = context.clock.today()
        kinds = context.labels.options("partner_kind", today)
        helps = context.labels.options("referral_service", today)
        places = [option.code for option in context.labels.options("gemeente", today)]
        return (
            Filter("partner_kind", N_("Kind of partner"), tuple((o.code, o.label) for o in kinds)),
            Filter("services", N_("Can help with"), tuple((o.code, o.label) for o in helps)),
            Filter("area", N_("For gemeente"), code_options(context, "gemeente", places)),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """Partners of this kind, with this help, or at work in this gemeente.

        Who names no gemeente at all works in the whole country.
        """
        del reader
        if key == "services":
            return _has(Organisation.services, value)
        if key == "area":
            everywhere = Organisation.gemeente.is_(None) & _none(Organisation.working_area)
            # Its own gemeente counts, unless it says that it works elsewhere.
            at_home = (Organisation.gemeente == value) & _none(Organisation.working_area)
            return _has(Organisation.working_area, value) | at_home | everywhere
        return Organisation.partner_kind == value

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By the name of the organisation or of a contact person."""
        own = found_by_name(text, reader, ("organisation",), fts_row.c.record_id)
        people = found_by_name(text, reader, ("contact_person",), fts_row.c.record_id)
        staff = select(ContactPerson.organisation_id).where(ContactPerson.id.in_(people))
        return Organisation.id.in_(own) | Organisation.id.in_(staff)

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Name, kind, gemeente, phone and term of each partner."""
        label = reader.labels.label
        rows = session.execute(
            select(
                Organisation.id, Organisation.name, Organisation.partner_kind,
                Organisation.gemeente, Organisation.phone, Organisation.response_days,
            ).where(Organisation.id.in_(ids))
        ).all()  # fmt: skip
        return {
            row.id: (
                row.name,
                label("partner_kind", row.partner_kind),
                label("gemeente", row.gemeente) if row.gemeente else "",
                row.phone or "",
                _days(row.response_days),
            )
            for row in rows
        }


def _has(column: Any, code: str) -> ColumnElement[bool]:
    """The code is one of those in the column; codes stand there as a JSON array of words."""
    found: ColumnElement[bool] = cast(column, Text).contains(f'"{code}"', autoescape=True)
    return found


def _none(column: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.is_(None) | (cast(column, Text) == "[]")
    return found


def _days(count: int | None) -> str:
    return "" if count is None else ngettext("{n} day", "{n} days", count).format(n=count)


LISTS = {"partners": PartnerList()}
