"""Referrals of a case: where each stands, and the steps that it can take now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.case.items import Item, days_chip, describe
from casedesk.desktop.case.lists_tab import ListsTab
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field
from casedesk.kernel.words import _
from casedesk.records.reading import Reader, RecordView
from casedesk.records.steps import Step
from casedesk.referrals import use_cases
from casedesk.referrals.rules import OPEN_STATES, TRANSITIONS, WAITING_STATES, Act, possible
from casedesk.referrals.use_cases import FinishReferral, RefuseReferral
from casedesk.store.declare import fields_of, record_class

_KIND = "referral"
_PLAIN = {
    Act.SEND: use_cases.send,
    Act.RECEIPT: use_cases.receipt,
    Act.ACCEPT: use_cases.accept,
    Act.START: use_cases.start,
    Act.WITHDRAW: use_cases.withdraw,
    Act.EXPIRE: use_cases.expire,
}
"""Steps that need no answer but the day."""

_ASKED = {Act.REFUSE: ("refusal_reason",), Act.FINISH: ("result",)}
"""What must be asked before the other steps."""


class ReferralsTab(ListsTab):
    """What is still open first."""

    kinds = (_KIND,)

    def __init__(self, room: Room) -> None:
        reader, case_id = room.desk.reader, room.case_id
        shape = ListShape(
            _KIND,
            partial(referral_items, reader=reader, case_id=case_id),
            title=_(record_class(_KIND).record.plural),
            below=lambda item: (Steps(room, item),),
        )
        super().__init__(room, [shape])


def referral_items(session: Session, reader: Reader, case_id: int) -> list[Item]:
    """Open referrals first, and of those the one whose answer is due first on top."""
    today = reader.clock.today()
    found = []
    for view in reader.views(session, _KIND, case_id=case_id):
        item = describe(session, reader, view, case_id=case_id)
        answer_by = view.values["answer_by"]
        state = view.values["state"]
        waits = state in WAITING_STATES and answer_by is not None
        if waits:
            chip = days_chip(answer_by, today)
            item = replace(item, chips=(*item.chips, chip) if chip is not None else item.chips)
        last = answer_by.toordinal() if waits else 10**7
        order = (0 if state in OPEN_STATES else 1, last, -view.id)
        found.append((order, replace(item, meta=_dates(session, reader, view, case_id))))
    return [item for _order, item in sorted(found, key=lambda row: row[0])]


def _dates(session: Session, reader: Reader, view: RecordView, case_id: int) -> str:
    """For whom, and when each step was taken."""
    declared = fields_of(record_class(_KIND))
    person = view.values["person_id"]
    parts = [reader.show(session, declared["person_id"], person, case_id=case_id)]
    for name in ("sent_on", "answer_by", "received_on", "answered_on", "started_on", "ended_on"):
        on = view.values[name]
        if on is not None:
            parts.append(f"{_(declared[name].label)}: {show_date(on)}")
    reason = view.values["refusal_reason"]
    if reason is not None:
        parts.append(reader.show(session, declared["refusal_reason"], reason))
    return " · ".join(part for part in parts if part)


class Steps(QWidget):
    """The steps of one referral as buttons; what must be asked is asked below them."""

    def __init__(self, room: Room, item: Item) -> None:
        super().__init__()
        self._room, self._item = room, item
        self.panel: AskPanel | None = None
        self.buttons: dict[Act, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)
        self._line = Flow()
        self._day: FieldRow | None = None
        if room.may_change(_KIND):
            self._add_steps()
        if may(room.desk.sitting.actor, Right.HANDOVER) and item.state in OPEN_STATES:
            self._add_button(_("Handover"), self._handover, look="quiet", icon="file-export")
        if self._line.count():
            self._column.addLayout(self._line)

    def take(self, act: Act) -> None:
        """Take a step today, or first ask what it needs."""
        if act in _ASKED:
            self._ask(act, _ASKED[act])
        else:
            self._go(act, {})

    def _add_steps(self) -> None:
        for act in possible(self._item.state):
            look = "" if self.buttons else "next"
            words = _(TRANSITIONS[act].order)
            self.buttons[act] = self._add_button(words, partial(self.take, act), look=look)
        if self.buttons:
            self._add_button(_("On another day"), self._ask_day, look="quiet", icon="calendar")

    def _add_button(
        self, words: str, act: Callable[[], None], *, look: str = "", icon: str = ""
    ) -> QPushButton:
        made = button(words, act, look=look, icon=icon)
        made.setAccessibleName(f"{words}: {self._item.title}")
        self._line.addWidget(made)
        return made

    def _ask_day(self) -> None:
        """From now on the steps were taken on a day that is typed here."""
        if self._day is None:
            sitting = self._room.desk.sitting
            around = Around(sitting.labels, sitting.clock.today, sitting.clock.now, lambda _f: ())
            self._day = FieldRow(DAY, editor_for(DAY, around))
            self._day.show_value(sitting.clock.today())
            self._column.addWidget(self._day)
        self._day.editor.control().setFocus()

    def _ask(self, act: Act, names: Sequence[str]) -> None:
        self._put_away()
        declared = fields_of(record_class(_KIND))
        fields: list[Field] = [declared[name] for name in names]
        if self._day is None:
            fields.append(DAY)
        self.panel = AskPanel(self._room.desk, fields, _(TRANSITIONS[act].order))
        self.panel.given.connect(partial(self._go, act))
        self.panel.given_up.connect(self._put_away)
        self._column.addWidget(self.panel)
        self.panel.start()

    def _put_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _go(self, act: Act, given: Mapping[str, Any]) -> None:
        desk, item = self._room.desk, self._item
        on = self._day.editor.value() if self._day is not None else given.get("on")
        if isinstance(on, Refused) and self._day is not None:
            self._day.show_problem(on.sentence)
            return
        work = _work(self._room, act, item, {**given, "on": on})
        said = _("{step}. Ctrl+Z takes it back.").format(step=_(TRANSITIONS[act].label))
        panel = self.panel

        def refused(answer: Refused) -> None:
            if panel is not None:
                panel.refuse(answer)
            elif self._day is not None and answer.field == DAY.name:
                self._day.show_problem(answer.sentence)
            else:
                desk.questions.tell(answer.sentence)

        desk.runner.change(work, lambda _done: desk.announce(said), refused=refused, owner=self)

    def _handover(self) -> None:
        self._room.desk.open_handover(self._room.case_id, referral_id=self._item.id)


def _work(
    room: Room, act: Act, item: Item, given: Mapping[str, Any]
) -> Callable[[], Changes | Refused]:
    sitting = room.desk.sitting
    store, on = sitting.store, given.get("on")
    if act is Act.REFUSE:
        refusal = RefuseReferral(
            item.id, item.version, on, reason=str(given["refusal_reason"] or "")
        )
        return lambda: use_cases.refuse(store, refusal, sitting.labels)
    if act is Act.FINISH:
        result = given["result"]
        end = FinishReferral(
            item.id, item.version, on, result=result if isinstance(result, str) else None
        )
        return lambda: use_cases.finish(store, end)
    step = Step(item.id, item.version, on)
    return lambda: _PLAIN[act](store, step)
