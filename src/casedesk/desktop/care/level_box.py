"""A level by one key: a figure sets it, arrows go to the domain above or below."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from casedesk.kernel.fields import Missing
from casedesk.kernel.words import _
from casedesk.records.showing import MISSING_WORDS

UNKNOWN_KEYS = ("u", "o", "?")
"""Unknown, onbekend."""


class LevelBox(QComboBox):
    """Empty, the levels by their figure from 1 (gravest), and unknown."""

    decided = Signal()
    """The user chose another level."""
    unchanged = Signal()
    """The user says that it is as it was the last time."""
    moved = Signal(int)
    """The user goes so many domains down (or up)."""

    def __init__(self, levels: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._values: list[Any] = [None, *(code for code, _label in levels), Missing.UNKNOWN]
        self.addItem(_("(not filled in)"))
        for number, (_code, label) in enumerate(levels, start=1):
            self.addItem(f"{number}  {label}")
        self.addItem(f"u  {_(MISSING_WORDS[Missing.UNKNOWN])}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.activated.connect(lambda _place: self.decided.emit())

    def value(self) -> Any:
        """The code, why there is none, or None."""
        return self._values[self.currentIndex()]

    def show_value(self, value: Any) -> None:
        """Show a level; what is not in the list stays away."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed, key = event.text().lower(), event.key()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        )  # fmt: skip
        if not plain:
            super().keyPressEvent(event)
        elif typed.isdigit() and typed != "0" and int(typed) < len(self._values) - 1:
            self._set(int(typed))
        elif typed in UNKNOWN_KEYS and typed:
            self._set(len(self._values) - 1)
        elif typed == "0" or key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._set(0)
        elif typed == "=":
            self.unchanged.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.moved.emit(1)
        elif key == Qt.Key.Key_Up:
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Rolling over the page must not change what stands in it.
        event.ignore()

    def _set(self, place: int) -> None:
        if place != self.currentIndex():
            self.setCurrentIndex(place)
            self.decided.emit()
