"""The words and the kind by which the list of documents is narrowed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from casedesk.desktop.documents.lines import Line, matching
from casedesk.desktop.theme import tokens
from casedesk.kernel.words import _


class DocumentFilter(QHBoxLayout):
    """``changed`` tells that other documents are wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(tokens.SPACE_S)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Find in this list"))
        self.line.setAccessibleName(_("Find in this list"))
        self.line.setClearButtonEnabled(True)
        self.line.ensurePolished()  # before that its letters are those of another size
        asked = self.line.fontMetrics().horizontalAdvance(self.line.placeholderText())
        self.line.setMinimumWidth(asked + tokens.TARGET * 2)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(_("Only this kind of document"))
        self.kinds.setMinimumContentsLength(10)
        self.addWidget(self.line, 1)
        self.addWidget(self.kinds)
        self.line.textChanged.connect(lambda _words: self.changed.emit())
        self.kinds.currentIndexChanged.connect(lambda _place: self.changed.emit())

    def offer_kinds(self, lines: Sequence[Line]) -> None:
        """Offer the kinds that occur; the chosen one stays chosen."""
        known = {line.kind: line.kind_words for line in lines if line.kind}
        chosen = self.kinds.currentData() or ""
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(_("All kinds"), "")
        for code, words in sorted(known.items(), key=lambda pair: pair[1]):
            self.kinds.addItem(words, code)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(chosen)))
        self.kinds.blockSignals(False)

    def wanted(self, lines: Sequence[Line]) -> list[Line]:
        """Those that are to be shown."""
        return matching(lines, self.line.text(), self.kinds.currentData() or "")

    def clear(self) -> None:
        """Show all again."""
        self.line.clear()
        self.kinds.setCurrentIndex(0)
