"""Below a ground: what was sent on it, taking a consent back, and whom to tell of that."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.case.items import Item
from casedesk.desktop.case.part import Room
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.grounds.model import SharingGround
from casedesk.handover.withdrawals import (
    CONSENT,
    Sent,
    WithdrawConsent,
    note_told,
    notice,
    sent_about,
    withdraw_consent,
)
from casedesk.kernel.changes import Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.records.steps import Step
from casedesk.store.declare import fields_of

KIND = "sharing_ground"
_ASKED = ("withdrawn_by", "withdrawn_note")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read for one ground; ``runs`` says that it is a consent that still counts."""

    version: int
    runs: bool
    sent: tuple[Sent, ...]
    notices: dict[int, str]


class Withdrawal(QWidget):
    """What was given to whom about this person, and the way to withdraw a consent."""

    def __init__(self, room: Room, item: Item) -> None:
        super().__init__()
        self._room, self._item = room, item
        self.panel: AskPanel | None = None
        self.withdraw: QWidget | None = None
        self.told: dict[int, QWidget] = {}
        self._inside = QWidget()
        self._column = column()
        around = column(self._inside)
        around.setContentsMargins(0, 0, 0, 0)
        self.setLayout(around)
        self.refresh()

    def refresh(self) -> None:
        """Read anew what went out, and show it; only who may hand over sees it."""
        if may(self._room.desk.sitting.actor, Right.HANDOVER):
            self._room.desk.runner.run(self._read, self._show, owner=self)

    def _read(self) -> _Known | None:
        desk = self._room.desk
        with desk.sitting.store.read() as session:
            ground = session.get(SharingGround, self._item.id)
            if ground is None:
                return None
            runs = ground.ground == CONSENT and ground.withdrawn_on is None
            sent = sent_about(session, desk.reader, ground.id)
            notices = {each.id: notice(session, ground.id, each.id) for each in sent}
            return _Known(ground.version, runs, sent, notices)

    def _show(self, known: _Known | None) -> None:
        self._put_away()
        self.withdraw, self.told = None, {}
        old, self._inside = self._inside, QWidget()
        self._column = column(spacing=tokens.SPACE_S)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside.setLayout(self._column)
        if known is not None:
            self._fill(known)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, self._inside)
        old.hide()
        old.deleteLater()

    def _fill(self, known: _Known) -> None:
        may_change = self._room.may_change(KIND)
        if known.runs and may_change:
            self.withdraw = button(_("Withdraw this consent"), partial(self._ask, known))
            self.withdraw.setAccessibleName(f"{_('Withdraw this consent')}: {self._item.title}")
            self._column.addLayout(row(self.withdraw, None))
        for each in known.sent:
            if each.under or each.must_be_told:
                self._column.addWidget(text(_line(each), "muted", wrap=True))
            if each.must_be_told and may_change:
                self._offer_notice(each, known.notices[each.id])

    def _offer_notice(self, each: Sent, words: str) -> None:
        copy = button(_("Copy the notice"), partial(self._copy, words), icon="message")
        copy.setAccessibleName(f"{_('Copy the notice')}: {each.partner}")
        told = button(_("This partner was told today"), partial(self._note, each), look="next")
        told.setAccessibleName(f"{_('This partner was told today')}: {each.partner}")
        self.told[each.id] = told
        self._column.addLayout(row(copy, told, None))

    def _copy(self, words: str) -> None:
        QApplication.clipboard().setText(words)
        self._room.desk.announce(_("Copied. The notice names nobody."))

    def _note(self, each: Sent) -> None:
        store = self._room.desk.sitting.store
        step = Step(each.id, each.version)
        self._change(lambda: note_told(store, step), _("Noted. Ctrl+Z takes it back."))

    def _ask(self, known: _Known) -> None:
        """Say who withdrew it, with what went out on it in sight."""
        self._put_away()
        declared = fields_of(SharingGround)
        lines = [_line(each) for each in known.sent if each.under]
        sentence = _("Nothing was sent on this consent.")
        if lines:
            sentence = "\n".join((_("This was sent on it. Each partner must be told:"), *lines))
        self.panel = AskPanel(
            self._room.desk,
            [*(declared[name] for name in _ASKED), DAY],
            _("Withdraw this consent"),
            sentence=sentence,
        )
        self.panel.given.connect(partial(self._go, known))
        self.panel.given_up.connect(self._put_away)
        self._column.addWidget(self.panel)
        self.panel.start()

    def _go(self, known: _Known, given: dict[str, Any]) -> None:
        sitting = self._room.desk.sitting
        step = WithdrawConsent(
            self._item.id, known.version, given.get(DAY.name),
            by=given.get("withdrawn_by") or "", note=given.get("withdrawn_note") or "",
        )  # fmt: skip
        self._change(
            lambda: withdraw_consent(sitting.store, step, sitting.labels),
            _("Consent withdrawn. Ctrl+Z takes it back."),
        )

    def _change(self, work: Any, said: str) -> None:
        desk, panel = self._room.desk, self.panel

        def refused(answer: Refused) -> None:
            if panel is not None:
                panel.refuse(answer)
            else:
                desk.questions.tell(answer.sentence)

        def done(_answer: object) -> None:
            desk.announce(said)
            self.refresh()

        desk.runner.change(work, done, refused=refused, owner=self)

    def _put_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None


def _line(each: Sent) -> str:
    parts = [show_date(each.made_on), each.partner, each.purpose]
    if each.told_on is not None:
        parts.append(_("told on {day}").format(day=show_date(each.told_on)))
    elif each.tell_by is not None:
        parts.append(_("tell by {day}").format(day=show_date(each.tell_by)))
    return " · ".join(parts)
