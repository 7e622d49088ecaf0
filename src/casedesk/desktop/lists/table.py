"""The table of a list page: rows of one height, columns that keep their width."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from casedesk.desktop.lists.row_model import RowModel
from casedesk.desktop.settings import Settings
from casedesk.desktop.theme import tokens
from casedesk.kernel.words import _

_REMEMBER_MS = 500
_WORDS = 16
"""A column that asks for this many characters holds words, that may end in dots."""


class ListTable(QTableView):
    """Shows a :class:`RowModel`; ``opened`` carries the id of the record to open."""

    opened = Signal(int)

    def __init__(self, model: RowModel, name: str, settings: Settings) -> None:
        super().__init__()
        self._rows, self._name, self._settings = model, name, settings
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        # A header that sized rows by content would ask every row there is (models.md 7.2).
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._head = self.horizontalHeader()
        self._head.setHighlightSections(False)
        self._head.setSectionsMovable(False)
        self._head.setMinimumSectionSize(40)
        self._head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        grow = [place for place, column in enumerate(model.source.columns) if column.grow]
        self._growing = grow[0] if grow else 0
        self._wanted: list[int] = []
        self._titles: list[int] = []
        self._own = False
        self._least = self._measured = 0
        self._sized = False
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(_REMEMBER_MS)
        self._remember.timeout.connect(self._keep_widths)
        self._head.sectionResized.connect(self._resized)
        self._kept: int | None = None
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        self.activated.connect(self._open)
        self._measure()
        self._show_sort()
        self.setSortingEnabled(True)

    def selected(self) -> int | None:
        """The id of the selected record."""
        return self._rows.id_at(self.currentIndex().row())

    def select(self, record_id: int) -> None:
        """Select a record and bring it into view, if it is in the list."""
        row = self._rows.row_of(record_id)
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row, 0))
            self.scrollTo(self.currentIndex())

    def select_first(self) -> None:
        """Select the first row, if nothing is selected."""
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        sized, self._sized = self._sized, False
        self._fill()
        self._sized = sized

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        """Heights and widths that follow from the size of the text."""
        metrics = self.fontMetrics()
        if self._measured == metrics.height():
            return
        self._measured = metrics.height()
        height = max(tokens.TARGET + 8, metrics.height() + 2 * tokens.SPACE_S)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setMinimumSectionSize(height)
        kept = self._settings.widths(self._width_name())
        columns = self._rows.source.columns
        self._sized = False
        self._own = len(kept) == len(columns)
        self._wanted, self._titles = [], []
        for column in columns:
            # The title must fit, with room for the mark of the order beside it.
            title = metrics.horizontalAdvance(_(column.title)) + metrics.height()
            wanted = max(round(metrics.averageCharWidth() * column.width * 1.15), title)
            self._wanted.append(wanted + 2 * tokens.SPACE_M)
            self._titles.append(title + 2 * tokens.SPACE_M)
        for place, width in enumerate(kept if self._own else self._wanted):
            self._head.resizeSection(place, width)
        self._least = self._head.sectionSize(self._growing)
        self._fill()
        self._sized = True

    def _fill(self) -> None:
        """Give the room that is left to the column that grows, and never less than it needs.

        Where there is too little for all, columns of words end in dots a little earlier; but not
        what the user made as wide as it is.
        """
        room = self.viewport().width()
        if not self._own:
            for place, width in enumerate(self._narrowed(room)):
                self._head.resizeSection(place, width)
        others = self._head.length() - self._head.sectionSize(self._growing)
        least = self._least if self._own else self._head.sectionSize(self._growing)
        self._head.resizeSection(self._growing, max(least, room - others))

    def _narrowed(self, room: int) -> list[int]:
        """The widths that are wanted, less what is missing of the room: what grows gives last."""
        widths = list(self._wanted)
        words = [p for p, c in enumerate(self._rows.source.columns) if c.width >= _WORDS]
        for giving in ([p for p in words if p != self._growing], [self._growing]):
            missing = sum(widths) - room
            spare = {
                p: max(0, widths[p] - max(self._titles[p], widths[p] * 2 // 3)) for p in giving
            }
            whole = sum(spare.values())
            if missing > 0 and whole > 0:
                for place, can in spare.items():
                    widths[place] -= min(can, -(-missing * can // whole))
        return widths

    def _width_name(self) -> str:
        """Widths are remembered for each size of the text."""
        return f"{self._name}/{self.fontMetrics().height()}"

    def _resized(self, _section: int, _old: int, _new: int) -> None:
        if self._sized and self.isVisible():
            self._own = True
            self._remember.start()

    def _keep_widths(self) -> None:
        count = self._rows.columnCount()
        widths = [self._head.sectionSize(place) for place in range(count)]
        self._settings.keep_widths(self._width_name(), widths)

    def _show_sort(self) -> None:
        query = self._rows.query
        for place, column in enumerate(self._rows.source.columns):
            if column.key == query.sort:
                order = (
                    Qt.SortOrder.DescendingOrder
                    if query.descending
                    else Qt.SortOrder.AscendingOrder
                )
                self._head.setSortIndicator(place, order)

    def _keep_selection(self) -> None:
        self._kept = self.selected()

    def _restore_selection(self) -> None:
        if self._kept is not None:
            self.select(self._kept)

    def _open(self) -> None:
        record_id = self.selected()
        if record_id is not None:
            self.opened.emit(record_id)
