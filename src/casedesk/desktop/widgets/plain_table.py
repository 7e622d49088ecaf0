"""A plain table of texts, for what is short enough to be there as a whole."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from casedesk.kernel.words import _


class PlainTable(QTableWidget):
    """Rows that are chosen as a whole and not edited.

    ``grow`` is the column that takes room; one with long words may ``share`` it. What has too
    little room for its words says them on pointing.
    """

    def __init__(
        self, name: str, titles: Sequence[str], grow: int, *, share: int | None = None
    ) -> None:
        super().__init__(0, len(titles))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([_(title) for title in titles])
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setVisible(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for place in {grow, grow if share is None else share}:
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def add(self, texts: Sequence[str]) -> None:
        """One more row at the end."""
        place = self.rowCount()
        self.insertRow(place)
        for column, words in enumerate(texts):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            self.setItem(place, column, item)

    def fit(self) -> None:
        """As high as its rows, for a table in a page that scrolls as a whole."""
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        rows += self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        self.setFixedHeight(rows + self.horizontalScrollBar().sizeHint().height())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
