"""Needs of a person: how each life domain stands now, a round to go through them, and change."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.desktop.care.change_view import ChangeView
from casedesk.desktop.care.needs_round import NeedsRound
from casedesk.desktop.case.items import toned
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.row import ChipLabel
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, column, row, show_if, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.needs.course import DOMAINS, NEED, NEED_LEVELS, dates_of, needs_course
from casedesk.needs.rules import Level
from casedesk.store.declare import record_class


class NeedsPanel(QWidget):
    """Closed it shows the latest levels; open it is the round, or the change between two days."""

    roundOpened = Signal()

    def __init__(self, room: Room, person_id: int) -> None:
        super().__init__()
        self._room, self._person_id = room, person_id
        self.round: NeedsRound | None = None
        self.change: ChangeView | None = None
        self._said = text("", "muted", wrap=True)
        self._now = QWidget()
        self._levels = Flow(self._now, space=tokens.SPACE_S)
        self.new = button(_("New round"), self.open_round, look="primary", icon="plus")
        show_if(self.new, room.may_change(NEED))
        self.compare = button(_("What changed"), self._toggle_change, icon="history")
        self.compare.setCheckable(True)
        self._body = column(spacing=tokens.SPACE_M)
        inside = column(
            text(_("Needs on the twelve life domains"), "heading", wrap=True),
            self._said,
            self._now,
            spacing=tokens.SPACE_M,
        )
        orders = QWidget()
        flow = Flow(orders, space=tokens.SPACE_S)
        flow.addWidget(self.new)
        flow.addWidget(self.compare)
        inside.addWidget(orders)
        inside.addLayout(self._body)
        outer = row()
        outer.addWidget(card(inside))
        self.setLayout(outer)
        self.load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        for part in (self.round, self.change):
            if part is not None:
                part.refresh(changes)
        if changes.touches(NEED):
            self.load()

    def flush(self) -> None:
        """Save what was typed as a draft."""
        if self.round is not None:
            self.round.flush()

    def open_round(self) -> None:
        """Go through the life domains now."""
        if self.round is None:
            self.round = NeedsRound(self._room, self._person_id)
            self.round.finished.connect(self.close_round)
            self._body.insertWidget(0, self.round)
            self.new.setEnabled(False)
        self.round.start()
        self.roundOpened.emit()

    def close_round(self) -> None:
        """The round is ready for now; what was not discussed stays empty."""
        if self.round is not None:
            self.round.flush()
            self.round.hide()
            self.round.deleteLater()
            self.round = None
            self.new.setEnabled(True)
            self.new.setFocus()

    def load(self) -> None:
        """Read the levels."""
        desk, case_id, person_id = self._room.desk, self._room.case_id, self._person_id

        def read() -> Mapping[str, Sequence[Level]]:
            with desk.sitting.store.read() as session:
                return needs_course(session, desk.reader, case_id, person_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, courses: Mapping[str, Sequence[Level]]) -> None:
        labels = self._room.desk.sitting.labels
        self._levels.clear()
        days = dates_of(courses)
        latest = show_date(days[-1]) if days else ""
        self._said.setText(
            _("Latest round: {date}").format(date=latest)
            if days
            else _(record_class(NEED).record.empty)
        )
        order = list(labels.codes(NEED_LEVELS))
        now = [
            (order.index(known[-1]), domain, known[-1])
            for domain, course in courses.items()
            if (known := [level.code for level in course if level.code in order])
        ]
        for _place, domain, code in sorted(now, key=lambda each: each[0]):
            words = f"{labels.label(DOMAINS, domain)}: {labels.label(NEED_LEVELS, code)}"
            self._levels.addWidget(ChipLabel(toned(words, code), shrinks=True))
        self._now.setVisible(bool(now))
        self.compare.setVisible(bool(days))

    def _toggle_change(self) -> None:
        if self.change is None:
            self.change = ChangeView(self._room, self._person_id)
            self._body.addWidget(self.change)
        self.change.setVisible(self.compare.isChecked())
