"""What happens to a handover after it left, as buttons; what must be asked is asked below them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, column, show_if, text
from casedesk.handover.detail import Detail, detail
from casedesk.handover.model import Disclosure
from casedesk.handover.replies import (
    AskReturn,
    ConfirmReturn,
    NoteReply,
    NoteSent,
    ask_return,
    chase_words,
    confirm_return,
    note_receipt,
    note_reply,
    note_sent,
    return_words,
)
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step
from casedesk.store.declare import fields_of

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Act:
    """One step: what its button says, what it asks beside the day, and when it can be taken."""

    words: str
    icon: str
    asks: tuple[str, ...]
    open_to: Callable[[Detail], bool]


_SENT = _Act(N_("Note as sent"), "send", ("channel",), lambda found: not found.sent)
_RECEIPT = _Act(N_("Note receipt"), "message-check", (), lambda found: not found.received)
_REPLY = _Act(
    N_("Note the answer"), "message",
    ("reply", "reply_reason", "reply_text", "reply_contact"),
    lambda found: not found.replied,
)  # fmt: skip
_ASK_RETURN = _Act(
    N_("Ask to return or destroy it"), "arrow-back-up", ("return_by",),
    lambda found: (found.sent or found.received) and not (found.return_asked or found.returned),
)  # fmt: skip
_RETURNED = _Act(
    N_("Note what became of it"),
    "check",
    ("return_way",),
    lambda found: (found.sent or found.received) and not found.returned,
)
ACTS = (_SENT, _RECEIPT, _REPLY, _ASK_RETURN, _RETURNED)


class CourseSteps(QWidget):
    """The steps of the handover that is shown; for who may hand over."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id: int | None = None
        self.waits = text("", "strong", wrap=True)
        self.panel: AskPanel | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._line = Flow()
        self._column = column(self.waits, spacing=tokens.SPACE_S)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._line)
        self.setLayout(self._column)
        self._may = may(desk.sitting.actor, Right.HANDOVER)

    def show_for(self, disclosure_id: int | None) -> None:
        """Read anew how far this handover is; None shows nothing."""
        self._id = disclosure_id
        if not self._may or disclosure_id is None:
            self._show(None)
            return
        desk = self._desk

        def read() -> Detail | None:
            with desk.sitting.store.read() as session:
                return detail(session, desk.reader, disclosure_id)

        desk.runner.run(read, self._show, owner=self)

    # Private.

    def _show(self, found: Detail | None) -> None:
        if found is not None and found.id != self._id:
            return
        self._put_away()
        while self._line.count():
            taken = self._line.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        waits = found.waits if found is not None and found.partner_id is not None else ()
        self.waits.setText(" · ".join(waits))
        show_if(self.waits, bool(waits))
        # Nobody answers for the copy that somebody got of their own data.
        if found is None or found.partner_id is None:
            return
        for act in ACTS:
            if act.open_to(found):
                self._add(act.words, act.icon, partial(self._take, act, found))
        if found.sent and not found.replied:
            words = partial(chase_words, found.number, found.made_on)
            self._add(N_("Copy a reminder"), "message", partial(self._copy, words))

    def _add(self, words: str, icon: str, act: Callable[[], None]) -> None:
        made = button(_(words), act, look="quiet" if self.buttons else "next", icon=icon)
        self.buttons[words] = made
        self._line.addWidget(made)

    def _take(self, act: _Act, found: Detail) -> None:
        self._put_away()
        declared = fields_of(Disclosure)
        presets = {"channel": found.channel} if act is _SENT else {}
        self.panel = AskPanel(
            self._desk, [*(declared[name] for name in act.asks), DAY], _(act.words), presets=presets
        )
        self.panel.given.connect(partial(self._go, act, found))
        self.panel.given_up.connect(self._put_away)
        self._column.addWidget(self.panel)
        self.panel.start()

    def _go(self, act: _Act, found: Detail, given: Given) -> None:
        desk, panel = self._desk, self.panel
        work = _work(desk, act, found, given)

        def done(_answer: object) -> None:
            desk.announce(_("Noted. Ctrl+Z takes it back."))
            if act is _ASK_RETURN:
                self._offer_words(found)
            else:
                self.show_for(found.id)

        def refused(answer: Refused) -> None:
            if panel is not None:
                panel.refuse(answer)

        desk.runner.change(work, done, refused=refused, owner=self)

    def _offer_words(self, before: Detail) -> None:
        """The last day is known now: put the words to send on the clipboard."""
        with self._desk.sitting.store.read() as session:
            now = detail(session, self._desk.reader, before.id)
        if now is not None and now.return_by is not None:
            by = now.return_by
            self._copy(lambda: return_words(now.number, now.made_on, by))
        self.show_for(before.id)

    def _copy(self, words: Callable[[], str]) -> None:
        QApplication.clipboard().setText(words())
        self._desk.announce(_("The words to send are copied. They name nobody."))

    def _put_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None


def _work(desk: Desk, act: _Act, found: Detail, given: Given) -> Callable[[], Changes | Refused]:
    sitting = desk.sitting
    store, labels = sitting.store, sitting.labels
    on: date | None = given.get(DAY.name)
    seen = (found.id, found.version, on)
    if act is _SENT:
        sent = NoteSent(*seen, channel=given.get("channel") or "")
        return lambda: note_sent(store, sent, labels)
    if act is _RECEIPT:
        return lambda: note_receipt(store, Step(*seen))
    if act is _REPLY:
        answer = NoteReply(
            *seen, reply=given.get("reply") or "", reason=given.get("reply_reason"),
            text=given.get("reply_text"), contact=given.get("reply_contact"),
        )  # fmt: skip
        return lambda: note_reply(store, answer, labels)
    if act is _ASK_RETURN:
        asked = AskReturn(*seen, by=given.get("return_by"))
        return lambda: ask_return(store, asked)
    back = ConfirmReturn(*seen, way=given.get("return_way") or "")
    return lambda: confirm_return(store, back, labels)
