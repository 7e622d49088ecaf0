"""A value that is only shown: shielded, changed by steps of its own, or not for this role."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from casedesk.desktop.forms.editors.base import Around, Editor
from casedesk.kernel.fields import Field
from casedesk.kernel.words import _


class ShownValue(Editor):
    """Words that can be selected and copied, and never changed."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._adopt(self.words)

    def show_words(self, words: str) -> None:
        """Show a value as it reads."""
        self.words.setText(words or _("not filled in"))

    def set_accessible(self, name: str, description: str) -> None:
        super().set_accessible(name, description)
        self.words.setAccessibleName(f"{name}: {self.words.text()}")

    def _display(self, value: Any) -> None:
        """The words come with the reading of the record."""

    def _read(self) -> Any:
        return self._shown
