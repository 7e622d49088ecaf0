"""A picture of numbers: one bar per line, each with its word and its number beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casedesk.desktop.theme import tokens

_WORDS = 0.42
"""The most of the width that words take beside the bars; with more they stand above them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the picture."""

    label: str
    number: int


class BarPicture(QWidget):
    """Draws bars from the left, the longest as wide as there is room.

    Words and numbers are drawn beside each bar, so that the colour carries no meaning. A screen
    reader gets the same as text; the table below the picture is for the keyboard.
    """

    def __init__(self) -> None:
        super().__init__()
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> Sequence[Bar]:
        """What is drawn, from above."""
        return self._bars

    def show_bars(self, title: str, bars: Sequence[Bar]) -> None:
        """Draw these."""
        self._bars = tuple(bars)
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.number}" for bar in bars))
        self.updateGeometry()
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 60, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 24, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, metrics = tokens.of(self), self.fontMetrics()
        painter = QPainter(self)
        most = max((bar.number for bar in self._bars), default=0)
        line, words = self._line(), self._words_width()
        above = words == 0
        left = 0 if above else words + tokens.SPACE_M
        number_width = metrics.horizontalAdvance(str(most)) + tokens.SPACE_S
        room = max(1, self.width() - left - number_width - tokens.SPACE_S)
        thick = max(tokens.SPACE_M, metrics.height() - tokens.SPACE_S)
        for place, bar in enumerate(self._bars):
            top = place * line
            words_box = QRect(0, top, self.width() if above else words, metrics.height())
            painter.setPen(theme.colour("text"))
            said = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, words_box.width())
            sides = Qt.AlignmentFlag.AlignLeft if above else Qt.AlignmentFlag.AlignRight
            painter.drawText(words_box, sides | Qt.AlignmentFlag.AlignVCenter, said)
            bar_top = top + (metrics.height() if above else (metrics.height() - thick) // 2)
            width = round(room * bar.number / most) if most else 0
            if width:
                painter.fillRect(QRect(left, bar_top, max(2, width), thick), theme.colour("accent"))
            at = QRect(
                left + width + tokens.SPACE_S,
                bar_top + (thick - metrics.height()) // 2,
                number_width,
                metrics.height(),
            )
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                             str(bar.number))  # fmt: skip

    def _words_width(self) -> int:
        """How wide the words beside the bars are; 0: they stand above them."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        return widest + 2 if widest <= self.width() * _WORDS else 0

    def _line(self) -> int:
        height = self.fontMetrics().height()
        return (height if self._words_width() else 2 * height) + tokens.SPACE_S

    def _height(self) -> int:
        return max(1, len(self._bars)) * self._line()

    def _fit(self) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())
