"""A title with buttons at the right; where there is no room, the buttons go below it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget

from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens


class Orders(Flow):
    """Buttons that would like to stand on one line, and need no more room than the widest."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__()
        for each in buttons:
            self.addWidget(each)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self.items() if not item.isEmpty()]
        width = sum(size.width() for size in shown) + tokens.SPACE_S * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))


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
        orders = isinstance(self._right, Orders)
        wanted = self._right.sizeHint() if orders else self._right.minimumSize()
        left, right = self._left.minimumSize().width(), wanted.width()
        fits = left + right + tokens.SPACE_L <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)
            side = Qt.AlignmentFlag.AlignRight if fits else Qt.AlignmentFlag.AlignLeft
            # Orders below take the whole width, to wrap in it.
            whole = orders and not fits
            place = Qt.AlignmentFlag(0) if whole else Qt.AlignmentFlag.AlignTop | side
            self._box.setAlignment(self._right, place)
            self.updateGeometry()
