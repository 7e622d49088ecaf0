"""The list of what must be done, by keyboard and mouse."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from casedesk.desktop.today.delegate import TodayDelegate, form_for, row_height
from casedesk.desktop.today.model import TodayModel
from casedesk.kernel.words import _
from casedesk.records.reading import Reader
from casedesk.worklist.telling import WorkItem

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TodayView(QTableView):
    """Enter opens a thing, or a group; Left and Right close and open groups."""

    opened = Signal(object)
    """Carries the :class:`WorkItem`."""

    def __init__(self, model: TodayModel, reader: Reader) -> None:
        super().__init__()
        self._lines = model
        self._kept: tuple[int, int] | None = None
        self._kept_row = -1
        self.setModel(model)
        self.setItemDelegate(TodayDelegate(self, model, reader))
        self.setAccessibleName(_("What must be done"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.activated.connect(self._activate)
        self.clicked.connect(self._click)
        self._measure()

    def item(self) -> WorkItem | None:
        """The thing that is chosen."""
        return self._lines.item(self.currentIndex().row())

    def choose(self, row: int) -> None:
        """Choose a row and bring it into view."""
        if 0 <= row < self._lines.rowCount():
            self.setCurrentIndex(self._lines.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        heading = self._lines.heading(row)
        if event.key() == Qt.Key.Key_Left and row >= 0:
            if heading is None:
                self.choose(self._lines.heading_of(row))
            else:
                self._lines.toggle(row, open_it=False)
        elif event.key() == Qt.Key.Key_Right and heading is not None:
            self._lines.toggle(row, open_it=True)
        elif event.key() in _ENTER and heading is not None:
            self._lines.toggle(row)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        metrics = self.fontMetrics()
        height = row_height(form_for(self.width(), metrics), metrics)
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setMinimumSectionSize(height)
            self.verticalHeader().setDefaultSectionSize(height)

    def _keep(self) -> None:
        self._kept_row = self.currentIndex().row()
        mark = self._lines.mark(self._kept_row)
        self._kept = mark[1:] if mark is not None else None

    def _restore(self) -> None:
        """Stay where one was: on the same thing, else on what came in its place."""
        if self._kept_row < 0:
            return
        row = self._lines.row_of(self._kept) if self._kept is not None else -1
        if row < 0:
            row = min(self._kept_row, self._lines.rowCount() - 1)
        self.choose(row)

    def _activate(self, index: QModelIndex) -> None:
        item = self._lines.item(index.row())
        if item is not None:
            self.opened.emit(item)

    def _click(self, index: QModelIndex) -> None:
        """A click on a heading opens or closes its group at once."""
        if self._lines.heading(index.row()) is not None:
            self._lines.toggle(index.row())
