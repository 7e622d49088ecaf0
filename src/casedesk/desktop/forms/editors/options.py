"""A list to choose from, short or long; long ones are searched by typing part of a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from casedesk.desktop.forms.editors.base import passes_undo
from casedesk.desktop.forms.editors.lines import Line
from casedesk.kernel.names import fold

LONG = 12
"""Above this many options a list is searched by typing."""

_FOLDED = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose; ``quiet`` ones stand apart at the end."""

    value: Any
    label: str
    quiet: bool = False


class _Completer(QCompleter):
    """Finds a part of a label anywhere, without regard to case and accents."""

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
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
        self._list = QStandardItemModel(self)
        self.setModel(self._list)
        if searched:
            self._make_searched()
        self.activated.connect(self._activated)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Replace what can be chosen."""
        self._offers = list(offers)
        self._list.clear()
        for place, each in enumerate(self._offers):
            item = QStandardItem(each.label)
            item.setData(fold(each.label), _FOLDED)
            item.setEditable(False)
            if each.quiet:
                font = QFont(self.font())
                font.setItalic(True)
                item.setFont(font)
            self._list.appendRow(item)
            if each.quiet and place and not self._offers[place - 1].quiet:
                item.setData(True, int(Qt.ItemDataRole.UserRole) + 2)
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
        exact = [each for each in self._offers if fold(each.label) == text]
        if exact:
            return exact[0].value
        part = [each for each in self._offers if text in fold(each.label)]
        return part[0].value if len(part) == 1 else Typed(self.currentText().strip())

    def event(self, event: QEvent) -> bool:
        if not self.isEditable() and passes_undo(event, undo=False, redo=False):
            event.ignore()
            return False
        return super().event(event)

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
        popup = completer.popup()
        if popup is not None:
            popup.setProperty("look", "found")
        self.setCompleter(completer)
        completer.activated.connect(self._completed)
        line.textEdited.connect(self.typedText)

    def _edit(self) -> Line:
        line = self.lineEdit()
        assert isinstance(line, Line)  # noqa: S101 - made above, for the type check
        return line

    def _activated(self, _index: int) -> None:
        self.typedText.emit()
        if self.view().isVisible() or self.isEditable():
            self.picked.emit()

    def _completed(self, *_what: object) -> None:
        self.typedText.emit()
        self.picked.emit()


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that names none of the options."""

    text: str


def same(one: Any, other: Any) -> bool:
    """Whether two values are one: the reason "unknown" is not the code "unknown"."""
    return type(one) is type(other) and bool(one == other)
