"""A titled group of fields that can be folded away; two columns where there is room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.kernel.forms import Section
from casedesk.kernel.words import _

TWO_COLUMNS = 76
"""From this width on, in characters, short fields stand two beside each other."""


class SectionBox(QWidget):
    """Draws a :class:`Section`; hidden while none of its fields is wanted."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FieldRow] = []
        self._columns = 0
        self._head = QToolButton(self)
        self._head.setText(_(section.title))
        self._head.setProperty("look", "section")
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setCheckable(True)
        self._head.setChecked(not section.folded)
        self._head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._head.toggled.connect(self._fold)
        self._caution = Banner(self)
        self._body = QWidget(self)
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, tokens.SPACE_S, 0, tokens.SPACE_M)
        self._grid.setHorizontalSpacing(tokens.SPACE_XL)
        self._grid.setVerticalSpacing(tokens.SPACE_L)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._caution)
        column.addWidget(self._body)
        if section.caution:
            self._caution.say(_(section.caution), "warning")
        self._has_caution = bool(section.caution)
        self._fold(not section.folded)

    @property
    def folded(self) -> bool:
        """Whether only the title shows."""
        return not self._head.isChecked()

    @property
    def inside(self) -> QWidget:
        """What the rows of the section are made in."""
        return self._body

    def take(self, row: FieldRow) -> None:
        """A row that was made inside; it gets its place when the section is arranged."""
        self._rows.append(row)

    def unfold(self) -> None:
        """Show the fields."""
        self._head.setChecked(True)

    def bare(self) -> None:
        """Show the fields without a title, for a form of a single group."""
        self._head.hide()

    def arrange(self) -> None:
        """Put the wanted fields in their places."""
        wanted = [row for row in self._rows if row.wanted]
        self.setVisible(bool(wanted))
        columns = self._fitting_columns()
        for row in self._rows:
            # Not takeAt: its items would outlive this line, and with them stale heights.
            self._grid.removeWidget(row)
        line, place = 0, 0
        for row in self._rows:
            row.setVisible(row.wanted)
        for row in wanted:
            if row.wide or columns == 1:
                line, place = line + (place > 0), 0
                self._grid.addWidget(row, line, 0, 1, columns)
                line += 1
                continue
            self._grid.addWidget(row, line, place)
            place += 1
            if place == columns:
                line, place = line + 1, 0
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self._columns = columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting_columns() != self._columns:
            self.arrange()

    def _fitting_columns(self) -> int:
        characters = self.width() / max(1, self.fontMetrics().averageCharWidth())
        return 2 if characters >= TWO_COLUMNS else 1

    def _fold(self, open_: bool) -> None:
        icons.dress(self._head, "chevron-down" if open_ else "chevron-right", "muted")
        self._body.setVisible(open_)
        self._caution.setVisible(open_ and self._has_caution)
        state = _("open") if open_ else _("folded")
        self._head.setAccessibleName(f"{self._head.text()} ({state})")
