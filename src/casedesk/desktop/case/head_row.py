"""A title with buttons at the right; where there is no room, the buttons go below it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget

from casedesk.desktop.theme import tokens


class HeadRow(QWidget):
    """Two layouts, beside each other or below."""

    def __init__(self, left: QLayout, right: QLayout) -> None:
        super().__init__()
        self._left, self._right = left, right
        self._box: QBoxLayout = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.SPACE_S)
        self._box.addLayout(left, 1)
        self._box.addLayout(right)
        self._box.setAlignment(right, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def minimumSizeHint(self) -> QSize:
        """No wider than the wider of the two needs."""
        hint = super().minimumSizeHint()
        least = max(self._left.minimumSize().width(), self._right.minimumSize().width())
        return QSize(min(hint.width(), least), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left, right = self._left.minimumSize().width(), self._right.minimumSize().width()
        fits = left + right + tokens.SPACE_L <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)
            side = Qt.AlignmentFlag.AlignRight if fits else Qt.AlignmentFlag.AlignLeft
            self._box.setAlignment(self._right, Qt.AlignmentFlag.AlignTop | side)
            self.updateGeometry()
