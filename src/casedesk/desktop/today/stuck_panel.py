"""Where things get stuck: a table of counts, per coordinator or per gemeente."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QVBoxLayout, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.today.model import number
from casedesk.desktop.widgets.parts import row, text
from casedesk.desktop.widgets.plain_table import PlainTable
from casedesk.kernel.words import N_, _, ngettext
from casedesk.worklist.stuck import COORDINATOR, GEMEENTE, Stuck, stuck

_TITLES = (
    N_("Late"),
    N_("Longest late"),
    N_("Due today"),
    N_("This week"),
    N_("Put off till later"),
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StuckPanel(QWidget):
    """Counts without a person: what is late with whom, and for how long."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.by = QComboBox()
        self.by.addItem(_("Per coordinator"), COORDINATOR)
        self.by.addItem(_("Per gemeente"), GEMEENTE)
        self.by.setAccessibleName(_("Count per"))
        self.by.currentIndexChanged.connect(lambda _row: self.reload())
        self.table = PlainTable(_("Where things get stuck"), (N_("Whose"), *_TITLES), 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        said = _("Numbers only, up to the end of this week. No person stands in this table.")
        layout.addLayout(row(self.by, None))
        layout.addWidget(text(said, "small", wrap=True))
        layout.addWidget(self.table, 1)

    def reload(self) -> None:
        """Count again."""
        desk, by = self._desk, str(self.by.currentData())

        def read() -> tuple[Stuck, ...]:
            with desk.sitting.store.read() as session:
                return stuck(session, desk.reader, by)

        desk.runner.run(read, self._show, owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The names take the room that is left, and never less than they need."""
        table, head = self.table, self.table.horizontalHeader()
        others = sum(head.sectionSize(place) for place in range(1, head.count()))
        room = table.viewport().width() - others >= table.sizeHintForColumn(0)
        mode = QHeaderView.ResizeMode.Stretch if room else QHeaderView.ResizeMode.ResizeToContents
        head.setSectionResizeMode(0, mode)

    def _show(self, found: tuple[Stuck, ...]) -> None:
        chosen = self.table.currentRow()
        self.table.setRowCount(0)
        for each in found:
            longest = ngettext("{n} day", "{n} days", each.days_late).format(n=each.days_late)
            counts = (each.late, each.today, each.week, each.put_off)
            late, today, week, waits = (number(count) for count in counts)
            self.table.add((each.name, late, longest if each.late else "", today, week, waits))
        for line in range(self.table.rowCount()):
            for place in range(1, len(_TITLES) + 1):
                cell = self.table.item(line, place)
                if cell is not None:
                    cell.setTextAlignment(_RIGHT)
        self._fit()
        if self.table.rowCount():
            self.table.setCurrentCell(min(max(0, chosen), self.table.rowCount() - 1), 0)
