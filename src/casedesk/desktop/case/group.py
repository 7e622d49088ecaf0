"""Records of one kind in a case that are folded away until they are wanted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape, RecordList
from casedesk.desktop.theme import icons, tokens
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import _
from casedesk.store.declare import record_class


class Group(QWidget):
    """A list under a head that opens it; read when it is opened first.

    ``words`` name the list where the plural of its kind does not.
    """

    def __init__(self, room: Room, shape: ListShape, words: str = "") -> None:
        super().__init__()
        self._room, self._shape = room, shape
        self._words = words or _(record_class(shape.kind).record.plural)
        self.list: RecordList | None = None
        self._number = 0
        self.head = QToolButton()
        self.head.setProperty("look", "section")
        self.head.setCheckable(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.toggled.connect(self._toggled)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)
        self._column.addWidget(self.head)
        self._toggled(False)

    def say_count(self, number: int) -> None:
        """Show how many there are."""
        self._number = number
        self._name()

    def open(self) -> RecordList:
        """Show the list."""
        self.head.setChecked(True)
        if self.list is None:
            raise AssertionError("an open group has its list")
        return self.list

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if self.list is not None:
            self.list.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        if self.list is not None:
            self.list.flush()

    def _toggled(self, open_: bool) -> None:
        icons.dress(self.head, "chevron-down" if open_ else "chevron-right", "muted")
        if open_ and self.list is None:
            self.list = RecordList(self._room, self._shape)
            self._column.addWidget(self.list)
        if self.list is not None:
            self.list.setVisible(open_)
        self._name()

    def _name(self) -> None:
        words = self._words
        number = f" ({self._number})" if self._number else ""
        self.head.setText(words + number)
        state = _("open") if self.head.isChecked() else _("folded")
        self.head.setAccessibleName(f"{words}{number} ({state})")
