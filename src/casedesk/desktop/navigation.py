"""Which page is in view, how one gets to others, and back again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from casedesk.desktop.desk import Page, Place
from casedesk.kernel.changes import Changes

MOST_PAGES = 8
MOST_STEPS = 100

MakePage = Callable[[Place], Page]


class Navigator(QObject):
    """Keeps the pages of one sitting and the way that was gone.

    Pages that were left stay as they were until others push them out; what changed meanwhile
    is told to them when they come into view again.
    """

    moved = Signal()
    """Another page is in view, or its title or commands changed."""

    def __init__(self, stack: QStackedWidget, make: MakePage) -> None:
        super().__init__(stack)
        self._stack, self._make = stack, make
        self._pages: dict[tuple[object, ...], Page] = {}
        self._missed: dict[Page, Changes] = {}
        self._way: list[Place] = []
        self._step = -1

    @property
    def page(self) -> Page | None:
        """The page in view."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def place(self) -> Place | None:
        """Where the user is now; keeps its sense after the pages are gone."""
        if self._step < 0 or self.page is None:
            return None
        return self.page.place(self._way[self._step])

    def can_back(self) -> bool:
        """Whether there is an earlier page."""
        return self._step > 0

    def can_forward(self) -> bool:
        """Whether one went back before."""
        return self._step < len(self._way) - 1

    def go(self, place: Place) -> None:
        """Show a place; the way forward ends here."""
        self._keep_place()
        if self._step >= 0 and self._way[self._step] == place and self.page is not None:
            return
        del self._way[self._step + 1 :]
        self._way.append(place)
        del self._way[:-MOST_STEPS]
        self._step = len(self._way) - 1
        self._show(place)

    def replace(self, place: Place) -> None:
        """Show a place instead of the one in view, which is not gone back to."""
        page = self.page
        if page is None:
            self.go(place)
            return
        self._pages = {key: kept for key, kept in self._pages.items() if kept is not page}
        self._way[self._step] = place
        self._show(place)
        self._discard(page)

    def back(self) -> None:
        """One step back."""
        if self.can_back():
            self._keep_place()
            self._step -= 1
            self._show(self._way[self._step])

    def forward(self) -> None:
        """One step forward again."""
        if self.can_forward():
            self._keep_place()
            self._step += 1
            self._show(self._way[self._step])

    def refresh(self, changes: Changes) -> None:
        """Some records changed: the page in view is told now, the others when they are seen."""
        for page in tuple(self._pages.values()):  # a page may go elsewhere when it hears this
            if page is self.page:
                page.refresh(changes)
            else:
                self._missed[page] = together(self._missed.get(page), changes)

    def flush(self) -> None:
        """Save on every page what was typed."""
        for page in tuple(self._pages.values()):
            page.flush()

    def _keep_place(self) -> None:
        page = self.page
        if self._step >= 0 and page is not None:
            page.flush()
            arrived, now = self._way[self._step], page.place(self._way[self._step])
            self._way[self._step] = now
            # A page for a new record is that record's page from then on.
            self._pages[_key(now)] = self._pages.pop(_key(arrived), page)

    def _show(self, place: Place) -> None:
        key = _key(place)
        page = self._pages.pop(key, None)
        if page is not None and not page.go_to(place):
            self._discard(page)
            page = None
        if page is None:
            page = self._make(place)
            page.titleChanged.connect(self.moved)
            page.commandsChanged.connect(self.moved)
            self._stack.addWidget(page)
        self._pages[key] = page  # at the end: the latest in use
        self._stack.setCurrentWidget(page)
        missed = self._missed.pop(page, None)
        if missed:
            page.refresh(missed)
        page.start()
        self._let_go()
        self.moved.emit()

    def _let_go(self) -> None:
        while len(self._pages) > MOST_PAGES:
            self._discard(self._pages.pop(next(iter(self._pages))))

    def _discard(self, page: Page) -> None:
        page.flush()
        self._missed.pop(page, None)
        self._stack.removeWidget(page)
        page.deleteLater()


def _key(place: Place) -> tuple[object, ...]:
    return (place.page, place.kind, place.id, place.case_id)


def together(one: Changes | None, other: Changes) -> Changes:
    """What two acts changed, for somebody who heard of neither."""
    if one is None:
        return other
    kinds = {*one.ids, *other.ids}
    return Changes(
        other.label,
        {k: one.ids.get(k, frozenset()) | other.ids.get(k, frozenset()) for k in kinds},
        other.seq,
    )
