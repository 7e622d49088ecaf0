"""One case: its head, which never scrolls away, and its tabs."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.case.closing import ClosingPanel
from casedesk.desktop.case.glance import Glance, head_kinds, read_glance
from casedesk.desktop.case.header import CaseHeader
from casedesk.desktop.case.new_button import NewButton
from casedesk.desktop.case.part import CasePart, Room
from casedesk.desktop.case.tab_bar import CaseTabBar
from casedesk.desktop.case.tab_order import put_in_reading_order
from casedesk.desktop.case.tab_room import TabRoom
from casedesk.desktop.case.tabs import TABS, tab_command, tab_of
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.navigation import together
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import row
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_, _

NEXT_TAB = Command("case.next-tab", N_("Next tab"), "std:NextChild", "", Menu.GO, 3)
LOOK = Command("case.partner-view", N_("What would a &partner see?"), "", "eye", Menu.PAGE, 2)
LAST_TAB = Command("case.last-tab", N_("Previous tab"), "std:PreviousChild", "", Menu.GO, 3)


class CasePage(Page):
    """The workspace of one case. Tabs are made when they are first looked at."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        if place.id is None:
            raise ValueError("a case page shows an existing case")
        self._desk = desk
        self.room = Room(desk, place.id, self.add)
        self._glance: Glance | None = None
        self._parts: dict[str, CasePart] = {}
        self._missed: dict[str, Changes] = {}
        self._warning = Banner()
        self.header = CaseHeader(self.room)
        self.closing = ClosingPanel(self.room)
        self.tabs = CaseTabBar()
        self._parts_room = TabRoom()
        self._work = QWidget()
        self._new = NewButton(self.room, self)
        self._lay_out()
        self.header.phaseAsked.connect(self._change_phase)
        self.header.closeAsked.connect(self.closing.ask_close)
        self.closing.opened.connect(self._show_closing)
        self.closing.ended.connect(self._show_work)
        self.header.reopenAsked.connect(self.closing.ask_reopen)
        self._read_head()
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.tabs.tabBarClicked.connect(lambda _tab: self._show_work())
        self.go_to(place if place.tab or place.entry else replace(place, tab=TABS[0].key))
        self._note_reading()

    # What the window asks.

    def title(self) -> str:
        if self._glance is None:
            return _("Case")
        return _("Case {number}").format(number=self._glance.number)

    def refresh(self, changes: Changes) -> None:
        if changes.touches(*head_kinds()):
            self._read_head()
        for key, part in self._parts.items():
            if key == self.tab:
                part.refresh(changes)
            else:
                self._missed[key] = together(self._missed.get(key), changes)

    def flush(self) -> None:
        for part in self._parts.values():
            part.flush()

    def commands(self) -> Sequence[BoundCommand]:
        return (
            BoundCommand(NEXT_TAB, lambda: self._step(1)),
            BoundCommand(LAST_TAB, lambda: self._step(-1)),
            *(
                BoundCommand(tab_command(place), partial(self._choose_tab, place))
                for place in range(len(TABS))
            ),
            *self._new.commands(),
            *_looks(self.room),
            *(self.part.commands() if self.part is not None else ()),
        )

    def go_to(self, place: Place) -> bool:
        key = place.tab
        if place.entry is not None:
            kind, record_id = place.entry
            key = key or tab_of(kind)
            self.show_tab(key)
            self._parts[key].show_record(kind, record_id)
        elif key:
            self.show_tab(key)
        return True

    def place(self, arrived: Place) -> Place:
        return replace(arrived, tab=self.tab, entry=None)

    def start(self) -> None:
        if self.closing.isVisibleTo(self):
            self.closing.start()
            return
        part = self.part
        focused = QApplication.focusWidget()
        if part is not None and (focused is None or not part.isAncestorOf(focused)):
            part.start()

    # What the tabs and the window order.

    @property
    def tab(self) -> str:
        """The key of the tab in view."""
        return TABS[max(0, self.tabs.currentIndex())].key

    @property
    def part(self) -> CasePart | None:
        """The tab in view."""
        return self._parts.get(self.tab)

    def show_tab(self, key: str) -> None:
        """Bring a tab into view; KeyError for one that does not exist."""
        place = {tab.key: number for number, tab in enumerate(TABS)}[key]
        self._show_work()
        if place != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(place)
        elif key not in self._parts:
            self._tab_chosen(place)

    def add(self, kind: str) -> None:
        """Start a new record of a kind on its tab."""
        key = tab_of(kind)
        self.show_tab(key)
        self._parts[key].add(kind)

    # Private.

    def _lay_out(self) -> None:
        bar = row(self.tabs, self._new, spacing=tokens.SPACE_M)
        bar.setStretch(0, 1)
        bar.setContentsMargins(tokens.SPACE_L, tokens.SPACE_S, tokens.SPACE_XL, 0)
        bar.setAlignment(self._new, Qt.AlignmentFlag.AlignVCenter)
        work = QVBoxLayout(self._work)
        work.addLayout(bar)
        work.addWidget(self._parts_room, 1)
        column = QVBoxLayout(self)
        for part in (self._warning, self.header):
            column.addWidget(part)
        column.addWidget(self.closing, 1)
        column.addWidget(self._work, 1)
        for layout in (work, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _read_head(self) -> None:
        store, reader, case_id = self._desk.sitting.store, self._desk.reader, self.room.case_id

        def read() -> Glance | None:
            with store.read() as session:
                return read_glance(session, reader, case_id)

        self._desk.runner.run(read, self._show_head, owner=self)

    def _show_head(self, glance: Glance | None) -> None:
        if glance is None:
            self._warning.say(_("This case is no longer there, or is not for your role."))
            for part in (self.header, self._work):
                part.hide()
            return
        fresh = self._glance is None or self._glance.number != glance.number
        self._glance = glance
        self.header.show_glance(glance)
        self.closing.show_case(glance.case)
        if fresh:
            self.titleChanged.emit()

    def _tab_chosen(self, place: int) -> None:
        tab = TABS[place]
        part = self._parts.get(tab.key)
        if part is None:
            part = self._parts[tab.key] = tab.make(self.room)
        before = self._parts_room.show_part(part)
        if before is not None:
            before.flush()
        missed = self._missed.pop(tab.key, None)
        if missed is not None:
            part.refresh(missed)
        self.commandsChanged.emit()

    def _show_closing(self) -> None:
        """What is asked has the room of the tabs: a whole list may stand above it."""
        self._work.hide()
        put_in_reading_order(self)

    def _show_work(self) -> None:
        self.closing.hide()
        self._work.show()

    def _step(self, steps: int) -> None:
        self._choose_tab((self.tabs.currentIndex() + steps) % self.tabs.count())
        self.tabs.setFocus()

    def _choose_tab(self, place: int) -> None:
        self.show_tab(TABS[place].key)
        self.start()

    def _change_phase(self, code: str) -> None:
        from casedesk.cases.use_cases import ChangePhase, change_phase

        if self._glance is None:
            return
        sitting, case = self._desk.sitting, self._glance.case
        step = ChangePhase(case.id, case.version, phase=code)
        self._desk.runner.change(
            lambda: change_phase(sitting.store, step, sitting.labels), owner=self
        )

    def _note_reading(self) -> None:
        from casedesk.access.trail import record_read

        store, case_id = self._desk.sitting.store, self.room.case_id
        gap = _("The disk is full: the log does not show that you opened this case.")

        def noted(there: bool) -> None:
            if not there:
                self._warning.say(gap, "warning")

        self._desk.runner.change(
            lambda: record_read(store, "case_file", case_id, case_id), noted, owner=self
        )


def _looks(room: Room) -> list[BoundCommand]:
    """What a partner would see of this case, for who may hand over."""
    look = partial(room.desk.open_partner_view, room.case_id)
    may_look = may(room.desk.sitting.actor, Right.HANDOVER)
    return [BoundCommand(LOOK, look)] if may_look else []
