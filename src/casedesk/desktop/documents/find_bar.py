"""The line in which words are typed that are looked for in a file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.kernel.words import _


class FindBar(QWidget):
    """Enter goes on, Shift+Enter goes back, Escape closes."""

    wanted = Signal(str)
    step = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Find in this file"))
        self.line.setAccessibleName(_("Find in this file"))
        self.line.textChanged.connect(self.wanted)
        self.count: QLabel = text("", "muted")
        layout = row(
            self.line, self.count,
            button(_("Next"), lambda: self.step.emit(1)),
            button(_("Previous"), lambda: self.step.emit(-1)),
            spacing=tokens.SPACE_S,
        )  # fmt: skip
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    def ask(self) -> None:
        """Show the line and put the focus in it."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def tell(self, place: int, many: int) -> None:
        """Say which hit is in view, and of how many."""
        if not self.line.text():
            self.count.setText("")
        elif many:
            self.count.setText(_("{place} of {many}").format(place=place, many=many))
        else:
            self.count.setText(_("not found"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.line.clear()
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)
