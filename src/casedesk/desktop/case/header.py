"""The head of a case, above its tabs: it never scrolls away."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from casedesk.access.rights import Right, may
from casedesk.desktop.case.glance import Glance, SafeContact
from casedesk.desktop.case.head_row import HeadRow, Orders
from casedesk.desktop.case.items import Chip, days_chip, excerpt
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.tab_order import put_in_reading_order
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.widgets.parts import Picture, button, row, text
from casedesk.kernel.dates import show_date
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _
from casedesk.store.declare import fields_of, record_class
from casedesk.timeline.entries import LATE

CLOSED = "closed"
ACUTE = "acute"
NORMAL = "normal"

_MANY_LINES = 40
_FEW_LINES = 36
_LEAST = 24


class CaseHeader(QFrame):
    """Number, phase, who guards it, what comes next; below it what is dangerous."""

    phaseAsked = Signal(str)
    """Carries the code of the phase to go to."""
    closeAsked = Signal()
    reopenAsked = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._glance: Glance | None = None
        self._shown_on: date | None = None  # how many days are left changes at midnight
        self.setProperty("look", "case-head")
        self.setAccessibleName(_("Head of the case"))
        self._number = text("", "title")
        self.phase = QToolButton()
        self.phase.setProperty("look", "phase")
        self.phase.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.phase.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._urgency = text("", "chip")
        self._closed = text("", "chip-warning")
        self.next: QWidget | None = None
        self._brief = False
        self._facts = Flow(space=tokens.SPACE_L)
        self.warnings = Warnings(room)
        self._lay_out()

    def show_glance(self, glance: Glance) -> None:
        """Show what was read."""
        today = self._room.desk.sitting.clock.today()
        if (glance, today) == (self._glance, self._shown_on):
            return
        self._glance, self._shown_on = glance, today
        self._number.setText(_("Case {number}").format(number=glance.number))
        self._show_phase(glance)
        self._urgency.setText(glance.urgency)
        # That there is no hurry needs no room where large text leaves little.
        urgent = glance.case.values["urgency"] != NORMAL
        self._urgency.setVisible(bool(glance.urgency) and urgent)
        self._closed.setText(_("Closed on {date}").format(date=glance.closed_on))
        self._closed.setVisible(bool(glance.closed_on))
        self._show_facts(glance)
        self.warnings.show_glance(glance)
        # What was made now is shown by the next round of events only.
        QTimer.singleShot(0, self, lambda: put_in_reading_order(self))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the largest text: a wider least width would cost the height."""
        hint = super().minimumSizeHint()
        least = self.fontMetrics().averageCharWidth() * _LEAST
        return QSize(min(hint.width(), least), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_facts()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_facts()

    def _fit_facts(self) -> None:
        if self._glance is not None and self._brief != self._is_cramped():
            self._show_facts(self._glance)

    def _is_cramped(self) -> bool:
        """Whether the lines of the window are few: then the overview tells what is not urgent."""
        window = self.window()
        few = window.height() <= _FEW_LINES * self.fontMetrics().height()
        return window.isVisible() and few

    def _lay_out(self) -> None:
        actor = self._room.desk.sitting.actor
        top = Flow(space=tokens.SPACE_M)
        top.addWidget(self._number)
        for part in (self.phase, self._urgency, self._closed):
            top.addWidget(part)
        orders = Orders()
        if may(actor, Right.CASES_CHANGE):
            orders.addWidget(button(_("Take over"), self._stand_in, icon="user-check"))
        if may(actor, Right.SUMMARY):
            orders.addWidget(button(_("Summary"), self._summary, icon="file-text"))
        if may(actor, Right.HANDOVER):
            orders.addWidget(
                button(_("Handover"), self._handover, look="primary", icon="file-export")
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_M, tokens.SPACE_XL, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(HeadRow(top, orders))
        column.addLayout(self._facts)
        column.addWidget(self.warnings)

    def _show_phase(self, glance: Glance) -> None:
        words = _("Phase: {phase}").format(phase=glance.phase)
        self.phase.setText(words)
        self.phase.setAccessibleName(words)
        if not self._room.may_change(CASE):
            self.phase.setEnabled(False)
            return
        menu = QMenu(self.phase)
        sitting = self._room.desk.sitting
        now = glance.case.values["phase"]
        for option in sitting.labels.options("case_phase", sitting.clock.today()):
            if option.code == CLOSED:
                continue
            action = menu.addAction(option.label)
            action.setCheckable(True)
            action.setChecked(option.code == now)
            action.setEnabled(option.code != now and not glance.closed_on)
            action.triggered.connect(
                lambda _checked=False, code=option.code: self.phaseAsked.emit(code)
            )
        menu.addSeparator()
        if glance.closed_on:
            menu.addAction(_("Reopen the case")).triggered.connect(self._ask_reopen)
        else:
            menu.addAction(_("Close the case")).triggered.connect(self._ask_close)
        self.phase.setMenu(menu)
        icons.dress(self.phase, "chevron-down", "muted")

    def _show_facts(self, glance: Glance) -> None:
        self._facts.clear()
        self._brief = self._is_cramped()
        coordinator = fields_of(record_class(CASE))["coordinator"].label
        for label, words in (
            (_("Gemeente"), glance.gemeente),
            (_(coordinator), glance.coordinator),
        ):
            if not self._brief:
                self._facts.addWidget(_fact(label, words or _("not filled in")))
        self.next = self._next(glance)
        self._facts.addWidget(self.next)

    def _next(self, glance: Glance) -> QWidget:
        coming = glance.next
        # Of a closed case only what is still ahead counts.
        if coming is None or (glance.closed_on and coming.due == LATE):
            return _fact(_("Next date"), _("none"))
        today = self._room.desk.sitting.clock.today()
        chip = days_chip(coming.on, today, always=True) or Chip("")
        words = f"{show_date(coming.on)} · {chip.words} · {excerpt(coming.title)}"
        shown = QToolButton()
        shown.setProperty("look", "quiet")
        shown.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        metrics = shown.fontMetrics()
        shown.setText(
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, metrics.averageCharWidth() * 60)
        )
        shown.setToolTip(words)
        shown.setMinimumWidth(metrics.averageCharWidth() * _LEAST)
        shown.setAccessibleName(_("Next date: {what}").format(what=words))
        icons.dress(shown, chip.icon, chip.tone)
        shown.clicked.connect(self._open_next)
        return shown

    def _open_next(self) -> None:
        coming = self._glance.next if self._glance is not None else None
        if coming is not None:
            self._room.show("", coming.kind, coming.record_id)

    def _ask_close(self) -> None:
        self.closeAsked.emit()

    def _ask_reopen(self) -> None:
        self.reopenAsked.emit()

    def _handover(self) -> None:
        self._room.desk.open_handover(self._room.case_id)

    def _stand_in(self) -> None:
        self._room.desk.open_stand_in(self._room.case_id)

    def _summary(self) -> None:
        self._room.desk.open_summary(self._room.case_id)


class Warnings(QScrollArea):
    """Danger now, and how each victim can safely be reached.

    Takes the room that its words need, but never more than a third of the page.
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self.setAccessibleName(_("Danger and safe contact"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        inside = QWidget()
        inside.setProperty("look", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_XS)
        inside.installEventFilter(self)
        self.setWidget(inside)
        self.lines: list[str] = []

    def show_glance(self, glance: Glance) -> None:
        """Show what was read."""
        while self._column.count():
            taken = self._column.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        if glance.danger:
            tone = "danger" if glance.case.values["urgency"] == ACUTE else "warning"
            self._say(tone, "alert-triangle", _("Danger now"), glance.danger)
        for contact in glance.contacts:
            title = _("Safe contact with {name}").format(name=contact.name)
            self._say("info", "phone", title, contact_words(contact))
        self.setAccessibleDescription(". ".join(self.lines))
        self.setVisible(bool(self.lines))
        self.updateGeometry()

    def _say(self, tone: str, icon: str, title: str, words: str) -> None:
        self.lines.append(f"{title}: {words}")
        frame = QFrame()
        frame.setProperty("look", f"banner-{tone}")
        frame.setAccessibleName(f"{title}: {words}")
        label = QLabel(f"<b>{_escaped(title)}</b> &nbsp;{_escaped(words)}")
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        inside = row(Picture(icon, 18, tone), spacing=tokens.SPACE_S)
        inside.addWidget(label, 1)
        inside.setContentsMargins(tokens.SPACE_M, tokens.SPACE_XS, tokens.SPACE_M, tokens.SPACE_XS)
        frame.setLayout(inside)
        self._column.addWidget(frame)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A scroll area does not tell its surroundings that its content grew.
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(self._wanted(width), self._most())

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(
            200, min(self._wanted(max(self.width(), 200)), self.fontMetrics().height() * 2)
        )

    def _wanted(self, width: int) -> int:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def _most(self) -> int:
        """A quarter of the window; less where large text leaves few lines."""
        text_height, window = self.fontMetrics().height(), self.window().height()
        if window > _MANY_LINES * text_height:
            return max(text_height * 4, window // 4)
        return text_height * 2

    def _fit(self) -> None:
        # A scroll area that sizes its content would take the height that its words need at the
        # least width.
        inside, width = self.widget(), self.viewport().width()
        if inside is not None:
            inside.resize(width, self._wanted(width))


_SHORT = {
    "contact_rules": "{words}",
    "safe_channels": N_("safe: {words}"),
    "safe_times": "{words}",
    "never_tell": N_("must never know: {words}"),
    "address_secret": N_("address secret in the BRP"),
}
"""How the lines of a card read beside each other, without their labels."""


def contact_words(contact: SafeContact) -> str:
    """The card of a victim in one line; the code word itself stands on the card only."""
    if not contact.asked:
        return _("nothing is written down. Ask how you can reach this person safely.")
    parts = [_(_SHORT[name]).format(words=words) for name, _label, words in contact.lines]
    if contact.code_word:
        parts.append(_("a code word was agreed"))
    return " · ".join(parts)


def _fact(label: str, words: str) -> QLabel:
    shown = QLabel(f"{_escaped(label)}: <b>{_escaped(words)}</b>")
    shown.setTextFormat(Qt.TextFormat.RichText)
    shown.setMinimumWidth(1)  # where there is less room than it wants it is cut, and says all aloud
    shown.setAccessibleName(f"{label}: {words}")
    shown.setToolTip(words)
    return shown


def _escaped(words: str) -> str:
    from html import escape

    return escape(words)
