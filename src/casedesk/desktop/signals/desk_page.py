"""The stop of the rail for what comes in: signals, reports and requests for advice."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout

from casedesk import features
from casedesk.access.rights import may_change, may_see
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.lists.list_page import ListPage, ListShape
from casedesk.desktop.theme import tokens
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_, _
from casedesk.store.declare import record_class

NEXT = Command("signals.next", N_("Next list"), "std:NextChild", "", Menu.GO, 3)
LAST = Command("signals.last", N_("Previous list"), "std:PreviousChild", "", Menu.GO, 3)

LISTS = (
    ("signals", N_("New signal")),
    ("notifications", N_("New report")),
    ("advice", N_("New advice")),
)
"""Each list with the words of its first step."""


class SignalsPage(Page):
    """Lists beside each other; each is made when it is first looked at."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk = desk
        self._lists: dict[str, ListPage] = {}
        actor = desk.sitting.actor
        found = [(name, new, features.lists()[name]) for name, new in LISTS]
        # Whoever comes here without the right finds one list, and nothing in it.
        self._names = {
            name: (new, source)
            for name, new, source in found
            if may_see(actor, record_class(source.kind).record.realm)
        } or {name: (new, source) for name, new, source in found[:1]}
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("Signals, reports and advice"))
        self._stack = QStackedWidget()
        for _new, source in self._names.values():
            self.tabs.addTab(_(record_class(source.kind).record.plural))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(tokens.SPACE_L, tokens.SPACE_S, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tabs)
        whole.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._chosen)
        self.tabs.setVisible(len(self._names) > 1)
        names = list(self._names)
        start = names.index(place.tab) if place.tab in names else 0
        self.tabs.setCurrentIndex(start)
        self._chosen(start)

    @property
    def list(self) -> ListPage:
        """The list in view."""
        return self._lists[self._key()]

    def title(self) -> str:
        return self.list.title()

    def refresh(self, changes: Changes) -> None:
        for each in self._lists.values():
            each.refresh(changes)

    def commands(self) -> Sequence[BoundCommand]:
        return (
            BoundCommand(NEXT, lambda: self._step(1)),
            BoundCommand(LAST, lambda: self._step(-1)),
            *self.list.commands(),
        )

    def go_to(self, place: Place) -> bool:
        names = list(self._names)
        if place.tab in names:
            self.tabs.setCurrentIndex(names.index(place.tab))
        return place.entry is None

    def place(self, arrived: Place) -> Place:
        return replace(arrived, tab=self._key())

    def start(self) -> None:
        self.list.start()

    def _key(self) -> str:
        return list(self._names)[max(0, self.tabs.currentIndex())]

    def _step(self, steps: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + steps) % self.tabs.count())
        self.tabs.setFocus()

    def _chosen(self, place: int) -> None:
        name = list(self._names)[place]
        made = self._lists.get(name)
        if made is None:
            made = self._lists[name] = self._make(name)
            made.commandsChanged.connect(self.commandsChanged)
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        self.titleChanged.emit()
        self.commandsChanged.emit()

    def _make(self, name: str) -> ListPage:
        new, source = self._names[name]
        record = record_class(source.kind).record
        can_make = may_change(self._desk.sitting.actor, record.realm)
        act: Callable[[], None] = lambda: self._desk.new_record(source.kind)  # noqa: E731
        shape = ListShape(
            name=name,
            title=record.plural,
            icon=record.icon,
            empty=record.empty,
            open=lambda record_id: self._desk.open_record(source.kind, record_id),
            new=(new, act) if can_make else None,
        )
        return ListPage(self._desk, source, shape)
