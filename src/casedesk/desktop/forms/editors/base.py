"""What every editor can do: speak Python types, and change nothing that was not touched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from casedesk.kernel.fields import Field, Missing
from casedesk.kernel.words import _
from casedesk.records.reading import Choice
from casedesk.records.showing import MISSING_WORDS
from casedesk.store.code_lists import CodeLabels
from casedesk.store.types import from_plain, to_plain

_NOT_LEAVING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Reasons to lose the focus that are no step to another field."""


@dataclass(frozen=True, slots=True)
class Around:
    """What editors need to know of the world: code lists, the time, and records to point at."""

    labels: CodeLabels
    today: Callable[[], date]
    now: Callable[[], datetime]
    choices: Callable[[Field], Sequence[Choice]]


class Editor(QWidget):
    """Shows and edits one value of one declared field.

    ``value`` answers a Python value, None, a ``Missing``, or a ``Refused`` whose sentence says
    what is wrong with what was typed. Without a touch of the user it answers exactly what
    ``show_value`` was given.
    """

    edited = Signal()
    """The user changed something; perhaps not for the last time."""
    left = Signal()
    """The user went on to something else, or chose decisively."""
    understood = Signal(str)
    """How something vague was understood, to be shown beside the field; empty to clear."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.around = around
        self.read_only = False
        self._shown: Any = None
        self._touched = False
        self._showing = False
        self._reason: Missing | None = None
        self._reasons: QToolButton | None = None
        self._controls: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    @property
    def touched(self) -> bool:
        """Whether the user changed something since a value was last shown."""
        return self._touched

    def value(self) -> Any:
        """What the field says now."""
        if not self._touched:
            return self._shown
        return self._reason if self._reason is not None else self._read()

    def show_value(self, value: Any) -> None:
        """Show what is stored."""
        self._shown = value
        self._touched = False
        self._display_quietly(value)

    def settle(self, value: Any) -> None:
        """What the user typed is stored now; do not move the cursor of who is still here."""
        self._shown = value
        self._touched = False
        if not self.holds_focus():
            self._display_quietly(value)

    def typed(self) -> Any:
        """What stands in the field, as JSON can hold it; for drafts."""
        value = self.value()
        return {"plain": to_plain(value)}

    def show_typed(self, typed: Any) -> None:
        """Take up a draft again, as touched by the user."""
        self._display_quietly(from_plain(typed["plain"]))
        self._touched = True

    def take(self, value: Any) -> None:
        """The user chose to take over a value; the same as typing it and going on."""
        self._display_quietly(value)
        self._decide()

    def control(self) -> QWidget:
        """The widget that its label names and that takes the focus."""
        return self._controls[0]

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed."""
        self.read_only = read_only
        for control in self._controls:
            control.setEnabled(not read_only)
        if self._reasons is not None:
            self._reasons.setVisible(not read_only)

    def set_accessible(self, name: str, description: str) -> None:
        """Say to a screen reader what this is."""
        for control in self._controls:
            if not control.accessibleName():
                control.setAccessibleName(name)
            control.setAccessibleDescription(description)
        if self._reasons is not None:
            self._reasons.setAccessibleName(_("{field}: why it is not known").format(field=name))

    def holds_focus(self) -> bool:
        """Whether the user is here now."""
        widget = QApplication.focusWidget()
        while widget is not None:
            if widget is self:
                return True
            widget = widget.parentWidget()
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if passes_undo(watched, event):
                # There is nothing of its own to undo here: the undo of the store hears it.
                event.ignore()
                return True
        elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in _NOT_LEAVING and not self.holds_focus():
                self.left.emit()
        elif kind == QEvent.Type.Wheel and not getattr(watched, "scrolls", False):
            # Rolling over a form must not change what stands in it.
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # For the editors of each kind.

    def _display(self, value: Any) -> None:
        """Put a value, None or a reason into the controls."""
        raise NotImplementedError

    def _read(self) -> Any:
        """The value that the controls say."""
        raise NotImplementedError

    def _adopt(self, control: QWidget, stretch: int = 1) -> None:
        """Take a control into the editor."""
        control.installEventFilter(self)
        self._controls.append(control)
        self._row.addWidget(control, stretch)
        if len(self._controls) == 1:
            self.setFocusProxy(control)

    def _offer_reasons(self) -> None:
        """Beside the field: a quiet way to say why there is no value."""
        if not self.field.may_be_missing:
            return
        button = QToolButton(self)
        button.setText("…")
        button.setProperty("look", "small")
        button.setToolTip(_("Why is it not known?"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for reason, words in MISSING_WORDS.items():
            action = QAction(_(words), menu)
            action.triggered.connect(lambda _checked=False, r=reason: self._give_reason(r))
            menu.addAction(action)
        button.setMenu(menu)
        button.installEventFilter(self)
        self._reasons = button
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _give_reason(self, reason: Missing) -> None:
        self._display_quietly(reason)
        self._touch()
        self._reason = reason
        self.left.emit()

    def _touch(self) -> None:
        """The user changed something."""
        if self._showing:
            return
        self._reason = None
        self._touched = True
        self.edited.emit()

    def _decide(self) -> None:
        """The user chose with one deed what needs no second look."""
        self._touch()
        self.left.emit()

    def _display_quietly(self, value: Any) -> None:
        self._reason = value if isinstance(value, Missing) else None
        self._showing = True
        try:
            self._display(value)
        finally:
            self._showing = False


def passes_undo(box: QObject, event: QKeyEvent) -> bool:
    """Whether a text box must let Ctrl+Z or its opposite pass."""
    undo = event.matches(QKeySequence.StandardKey.Undo)
    if not undo and not event.matches(QKeySequence.StandardKey.Redo):
        return False
    if isinstance(box, QPlainTextEdit):
        document = box.document()
        return not (document.isUndoAvailable() if undo else document.isRedoAvailable())
    if isinstance(box, QLineEdit):
        return not (box.isUndoAvailable() if undo else box.isRedoAvailable())
    return True


def missing_words(value: Any) -> str:
    """The words for a reason, as they stand in an empty field; else empty."""
    return _(MISSING_WORDS[value]) if isinstance(value, Missing) else ""
