"""A part of the window that takes files which are dragged onto it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from casedesk.desktop.documents.adding import files_in


class DropArea(QWidget):
    """``filesGiven`` carries the paths; what lies outside is never moved or removed."""

    filesGiven = Signal(list)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = files_in(event.mimeData())
        # A copy, whatever was asked: what lies outside stays there until somebody deletes it.
        if event.possibleActions() & Qt.DropAction.CopyAction:
            event.setDropAction(Qt.DropAction.CopyAction)
        else:
            event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if paths:
            self.filesGiven.emit(paths)
