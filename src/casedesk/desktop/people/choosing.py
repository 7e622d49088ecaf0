"""One field of two persons: both values beside each other, and which one counts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import text
from casedesk.kernel.words import _
from casedesk.people.comparing import FieldPair
from casedesk.people.merging import Side


class FieldChoice(QFrame):
    """The label, and a round button for each value; the arrow keys go between them."""

    def __init__(self, pair: FieldPair) -> None:
        super().__init__()
        self.pair = pair
        self.buttons: dict[Side, QRadioButton] = {}
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, tokens.SPACE_XS, 0, tokens.SPACE_XS)
        grid.setHorizontalSpacing(tokens.SPACE_L)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(text(pair.label, "muted", wrap=True), 0, 0, 1, 2)
        self._offer(grid, Side.KEPT, pair.kept, 1, 0)
        self._offer(grid, Side.GONE, pair.gone, 1, 1)
        if pair.both:
            self._offer(grid, Side.BOTH, _("Both together"), 2, 0)
        self.buttons[pair.side].setChecked(True)

    @property
    def side(self) -> Side:
        """Whose value counts."""
        return next(side for side, made in self.buttons.items() if made.isChecked())

    def _offer(self, grid: QGridLayout, side: Side, words: str, line: int, place: int) -> None:
        shown = words or _("not filled in")
        made = QRadioButton()
        made.setAccessibleName(f"{self.pair.label}: {shown}")
        self._group.addButton(made)
        self.buttons[side] = made
        beside = text(shown, "" if words else "muted", wrap=True)
        beside.setBuddy(made)
        # Beside its button in every script.
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        beside.setAlignment(flags | Qt.AlignmentFlag.AlignVCenter)
        inside = QGridLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setColumnStretch(1, 1)
        inside.addWidget(made, 0, 0)
        inside.addWidget(beside, 0, 1)
        holder = QWidget()
        holder.setLayout(inside)
        # A click on the words chooses, too.
        beside.mousePressEvent = lambda _event: made.setChecked(True)  # type: ignore[method-assign]
        grid.addWidget(holder, line, place, Qt.AlignmentFlag.AlignTop)


class SideHead(QWidget):
    """The name of one of the two, and what becomes of the entry."""

    def __init__(self, name: str, about: str, fate: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(text(fate, "muted", wrap=True))
        layout.addWidget(text(name, "heading", wrap=True))
        if about:
            layout.addWidget(text(about, "muted", wrap=True))
        layout.addStretch(1)
