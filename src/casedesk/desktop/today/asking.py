"""The questions above the work list: until when and why, or what to think of and when."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.desk import Desk
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import _
from casedesk.reminders.model import Reminder, Snooze
from casedesk.reminders.use_cases import make_reminder
from casedesk.store.declare import fields_of
from casedesk.worklist.telling import WorkItem
from casedesk.worklist.use_cases import PutOffDate, put_off


class WorkQuestions(QWidget):
    """Holds one question at a time; ``ended`` says that it was answered or given up."""

    begun = Signal()
    ended = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.panel: AskPanel | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def ask_put_off(self, item: WorkItem) -> None:
        """Ask until when this date may wait, and why."""
        asked, sitting = fields_of(Snooze), self._desk.sitting
        panel = AskPanel(
            self._desk, (asked["until"], asked["reason"]), _("Put off"), sentence=item.what
        )

        def work(answers: Mapping[str, Any]) -> Changes | Refused:
            command = PutOffDate(
                item.kind, item.record_id, item.when, item.on, answers["until"],
                answers["reason"] or "",
            )  # fmt: skip
            return put_off(sitting.store, command, sitting.labels)

        self._ask(panel, work, _("Put off. It comes back by itself. Ctrl+Z takes it back."))

    def ask_reminder(self) -> None:
        """Ask what should be thought of, and on which day."""
        asked, sitting = fields_of(Reminder), self._desk.sitting
        panel = AskPanel(self._desk, (asked["what"], asked["due_on"]), _("Set the reminder"))

        def work(answers: Mapping[str, Any]) -> Changes | Refused:
            return make_reminder(sitting.store, answers, sitting.labels)

        self._ask(panel, work, _("The reminder is set."))

    def start(self) -> bool:
        """Put the focus in the question, if one is asked."""
        if self.panel is not None:
            self.panel.start()
        return self.panel is not None

    def _ask(
        self, panel: AskPanel, work: Callable[[Mapping[str, Any]], Changes | Refused], said: str
    ) -> None:
        self._close()
        self.panel = panel

        def given(answers: Mapping[str, Any]) -> None:
            self._desk.runner.change(
                partial(work, answers), done, refused=panel.refuse, owner=panel
            )

        def done(_changes: Changes) -> None:
            self._end()
            self._desk.announce(said)

        panel.given.connect(given)
        panel.given_up.connect(self._end)
        self._room.addWidget(panel)
        self.show()
        panel.show()
        self.begun.emit()
        panel.start()

    def put_away(self) -> None:
        """Ask nothing any more."""
        if self.panel is not None:
            self._end()

    def _end(self) -> None:
        self._close()
        self.ended.emit()

    def _close(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            panel.hide()
            self._room.removeWidget(panel)
            panel.deleteLater()
        self.hide()
