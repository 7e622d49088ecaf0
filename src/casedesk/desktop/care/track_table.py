"""The three tracks as a table: time goes down, what happened on one day stands on one height."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from casedesk.desktop.care.track_reading import COLUMNS, Tracks, step_words
from casedesk.desktop.theme import icons, tokens
from casedesk.kernel.moments import Track
from casedesk.kernel.words import N_, _
from casedesk.timeline.entries import LATE, Entry

TITLES = {
    Track.CARE: N_("Care"), Track.CRIMINAL: N_("Criminal"), Track.RESIDENCE: N_("Residence"),
}  # fmt: skip
_NARROW = 96
"""Below this width in characters all tracks stand in one column, each step with its track."""

_ENTRY = Qt.ItemDataRole.UserRole


class TrackTable(QTableWidget):
    """Arrow keys go from step to step, Enter opens one. As high as what it shows."""

    opened = Signal(str, int)
    """Carries kind and id of the step."""

    def __init__(self) -> None:
        super().__init__()
        self._tracks: Tracks | None = None
        self._narrow = False
        self.setAccessibleName(_("The three tracks"))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.setInterval(0)
        self._fit_soon.timeout.connect(self._fit)
        self.cellDoubleClicked.connect(lambda _row, _column: self._open())

    def show_tracks(self, tracks: Tracks) -> None:
        """Show these; the chosen step stays chosen."""
        chosen = self._entry()
        self._tracks = tracks
        self._fill()
        if chosen is not None:
            self.choose(chosen.kind, chosen.record_id)

    def choose(self, kind: str, record_id: int) -> bool:
        """Go to a step; False when it is not there."""
        for line in range(self.rowCount()):
            for column in range(self.columnCount()):
                entry = self._entry_at(line, column)
                if entry is not None and (entry.kind, entry.record_id) == (kind, record_id):
                    self.setCurrentCell(line, column)
                    return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        characters = self.width() / max(1, self.fontMetrics().averageCharWidth())
        narrow = characters < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._fill()
        elif event.size().width() != event.oldSize().width():
            self._fit_soon.start()

    def _entry(self) -> Entry | None:
        return self._entry_at(self.currentRow(), self.currentColumn())

    def _entry_at(self, line: int, column: int) -> Entry | None:
        item = self.item(line, column)
        entry = item.data(_ENTRY) if item is not None else None
        return entry if isinstance(entry, Entry) else None

    def _open(self) -> None:
        entry = self._entry()
        if entry is not None:
            self.opened.emit(entry.kind, entry.record_id)

    def _fill(self) -> None:
        tracks = self._tracks
        self.clear()
        self.setRowCount(0)
        titles = [_("When"), _("Step")] if self._narrow else [
            _("When"), *(_(TITLES[track]) for track in COLUMNS)
        ]  # fmt: skip
        self.setColumnCount(len(titles))
        self.setHorizontalHeaderLabels(titles)
        if tracks is None:
            return
        today_said = False
        for row in tracks.rows:
            if row.ahead and not today_said:
                today_said = True
                self._add_line(_("Today"), {}, strong=True)
            if not self._narrow:
                cells = {1 + COLUMNS.index(track): entry for track, entry in row.cells.items()}
                self._add_line(row.when, cells)
                continue
            for number, entry in enumerate(row.cells.values()):
                self._add_line(row.when if number == 0 else "", {1: entry})
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._fit_soon.start()

    def _add_line(self, when: str, cells: dict[int, Entry], *, strong: bool = False) -> None:
        line = self.rowCount()
        self.insertRow(line)
        for column in range(self.columnCount()):
            entry = cells.get(column)
            item = QTableWidgetItem(self._words(entry) if entry is not None else "")
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            if column == 0:
                item.setText(when)
                font = item.font()
                font.setBold(strong)
                item.setFont(font)
            if entry is not None:
                item.setData(_ENTRY, entry)
                tone = "deadline" if entry.due == LATE else "muted"
                item.setIcon(icons.icon(entry.icon, tone))
                item.setToolTip(self._words(entry))
                spoken = f"{_(TITLES.get(entry.track, N_('Care')))}: {step_words(entry)}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            if strong:
                item.setBackground(tokens.of(self).colour("accent_soft"))
            self.setItem(line, column, item)

    def _words(self, entry: Entry) -> str:
        words = step_words(entry)
        if not self._narrow:
            return words
        return f"{_(TITLES.get(entry.track, N_('Care')))}: {words}"

    def _fit(self) -> None:
        """As high as its rows, so that the page scrolls and not the table."""
        self.setIconSize(QSize(icons.side(), icons.side()))
        self.resizeRowsToContents()
        for line in range(self.rowCount()):
            self.setRowHeight(line, self.rowHeight(line) + tokens.SPACE_S)
        height = self.horizontalHeader().height() + 2 * self.frameWidth()
        height += sum(self.rowHeight(line) for line in range(self.rowCount()))
        self.setFixedHeight(height + 2)
