"""A layout that sets widgets in lines, like words of a text."""

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.leaving import take_away


class Flow(QLayout):
    """Widgets from left to right, onto the next line where the room ends."""

    def __init__(self, parent: QWidget | None = None, space: int = tokens.SPACE_S) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._space = space
        # Qt asks for these hundreds of times while a page is laid out.
        self._heights: dict[int, int] = {}
        self._least: QSize | None = None
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def clear(self) -> None:
        """Take everything out and throw it away."""
        while self._items:
            item = self._items.pop()
            widget = item.widget()
            if widget is not None:
                take_away(widget)
        self.invalidate()

    def items(self) -> Sequence[QLayoutItem]:
        """What stands here, in order."""
        return tuple(self._items)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        self._least = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._least is None:
            size = QSize()
            for item in self._items:
                size = size.expandedTo(item.minimumSize())
            self._least = size
        return self._least

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for place, line in enumerate(self._lines(rect.width())):
            height = max(item.sizeHint().height() for item in line)
            x, y = rect.x(), y + (tokens.SPACE_S if place else 0)
            for item in line:
                size = item.sizeHint().boundedTo(QSize(rect.width(), height))
                if move:
                    # Parts of unlike height stand in line with their middles.
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._space
            y += height
        return y - rect.y()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """What stands on which line; hidden widgets take no room."""
        lines: list[list[QLayoutItem]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if not lines or (x > 0 and x + wanted > width):
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += wanted + self._space
        return lines
