"""The log as the log officer reads it: who did what, when and where, not what was written."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.access.trail import HistoryLine, history
from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.desktop.widgets.plain_table import PlainTable
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import N_, _

_TITLES = (
    N_("Line"), N_("When"), N_("Who"), N_("Role"), N_("What"), N_("Result"), N_("Computer"),
)  # fmt: skip
_AT_ONCE = 200
_RESULTS = {"done": N_("done"), "refused": N_("refused"), "failed": N_("failed")}


class TrailPart(QWidget):
    """Lines of the trail, newest first, two hundred at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._last: int | None = None
        self._noted = False
        self.table = PlainTable(_("Log"), _TITLES, grow=4)
        self._count = text("", "muted")
        self._more = button(_("Show earlier lines"), self._load)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_M, 0, 0)
        layout.setSpacing(tokens.SPACE_M)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(self._more, None, self._count))
        self._load()

    def refresh(self, changes: Changes) -> None:
        """New lines came: begin again at the newest."""
        del changes
        self._last = None
        self.table.setRowCount(0)
        self._load()

    def _load(self) -> None:
        store, reader, before = self._desk.sitting.store, self._desk.reader, self._last
        note = not self._noted
        self._noted = True

        def read() -> tuple[HistoryLine, ...]:
            from casedesk.store.journal import Act

            if note:  # reading the log is a deed too (NEN 7513)
                store.note(Act.READ, N_("Log read"))
            with store.read() as session:
                return history(session, reader, limit=_AT_ONCE, before=before)

        self._desk.runner.run(read, self._show, owner=self)

    def _show(self, lines: tuple[HistoryLine, ...]) -> None:
        from casedesk.records.showing import show_moment

        for line in lines:
            result = _(_RESULTS.get(line.result, line.result))
            self.table.add(
                (
                    str(line.seq), show_moment(line.at), line.who, line.role, line.sentence,
                    result, line.machine,
                )
            )  # fmt: skip
        if lines:
            self._last = lines[-1].seq
        self._more.setEnabled(len(lines) == _AT_ONCE)
        self._count.setText(_("{n} lines shown").format(n=self.table.rowCount()))
