"""The five steps of the reporting code beside each other: which were taken, and when."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.case.items import Chip
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.row import ChipLabel
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.records.reading import RecordView
from casedesk.records.use_cases import Create, create

STEP = "meldcode_step"


class MeldcodeRoad(QWidget):
    """Each step with its last date; those that were not taken can be taken today in one press.

    The law sets no days for the steps, so none is ever late.
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.buttons: dict[str, QWidget] = {}
        self._line = Flow(space=tokens.SPACE_M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            text(
                _("Steps may be repeated. Write down who took them and what came of it."),
                "small",
                wrap=True,
            )
        )
        column.addLayout(self._line)
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(STEP):
            self._load()

    def _load(self) -> None:
        desk, case_id = self._room.desk, self._room.case_id

        def read() -> tuple[RecordView, ...]:
            with desk.sitting.store.read() as session:
                return desk.reader.views(session, STEP, case_id=case_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, views: tuple[RecordView, ...]) -> None:
        self._line.clear()
        self.buttons = {}
        labels = self._room.desk.sitting.labels
        for code in labels.codes(STEP):
            taken = [view.values["taken_on"] for view in views if view.values["step"] == code]
            words = labels.label(STEP, code)
            if taken:
                chip = Chip(f"{words}: {show_date(max(taken))}", "good", "check")
                self._line.addWidget(ChipLabel(chip))
            elif self._room.may_change(STEP):
                made = button(words, partial(self._take, code), icon="plus")
                made.setToolTip(_("Taken today"))
                self.buttons[code] = made
                self._line.addWidget(made)

    def _take(self, code: str) -> None:
        """The step was taken today; the row that appears asks the rest."""
        desk, case_id = self._room.desk, self._room.case_id
        values = {
            "case_id": case_id,
            "step": code,
            "taken_on": desk.sitting.clock.today(),
            "taken_by": desk.sitting.actor.name,
        }
        desk.runner.change(
            lambda: create(desk.sitting.store, Create(STEP, values), desk.sitting.labels),
            lambda done: self._room.show("", STEP, done.created or 0),
            owner=self,
        )
