"""The list of referrals across all cases."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from casedesk.kernel.columns import Column, Filter
from casedesk.kernel.dates import show_date
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _
from casedesk.people.lists import PERSON_KINDS
from casedesk.records.listing import (
    Order,
    RecordList,
    by_label,
    by_list_order,
    found_by_name,
    found_by_words,
)
from casedesk.records.reading import Reader
from casedesk.referrals.model import Referral
from casedesk.referrals.rules import OPEN_STATES, WAITING_STATES
from casedesk.store.base import Record
from casedesk.store.declare import record_class
from casedesk.store.text_index import fts_row


def _by_partner(session: Session, reader: Reader) -> Mapping[int, str]:
    partner = record_class("organisation")
    ids = session.scalars(select(partner.id)).all()
    return {i: fold(name) for i, name in reader.titles(session, "organisation", ids).items()}


def _by_case(session: Session, reader: Reader) -> Mapping[int, str]:
    cases = session.scalars(select(Referral.case_id).distinct()).all()
    return reader.titles(session, "case_file", cases)


class ReferralList(RecordList):
    """All referrals, the newest first."""

    kind = "referral"
    record: ClassVar[type[Record]] = Referral
    columns = (
        Column("case", N_("Case"), 12),
        Column("person", N_("For whom"), 24, sortable=False),
        Column("partner", N_("Partner"), 26, grow=True),
        Column("service", N_("What is asked"), 20),
        Column("state", N_("State"), 14),
        Column("sent_on", N_("Sent on"), 12),
        Column("answer_by", N_("Answer needed by"), 14),
    )
    sort = "sent_on"
    descending = True

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By what the columns say; states in the order in which a referral goes through them."""
        del reader
        return {
            "case": Order(Referral.case_id, _by_case),
            "partner": Order(Referral.partner_id, _by_partner),
            "service": Order(Referral.service, by_label("referral_service")),
            "state": Order(Referral.state, by_list_order("referral_state")),
            "sent_on": Order(Referral.sent_on, gaps=True),
            "answer_by": Order(Referral.answer_by, gaps=True),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """Open or late, and each state."""
        states = context.labels.options("referral_state", context.clock.today())
        return (
            Filter(
                "open",
                N_("Progress"),
                (
                    ("open", _("Still open")),
                    ("late", _("Answer is late")),
                    ("closed", _("Closed")),
                ),
            ),
            Filter("state", N_("State"), tuple((o.code, o.label) for o in states)),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks."""
        if key == "state":
            return Referral.state == value
        if value == "late":
            late = Referral.answer_by < reader.clock.today()
            return Referral.state.in_(WAITING_STATES) & late
        is_open = Referral.state.in_(OPEN_STATES)
        return is_open if value == "open" else ~is_open

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By case number, partner, person, or words of the question."""
        cases = found_by_name(text, reader, ("case_file",), fts_row.c.record_id)
        partners = found_by_name(text, reader, ("organisation",), fts_row.c.record_id)
        persons = found_by_name(text, reader, PERSON_KINDS, fts_row.c.person_id)
        asked = found_by_words(text, reader, ("referral",), fts_row.c.record_id)
        # A person who is not for the reader must not be found by a referral that is.
        person = record_class("person")
        visible = select(person.id).where(person.id.in_(persons))
        return (
            Referral.case_id.in_(cases)
            | Referral.partner_id.in_(partners)
            | Referral.person_id.in_(visible)
            | Referral.id.in_(asked)
        )

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Case, person, partner, question, state and dates of each referral."""
        label = reader.labels.label
        rows = session.execute(
            select(
                Referral.id, Referral.case_id, Referral.person_id, Referral.partner_id,
                Referral.service, Referral.state, Referral.sent_on, Referral.answer_by,
            ).where(Referral.id.in_(ids))
        ).all()  # fmt: skip
        cases = reader.titles(session, "case_file", [row.case_id for row in rows])
        partners = reader.titles(session, "organisation", [row.partner_id for row in rows])
        persons = reader.titles(session, "person", [r.person_id for r in rows if r.person_id])
        return {
            row.id: (
                cases.get(row.case_id, ""),
                persons.get(row.person_id, ""),
                partners.get(row.partner_id, ""),
                label("referral_service", row.service) if row.service else "",
                label("referral_state", row.state),
                show_date(row.sent_on) if row.sent_on else "",
                show_date(row.answer_by) if row.answer_by else "",
            )
            for row in rows
        }


LISTS = {"referrals": ReferralList()}
