"""Vandaag: what is late, due today and coming, over all cases. The first page after unlocking."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout

from casedesk.access.rights import Right, may, may_change
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.today.acts import WorkActs
from casedesk.desktop.today.asking import WorkQuestions
from casedesk.desktop.today.delegate import NARROW_BELOW
from casedesk.desktop.today.filters import WorkFilters
from casedesk.desktop.today.model import TodayModel, number
from casedesk.desktop.today.opening import open_item
from casedesk.desktop.today.stuck_panel import StuckPanel
from casedesk.desktop.today.view import TodayView
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Realm
from casedesk.kernel.words import N_, _
from casedesk.worklist.rules import Group
from casedesk.worklist.telling import WorkItem
from casedesk.worklist.use_cases import work_read

STUCK = Command("today.stuck", N_("&Where things get stuck"), "Ctrl+J", "users-group", Menu.VIEW, 2)
CALENDAR = Command(
    "today.calendar", N_("&Calendar file"), "", "calendar", Menu.FILE, 3,
    N_("Dates without a name, for the calendar of your own computer."),
)  # fmt: skip


class TodayPage(Page):
    """The work list, and beside it the counts of where things get stuck."""

    def __init__(self, desk: Desk, _place: Place) -> None:
        super().__init__()
        self._desk = desk
        actor = desk.sitting.actor
        self._sees_cases = may(actor, Right.CASES_SEE)
        self.model = TodayModel(desk.sitting.store, desk.runner, desk.reader, self)
        self.view = TodayView(self.model, desk.reader)
        self.filters = WorkFilters(desk.reader)
        self.questions = WorkQuestions(desk)
        self.acts = WorkActs(desk, self.questions, self.chosen)
        self.stuck = StuckPanel(desk)
        self._day = desk.sitting.clock.today()
        self.said = text("", "muted")
        self._turner = button(_("Where things get stuck"), self._turn, icon="users-group")
        self._filter_button = button(_("Filters"), self._fit)
        self._filter_button.setCheckable(True)
        self._nothing = EmptyState(
            "circle-check",
            _("Nothing has to be done. Dates of cases, signals and reminders come here."),
            _("New reminder"),
            self.questions.ask_reminder if may_change(actor, Realm.CASES) else None,
        )
        self._no_hit = EmptyState(
            "search", _("Nothing fits what you chose."), _("Show all work"), self.filters.clear,
            step_icon="x",
        )  # fmt: skip
        for empty in (self._nothing, self._no_hit):
            empty.words.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self.middle = QStackedWidget()
        for part in (self.view, self._nothing, self._no_hit, self.stuck):
            self.middle.addWidget(part)
        self._lay_out()
        self.filters.changed.connect(self.reload)
        self.questions.begun.connect(self._fit)
        self.questions.ended.connect(self._asked)
        self.model.loaded.connect(self._loaded)
        self.view.opened.connect(lambda item: open_item(desk, item))
        self.view.selectionModel().currentChanged.connect(lambda *_rows: self.acts.look_again())
        self._counts_shown = self._is_narrow = False
        self._fit()
        self.reload()
        if self._sees_cases and not may(actor, Right.IDENTITIES):
            self.show_stuck(shown=True)
        desk.runner.change(partial(work_read, desk.sitting.store))

    # What the window asks.

    def title(self) -> str:
        return _("Today")

    def refresh(self, changes: Changes) -> None:
        # Any record can have a date, or be the name of one: reading all again is cheap.
        if changes:
            self.reload()

    def commands(self) -> Sequence[BoundCommand]:
        found = list(self.acts.commands(self._has_lines))
        if self._sees_cases:
            found.append(BoundCommand(STUCK, self._turn))
        if may(self._desk.sitting.actor, Right.SUMMARY):
            found.append(BoundCommand(CALENDAR, self._export))
        return found

    def start(self) -> None:
        if self._desk.sitting.clock.today() != self._day:
            self.reload()
        if not self.questions.start():
            self.focused_part().setFocus()

    # Qt's own.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
        super().changeEvent(event)

    # What its parts order.

    def reload(self) -> None:
        """Read the list anew; what is chosen stays chosen."""
        self.model.ask(self.filters.query())
        if self._counts_shown:
            self.stuck.reload()

    def chosen(self) -> WorkItem | None:
        """The thing that is chosen in the list."""
        return self.view.item() if self._has_lines() else None

    def show_stuck(self, *, shown: bool) -> None:
        """Show the counts per coordinator and gemeente, or the list."""
        self._counts_shown = shown
        if shown:
            self.questions.put_away()  # it asks about a line that is out of view now
        self._fit()
        self._turner.setText(_("The list") if shown else _("Where things get stuck"))
        if shown:
            self.stuck.reload()
            self.middle.setCurrentWidget(self.stuck)
        else:
            self._loaded()
        self.focused_part().setFocus()

    def focused_part(self) -> TodayView | EmptyState | StuckPanel:
        """What is in view in the middle, as something that takes the focus."""
        part = self.middle.currentWidget()
        if isinstance(part, EmptyState) and part.step is not None:
            part.setFocusProxy(part.step)
        if not isinstance(part, TodayView | EmptyState | StuckPanel):
            raise TypeError("another widget in the middle")
        return part

    # Private.

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        margin = tokens.SPACE_XL
        layout.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_M)
        head, tools = Flow(space=tokens.SPACE_L), Flow()
        head.addWidget(text(_("Today"), "title"))
        head.addWidget(self.said)
        for part in (*self.filters.shown, self._turner):
            tools.addWidget(part)
        self.acts.add(self._filter_button)
        layout.addLayout(head)
        layout.addLayout(tools)
        layout.addWidget(self.questions)
        layout.addWidget(self.acts)
        layout.addWidget(self.middle, 1)

    def _measure(self) -> None:
        narrow = self.width() < NARROW_BELOW * self.fontMetrics().averageCharWidth()
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._fit()

    def _fit(self) -> None:
        """Show the filters, or in a narrow window the button that shows them."""
        unfolded = self._filter_button.isChecked() or not self._is_narrow
        for choice in (*self.filters.shown, self._turner):
            choice.setVisible(unfolded and not self._counts_shown)
        self._turner.setVisible(self._sees_cases and (unfolded or self._counts_shown))
        self._filter_button.setVisible(self._is_narrow)
        self.acts.set_narrow(narrow=self._is_narrow)
        # A question and the list beside it do not fit into a narrow window.
        alone = self._is_narrow and self.questions.panel is not None
        self.acts.setVisible(not self._counts_shown and not alone)
        self.middle.setVisible(not alone)

    def _asked(self) -> None:
        self._fit()
        self.focused_part().setFocus()

    def _has_lines(self) -> bool:
        return self.model.rowCount() > 0 and not self._counts_shown

    def _loaded(self) -> None:
        work = self.model.work
        if work is None:
            return
        self._day = work.today
        late, today = number(work.count(Group.LATE)), number(work.count(Group.TODAY))
        words = _("{date} · {late} late · {today} due today")
        self.said.setText(words.format(date=show_date(work.today), late=late, today=today))
        if not self._counts_shown:
            nothing = self._no_hit if self.model.anything else self._nothing
            self._bring_forward(self.view if self.model.rowCount() else nothing)
        if not self.view.currentIndex().isValid():
            self.view.choose(self.model.first_thing())
        self.acts.look_again()
        self.commandsChanged.emit()

    def _bring_forward(self, part: TodayView | EmptyState) -> None:
        before = self.middle.currentWidget()
        if before is part:
            return
        focused = QApplication.focusWidget()
        was_here = focused is not None and before is not None and before.isAncestorOf(focused)
        self.middle.setCurrentWidget(part)
        if was_here or focused is before:
            self.focused_part().setFocus()

    def _turn(self) -> None:
        self.show_stuck(shown=not self._counts_shown)

    def _export(self) -> None:
        from casedesk.desktop.today.export import save_calendar

        save_calendar(self._desk, self.filters.query())
