"""The register over all cases: everything that left, with what is still awaited of it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from casedesk.handover.course import WAIT_WORDS, Waits, awaited, late, waiting_words
from casedesk.handover.model import Disclosure
from casedesk.handover.numbers import plain_number
from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.columns import Column, Filter
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _
from casedesk.organisations.model import Organisation
from casedesk.people.lists import PERSON_KINDS
from casedesk.records.listing import (
    Order,
    RecordList,
    by_label,
    found_by_name,
    sees_names,
)
from casedesk.records.reading import Reader
from casedesk.store.base import Record
from casedesk.store.declare import fields_of
from casedesk.store.text_index import fts_row

LATE = "late"
_ZONE = ZoneInfo(AMSTERDAM)
_HASH = re.compile(r"[0-9a-fA-F]{8,64}")
"""At least eight signs of a hash: fewer would find by accident."""


def _by_partner(session: Session, reader: Reader) -> Mapping[int, str]:
    ids = session.scalars(select(Disclosure.partner_id).distinct()).all()
    known = [i for i in ids if i is not None]
    return {i: fold(name) for i, name in reader.titles(session, "organisation", known).items()}


def _by_case(session: Session, reader: Reader) -> Mapping[int, str]:
    cases = session.scalars(select(Disclosure.case_id).distinct()).all()
    return reader.titles(session, "case_file", cases)


class HandoverList(RecordList):
    """All that left, the newest first. ``partners`` are offered as a filter, by id and name."""

    kind = "disclosure"
    record: ClassVar[type[Record]] = Disclosure
    columns = (
        Column("made_at", N_("Made at"), 16),
        Column("case", N_("Case"), 12),
        Column("partner", N_("To whom"), 26, grow=True),
        Column("document", N_("Document"), 20),
        Column("ground", N_("Legal ground"), 16),
        Column("number", N_("Print number"), 16),
        Column("awaited", N_("Awaited"), 28, sortable=False),
    )
    sort = "made_at"
    descending = True

    def __init__(self, partners: tuple[tuple[str, str], ...] = ()) -> None:
        self._partners = partners

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By what the columns say."""
        del reader
        return {
            "made_at": Order(Disclosure.made_at),
            "case": Order(Disclosure.case_id, _by_case),
            "partner": Order(Disclosure.partner_id, _by_partner),
            "document": Order(Disclosure.document, by_label("disclosure_document")),
            "ground": Order(Disclosure.ground, by_label("ground")),
            "number": Order(Disclosure.number, gaps=True),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """What is awaited, when it left, which document, on which ground, to whom."""
        today, labels = context.clock.today(), context.labels
        waits = ((LATE, _("Something is late")), *((w.value, _(WAIT_WORDS[w])) for w in Waits))
        year = today.year
        periods = (
            ("30", _("Last 30 days")), ("90", _("Last 90 days")),
            (f"y{year}", str(year)), (f"y{year - 1}", str(year - 1)),
            (f"b{year - 1}", _("Before {year}").format(year=year - 1)),
        )  # fmt: skip
        found = [
            Filter("awaited", N_("Awaited"), waits),
            Filter("period", N_("Period"), periods),
        ]
        for key, label, name in (
            ("document", N_("Document"), "disclosure_document"),
            ("ground", N_("Legal ground"), "ground"),
        ):
            options = tuple((o.code, o.label) for o in labels.options(name, today))
            found.append(Filter(key, label, options))
        if self._partners:
            found.append(Filter("partner", N_("Partner"), self._partners))
        return tuple(found)

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks."""
        today = reader.clock.today()
        if key == "awaited":
            return late(today) if value == LATE else awaited(Waits(value))
        if key == "period":
            return _in_period(value, today)
        if key == "partner":
            return Disclosure.partner_id == int(value)
        if key == "case":
            return Disclosure.case_id == int(value)
        return (Disclosure.document if key == "document" else Disclosure.ground) == value

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By print number, hash of a copy, case number, partner, or the person it was given to."""
        text = text.strip()
        number = plain_number(text)
        if number is not None:
            return Disclosure.number == number
        parts: list[ColumnElement[bool]] = []
        if len(text) >= 4:
            parts.append(Disclosure.number.startswith(text.upper(), autoescape=True))
        if _HASH.fullmatch(text):
            hashed = text.lower()
            parts += [
                Disclosure.sha256.startswith(hashed),
                Disclosure.blob_sha256.startswith(hashed),
            ]
        for kinds, column in (
            (("case_file",), Disclosure.case_id),
            (("organisation",), Disclosure.partner_id),
            (PERSON_KINDS if sees_names(reader) else (), Disclosure.person_id),
        ):
            if kinds:
                give = fts_row.c.record_id if kinds != PERSON_KINDS else fts_row.c.person_id
                parts.append(column.in_(found_by_name(text, reader, kinds, give)))
        return or_(*parts) if parts else false()

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """The texts of these rows."""
        rows = session.scalars(select(Disclosure).where(Disclosure.id.in_(ids))).all()
        cases = reader.titles(session, "case_file", {row.case_id for row in rows})
        partners = reader.titles(
            session, "organisation", {r.partner_id for r in rows if r.partner_id is not None}
        )
        fields, today = fields_of(Disclosure), reader.clock.today()

        def show(row: Disclosure, name: str) -> str:
            value = getattr(row, name)
            return reader.show(session, fields[name], value) if value is not None else ""

        return {
            row.id: (
                show(row, "made_at"),
                cases.get(row.case_id, ""),
                to_whom(session, reader, row, partners),
                show(row, "document"),
                show(row, "ground"),
                row.number or "",
                " · ".join(waiting_words(row, today)) or _("Nothing"),
            )
            for row in rows
        }


def to_whom(session: Session, reader: Reader, row: Disclosure, partners: Mapping[int, str]) -> str:
    """The partner, or the person themselves as this reader may call them."""
    if row.partner_id is not None:
        return partners.get(row.partner_id, "")
    if row.person_id is not None:
        return reader.title(session, "person", row.person_id, row.case_id)
    return reader.labels.label("disclosure_reader", row.reader)


def partners_of_register(session: Session) -> tuple[tuple[str, str], ...]:
    """The partners that ever got something, by name, as options of a filter."""
    ids = select(Disclosure.partner_id).where(Disclosure.partner_id.is_not(None)).distinct()
    rows = session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    )
    found = [(str(row.id), row.name) for row in rows]
    return tuple(sorted(found, key=lambda option: fold(option[1])))


def _in_period(value: str, today: date) -> ColumnElement[bool]:
    """``30``: the last days; ``y2026``: that year; ``b2025``: before that year."""
    if value.startswith("y"):
        year = int(value[1:])
        return _between(date(year, 1, 1), date(year + 1, 1, 1))
    if value.startswith("b"):
        return Disclosure.made_at < _moment(date(int(value[1:]), 1, 1))
    return Disclosure.made_at >= _moment(today - timedelta(days=int(value)))


def _between(first: date, end: date) -> ColumnElement[bool]:
    return (Disclosure.made_at >= _moment(first)) & (Disclosure.made_at < _moment(end))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), _ZONE)


LISTS = {"handovers": HandoverList()}
