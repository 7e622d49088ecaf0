"""Yes, no, or not known: three answers, all visible."""

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from casedesk.desktop.forms.editors.base import Around, Editor
from casedesk.kernel.fields import Field
from casedesk.kernel.words import _


class FlagEditor(Editor):
    """A question that is answered with yes or no, once the answer is known."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[bool | None, QRadioButton] = {}
        for value, words in ((True, _("Yes")), (False, _("No")), (None, _("Not known"))):
            button = QRadioButton(words, self)
            button.clicked.connect(self._decide)
            self._group.addButton(button)
            self._buttons[value] = button
            self._adopt(button, 0)
        if field.required:
            self._buttons[None].hide()
        self._row.addStretch(1)
        self._offer_reasons()

    def set_accessible(self, name: str, description: str) -> None:
        for button in self._buttons.values():
            button.setAccessibleName(f"{name}: {button.text()}")
        super().set_accessible(name, description)

    def _display(self, value: Any) -> None:
        self._buttons[value if isinstance(value, bool) else None].setChecked(True)

    def _read(self) -> Any:
        return next((v for v, button in self._buttons.items() if button.isChecked()), None)
