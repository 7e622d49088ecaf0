"""Parts beside each other where there is room, below each other where there is not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

LEAST = 110
"""In fewer characters than this, two parts beside each other are too narrow to read."""


class Beside(QSplitter):
    """A splitter that turns with the room that it gets and with the size of text."""

    def __init__(self, least: int = LEAST) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._least = least
        self._lines: Sequence[int] = ()
        self.setChildrenCollapsible(False)

    def stack_with(self, lines: Sequence[int]) -> None:
        """So many lines of text are the least height of each part when they are stacked."""
        self._lines = lines

    def fits(self, width: int) -> bool:
        """Whether the parts can stand beside each other in this width."""
        return width >= self.fontMetrics().averageCharWidth() * self._least

    def turn(self, width: int) -> None:
        """Stand as the width asks."""
        wanted = Qt.Orientation.Horizontal if self.fits(width) else Qt.Orientation.Vertical
        stacked = wanted is Qt.Orientation.Vertical
        line = self.fontMetrics().lineSpacing() if stacked else 0
        for place, lines in enumerate(self._lines):
            part = self.widget(place)
            if part is not None:
                part.setMinimumHeight(line * lines)
        if wanted is not self.orientation():
            self.setOrientation(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not isinstance(self.parent(), QWidget) or not self._lines:
            self.turn(self.width())
        super().resizeEvent(event)


class StackRoom(QScrollArea):
    """The room around parts that are stacked and scrolled where they do not fit beside."""

    def __init__(self, parts: Beside) -> None:
        super().__init__()
        self._parts = parts
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(parts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._parts.turn(self.viewport().width())
        super().resizeEvent(event)
