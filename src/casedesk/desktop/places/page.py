"""The stop "Places": the places, the inspections, and the numbers of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from casedesk import features
from casedesk.access.rights import may_change
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.lists.list_page import ListPage, ListShape
from casedesk.desktop.places.counts import CountsPart
from casedesk.desktop.theme import tokens
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_, _
from casedesk.store.declare import record_class

INSPECT = Command(
    "new-inspection", N_("New &inspection"), "Ctrl+Shift+I", "clipboard-check", Menu.PAGE, 1
)
Part = ListPage | CountsPart


@dataclass(frozen=True, slots=True)
class _Tab:
    name: str
    words: str
    make: Callable[[Desk], Part]


def _places(desk: Desk) -> ListPage:
    words = (N_("Places"), N_("New place"))
    return _list(desk, "places", words, lambda i: desk.open_record("location", i))


def _inspections(desk: Desk) -> ListPage:
    words = (N_("Inspections"), N_("New inspection"))
    return _list(desk, "inspections", words, lambda i: desk.open_record("inspection", i))


def _list(desk: Desk, name: str, words: tuple[str, str], opens: Callable[[int], None]) -> ListPage:
    source = features.lists()[name]
    record = record_class(source.kind).record
    can_make = may_change(desk.sitting.actor, record.realm)
    shape = ListShape(
        name=name,
        title=words[0],
        icon=record.icon,
        empty=record.empty,
        open=opens,
        new=(words[1], lambda: desk.new_record(source.kind)) if can_make else None,
    )
    return ListPage(desk, source, shape)


TABS = (
    _Tab("places", N_("Places"), _places),
    _Tab("inspections", N_("Inspections"), _inspections),
    _Tab("numbers", N_("Counts"), CountsPart),
)


class PlacesPage(Page):
    """Three tabs, each made when it is first seen."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk = desk
        self._parts: dict[str, Part] = {}
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Places"))
        for tab in TABS:
            holder = QWidget()
            layout = QVBoxLayout(holder)
            layout.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, _(tab.words))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(lambda _row: self._changed())
        self.part()
        self.go_to(place)

    def part(self) -> Part:
        """The tab in view."""
        tab = TABS[self.tabs.currentIndex()]
        if tab.name not in self._parts:
            made = self._parts[tab.name] = tab.make(self._desk)
            holder = self.tabs.currentWidget().layout()
            if holder is not None:
                holder.addWidget(made)
            if isinstance(made, ListPage):
                made.commandsChanged.connect(self.commandsChanged)
        return self._parts[tab.name]

    def title(self) -> str:
        return _("Places")

    def refresh(self, changes: Changes) -> None:
        for part in self._parts.values():
            part.refresh(changes)

    def commands(self) -> Sequence[BoundCommand]:
        part = self.part()
        found = [*part.commands()] if isinstance(part, ListPage) else []
        realm = record_class("inspection").record.realm
        if may_change(self._desk.sitting.actor, realm):
            found.append(BoundCommand(INSPECT, lambda: self._desk.new_record("inspection")))
        return found

    def go_to(self, place: Place) -> bool:
        names = [tab.name for tab in TABS]
        if place.tab in names:
            self.tabs.setCurrentIndex(names.index(place.tab))
        return True

    def place(self, arrived: Place) -> Place:
        del arrived
        return Place("places", tab=TABS[self.tabs.currentIndex()].name)

    def start(self) -> None:
        self.part().start()

    def _changed(self) -> None:
        self.part()
        self.commandsChanged.emit()
