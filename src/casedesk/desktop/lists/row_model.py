"""A list of any length: the ids of all rows, and the texts of the rows in sight.

Ids are read on a worker thread, and with them the first block of rows; further blocks of 128
are read when they scroll into view (models.md 7.2). So the scroll bar is honest, a jump costs
one block, and a selection is kept by id.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from casedesk.desktop.background import Runner
from casedesk.kernel.columns import ListQuery, ListSource
from casedesk.kernel.words import _

if TYPE_CHECKING:
    from casedesk.store.store import Store

BLOCK = 128
AT_FIRST = 48
"""Rows that come with the ids: what a window shows, and a little more."""

MOST_BLOCKS = 64

Index = QModelIndex | QPersistentModelIndex
Rows = dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Ids for a question, rows of the block that will be seen first, and how many there are."""

    query: ListQuery
    ids: list[int]
    rows: Rows
    total: int


class RowModel(QAbstractTableModel):
    """Rows of one list source. Holds texts only as long as they may be looked at again."""

    loaded = Signal()
    """New ids are in, or the same ids with other texts."""

    sortAsked = Signal(str, bool)

    def __init__(
        self,
        source: ListSource,
        store: "Store",
        runner: Runner,
        context: Any,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.source = source
        self._store, self._runner, self._context = store, runner, context
        self.query = ListQuery(sort=source.sort, descending=source.descending)
        self._ids: list[int] = []
        self._blocks: OrderedDict[int, Rows] = OrderedDict()
        self._asking = False
        self._next: ListQuery | None = None
        self.total = 0
        self.is_loaded = False

    # What others call.

    def ask(self, query: ListQuery | None = None, *, fresh: bool = False) -> None:
        """Show what this query finds. While one is being answered, only the latest one waits.

        ``fresh`` counts all rows anew, because some were made or removed.
        """
        query = query or self.query
        self.query = query
        if fresh:
            self.total = -1
        if self._asking:
            self._next = query
            return
        self._asking = True
        self._next = None
        first = self._first_block()
        self._runner.run(
            lambda: self._read(query, first), self._answered, failed=self._failed, owner=self
        )

    def id_at(self, row: int) -> int | None:
        """The id of the record in a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, record_id: int) -> int:
        """The row of a record; -1 if it is not in the list."""
        try:
            return self._ids.index(record_id)
        except ValueError:
            return -1

    # Qt's own.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.source.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = self.source.columns[index.column()]
            return f"{_(column.title)}: {self._text(index.row(), index.column())}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.source.columns[index.column()].align_right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return _(self.source.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.source.columns) and self.source.columns[column].sortable:
            descending = order is Qt.SortOrder.DescendingOrder
            self.sortAsked.emit(self.source.columns[column].key, descending)

    # Private.

    def _read(self, query: ListQuery, first: int) -> _Answer:
        with self._store.read() as session:
            ids = self.source.ids(session, query, self._context)
            total = self.total
            if not query.text and not any(query.filters.values()):
                total = len(ids)
            elif total < 0 or not self.is_loaded:
                total = len(self.source.ids(session, ListQuery(), self._context))
            block = ids[first * BLOCK : (first + 1) * BLOCK] or ids[:BLOCK]
            if first == 0:
                block = block[:AT_FIRST]
            rows = dict(self.source.rows(session, block, self._context))
        return _Answer(query, ids, rows, total)

    def _answered(self, answer: _Answer) -> None:
        self._asking = False
        self.total = answer.total
        self.is_loaded = True
        if answer.ids == self._ids:
            self._blocks.clear()
            self._keep_seen(answer.rows)
            if self._ids:
                corner = self.index(len(self._ids) - 1, len(self.source.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), corner)
        else:
            self.beginResetModel()
            self._ids = answer.ids
            self._blocks.clear()
            self._keep_seen(answer.rows)
            self.endResetModel()
        self.loaded.emit()
        self._go_on()

    def _failed(self, fault: Exception) -> None:
        self._asking = False
        self._go_on()
        raise fault

    def _go_on(self) -> None:
        if self._next is not None:
            self.ask(self._next)

    def _first_block(self) -> int:
        """The block that was looked at last: it is looked at again after a refresh."""
        return next(reversed(self._blocks), 0)

    def _keep_seen(self, rows: Rows) -> None:
        if rows:
            self._keep(self.row_of(next(iter(rows))) // BLOCK, rows)

    def _keep(self, block: int, rows: Rows) -> None:
        self._blocks[block] = rows
        while len(self._blocks) > MOST_BLOCKS:
            self._blocks.popitem(last=False)

    def _text(self, row: int, column: int) -> str:
        record_id = self._ids[row]
        rows = self._blocks.get(row // BLOCK)
        if rows is None or record_id not in rows:
            rows = self._fetch(row // BLOCK)
        else:
            self._blocks.move_to_end(row // BLOCK)
        texts = rows[record_id]
        return texts[column] if texts else ""

    def _fetch(self, block: int) -> Rows:
        ids: Sequence[int] = self._ids[block * BLOCK : (block + 1) * BLOCK]
        with self._store.read() as session:
            found = self.source.rows(session, ids, self._context)
        # A record that is gone meanwhile has no texts; the next change drops it from the ids.
        rows = {record_id: found.get(record_id, ()) for record_id in ids}
        self._keep(block, rows)
        return rows
