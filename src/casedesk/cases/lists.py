"""The list of cases."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from casedesk.cases.coming import next_dates
from casedesk.cases.model import CaseFile
from casedesk.kernel.columns import Column, Filter
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import N_, _, ngettext
from casedesk.people.lists import PERSON_KINDS
from casedesk.people.model import PersonRole
from casedesk.records.listing import (
    Order,
    RecordList,
    by_colleague,
    by_label,
    by_list_order,
    code_options,
    colleagues,
    found_by_name,
    sees_names,
)
from casedesk.records.reading import Reader
from casedesk.store.base import Record
from casedesk.store.text_index import fts_row

_NAMES_SHOWN = 2
MINE, OTHERS = "mine", "others"


def _by_next_date(session: Session, reader: Reader) -> Mapping[Any, Any]:
    return next_dates(session, reader.clock.today())


class CaseList(RecordList):
    """All cases, with their victims and what comes next."""

    kind = "case_file"
    record: ClassVar[type[Record]] = CaseFile
    columns = (
        Column("number", N_("Case number"), 12),
        Column("persons", N_("Victims"), 28, grow=True, sortable=False),
        Column("phase", N_("Phase"), 14),
        Column("gemeente", N_("Gemeente"), 18),
        Column("coordinator", N_("Coordinator"), 18),
        Column("next", N_("Next date"), 12),
        Column("opened_on", N_("Opened on"), 12),
    )
    sort = "opened_on"
    descending = True

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By what the columns say; phases in the order in which a case goes through them."""
        del reader
        return {
            "number": Order(CaseFile.number),
            "phase": Order(CaseFile.phase, by_list_order("case_phase")),
            "gemeente": Order(CaseFile.gemeente, by_label("gemeente")),
            "coordinator": Order(CaseFile.coordinator, by_colleague),
            "next": Order(CaseFile.id.label("of_case"), _by_next_date),
            "opened_on": Order(CaseFile.opened_on),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """Open or closed, phase, whose case it is, and where."""
        today = context.clock.today()
        phases = context.labels.options("case_phase", today)
        places = [option.code for option in context.labels.options("gemeente", today)]
        return (
            Filter("state", N_("State"), (("open", _("Still open")), ("closed", _("Closed")))),
            Filter("phase", N_("Phase"), tuple((o.code, o.label) for o in phases)),
            Filter("coordinator", N_("Coordinator"), _of_whom()),
            Filter("gemeente", N_("Gemeente"), code_options(context, "gemeente", places)),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks; a coordinator may also be named by login."""
        if key == "state":
            closed = CaseFile.closed_on.is_not(None)
            return closed if value == "closed" else ~closed
        if key == "coordinator":
            login = reader.actor.login if value in (MINE, OTHERS) else value
            mine = CaseFile.coordinator == login
            return mine if value != OTHERS else CaseFile.coordinator.is_distinct_from(login)
        return {"phase": CaseFile.phase, "gemeente": CaseFile.gemeente}[key] == value

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By number, or by any name or number of a person in it of whom the reader may know."""
        numbers = found_by_name(text, reader, ("case_file",), fts_row.c.record_id)
        persons = found_by_name(text, reader, PERSON_KINDS, fts_row.c.person_id)
        theirs = select(PersonRole.case_id).where(PersonRole.person_id.in_(persons))
        return CaseFile.id.in_(numbers) | CaseFile.id.in_(theirs)

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Number, victims, phase, gemeente, coordinator, next date and day of opening."""
        label = reader.labels.label
        rows = session.execute(
            select(
                CaseFile.id, CaseFile.number, CaseFile.phase, CaseFile.gemeente,
                CaseFile.coordinator, CaseFile.opened_on,
            ).where(CaseFile.id.in_(ids))
        ).all()  # fmt: skip
        victims = self._victims(session, ids, reader)
        names = colleagues(session)
        coming = next_dates(session, reader.clock.today(), ids)
        return {
            row.id: (
                row.number,
                victims.get(row.id, ""),
                label("case_phase", row.phase),
                label("gemeente", row.gemeente) if row.gemeente else "",
                names.get(row.coordinator, row.coordinator or ""),
                show_date(coming[row.id]) if row.id in coming else "",
                show_date(row.opened_on),
            )
            for row in rows
        }

    def _victims(self, session: Session, ids: Sequence[int], reader: Reader) -> dict[int, str]:
        played = session.execute(
            select(PersonRole.case_id, PersonRole.person_id)
            .where(PersonRole.case_id.in_(ids), PersonRole.role == "victim")
            .order_by(PersonRole.id)
        ).all()
        persons: dict[int, list[int]] = {}
        for case_id, person_id in played:
            persons.setdefault(case_id, []).append(person_id)
        if not sees_names(reader):
            return {case_id: _count(len(found)) for case_id, found in persons.items()}
        shown = [i for found in persons.values() for i in found[:_NAMES_SHOWN]]
        titles = reader.titles(session, "person", shown)
        texts: dict[int, str] = {}
        for case_id, found in persons.items():
            named = ", ".join(titles[i] for i in found[:_NAMES_SHOWN] if i in titles)
            more = len(found) - _NAMES_SHOWN
            texts[case_id] = f"{named} +{more}" if more > 0 else named
        return texts


def _of_whom() -> tuple[tuple[str, str], ...]:
    return ((MINE, _("My cases")), (OTHERS, _("Cases of others")))


def _count(number: int) -> str:
    return ngettext("{n} victim", "{n} victims", number).format(n=number)


LISTS = {"cases": CaseList()}
