"""The table of documents: what came in or was made here, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from casedesk.desktop.documents.lines import Line
from casedesk.desktop.widgets.plain_table import PlainTable
from casedesk.kernel.words import N_, _

_TITLES = (N_("Title"), N_("Kind of document"), N_("Received"), N_("From"), N_("About whom"),
           N_("File"))  # fmt: skip
_WIDTHS = (28, 24, 16, 24, 22, 26)
"""Widths of the columns in average letters, their edges counted."""

_ID = int(Qt.ItemDataRole.UserRole)


class DocumentTable(PlainTable):
    """Rows that are chosen as a whole; Enter or a double click opens one."""

    openAsked = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(_("Documents of this case"), _TITLES, 0)
        self._lines: dict[int, Line] = {}
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.activated.connect(lambda _index: self.openAsked.emit())
        self.currentCellChanged.connect(lambda *_cells: self.chosen.emit())

    @property
    def line(self) -> Line | None:
        """The document that is chosen."""
        item = self.item(self.currentRow(), 0)
        return self._lines.get(int(item.data(_ID))) if item is not None else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; what is chosen stays chosen."""
        before = self.line
        self._lines = {line.id: line for line in lines}
        self.blockSignals(True)
        self.setRowCount(0)
        for place, line in enumerate(lines):
            self.add(line.texts)
            for column, words in enumerate(line.texts):
                item = self.item(place, column)
                if item is not None:
                    item.setToolTip(words)
                    item.setData(_ID, line.id)
        self.blockSignals(False)
        if before is not None:
            self.choose(before.id)
        self._share_out()
        self.chosen.emit()

    def choose(self, document_id: int) -> bool:
        """Choose a document; False when it is not in the list."""
        for place in range(self.rowCount()):
            item = self.item(place, 0)
            if item is not None and item.data(_ID) == document_id:
                self.setCurrentItem(item)
                return True
        return False

    def start(self) -> None:
        """Put the focus on the list, on its first row if none is chosen."""
        if self.currentRow() < 0 and self.rowCount():
            self.setCurrentCell(0, 0)
        self.setFocus()

    def minimumSizeHint(self) -> QSize:
        """A head and two rows; the columns scroll sideways where there is no room."""
        unit = self.fontMetrics()
        return QSize(unit.averageCharWidth() * 30, unit.lineSpacing() * 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._share_out()

    def _share_out(self) -> None:
        """The title takes the room that is left."""
        unit = self.fontMetrics().averageCharWidth()
        needed = [unit * width for width in _WIDTHS]
        needed[0] += max(0, self.viewport().width() - sum(needed))
        for place, width in enumerate(needed):
            self.setColumnWidth(place, width)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().lineSpacing() * 1.8))
