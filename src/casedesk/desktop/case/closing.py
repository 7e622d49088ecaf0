"""Close a case with its reason and outcome, or open it again; asked below its head."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.cases.closing import closing_warnings
from casedesk.cases.use_cases import CloseCase, close_case, reopen_case
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.case.part import Room
from casedesk.desktop.theme import tokens
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _
from casedesk.records.reading import RecordView
from casedesk.records.steps import Step
from casedesk.store.declare import fields_of, record_class

WHY = Field("step.why", "why", Kind.TEXT, N_("Why the case is opened again"), required=True)


class ClosingPanel(QWidget):
    """Empty until one of the two is asked for."""

    opened = Signal()
    """Something is asked now."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._case: RecordView | None = None
        self.panel: AskPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(
            tokens.SPACE_XL, tokens.SPACE_M, tokens.SPACE_XL, tokens.SPACE_S
        )
        self.hide()

    def show_case(self, case: RecordView) -> None:
        """The case as it is now."""
        self._case = case

    def ask_close(self) -> None:
        """Say what is still open, then ask why the case ends and how."""
        store, case_id = self._room.desk.sitting.store, self._room.case_id

        def read() -> tuple[str, ...]:
            with store.read() as session:
                return closing_warnings(session, case_id)

        self._room.desk.runner.run(read, self._ask_close, owner=self)

    def ask_reopen(self) -> None:
        """Ask why."""
        self._open((WHY,), _("Reopen the case"), "", self._reopen)

    def put_away(self) -> None:
        """Ask nothing any more."""
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.hide()

    def _ask_close(self, warnings: tuple[str, ...]) -> None:
        declared = fields_of(record_class(CASE))
        sentence = ""
        if warnings:
            sentence = " ".join((*warnings, _("You may close the case all the same.")))
        fields = (declared["close_reason"], declared["outcome"], DAY)
        self._open(fields, _("Close the case"), sentence, self._close)

    def _open(
        self,
        fields: tuple[Field, ...],
        act: str,
        sentence: str,
        go_on: Callable[[Mapping[str, Any]], None],
    ) -> None:
        self.put_away()
        self.panel = AskPanel(self._room.desk, fields, act, sentence=sentence)
        self.panel.given.connect(go_on)
        self.panel.given_up.connect(self.put_away)
        self._column.addWidget(self.panel)
        self.show()
        self.opened.emit()
        self.panel.start()

    def _close(self, given: Mapping[str, Any]) -> None:
        case = self._case
        if case is None:
            return
        sitting = self._room.desk.sitting
        step = CloseCase(
            case.id, case.version, on=given["on"], reason=given["close_reason"] or "",
            outcome=given["outcome"] or "", despite=True,
        )  # fmt: skip
        self._take(lambda: close_case(sitting.store, step, sitting.labels))

    def _reopen(self, given: Mapping[str, Any]) -> None:
        case = self._case
        if case is None:
            return
        store = self._room.desk.sitting.store
        step = Step(case.id, case.version, why=given["why"])
        self._take(lambda: reopen_case(store, step))

    def _take(self, work: Callable[[], Changes | Refused]) -> None:
        panel = self.panel
        if panel is not None:
            self._room.desk.runner.change(
                work, lambda _done: self.put_away(), refused=panel.refuse, owner=panel
            )
