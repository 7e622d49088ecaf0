"""A new recovery code in place of the old one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.desktop.widgets.recovery_sheet import RecoverySheet
from casedesk.kernel.words import _


class RecoveryDialog(QDialog):
    """Makes the code as soon as it is asked for; before that the old one stays good."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Recovery code"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sheet = RecoverySheet(desk.runner)
        self.sheet.confirmed.connect(self.accept)
        why = _("A new code makes the old paper worthless. Print it and keep it in a safe.")
        self._done = button(_("Done"), self.sheet.check, look="primary")
        self._make = button(_("Make a new code"), self._begin, look="primary")
        layout = column(
            text(_("Recovery code"), "heading"), text(why, "muted", wrap=True), self.sheet,
            spacing=tokens.SPACE_M,
        )  # fmt: skip
        layout.addLayout(row(button(_("Cancel"), self.reject), None, self._make, self._done))
        margin = tokens.SPACE_XL
        layout.setContentsMargins(margin, margin, margin, margin)
        self.setLayout(layout)
        self.sheet.hide()
        self._done.hide()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    def _begin(self) -> None:
        self._make.hide()
        self._done.show()
        self.sheet.show()
        self.sheet.make_for(self._desk.sitting)

    def done(self, result: int) -> None:
        self.sheet.forget()
        super().done(result)
