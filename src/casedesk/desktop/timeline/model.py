"""The lines of the timeline as a list that a view can show and a screen reader can read."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from casedesk.desktop.forms.editors.dates import show_day
from casedesk.desktop.timeline.lines import FIRST_ZOOM, ZOOMS, Line, Look, Shown, Zoom, lines_of
from casedesk.desktop.timeline.words import spoken
from casedesk.kernel.words import _, ngettext
from casedesk.timeline.entries import LATE, Entry

LINE = int(Qt.ItemDataRole.UserRole)

Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractListModel):
    """Holds what was read, and what of it is shown at the present zoom."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.entries: tuple[Entry, ...] = ()
        self.shown = Shown()
        self._zoom = FIRST_ZOOM
        self._still_on: Collection[tuple[str, str]] = ()
        self._lines: tuple[Line, ...] = ()

    @property
    def zoom(self) -> Zoom:
        """How much room time takes now."""
        return ZOOMS[self._zoom]

    def show_entries(
        self, entries: Sequence[Entry], still_on: Collection[tuple[str, str]] = ()
    ) -> None:
        """Show what was read."""
        self.entries, self._still_on = tuple(entries), still_on
        self._rebuild()

    def show_only(self, shown: Shown) -> None:
        """Leave out some kinds and tracks."""
        self.shown = shown
        self._rebuild()

    def zoom_by(self, steps: int) -> bool:
        """Give time more or less room; False at the end of the scale."""
        wanted = min(max(self._zoom + steps, 0), len(ZOOMS) - 1)
        if wanted == self._zoom:
            return False
        self._zoom = wanted
        self._rebuild()
        return True

    def line(self, row: int) -> Line:
        """What stands on a line."""
        return self._lines[row]

    def row_of(self, kind: str, record_id: int) -> int:
        """The line of the first entry of a record; -1 when it has none."""
        for row, line in enumerate(self._lines):
            entry = line.entry
            if entry is not None and (entry.kind, entry.record_id) == (kind, record_id):
                return row
        return -1

    def row_of_entry(self, entry: Entry | None) -> int:
        """The line of just this entry; -1 when it is not shown."""
        if entry is None:
            return -1
        wanted = (entry.kind, entry.record_id, entry.when)
        for row, line in enumerate(self._lines):
            found = line.entry
            if found is not None and (found.kind, found.record_id, found.when) == wanted:
                return row
        return -1

    def today_row(self) -> int:
        """The line that says today."""
        return next((r for r, line in enumerate(self._lines) if line.look is Look.TODAY), 0)

    def text(self, line: Line) -> str:
        """What a line says."""
        if line.entry is not None:
            return line.entry.title
        if line.look is Look.TODAY:
            late = sum(1 for entry in self.entries if entry.due == LATE)
            said = _("Today, {day}").format(day=show_day(self.today))
            if not late:
                return said
            return f"{said} · " + ngettext("{n} date late", "{n} dates late", late).format(n=late)
        return _("Without a date") if line.look is Look.UNDATED else line.text

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(line.entry, self.today) if line.entry else self.text(line)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._lines[index.row()].entry is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _rebuild(self) -> None:
        self.beginResetModel()
        shown = [entry for entry in self.entries if self.shown.has(entry)]
        self._lines = lines_of(shown, self.today, self.zoom, self._still_on)
        self.endResetModel()
