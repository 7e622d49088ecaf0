"""Small parts that many pages are made of."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casedesk.desktop.theme import icons, tokens

Layout = TypeVar("Layout", bound=QBoxLayout)


def text(words: str, look: str = "", *, wrap: bool = False) -> QLabel:
    """A label that looks as the style sheet says for ``look``."""
    label = Wrapped(words) if wrap else QLabel(words)
    if look:
        label.setProperty("look", look)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class Wrapped(QLabel):
    """Words over several lines, that keep as much room as they need at their present width.

    Qt's scroll areas and stacks forget that such a label grows higher as it gets narrower.
    """

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _height(self) -> int:
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized) and self.width() > 0:
            return self.heightForWidth(self.width())
        return super().minimumSizeHint().height()


class Elided(QLabel):
    """Words on one line, that end in dots where there is less room, and say all on pointing."""

    _LEAST = 16

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        cut = metrics.horizontalAdvance(self._words) - metrics.horizontalAdvance(self.text())
        return super().sizeHint() + QSize(cut, 0)

    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().averageCharWidth() * self._LEAST
        return QSize(min(self.sizeHint().width(), least), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics, missing = self.fontMetrics(), self.sizeHint().width() - self.width()
        shown = self._words
        if missing > 0:
            room = metrics.horizontalAdvance(self._words) - missing
            shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(self._words if missing > 0 else "")


class Picture(QLabel):
    """An icon beside words, in a colour of the theme, also after the theme has changed."""

    def __init__(self, name: str, size: int = 20, token: str = "text") -> None:  # noqa: S107
        super().__init__()
        self._size = size
        self.show_icon(name, token)

    def show_icon(self, name: str, token: str = "text") -> None:  # noqa: S107 - a design token
        """Show another icon."""
        icons.place(self, name, self._size, token)


def button(words: str, act: Callable[[], None], *, look: str = "", icon: str = "") -> QPushButton:
    """A button that does something when pressed."""
    made = QPushButton(words)
    if look:
        made.setProperty("look", look)
    if icon:
        icons.dress(made, icon, "on_accent" if look == "primary" else "text")
    made.clicked.connect(lambda _checked=False: act())
    return made


def row(*parts: QWidget | None, spacing: int = tokens.SPACE_S) -> QHBoxLayout:
    """Widgets beside each other; ``None`` takes the room that is left."""
    return _filled(QHBoxLayout(), parts, spacing)


def column(*parts: QWidget | None, spacing: int = tokens.SPACE_S) -> QVBoxLayout:
    """Widgets below each other; ``None`` takes the room that is left."""
    return _filled(QVBoxLayout(), parts, spacing)


def card(layout: QBoxLayout) -> QFrame:
    """A framed sheet around a layout."""
    frame = QFrame()
    frame.setProperty("look", "card")
    layout.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_L, tokens.SPACE_XL, tokens.SPACE_L)
    frame.setLayout(layout)
    return frame


def line() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    made.setProperty("look", "line")
    return made


def show_if(widget: QWidget, shown: bool) -> None:
    """Show or hide a part of a page.

    One that has no parent yet shows with its page; shown by itself it would be a window of its
    own for a blink, and take the keyboard with it.
    """
    if not shown:
        widget.hide()
    elif widget.parentWidget() is not None:
        widget.show()


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget another look now."""
    widget.setProperty("look", look)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def _filled(layout: Layout, parts: tuple[QWidget | None, ...], spacing: int) -> Layout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)
    return layout
