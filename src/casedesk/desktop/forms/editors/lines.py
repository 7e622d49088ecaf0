"""One line of text, and whole numbers."""

import re
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from casedesk.desktop.forms.editors.base import Around, Editor, missing_words
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Field, Missing
from casedesk.kernel.words import _


class Line(QLineEdit):
    """A text box of which no input method learns words."""

    _characters = 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText)

    def fit(self, characters: int) -> None:
        """Be as wide as what is typed here, not as wide as the form."""
        self._characters = characters
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * characters + 24)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A page outlives a change of the text size: its dates must not be cut off then.
        if self._characters and event.type() == QEvent.Type.FontChange:
            self.fit(self._characters)


class LineEditor(Editor):
    """A short text."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.line = Line(self)
        self.line.textEdited.connect(self._touch)
        self._adopt(self.line)
        self._offer_reasons()

    def typed(self) -> Any:
        if self._reason is not None:
            return super().typed()
        return {"text": self.line.text()}

    def show_typed(self, typed: Any) -> None:
        if "text" not in typed:
            super().show_typed(typed)
            return
        self._reason = None
        self._put(typed["text"])
        self._touched = True

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        # Readable and selectable, unlike a control that is switched off.
        self.line.setEnabled(True)
        self.line.setReadOnly(read_only)

    def _display(self, value: Any) -> None:
        self._put("" if value is None or isinstance(value, Missing) else self._say(value))
        self.line.setPlaceholderText(missing_words(value))

    def _put(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def _say(self, value: Any) -> str:
        return str(value)

    def _read(self) -> Any:
        return self.line.text().strip() or None


class NumberEditor(LineEditor):
    """A whole number, or nothing; never a zero that nobody typed."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.line.fit(12)
        self._row.addStretch(1)

    def _read(self) -> Any:
        text = re.sub(r"(?<=\d)[. ](?=\d{3}\b)", "", self.line.text().strip())
        if not text:
            return None
        if re.fullmatch(r"[+-]?\d{1,12}", text):
            return int(text)
        return Refused(_("Type a whole number, for example 3."), self.field.name)
