"""What can be done with the chosen line of the work list: by button, by key, by menu."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from casedesk.access.rights import may_change
from casedesk.desktop.desk import BoundCommand, Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.today.asking import WorkQuestions
from casedesk.desktop.today.opening import open_item
from casedesk.desktop.widgets.parts import button
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.fields import Realm
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step
from casedesk.worklist.reading import due_rules
from casedesk.worklist.telling import WorkItem
from casedesk.worklist.use_cases import BringBack, bring_back, can_put_off, finish

OPEN = Command("today.open", N_("&Open"), "", "folder", Menu.PAGE)
DONE = Command("today.done", N_("&Done"), "Ctrl+D", "check", Menu.PAGE)
PUT_OFF = Command("today.put-off", N_("&Put off"), "Ctrl+U", "history", Menu.PAGE)
BACK = Command("today.back", N_("&Back on the list"), "Ctrl+Shift+U", "alarm", Menu.PAGE)
REMIND = Command("today.remind", N_("New &reminder"), "std:New", "plus", Menu.PAGE, 1)


class WorkActs(QWidget):
    """A row of buttons; ``chosen`` gives the line that they are about, None for a heading."""

    def __init__(
        self, desk: Desk, questions: WorkQuestions, chosen: Callable[[], WorkItem | None]
    ) -> None:
        super().__init__()
        self._desk, self._questions, self._chosen = desk, questions, chosen
        self._may_remind = may_change(desk.sitting.actor, Realm.CASES)
        self.open = button(_("Open"), self.open_chosen, look="primary")
        self.done = button(_("Done"), self.finish, icon="check")
        self.put_off = button(_("Put off"), self.ask_put_off, icon="history")
        self.back = button(_("Back on the list"), self.bring_back, icon="alarm")
        self.remind = button(_("New reminder"), questions.ask_reminder, icon="plus")
        self._waits = False
        self._flow = flow = Flow(self)
        for each, command in (
            (self.open, OPEN), (self.done, DONE), (self.put_off, PUT_OFF), (self.back, BACK),
            (self.remind, REMIND),
        ):  # fmt: skip
            each.setToolTip(command.shortcut.replace("std:New", "Ctrl+N"))
            flow.addWidget(each)
        self.more = QToolButton()
        self.more.setText(_("More"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self.more.menu().aboutToShow.connect(self._fill_more)
        flow.addWidget(self.more)
        self._narrow = False
        self.set_narrow(narrow=False)

    def commands(self, has_lines: Callable[[], bool]) -> Sequence[BoundCommand]:
        """The same, for menu and keyboard."""
        found = [
            BoundCommand(OPEN, self.open_chosen, has_lines),
            BoundCommand(DONE, self.finish, has_lines),
            BoundCommand(PUT_OFF, self.ask_put_off, has_lines),
            BoundCommand(BACK, self.bring_back, has_lines),
        ]
        if self._may_remind:
            found.append(BoundCommand(REMIND, self._questions.ask_reminder))
        return found

    def set_narrow(self, *, narrow: bool) -> None:
        """Where there is little room, all but the first order stand in one menu."""
        self._narrow = narrow
        self.more.setVisible(narrow)
        for each in (self.done, self.put_off):
            each.setVisible(not narrow)
        self.remind.setVisible(self._may_remind and not narrow)
        self.look_again()

    def add(self, part: QWidget) -> None:
        """Something else that belongs in this row."""
        self._flow.addWidget(part)

    def look_again(self) -> None:
        """Another line was chosen: offer what makes sense for it."""
        item = self._chosen()
        may_wait = item is not None and self._may_wait(item)
        self.open.setEnabled(item is not None)
        self.done.setEnabled(item is not None and item.may_finish)
        self.put_off.setEnabled(may_wait)
        self._waits = may_wait and item is not None and item.put_off is not None
        self.back.setVisible(self._waits and not self._narrow)

    def open_chosen(self) -> None:
        """Show the thing."""
        item = self._need()
        if item is not None:
            open_item(self._desk, item)

    def finish(self) -> None:
        """It was done today."""
        item = self._need()
        if item is None:
            return
        if not item.may_finish:
            self._desk.announce(_("Open it to write down what came of it."))
            return
        step = Step(item.record_id, item.version)
        work = partial(finish, self._desk.sitting.store, item.kind, item.when, step)
        self._change(work, _("Done. Ctrl+Z takes it back."))

    def ask_put_off(self) -> None:
        """Let it wait; until when and why is asked."""
        item = self._need()
        if item is None:
            return
        if self._may_wait(item):
            self._questions.ask_put_off(item)
        else:
            self._desk.announce(_("Your role may not put this off."))

    def bring_back(self) -> None:
        """It need not wait any longer."""
        item = self._need()
        if item is None:
            return
        command = BringBack(item.kind, item.record_id, item.when)
        work = partial(bring_back, self._desk.sitting.store, command)
        self._change(work, _("It is on the list again."))

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for each, shown in (
            (self.done, True),
            (self.put_off, True),
            (self.back, self._waits),
            (self.remind, self._may_remind),
        ):
            if shown:
                action = menu.addAction(each.icon(), each.text())
                action.setEnabled(each.isEnabled())
                action.triggered.connect(lambda _checked=False, b=each: b.click())

    def _may_wait(self, item: WorkItem) -> bool:
        return can_put_off(self._desk.sitting.actor, due_rules()[item.mark[1]])

    def _need(self) -> WorkItem | None:
        item = self._chosen()
        if item is None:
            self._desk.announce(_("Choose a line of the list first."))
        return item

    def _change(self, work: Callable[[], Changes | Refused], said: str) -> None:
        self._desk.runner.change(work, lambda _done: self._desk.announce(said), owner=self)
