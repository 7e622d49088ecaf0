"""The drawn timeline: a list view, so that keyboard and screen reader come with it."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from casedesk.desktop.timeline.delegate import TimelineDelegate
from casedesk.desktop.timeline.model import TimelineModel
from casedesk.kernel.words import _
from casedesk.timeline.entries import Entry


class TimelineView(QListView):
    """Shows a :class:`TimelineModel`; Ctrl and the wheel zoom, Enter opens."""

    opened = Signal(object)
    """Carries the entry."""
    zoomed = Signal()

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self.setModel(model)
        self.setItemDelegate(TimelineDelegate(self, model))
        self.setAccessibleName(_("Timeline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(False)
        self.doubleClicked.connect(self._open)

    def entry(self) -> Entry | None:
        """The entry that is chosen now."""
        index = self.currentIndex()
        return self._lines.line(index.row()).entry if index.isValid() else None

    def zoom_by(self, steps: int) -> None:
        """Give time more room or less; what is chosen, or in the middle, stays in view."""
        entry = self.entry() or self._middle()
        chosen = self.entry() is not None
        if not self._lines.zoom_by(steps):
            return
        row = self._lines.row_of_entry(entry)
        self.show_row(row if row >= 0 else self._lines.today_row(), choose=chosen and row >= 0)
        self.zoomed.emit()

    def show_today(self) -> None:
        """Bring the line of today to the middle."""
        self.show_row(self._lines.today_row(), choose=False)

    def show_row(self, row: int, *, choose: bool) -> None:
        """Bring a line to the middle, and choose it if asked."""
        index = self._lines.index(row)
        if choose:
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_by(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_by(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Narrow windows give titles a second line.
        self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        entry = self._lines.line(index.row()).entry if index.isValid() else None
        if entry is not None:
            self.opened.emit(entry)

    def _middle(self) -> Entry | None:
        height = self.viewport().height()
        for y in range(height // 2, height, 8):
            index = self.indexAt(QPoint(20, y))
            if index.isValid() and self._lines.line(index.row()).entry is not None:
                return self._lines.line(index.row()).entry
        return None
