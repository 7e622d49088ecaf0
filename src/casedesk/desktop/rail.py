"""The places of work at the left of the window: only those that work and that the role may see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.desk import Place
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.widgets.parts import set_look
from casedesk.kernel.actor import Actor
from casedesk.kernel.words import N_, _


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the rail. ``rights``: all of them, or with ``any_of`` at least one."""

    page: str
    text: str
    icon: str
    rights: tuple[Right, ...] = ()
    any_of: bool = False
    low: bool = False

    def open_to(self, actor: Actor) -> bool:
        """Whether this person has anything to do there."""
        if not self.rights:
            return True
        return (any if self.any_of else all)(may(actor, right) for right in self.rights)


STOPS = (
    Stop("today", N_("Today"), "alarm", (Right.CASES_SEE, Right.SIGNALS_SEE), any_of=True),
    Stop("cases", N_("Cases"), "folder", (Right.CASES_SEE,)),
    Stop("signals", N_("Signals"), "radar", (Right.SIGNALS_SEE,)),
    Stop("people", N_("Persons"), "users", (Right.CASES_SEE, Right.IDENTITIES)),
    Stop("referrals", N_("Referrals"), "send", (Right.CASES_SEE,)),
    Stop("places", N_("Places"), "map-pin", (Right.SIGNALS_SEE,)),
    Stop("partners", N_("Partners"), "building", (Right.PARTNERS_SEE,)),
    Stop("suspects", N_("Suspects"), "shield", (Right.SUSPECTS,)),
    Stop(
        "upkeep", N_("Administration"), "shield-check",
        (Right.ACCOUNTS, Right.BACKUP, Right.VERIFY, Right.TRAIL_READ), any_of=True, low=True,
    ),
    Stop("settings", N_("Settings"), "settings", low=True),
)  # fmt: skip
"""From top to bottom; ``low`` ones stand at the foot."""


_ROOM_BESIDE = 60
"""With less room than these many letters beside it, the rail puts its words below its icons."""


OF_KIND: Mapping[str, str] = {
    "case_file": "cases", "person": "people", "organisation": "partners", "location": "places",
    "inspection": "places", "signal": "signals", "notification": "signals",
    "advice_request": "signals", "reminder": "today",
}  # fmt: skip
OF_PAGE: Mapping[str, str] = {
    "new_person": "people", "duplicates": "people", "compare": "people", "suspect": "suspects",
    "case": "cases", "handover": "cases", "partner_view": "cases", "summary": "cases",
    "stand_in": "cases",
    "stand_in_paper": "cases", "consult_paper": "cases", "document": "cases",
}  # fmt: skip
"""Under which stop pages without one of their own fall, by kind of record and by page."""


def stop_of(place: Place) -> str:
    """The page of the stop that a place falls under; its own page if it is a stop itself."""
    return OF_PAGE.get(place.page) or OF_KIND.get(place.kind) or place.page


def stops_for(actor: Actor) -> tuple[Stop, ...]:
    """What this person finds on the rail."""
    return tuple(stop for stop in STOPS if stop.open_to(actor))


class Rail(QFrame):
    """Shows the stops; Ctrl+1, Ctrl+2 ... go there too (``main_window``)."""

    def __init__(self, actor: Actor, go: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self.setAccessibleName(_("Places"))
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_XS, 0, tokens.SPACE_XS)
        layout.setSpacing(0)
        stops = stops_for(actor)
        for stop in (stop for stop in stops if not stop.low):
            layout.addWidget(self._button(stop, go))
        layout.addStretch(1)
        for stop in (stop for stop in stops if stop.low):
            layout.addWidget(self._button(stop, go))
        self._window = QSize()
        self._measure()

    def fit(self, window: QSize) -> None:
        """Take less room beside the page where the window is narrow or the text is large."""
        self._window = window
        self._measure()

    def mark(self, page: str) -> None:
        """Show where the user is; a page that is no stop marks nothing."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == page)
        self._group.setExclusive(True)

    def count(self, page: str, number: int, spoken: str) -> None:
        """Show beside a place how much waits there; ``spoken`` says it in words."""
        button = self._buttons.get(page)
        if button is None:
            return
        name = _(next(stop.text for stop in STOPS if stop.page == page))
        button.setText(f"{name} ({number})" if number else name)
        button.setAccessibleName(f"{name}: {spoken}" if number else name)
        button.setToolTip(spoken if number else "")
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        """Wide enough for every word in bold, in which the place shows where one is."""
        font = QFont(self.font())
        font.setBold(True)
        metrics = QFontMetrics(font)
        words = max(metrics.horizontalAdvance(b.text()) for b in self._buttons.values())
        icon = next(iter(self._buttons.values())).iconSize().width()
        beside = words + icon + 4 * metrics.height()
        least = _ROOM_BESIDE * metrics.averageCharWidth()
        high = (icon + 2 * metrics.height()) * len(self._buttons)
        window = self._window
        narrow = window.isValid() and window.width() - beside < least and high < window.height()
        self._put_words(below=narrow)
        self.setFixedWidth(words + 2 * metrics.height() if narrow else beside)

    def _put_words(self, *, below: bool) -> None:
        """Words below the icons, or beside them."""
        if below == (self.property("look") == "rail-narrow"):
            return
        set_look(self, "rail-narrow" if below else "rail")
        style = Qt.ToolButtonStyle
        for each in self._buttons.values():
            each.setToolButtonStyle(
                style.ToolButtonTextUnderIcon if below else style.ToolButtonTextBesideIcon
            )
            each.style().unpolish(each)
            each.style().polish(each)

    def _button(self, stop: Stop, go: Callable[[str], None]) -> QToolButton:
        button = QToolButton()
        button.setText(_(stop.text))
        button.setAccessibleName(_(stop.text))
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        icons.dress(button, stop.icon)
        button.clicked.connect(lambda _checked=False, page=stop.page: go(page))
        self._group.addButton(button)
        self._buttons[stop.page] = button
        return button
