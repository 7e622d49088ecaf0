"""The text of a file, to read and to find words in; also what a screen reader can say of a PDF."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from casedesk.kernel.words import _


class TextPart(QWidget):
    """Plain words; nothing in them is a link."""

    found = Signal(int, int)

    def __init__(self, words: str, title: str) -> None:
        super().__init__()
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setPlainText(words)
        self.view.setAccessibleName(_("Text of {title}").format(title=title))
        self._wanted = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)

    def larger(self) -> None:
        """Show it larger."""
        self.view.zoomIn(2)

    def smaller(self) -> None:
        """Show it smaller."""
        self.view.zoomOut(2)

    def fit(self) -> None:
        """The size of all other text."""
        self.view.setFont(self.font())

    def seek(self, words: str) -> None:
        """Go to the first place with these words."""
        self._wanted = words
        self.view.moveCursor(QTextCursor.MoveOperation.Start)
        self.next_hit()

    def next_hit(self, steps: int = 1) -> None:
        """Go to the next place, or back with -1; round at the end."""
        many = self.view.toPlainText().casefold().count(self._wanted.casefold())
        if not self._wanted or not many:
            self.found.emit(0, 0)
            return
        back = QTextDocument.FindFlag.FindBackward if steps < 0 else QTextDocument.FindFlag(0)
        if not self.view.find(self._wanted, back):
            end = QTextCursor.MoveOperation.End if steps < 0 else QTextCursor.MoveOperation.Start
            self.view.moveCursor(end)
            self.view.find(self._wanted, back)
        before = self.view.toPlainText()[: self.view.textCursor().selectionStart()]
        self.found.emit(before.casefold().count(self._wanted.casefold()) + 1, many)
