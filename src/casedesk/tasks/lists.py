"""The list of actions across all cases."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from casedesk.kernel.columns import Column, Filter
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import N_, _
from casedesk.records.listing import (
    Order,
    RecordList,
    by_list_order,
    found_by_name,
    found_by_words,
)
from casedesk.records.reading import Reader
from casedesk.records.showing import shielded_words
from casedesk.store.base import Record
from casedesk.store.declare import fields_of
from casedesk.store.text_index import fts_row
from casedesk.tasks.model import Action
from casedesk.tasks.rules import OPEN_STATES


def _by_case(session: Session, reader: Reader) -> Mapping[int, str]:
    cases = session.scalars(select(Action.case_id).distinct()).all()
    return reader.titles(session, "case_file", cases)


class ActionList(RecordList):
    """All actions, what is due first on top."""

    kind = "action"
    record: ClassVar[type[Record]] = Action
    columns = (
        Column("due_on", N_("Due on"), 12),
        Column("what", N_("What must be done"), 36, grow=True, sortable=False),
        Column("owner", N_("Who does it"), 20),
        Column("case", N_("Case"), 12),
        Column("state", N_("State"), 14),
    )
    sort = "due_on"

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By date, by who does it, by case, or by state in the order of its list."""
        del reader
        return {
            "due_on": Order(Action.due_on, gaps=True),
            "owner": Order(Action.owner, gaps=True),
            "case": Order(Action.case_id, _by_case),
            "state": Order(Action.state, by_list_order("action_state")),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """Open or late, and each state."""
        states = context.labels.options("action_state", context.clock.today())
        return (
            Filter(
                "open",
                N_("Progress"),
                (("open", _("Still open")), ("late", _("Late")), ("closed", _("Closed"))),
            ),
            Filter("state", N_("State"), tuple((o.code, o.label) for o in states)),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks."""
        if key == "state":
            return Action.state == value
        is_open = Action.state.in_(OPEN_STATES)
        if value == "late":
            return is_open & (Action.due_on < reader.clock.today())
        return is_open if value == "open" else ~is_open

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By words of what must be done, or by case number."""
        words = found_by_words(text, reader, ("action",), fts_row.c.record_id)
        cases = found_by_name(text, reader, ("case_file",), fts_row.c.record_id)
        return Action.id.in_(words) | Action.case_id.in_(cases)

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Date, what, who, case and state of each action."""
        rows = session.execute(
            select(
                Action.id, Action.due_on, Action.what, Action.owner, Action.case_id, Action.state
            ).where(Action.id.in_(ids))
        ).all()
        cases = reader.titles(session, "case_file", [row.case_id for row in rows])
        readable = reader.may_see(fields_of(Action)["what"])
        return {
            row.id: (
                show_date(row.due_on) if row.due_on else "",
                row.what if readable else shielded_words(),
                row.owner or "",
                cases.get(row.case_id, ""),
                reader.labels.label("action_state", row.state),
            )
            for row in rows
        }


LISTS = {"actions": ActionList()}
