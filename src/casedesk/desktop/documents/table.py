"""The table of documents: what came in or was made here, the newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from casedesk.desktop.documents.lines import Line
from casedesk.kernel.words import N_, _

_TITLES = (N_("Title"), N_("Kind of document"), N_("Received"), N_("From"), N_("About whom"),
           N_("File"))  # fmt: skip
_WIDTHS = (26, 20, 12, 20, 18, 24)
_ID = int(Qt.ItemDataRole.UserRole)


class DocumentTable(QTreeWidget):
    """Rows that are chosen as a whole; Enter or a double click opens one."""

    openAsked = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[int, Line] = {}
        self.setAccessibleName(_("Documents of this case"))
        self.setHeaderLabels([_(title) for title in _TITLES])
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.activated.connect(lambda _index: self.openAsked.emit())
        self.currentItemChanged.connect(lambda _now, _before: self.chosen.emit())

    @property
    def line(self) -> Line | None:
        """The document that is chosen."""
        item = self.currentItem()
        return self._lines.get(int(item.data(0, _ID))) if item is not None else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; what is chosen stays chosen."""
        before = self.line
        self._lines = {line.id: line for line in lines}
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QTreeWidgetItem(list(line.texts))
            item.setData(0, _ID, line.id)
            for place, words in enumerate(line.texts):
                item.setToolTip(place, words)
            self.addTopLevelItem(item)
        self.blockSignals(False)
        if before is not None:
            self.choose(before.id)
        self._share_out()
        self.chosen.emit()

    def choose(self, document_id: int) -> bool:
        """Choose a document; False when it is not in the list."""
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            if item is not None and item.data(0, _ID) == document_id:
                self.setCurrentItem(item)
                self.scrollToItem(item)
                return True
        return False

    def start(self) -> None:
        """Put the focus on the list, on its first row if none is chosen."""
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)
        self.setFocus()

    def minimumSizeHint(self) -> QSize:
        """A head and three rows."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self.fontMetrics().lineSpacing() * 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._share_out()

    def _share_out(self) -> None:
        """The title takes the room that is left; where there is none the list scrolls sideways."""
        unit = self.fontMetrics().averageCharWidth()
        needed = [unit * width for width in _WIDTHS]
        spare = self.viewport().width() - sum(needed)
        needed[0] += max(0, spare)
        for place, width in enumerate(needed):
            self.setColumnWidth(place, width)
