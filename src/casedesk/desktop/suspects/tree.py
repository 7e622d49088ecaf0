"""What is known of a suspect, in one list: what, from whom, how sure, when, in which case."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from casedesk.desktop.theme import tokens
from casedesk.kernel.words import N_, _
from casedesk.network.suspect import KnownFact, SuspectFile

_OPENS = int(Qt.ItemDataRole.UserRole)
_WHAT = _OPENS + 1
_COLUMNS = (
    (N_("What is known"), 0),
    (N_("Source"), 20),
    (N_("Grade"), 12),
    (N_("When"), 14),
    (N_("Case"), 12),
)
"""Headings, and widths in characters; the first takes the rest."""
_LEAST = 0.9
"""Below this share of their characters the columns say nothing any more."""
_ROOMY = 1.6
"""How much wider than that the columns get in a wide window."""


class KnownFacts(QTreeWidget):
    """Enter opens the record behind a line."""

    opened = Signal(object)
    """Carries (kind, id, case id)."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What is known of the suspect"))
        self.setHeaderLabels([_(title) for title, _width in _COLUMNS])
        self.setAlternatingRowColors(True)
        self.setRootIsDecorated(True)
        self.setWordWrap(True)
        self._narrow = False
        header = self.header()
        header.setStretchLastSection(False)
        unit = self.fontMetrics().averageCharWidth()
        for place, (_title, width) in enumerate(_COLUMNS):
            if width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(unit * 6)
        self.itemDoubleClicked.connect(lambda item, _column: self._open(item))

    def show_file(self, found: SuspectFile) -> None:
        """Fill the list anew; headings that were folded stay folded."""
        folded = {
            item.text(0).rpartition(" (")[0]
            for item in (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
            if item is not None and not item.isExpanded()
        }
        self.clear()
        bold = self.font()
        bold.setBold(True)
        for chapter in found.chapters:
            title = _(chapter.title)
            head = QTreeWidgetItem([f"{title} ({len(chapter.facts)})"])
            head.setFont(0, bold)
            head.setSizeHint(0, self._row_size())
            self.addTopLevelItem(head)
            head.setFirstColumnSpanned(True)
            for fact in chapter.facts:
                head.addChild(_row(fact))
            head.setExpanded(title not in folded)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._open(item)
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        unit, wide = self.fontMetrics().averageCharWidth(), self.viewport().width()
        asked = sum(width for _title, width in _COLUMNS)
        # The first column keeps at least two fifths; where there is more, all have more.
        share = min(unit * _ROOMY, wide * 0.6 / asked)
        self._narrow = share < unit * _LEAST
        for place, (_title, width) in enumerate(_COLUMNS):
            if width:
                self.header().resizeSection(place, round(width * share))
                self.setColumnHidden(place, self._narrow)
        self._arrange()

    def _arrange(self) -> None:
        """In a narrow window each line says all in one column, over as many lines as it takes."""
        room = self.viewport().width() - 3 * self.indentation()
        for line in self._lines():
            what, said = line.data(0, _WHAT), line.data(0, Qt.ItemDataRole.AccessibleTextRole)
            words = said if self._narrow else what
            line.setText(0, words)
            size = self._row_size()
            if self._narrow:
                wraps = Qt.TextFlag.TextWordWrap.value
                metrics = self.fontMetrics()
                needed = metrics.boundingRect(0, 0, max(room, 1), 10_000, wraps, words).height()
                size = QSize(0, max(size.height(), needed + tokens.SPACE_S))
            line.setSizeHint(0, size)

    def _lines(self) -> Iterator[QTreeWidgetItem]:
        for row in range(self.topLevelItemCount()):
            head = self.topLevelItem(row)
            for number in range(head.childCount() if head is not None else 0):
                line = head.child(number) if head is not None else None
                if line is not None:
                    yield line

    def _row_size(self) -> QSize:
        return QSize(0, max(tokens.TARGET, self.fontMetrics().height() + 6))

    def _open(self, item: QTreeWidgetItem) -> None:
        opens = item.data(0, _OPENS)
        if opens:
            self.opened.emit(tuple(opens))


def _row(fact: KnownFact) -> QTreeWidgetItem:
    parts = (fact.what, fact.source, fact.grade, fact.when, fact.case)
    row = QTreeWidgetItem(list(parts))
    row.setData(0, _OPENS, list(fact.opens))
    row.setData(0, _WHAT, fact.what)
    said = [fact.what]
    said += [
        f"{_(title)}: {words}"
        for (title, _width), words in zip(_COLUMNS[1:], parts[1:], strict=True)
        if words
    ]
    row.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(said))
    for place, words in enumerate(parts):
        row.setToolTip(place, words)
    return row
