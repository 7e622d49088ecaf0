"""The timeline of one case with its filters and zoom."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casedesk import features
from casedesk.desktop.desk import BoundCommand, Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.timeline.filters import TimelineFilters
from casedesk.desktop.timeline.lines import running
from casedesk.desktop.timeline.model import TimelineModel
from casedesk.desktop.timeline.view import TimelineView
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_, _
from casedesk.timeline.entries import Entry, entries

ZOOM_IN = Command("timeline.in", N_("Timeline: zoom in"), "std:ZoomIn", "plus", Menu.VIEW, 5)
ZOOM_OUT = Command("timeline.out", N_("Timeline: zoom out"), "std:ZoomOut", "", Menu.VIEW, 5)
TO_TODAY = Command("timeline.today", N_("Timeline: to today"), "Ctrl+T", "", Menu.VIEW, 5)


class TimelinePanel(QWidget):
    """Reads the entries of a case and shows them; opening one is up to the page around it."""

    opened = Signal(str, int)
    """The user wants to see this record, by kind and id."""

    def __init__(self, desk: Desk, case_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._case_id = desk, case_id
        self.model = TimelineModel(desk.sitting.clock.today(), self)
        self.view = TimelineView(self.model)
        self.view.opened.connect(lambda entry: self.opened.emit(entry.kind, entry.record_id))
        self.view.zoomed.connect(self._say_zoom)
        self._wanted: tuple[str, int] | None = None
        self._settled = False
        self.filters = TimelineFilters()
        self.filters.changed.connect(self._filter)
        self._scale = text("", "muted")
        self._middle = QStackedWidget()
        self._middle.addWidget(self.view)
        self._middle.addWidget(
            EmptyState("history", _("Everything with a date appears here by itself: contacts,"
                                    " referrals, deadlines and periods."))
        )  # fmt: skip
        self._lay_out()
        self.reload()

    def commands(self) -> Sequence[BoundCommand]:
        """What can be ordered here."""
        return (
            BoundCommand(ZOOM_IN, lambda: self.view.zoom_by(1)),
            BoundCommand(ZOOM_OUT, lambda: self.view.zoom_by(-1)),
            BoundCommand(TO_TODAY, self.view.show_today),
        )

    def refresh(self, changes: Changes) -> None:
        """Any record of the case may have a date: read again."""
        if changes:
            self.reload()

    def reload(self) -> None:
        """Read the entries again; what is chosen stays chosen."""
        desk, case_id = self._desk, self._case_id

        def read() -> tuple[Entry, ...]:
            with desk.sitting.store.read() as session:
                return entries(session, desk.reader, case_id)

        desk.runner.run(read, self._show, owner=self)

    def show_record(self, kind: str, record_id: int) -> None:
        """Choose the entry of a record, now or as soon as it is read."""
        self._wanted = (kind, record_id)
        self._choose_wanted()

    def start(self) -> None:
        """Put the focus where work begins."""
        self.view.setFocus()

    def _lay_out(self) -> None:
        closer = button("−", lambda: self.view.zoom_by(-1), look="quiet")
        closer.setAccessibleName(_("Zoom out"))
        closer.setToolTip(_("Zoom out: more time on the screen"))
        wider = button("+", lambda: self.view.zoom_by(1), look="quiet")
        wider.setAccessibleName(_("Zoom in"))
        wider.setToolTip(_("Zoom in: more room for each day"))
        today = button(_("Today"), self.view.show_today, look="quiet", icon="calendar")
        zoom = QWidget()
        zoom.setLayout(row(today, closer, self._scale, wider))
        self.filters.flow.addWidget(zoom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.filters)
        column.addWidget(self._middle, 1)
        self._say_zoom()

    def _say_zoom(self) -> None:
        name = _(self.model.zoom.name)
        self._scale.setText(name)
        self._scale.setAccessibleName(_("Scale: {name}").format(name=name))

    def _show(self, found: tuple[Entry, ...]) -> None:
        chosen = self.view.entry()
        self.model.show_entries(found, running(features.moment_rules()))
        self.filters.offer(found)
        self._filter()
        self._middle.setCurrentIndex(0 if found else 1)
        if self._wanted is not None:
            self._choose_wanted()
        elif chosen is not None:
            row_now = self.model.row_of_entry(chosen)
            if row_now >= 0:
                self.view.show_row(row_now, choose=True)
        elif not self._settled:
            self.view.show_today()
        self._settled = True

    def _choose_wanted(self) -> None:
        if self._wanted is None:
            return
        row_now = self.model.row_of(*self._wanted)
        if row_now >= 0:
            self._wanted = None
            self.view.show_row(row_now, choose=True)

    def _filter(self) -> None:
        self.model.show_only(self.filters.shown())
