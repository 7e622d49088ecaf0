"""Referrals of a case: where each stands, and the steps that it can take now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.case.items import Item, days_chip, describe
from casedesk.desktop.case.lists_tab import ListsTab
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape, RecordList
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, column, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field
from casedesk.kernel.words import _
from casedesk.records.reading import Choice, Reader, RecordView
from casedesk.records.steps import Step
from casedesk.referrals import use_cases
from casedesk.referrals.chasing import ChaseReferral, chase
from casedesk.referrals.reading import StepLine, histories
from casedesk.referrals.rules import (
    INCOMING,
    OPEN_STATES,
    OUTGOING,
    WAITING_STATES,
    Act,
    possible,
    table,
)
from casedesk.referrals.terms import chase_again
from casedesk.referrals.use_cases import (
    FinishReferral,
    GiveFeedback,
    RefuseReferral,
    SendReferral,
    WithdrawReferral,
)
from casedesk.store.declare import fields_of, record_class

_KIND = "referral"
_STEP = "referral_step"
_PLAIN = {
    Act.RECEIPT: use_cases.receipt,
    Act.ACCEPT: use_cases.accept,
    Act.START: use_cases.start,
    Act.EXPIRE: use_cases.expire,
}
"""Steps that need no answer but the day."""

_ASKED = {
    Act.REFUSE: ("refusal_reason", "reason_note"),
    Act.FINISH: ("result",),
    Act.WITHDRAW: ("withdrawal_reason", "reason_note"),
    Act.CHASE: ("way", "next_on", "note"),
    Act.FEEDBACK: ("feedback",),
}
"""What must be asked before the other steps; for chasing, fields of the step itself."""

_DAYS = (
    "came_on", "sent_on", "answer_by", "received_on", "chased_on", "chase_on", "answered_on",
    "decided_on", "started_on", "ended_on", "feedback_due", "feedback_on",
)  # fmt: skip
"""The days that a row shows, in the order in which they come."""

_GROUND = ("ground_id", "no_ground_reason")
"""What sending asks where neither stands on the referral yet."""


@dataclass(frozen=True, slots=True)
class ReferralItem(Item):
    """A row that knows its direction, its ground and what happened with it."""

    direction: str = OUTGOING
    grounded: bool = False
    steps: tuple[StepLine, ...] = ()


class ReferralsTab(ListsTab):
    """What we ask of partners, what is still open first; below it what came in from them."""

    kinds = (_KIND, _STEP)

    def __init__(self, room: Room) -> None:
        reader, case_id = room.desk.reader, room.case_id

        def below(item: Item) -> tuple[QWidget, ...]:
            return (Steps(room, item),)

        outgoing = ListShape(
            _KIND,
            partial(referral_items, reader=reader, case_id=case_id, direction=OUTGOING),
            title=_(record_class(_KIND).record.plural),
            below=below,
            also=(_STEP,),
        )
        incoming = ListShape(
            _KIND,
            partial(referral_items, reader=reader, case_id=case_id, direction=INCOMING),
            title=_("Came in from partners"),
            add_words=_("Something came in"),
            preset={"direction": INCOMING},
            draft=INCOMING,
            below=below,
            also=(_STEP,),
        )
        super().__init__(room, [outgoing])
        self.lists[INCOMING] = RecordList(room, incoming)
        self.sheet.column.insertWidget(1, self.lists[INCOMING])

    def show_record(self, kind: str, record_id: int) -> None:
        desk = self.room.desk
        with desk.sitting.store.read() as session:
            if kind == _STEP:
                step = desk.reader.view(session, _STEP, record_id)
                record_id = step.values["referral_id"] if step is not None else 0
            view = desk.reader.view(session, _KIND, record_id)
        came_in = view is not None and view.values["direction"] == INCOMING
        self.lists[INCOMING if came_in else _KIND].show_record(record_id)


def referral_items(
    session: Session, reader: Reader, case_id: int, direction: str = ""
) -> list[Item]:
    """Open referrals first, and of those the one whose answer is due first on top."""
    today = reader.clock.today()
    told = histories(session, reader, case_id)
    found = []
    for view in reader.views(session, _KIND, case_id=case_id):
        values = view.values
        if direction and values["direction"] != direction:
            continue
        item = describe(session, reader, view, case_id=case_id)
        state = values["state"]
        waits = state in WAITING_STATES and values["answer_by"] is not None
        due = values["answer_by"] if waits else None
        if values["direction"] == INCOMING and values["feedback_on"] is None:
            due = values["feedback_due"]
        chip = days_chip(due, today) if due is not None else None
        item = replace(item, chips=(*item.chips, chip) if chip is not None else item.chips)
        last = due.toordinal() if due is not None else 10**7
        order = (0 if state in OPEN_STATES else 1, last, -view.id)
        meta = _dates(session, reader, view, case_id)
        grounded = values["ground_id"] is not None or bool(values["no_ground_reason"])
        found.append((order, _row(item, meta, view, grounded, told.get(view.id, ()))))
    return [item for _order, item in sorted(found, key=lambda row: row[0])]


def _row(
    item: Item, meta: str, view: RecordView, grounded: bool, steps: tuple[StepLine, ...]
) -> ReferralItem:
    return ReferralItem(
        item.kind, item.id, item.version, item.icon, item.title, meta, item.text, item.chips,
        item.sort, item.state, view.values["direction"], grounded, steps,
    )  # fmt: skip


def _dates(session: Session, reader: Reader, view: RecordView, case_id: int) -> str:
    """For whom, and when each step was taken."""
    declared = fields_of(record_class(_KIND))
    person = view.values["person_id"]
    parts = [reader.show(session, declared["person_id"], person, case_id=case_id)]
    for name in _DAYS:
        on = view.values[name]
        if on is not None:
            parts.append(f"{_(declared[name].label)}: {show_date(on)}")
    reasons = ("refusal_reason", "withdrawal_reason")
    parts += [reader.show(session, declared[name], view.values[name]) for name in reasons]
    return " · ".join(part for part in parts if part)


class Steps(QWidget):
    """The steps of one referral as buttons; what must be asked is asked below them."""

    def __init__(self, room: Room, item: Item) -> None:
        super().__init__()
        self._room, self._item = room, item
        self._direction = item.direction if isinstance(item, ReferralItem) else OUTGOING
        self.panel: AskPanel | None = None
        self.history: QWidget | None = None
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
        if isinstance(item, ReferralItem) and item.steps:
            self.told = button(_("What happened"), self._tell, look="quiet", icon="history")
            self.told.setAccessibleName(_("What happened: {what}").format(what=item.title))
            self._line.addWidget(self.told)
        if self._line.count():
            self._column.addLayout(self._line)

    def take(self, act: Act) -> None:
        """Take a step today, or first ask what it needs."""
        grounded = isinstance(self._item, ReferralItem) and self._item.grounded
        if act in _ASKED:
            self._ask(act, _ASKED[act])
        elif act is Act.SEND and not grounded:
            self._ask(act, _GROUND)
        else:
            self._go(act, {})

    def _add_steps(self) -> None:
        for act in possible(self._item.state, self._direction):
            look = "" if self.buttons else "next"
            words = _(table(self._direction)[act].order)
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
        desk, today = self._room.desk, self._room.desk.sitting.clock.today()
        declared = fields_of(record_class(_STEP if act is Act.CHASE else _KIND))
        fields: list[Field] = [declared[name] for name in names]
        if self._day is None:
            fields.append(DAY)
        choices: dict[str, Sequence[Choice]] = {}
        if "ground_id" in names:
            with desk.sitting.store.read() as session:
                asked = declared["ground_id"]
                choices["ground_id"] = desk.reader.choices(session, asked, self._room.case_id)
        self.panel = AskPanel(
            desk,
            fields,
            _(table(self._direction)[act].order),
            presets={"next_on": chase_again(today)},
            choices=choices,
        )
        self.panel.given.connect(partial(self._go, act))
        self.panel.given_up.connect(self._put_away)
        self._column.addWidget(self.panel)
        self.panel.start()

    def _tell(self) -> None:
        """Everything that happened with this question, or put it away again."""
        if self.history is not None:
            self.history.setVisible(not self.history.isVisible())
            return
        self.history = QWidget()
        parts = column(spacing=tokens.SPACE_S)
        for step in self._item.steps if isinstance(self._item, ReferralItem) else ():
            parts.addWidget(text(step.title, "strong", wrap=True))
            said = [words for words in (step.said, step.found, step.by) if words]
            parts.addWidget(text("\n".join(said), "muted", wrap=True))
        self.history.setLayout(parts)
        self._column.addWidget(self.history)

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
        said = _("{step}. Ctrl+Z takes it back.").format(step=_(table(self._direction)[act].label))
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
    words = {name: value for name, value in given.items() if isinstance(value, str)}
    seen = (item.id, item.version, on)
    if act is Act.SEND:
        sent = SendReferral(
            *seen,
            ground_id=given.get("ground_id"),
            no_ground_reason=words.get("no_ground_reason"),
        )
        return lambda: use_cases.send(store, sent)
    note = words.get("reason_note")
    if act is Act.REFUSE:
        refusal = RefuseReferral(*seen, reason=words.get("refusal_reason", ""), note=note)
        return lambda: use_cases.refuse(store, refusal, sitting.labels)
    if act is Act.WITHDRAW:
        back = WithdrawReferral(*seen, reason=words.get("withdrawal_reason", ""), note=note)
        return lambda: use_cases.withdraw(store, back, sitting.labels)
    if act is Act.CHASE:
        again = ChaseReferral(
            *seen, way=words.get("way", ""), next_on=given.get("next_on"), note=words.get("note")
        )
        return lambda: chase(store, again, sitting.labels)
    if act is Act.FINISH:
        end = FinishReferral(*seen, result=words.get("result"))
        return lambda: use_cases.finish(store, end)
    if act is Act.FEEDBACK:
        told = GiveFeedback(*seen, words=words.get("feedback"))
        return lambda: use_cases.give_feedback(store, told)
    step = Step(*seen)
    return lambda: _PLAIN[act](store, step)
