"""The lines of the work list: groups that open and close, and what stands in them.

The marks of all lines are there; the words come by block, for what is looked at.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt, Signal
from PySide6.QtCore import QPersistentModelIndex as Persistent

from casedesk.desktop.background import Runner
from casedesk.desktop.today.words import heading_words, spoken
from casedesk.kernel.words import current_language
from casedesk.records.reading import Reader
from casedesk.worklist.reading import Mark, Work, WorkQuery, read_work
from casedesk.worklist.rules import Group
from casedesk.worklist.telling import WorkItem, tell_work

if TYPE_CHECKING:
    from casedesk.store.store import Store

AT_FIRST = 30
BLOCK = 60
MOST_KEPT = 3000
CLOSED_AT_FIRST = (Group.LATER, Group.PUT_OFF)

Index = QModelIndex | Persistent


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a group."""

    group: Group
    count: int
    is_open: bool


class TodayModel(QAbstractTableModel):
    """One column; a line is a :class:`Heading` or a mark whose words are asked when needed."""

    loaded = Signal()

    def __init__(
        self, store: "Store", runner: Runner, reader: Reader, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._runner, self._reader = store, runner, reader
        self.query = WorkQuery()
        self.work: Work | None = None
        self.anything = False
        """Whether there is anything at all, also where the query leaves it out."""
        self._open = {group: group not in CLOSED_AT_FIRST for group in Group}
        self._headings: list[Heading] = []
        self._starts: list[int] = []
        self._rows = 0
        self._items: OrderedDict[Mark, WorkItem | None] = OrderedDict()
        self._asking = False
        self._next: WorkQuery | None = None

    # What others call.

    def ask(self, query: WorkQuery | None = None) -> None:
        """Read the list anew. While one is being read, only the latest question waits."""
        self.query = query or self.query
        if self._asking:
            self._next = self.query
            return
        self._asking = True
        self._next = None
        asked, is_open = self.query, dict(self._open)
        self._runner.run(
            lambda: self._read(asked, is_open), self._answered, failed=self._failed, owner=self
        )

    def heading(self, row: int) -> Heading | None:
        """The heading in a row; None where a thing stands."""
        place = bisect_right(self._starts, row) - 1
        if place >= 0 and self._starts[place] == row:
            return self._headings[place]
        return None

    def mark(self, row: int) -> Mark | None:
        """The mark in a row; None for a heading."""
        place = bisect_right(self._starts, row) - 1
        if self.work is None or not 0 <= row < self._rows or self._starts[place] == row:
            return None
        return self.work.marks(self._headings[place].group)[row - self._starts[place] - 1]

    def item(self, row: int) -> WorkItem | None:
        """The words of a row; None for a heading, and for what is gone meanwhile."""
        mark = self.mark(row)
        if mark is None:
            return None
        if mark not in self._items:
            self._fetch(row)
        return self._items.get(mark)

    def toggle(self, row: int, *, open_it: bool | None = None) -> None:
        """Open or close the group whose heading stands in a row."""
        heading = self.heading(row)
        if heading is None or heading.is_open == open_it:
            return
        self.beginResetModel()
        self._open[heading.group] = not heading.is_open
        self._arrange()
        self.endResetModel()

    def heading_of(self, row: int) -> int:
        """The row of the heading above a row."""
        return self._starts[max(0, bisect_right(self._starts, row) - 1)] if self._starts else -1

    def row_of(self, kind_and_id: tuple[int, int]) -> int:
        """The row of a thing by rule and record, whatever its day; -1 if it is not in view."""
        if self.work is None:
            return -1
        for heading, start in zip(self._headings, self._starts, strict=True):
            if heading.is_open:
                for place, mark in enumerate(self.work.marks(heading.group)):
                    if mark[1:] == kind_and_id:
                        return start + 1 + place
        return -1

    def first_thing(self) -> int:
        """The row of the first thing in view; -1 if there is none."""
        return next((start + 1 for h, start in self._pairs() if h.is_open), -1)

    # Qt's own.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        heading = self.heading(index.row())
        if heading is not None:
            return heading_words(heading.group, number(heading.count))
        item = self.item(index.row())
        return spoken(item, self._reader.clock.today()) if item is not None else ""

    # Private.

    def _pairs(self) -> list[tuple[Heading, int]]:
        return list(zip(self._headings, self._starts, strict=True))

    def _read(
        self, query: WorkQuery, is_open: Mapping[Group, bool]
    ) -> tuple[Work, dict[Mark, WorkItem], bool]:
        with self._store.read() as session:
            work = read_work(session, self._reader, query)
            first: list[Mark] = []
            for group in Group:
                if is_open[group] and len(first) < AT_FIRST:
                    first += work.marks(group)[: AT_FIRST - len(first)]
            told = tell_work(session, self._reader, first, work.put_off)
            if work.is_empty and query != WorkQuery():
                return work, told, not read_work(session, self._reader).is_empty
            return work, told, not work.is_empty

    def _answered(self, answer: tuple[Work, dict[Mark, WorkItem], bool]) -> None:
        self._asking = False
        self.beginResetModel()
        self.work, items, self.anything = answer
        self._items = OrderedDict(items)
        self._arrange()
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

    def _arrange(self) -> None:
        self._headings, self._starts, self._rows = [], [], 0
        if self.work is None:
            return
        for group in Group:
            count = self.work.count(group)
            if count:
                is_open = self._open[group]
                self._headings.append(Heading(group, count, is_open))
                self._starts.append(self._rows)
                self._rows += 1 + (count if is_open else 0)

    def _fetch(self, row: int) -> None:
        """Put the lines around a row into words."""
        work = self.work
        if work is None:
            return
        place = bisect_right(self._starts, row) - 1
        marks = work.marks(self._headings[place].group)
        first = (row - self._starts[place] - 1) // BLOCK * BLOCK
        some = marks[first : first + BLOCK]
        with self._store.read() as session:
            found = tell_work(session, self._reader, some, work.put_off)
        self._items.update((mark, found.get(mark)) for mark in some)
        while len(self._items) > MOST_KEPT:
            self._items.popitem(last=False)


def number(count: int) -> str:
    """A count with the thousands apart, as the language writes them."""
    return QLocale(current_language()).toString(count)
