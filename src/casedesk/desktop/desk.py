"""The desk: all that a page gets to work with, handed over and never looked up.

A page is a widget for one place. It is made by its factory in ``desktop.pages.registry`` with
the desk and the place, and thrown away when the store is locked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command
from casedesk.kernel.kinds import PERSON

if TYPE_CHECKING:
    from casedesk.bootstrap import Sitting
    from casedesk.desktop.background import Runner
    from casedesk.desktop.notices import Notices
    from casedesk.desktop.questions import Questions
    from casedesk.desktop.settings import Settings
    from casedesk.records.reading import Reader


@dataclass(frozen=True, slots=True)
class Place:
    """Where one can be: a page and what it shows. Holds ids only, so it survives a lock.

    ``page`` is a key of ``desktop.pages.registry``. ``entry`` names one thing on the page, as
    ``(kind, id)``.
    """

    page: str
    kind: str = ""
    id: int | None = None
    tab: str = ""
    entry: tuple[str, int] | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class BoundCommand:
    """A declared command and what it does here and now."""

    command: Command
    run: Callable[[], None]
    enabled: Callable[[], bool] = lambda: True


class Page(QWidget):
    """What stands in the middle of the window.

    ``titleChanged`` asks the window to read the title again, ``commandsChanged`` to ask the
    commands and whether they are enabled again.
    """

    titleChanged = Signal()
    commandsChanged = Signal()

    def title(self) -> str:
        """Heading of the page, in the user's language; goes into the window's title too.

        No name of a person, ever: the title stands in the task bar (quality.md B6).
        """
        return ""

    def refresh(self, changes: Changes) -> None:
        """Some records changed, here or elsewhere; reload what is affected."""

    def flush(self) -> None:
        """Save what was typed as a draft now: lock, focus loss and close are near."""

    def commands(self) -> Sequence[BoundCommand]:
        """What can be ordered on this page."""
        return ()

    def go_to(self, place: "Place") -> bool:
        """Show another tab or entry of the same page; False if that needs a new page."""
        return not place.tab and place.entry is None

    def place(self, arrived: "Place") -> "Place":
        """Where the user is now, given the place that the page was opened for.

        The window keeps it for back, forward and for the return after a lock.
        """
        return arrived

    def start(self) -> None:
        """Put the keyboard focus where work on this page begins."""
        self.setFocus()


class Navigation(Protocol):
    """The way from page to page."""

    def go(self, place: Place) -> None: ...

    def replace(self, place: Place) -> None: ...

    def back(self) -> None: ...


@dataclass(slots=True)
class Desk:
    """One person's desk in an unlocked store."""

    sitting: "Sitting"
    reader: "Reader"
    runner: "Runner"
    notices: "Notices"
    navigation: Navigation
    questions: "Questions"
    settings: "Settings"
    announce: Callable[[str], None]
    """Say something in passing: in the status line and to a screen reader."""
    saved: Callable[[], None]
    """Show the quiet mark that what was typed is saved."""

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record on its own page."""
        self.navigation.go(Place("record", kind=kind, id=record_id))

    def new_record(self, kind: str, case_id: int | None = None) -> None:
        """Start a new record on its own page; a private draft until it can be made.

        A new person begins with a search, so that nobody is made twice.
        """
        if kind == PERSON:
            self.navigation.go(Place("new_person"))
            return
        self.navigation.go(Place("record", kind=kind, case_id=case_id))

    def open_case(
        self, case_id: int, tab: str | None = None, entry: tuple[str, int] | None = None
    ) -> None:
        """Show a case, on one of its tabs, with one entry in view."""
        self.navigation.go(Place("case", kind="case_file", id=case_id, tab=tab or "", entry=entry))

    def open_handover(
        self, case_id: int, partner_id: int | None = None, referral_id: int | None = None
    ) -> None:
        """Start a handover of a case, to a partner or about a referral if one is named."""
        entry = None
        if referral_id is not None:
            entry = ("referral", referral_id)
        elif partner_id is not None:
            entry = ("organisation", partner_id)
        self.navigation.go(Place("handover", id=case_id, case_id=case_id, entry=entry))

    def open_partner_view(self, case_id: int | None = None, partner_id: int | None = None) -> None:
        """Show what a partner would see of a case, without making anything."""
        entry = None if partner_id is None else ("organisation", partner_id)
        self.navigation.go(Place("partner_view", case_id=case_id, entry=entry))

    def open_document(self, case_id: int, document: str, person_id: int | None = None) -> None:
        """Start a document of a kind (``disclosure_document``), for a person if one is named."""
        entry = None if person_id is None else (PERSON, person_id)
        self.navigation.go(
            Place("handover", id=case_id, case_id=case_id, tab=document, entry=entry)
        )

    def open_archive_copy(self, disclosure_id: int, case_id: int) -> None:
        """Show a document that left, as it went."""
        self.navigation.go(Place("archive_copy", id=disclosure_id, case_id=case_id))

    def open_stand_in(self, case_id: int) -> None:
        """Show what somebody must know who takes over a case."""
        self.navigation.go(Place("stand_in", id=case_id, case_id=case_id))

    def open_summary(self, case_id: int) -> None:
        """Show the summary of a case for the supervisor."""
        self.navigation.go(Place("summary", id=case_id, case_id=case_id))
