"""A list to choose from, short or long; long ones are searched by typing part of a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from casedesk.desktop.forms.editors.lines import Line
from casedesk.kernel.names import fold

LONG = 12
"""Above this many options a list is searched by typing."""

_FOLDED = int(Qt.ItemDataRole.UserRole) + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose; ``quiet`` ones stand apart at the end."""

    value: Any
    label: str
    quiet: bool = False


class _Offers(QAbstractListModel):
    """The options as a list; makes nothing for an option before it is looked at."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._offers: Sequence[Offer] = ()
        self._folded: list[str] = []
        self._quiet = QFont()

    def replace(self, offers: Sequence[Offer], font: QFont) -> None:
        """Offer something else."""
        self.beginResetModel()
        self._offers, self._folded = offers, []
        self._quiet = QFont(font)
        self._quiet.setItalic(True)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._offers)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        offer = self._offers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return offer.label
        if role == _FOLDED:
            if not self._folded:
                self._folded = [fold(each.label) for each in self._offers]
            return self._folded[index.row()]
        return self._quiet if role == Qt.ItemDataRole.FontRole and offer.quiet else None


class _Completer(QCompleter):
    """Finds a part of a label anywhere, without regard to case and accents."""

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: Index) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class OptionBox(QComboBox):
    """A combo box that knows *nothing chosen*, and never takes what was only half typed."""

    typedText = Signal()
    """The user typed or moved through the list."""
    picked = Signal()
    """The user chose from the open list."""

    def __init__(self, parent: QWidget | None = None, *, searched: bool = False) -> None:
        super().__init__(parent)
        self._offers: list[Offer] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setMaxVisibleItems(16)
        self._list = _Offers(self)
        self.setModel(self._list)
        if searched:
            self._make_searched()
        self.activated.connect(self._activated)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Replace what can be chosen."""
        self._offers = list(offers)
        if self.isEditable():
            # A combo box lays its whole list out at each change of font or style, so a long
            # list waits until it is needed.
            self._list.replace((), self.font())
            self.setEditText("")
        else:
            self._list.replace(self._offers, self.font())
        self.setCurrentIndex(-1)

    def choose(self, value: Any) -> None:
        """Show this value; None, or one that is not offered, clears the box."""
        index = next((i for i, each in enumerate(self._offers) if same(each.value, value)), -1)
        if value is None and self.isEditable():
            index = -1
        self.setCurrentIndex(index)
        if self.isEditable():
            self.setEditText(self._offers[index].label if index >= 0 else "")
            self._edit().setCursorPosition(0)

    def chosen(self) -> Any:
        """What is chosen now; a text (str) that fits nothing comes back as :class:`Typed`."""
        if not self.isEditable():
            index = self.currentIndex()
            return self._offers[index].value if index >= 0 else None
        text = fold(self.currentText())
        if not text:
            return None
        # A practised user types the code itself.
        exact = [o for o in self._offers if text in (fold(o.label), fold(_code(o.value)))]
        if exact:
            return exact[0].value
        part = [each for each in self._offers if text in fold(each.label)]
        return part[0].value if len(part) == 1 else Typed(self.currentText().strip())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fill()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        self._fill()
        super().showPopup()

    def _fill(self) -> None:
        """Put the options of a long list in place; what stands in the box stays."""
        if self._list.rowCount() == len(self._offers):
            return
        words, at = self.currentText(), self._edit().cursorPosition()
        index = next((i for i, each in enumerate(self._offers) if each.label == words), -1)
        self._list.replace(self._offers, self.font())
        self.setCurrentIndex(index)
        self.setEditText(words)
        self._edit().setCursorPosition(at)

    def _make_searched(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = Line(self)
        self.setLineEdit(line)
        completer = _Completer(self._list, self)
        completer.setCompletionRole(_FOLDED)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        completer.activated.connect(self._completed)
        line.textEdited.connect(self._typed)

    def _edit(self) -> Line:
        line = self.lineEdit()
        assert isinstance(line, Line)  # noqa: S101 - made above, for the type check
        return line

    def _typed(self, _text: str) -> None:
        self._fill()
        completer = self.completer()
        popup = completer.popup() if completer is not None else None
        if popup is not None and popup.property("look") is None:
            popup.setProperty("look", "found")
        self.typedText.emit()

    def _activated(self, _index: int) -> None:
        self.typedText.emit()
        if self.view().isVisible() or self.isEditable():
            self.picked.emit()

    def _completed(self, *_what: object) -> None:
        self.typedText.emit()
        self.picked.emit()


def _code(value: Any) -> str:
    return value if type(value) is str else ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that names none of the options."""

    text: str


def same(one: Any, other: Any) -> bool:
    """Whether two values are one: the reason "unknown" is not the code "unknown"."""
    return type(one) is type(other) and bool(one == other)
