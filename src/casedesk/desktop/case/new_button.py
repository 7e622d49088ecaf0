"""What can be started in a case from any of its tabs: one menu, and keys for what is frequent."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from casedesk.desktop.case.part import Room
from casedesk.desktop.desk import BoundCommand
from casedesk.desktop.theme import icons
from casedesk.desktop.widgets.parts import show_if
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import _
from casedesk.store.declare import record_class

NEW_KINDS = ("contact_moment", "note", "action", "referral", "deadline", "person", "document",
             "triage", "notification")  # fmt: skip
"""What can be started from any tab, in the order of the menu."""

KEYS: Mapping[str, str] = {
    "person": "Ctrl+Shift+P",
    "referral": "Ctrl+Shift+V",
    "action": "Ctrl+Shift+A",
    "note": "Ctrl+Shift+N",
}
"""What is started so often that it has a key; a contact has one anywhere."""


class NewButton(QToolButton):
    """Offers only what the role may make."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self.setText(_("New"))
        icons.dress(self, "plus")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(_("New in this case"))
        menu = QMenu(self)
        for kind in NEW_KINDS:
            if room.may_change(kind):
                record = record_class(kind).record
                action = menu.addAction(icons.icon(record.icon), _(record.label))
                action.triggered.connect(lambda _checked=False, k=kind: room.add(k))
        self.setMenu(menu)
        show_if(self, not menu.isEmpty())

    def commands(self) -> list[BoundCommand]:
        """The same by keys, as far as there are."""
        found = []
        for kind, keys in KEYS.items():
            if self._room.may_change(kind):
                record = record_class(kind).record
                words = _("New: {kind}").format(kind=_(record.label).lower())
                command = Command(f"case.new-{kind}", words, keys, record.icon, Menu.PAGE, 1)
                found.append(BoundCommand(command, partial(self._room.add, kind)))
        return found
