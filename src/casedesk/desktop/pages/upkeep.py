"""Administration: who can open the store, its safety copies, and what was done in it."""

from collections.abc import Callable

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from casedesk.access.rights import Right, may, refusal
from casedesk.desktop.desk import Desk, Page, Place
from casedesk.desktop.pages.accounts import AccountsPart
from casedesk.desktop.pages.safekeeping import SafekeepingPart
from casedesk.desktop.pages.trail import TrailPart
from casedesk.desktop.reference.deadline_rules import DeadlineRulesPart
from casedesk.desktop.reference.profiles import ProfilesPart
from casedesk.desktop.reference.terms import TermsPart
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import text
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import N_, _

Part = AccountsPart | SafekeepingPart | TermsPart | ProfilesPart | DeadlineRulesPart | TrailPart

PARTS: tuple[tuple[str, str, tuple[Right, ...], Callable[[Desk], Part]], ...] = (
    ("accounts", N_("Accounts"), (Right.ACCOUNTS,), AccountsPart),
    ("safekeeping", N_("Backup and check"), (Right.BACKUP, Right.VERIFY), SafekeepingPart),
    ("terms", N_("Lists"), (Right.CODE_LISTS,), TermsPart),
    ("profiles", N_("Partner profiles"), (Right.CODE_LISTS,), ProfilesPart),
    ("rules", N_("Deadline rules"), (Right.CODE_LISTS,), DeadlineRulesPart),
    ("trail", N_("Log"), (Right.TRAIL_READ,), TrailPart),
)
"""The tabs: name, words, who may see it (one of these rights), and what makes it."""


class UpkeepPage(Page):
    """One tab for each part of administration that the reader may do."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName(_("Administration"))
        self._names: list[str] = []
        self._parts: list[Part] = []
        actor = desk.sitting.actor
        for name, words, rights, make in PARTS:
            if any(may(actor, right) for right in rights):
                part = make(desk)
                self._names.append(name)
                self._parts.append(part)
                self._tabs.addTab(part, _(words))
        layout = QVBoxLayout(self)
        margin = tokens.SPACE_XL
        layout.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_M)
        layout.addWidget(text(_("Administration"), "title"))
        if self._names:
            layout.addWidget(self._tabs, 1)
        else:
            layout.addWidget(EmptyState("lock", refusal(Right.BACKUP).sentence), 1)
        self.go_to(place)

    def title(self) -> str:
        return _("Administration")

    def refresh(self, changes: Changes) -> None:
        for part in self._parts:
            part.refresh(changes)

    def go_to(self, place: Place) -> bool:
        if place.tab in self._names:
            self._tabs.setCurrentIndex(self._names.index(place.tab))
        return True

    def place(self, arrived: Place) -> Place:
        if not self._names:
            return arrived
        return Place("upkeep", tab=self._names[self._tabs.currentIndex()])

    def start(self) -> None:
        current: QWidget = self._tabs.tabBar()
        current.setFocus()
