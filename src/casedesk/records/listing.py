"""What all lists of records have in common: search box, filters, order, and rows by block.

Ids come from one statement whatever the length of the list; what sorts by a label (a phase, a
gemeente, a colleague) is put in order here, since the store knows only codes. A list for a
reader without the right to identities neither sorts nor finds by name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from casedesk.access.accounts import Account
from casedesk.access.rights import Right, may, may_read
from casedesk.kernel.columns import Column, Filter, ListQuery
from casedesk.kernel.names import fold
from casedesk.records.reading import Reader
from casedesk.store.base import Record
from casedesk.store.long_lists import ids_in_order, pairs
from casedesk.store.text_index import SHIELDS, fts_row, rows_with_names, rows_with_words

Rank = Callable[[Session, Reader], Mapping[Any, Any]]
"""For each value of a column what it sorts by; values without come last."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is put in order by one of its columns.

    ``rank`` sorts by what it gives for the value of ``column`` instead of the value. ``gaps``
    says that the column may be empty: empty rows then come last, whichever way it is sorted.
    """

    column: Any
    rank: Rank | None = None
    gaps: bool = False


class RecordList:
    """A :class:`~casedesk.kernel.columns.ListSource`; the context of its methods is a Reader."""

    kind: ClassVar[str]
    columns: tuple[Column, ...]
    sort: str
    descending: bool = False
    record: ClassVar[type[Record]]

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """How each sortable column sorts for this reader."""
        raise NotImplementedError

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What a filter asks of a row."""
        raise NotImplementedError

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """What the search box asks of a row."""
        raise NotImplementedError

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """The texts of these rows."""
        raise NotImplementedError

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """The choices above the list."""
        del context
        return ()

    def ids(self, session: Session, query: ListQuery, context: Reader) -> list[int]:
        """The ids of all rows that the list shows, in order."""
        cls = self.record
        orders = self.orders(context)
        order = orders.get(query.sort) or orders[self.sort]
        statement = select(cls.id)
        for key, value in query.filters.items():
            if value:
                statement = statement.where(self.condition(key, value, context))
        if query.text.strip():
            statement = statement.where(self.found(query.text, context))
        descending = query.descending if query.sort else self.descending
        if order.rank is not None:
            return _ranked(session, statement, order, descending, context)
        column = order.column.desc() if descending else order.column
        by_id = cls.id.desc() if descending else cls.id
        places = (order.column.is_(None), column, by_id) if order.gaps else (column, by_id)
        return ids_in_order(session, statement.order_by(*places))

    def rows(
        self, session: Session, ids: Sequence[int], context: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """The texts of a block of rows, by id; those that are gone are left out."""
        return self.cells(session, list(ids), context) if ids else {}


def _ranked(
    session: Session, statement: Select[Any], order: Order, descending: bool, reader: Reader
) -> list[int]:
    ranks = order.rank(session, reader) if order.rank else {}
    rows = pairs(session, statement.add_columns(order.column.label("sorted_by")))
    known = [(ranks[value], row_id) for row_id, value in rows if value in ranks]
    known.sort(reverse=descending)
    return [row_id for _rank, row_id in known] + [i for i, value in rows if value not in ranks]


def by_list_order(list_name: str) -> Rank:
    """Codes in the order of their list: a phase, a state."""

    def rank(_session: Session, reader: Reader) -> Mapping[Any, Any]:
        return {code: place for place, code in enumerate(reader.labels.codes(list_name))}

    return rank


def by_label(list_name: str) -> Rank:
    """Codes in the order of their labels: a gemeente."""

    def rank(_session: Session, reader: Reader) -> Mapping[Any, Any]:
        codes = reader.labels.codes(list_name)
        return {code: fold(reader.labels.label(list_name, code)) for code in codes}

    return rank


def by_colleague(session: Session, _reader: Reader) -> Mapping[Any, Any]:
    """Logins in the order of the names of their owners."""
    return {login: fold(name) for login, name in colleagues(session).items()}


def colleagues(session: Session) -> Mapping[str, str]:
    """The name behind each login, former colleagues included."""
    return {row.login: row.name for row in session.execute(select(Account.login, Account.name))}


def sees_names(reader: Reader) -> bool:
    """Whether names of persons may stand in the list."""
    return may(reader.actor, Right.IDENTITIES)


def code_options(
    reader: Reader, list_name: str, codes: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Options of a filter on a code list, by label."""
    options = [(code, reader.labels.label(list_name, code)) for code in codes]
    return tuple(sorted(options, key=lambda option: fold(option[1])))


def found_by_name(text: str, reader: Reader, kinds: Sequence[str], give: Any) -> Select[Any]:
    """Select ``give`` of the index rows of these kinds that have all names that were typed."""
    return _found(rows_with_names(text), reader, kinds, give)


def found_by_words(text: str, reader: Reader, kinds: Sequence[str], give: Any) -> Select[Any]:
    """The same for words anywhere in the searched texts of a record."""
    return _found(rows_with_words(text), reader, kinds, give)


def _found(
    condition: ColumnElement[bool], reader: Reader, kinds: Sequence[str], give: Any
) -> Select[Any]:
    shields = [n for n, classes in SHIELDS.items() if may_read(reader.actor, classes)]
    return select(give).where(condition, fts_row.c.kind.in_(kinds), fts_row.c.shield.in_(shields))
