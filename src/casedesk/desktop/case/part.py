"""What every tab of a case can do, and the room it stands in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from casedesk.access.rights import may_change
from casedesk.desktop.case.tab_order import put_in_reading_order
from casedesk.desktop.desk import BoundCommand, Desk
from casedesk.desktop.theme import tokens
from casedesk.kernel.changes import Changes
from casedesk.store.declare import record_class


@dataclass(frozen=True, slots=True)
class Room:
    """The case that the tabs share, and the ways between them.

    ``add`` starts a new record of a kind on the tab where such records stand.
    """

    desk: Desk
    case_id: int
    add: Callable[[str], None]

    def may_change(self, kind: str) -> bool:
        """Whether this person may make and change records of this kind."""
        return may_change(self.desk.sitting.actor, record_class(kind).record.realm)

    def show(self, tab: str, kind: str = "", record_id: int = 0) -> None:
        """Go to another tab, and there to one record; the way back remembers it."""
        entry = (kind, record_id) if kind else None
        self.desk.open_case(self.case_id, tab, entry)


class CasePart(QWidget):
    """One tab of a case. ``kinds`` are those of which it shows, and may add, single records."""

    kinds: tuple[str, ...] = ()

    def refresh(self, changes: Changes) -> None:
        """Some records changed; read again what is affected."""

    def flush(self) -> None:
        """Save what was typed as drafts."""

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring one record into view and open it."""

    def add(self, kind: str) -> None:
        """Start a new record."""

    def commands(self) -> Sequence[BoundCommand]:
        """What can be ordered on this tab."""
        return ()

    def start(self) -> None:
        """Put the focus where work begins."""
        self.setFocus()


class Sheet(QScrollArea):
    """A tab that scrolls as a whole: its parts below each other, no wider than reads well."""

    def __init__(self, *, widest: int = 200) -> None:
        super().__init__()
        self._widest = widest
        self.inside = QWidget()
        self.inside.setProperty("look", "page")
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(
            tokens.SPACE_XL, tokens.SPACE_L, tokens.SPACE_XL, tokens.SPACE_XL
        )
        self.column.setSpacing(tokens.SPACE_L)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside.installEventFilter(self)
        self._order = QTimer(self)
        self._order.setSingleShot(True)
        self._order.setInterval(0)
        self._order.timeout.connect(lambda: put_in_reading_order(self.inside))
        self.setWidget(self.inside)
        self._measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._order.start()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        """Widths follow the size of the text."""
        self.inside.setMaximumWidth(self.fontMetrics().averageCharWidth() * self._widest)


def filled(part: QWidget, inside: QWidget) -> None:
    """Let ``inside`` take the whole of ``part``."""
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inside)
