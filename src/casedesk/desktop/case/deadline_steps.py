"""What can be done with a deadline: meet it with proof, set its date, or let it follow its rule."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casedesk.deadlines.use_cases import SetDate, follow_rule, set_date
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.case.deadline_items import KIND, MET, DeadlineItem
from casedesk.desktop.case.part import Room
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.words import N_, _
from casedesk.records.reading import Choice
from casedesk.records.steps import Step
from casedesk.store.declare import fields_of, record_class
from casedesk.tasks.use_cases import (
    MeetDeadline,
    drop_deadline,
    meet_deadline,
    unmeet_deadline,
)

LAST_DAY = Field("step.due_on", "due_on", Kind.DATE, N_("Last day"), required=True)
REASON = Field(
    "step.reason",
    "reason",
    Kind.TEXT,
    N_("Why this is the date"),
    help=N_("For example: the letter of the IND of 3 March."),
    required=True,
)

WHY = Field("step.why", "why", Kind.TEXT, N_("Why it is no longer needed"), required=True)

Work = Callable[[], Changes | Refused]


class DeadlineSteps(QWidget):
    """The steps of one deadline as buttons; what must be asked is asked below them."""

    def __init__(self, room: Room, item: DeadlineItem) -> None:
        super().__init__()
        self._room, self._item = room, item
        self.panel: AskPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)
        self._line = Flow()
        self._source: QLabel | None = None
        if room.may_change(KIND):
            self._add_steps()
        if item.source:
            self._add(_("Where it is written"), self.show_source, icon="scale")
        if self._line.count():
            self._column.addLayout(self._line)

    def ask_met(self) -> None:
        """Ask when it was met, and what shows it."""
        desk, case_id = self._room.desk, self._room.case_id
        declared = fields_of(record_class(KIND))["proof_id"]

        def read() -> Sequence[Choice]:
            with desk.sitting.store.read() as session:
                return desk.reader.choices(session, declared, case_id)

        desk.runner.run(read, self._ask_met, owner=self)

    def ask_drop(self) -> None:
        """Ask why it need not be met."""
        self._ask((WHY,), _("No longer needed"), self._drop)

    def ask_date(self) -> None:
        """Ask another last day, and why."""
        computed = self._item.computed_on
        sentence = ""
        if computed is not None:
            sentence = _("The rule gives {date}. That date stays beside yours.").format(
                date=show_date(computed)
            )
        self._ask((LAST_DAY, REASON), _("Set this date"), self._set_date, sentence=sentence)

    def follow(self) -> None:
        """Take the date of the rule again."""
        store, step = self._room.desk.sitting.store, self._step()
        said = _("The date follows the rule again. Ctrl+Z takes it back.")
        self._take(lambda: follow_rule(store, step), said)

    def reopen(self) -> None:
        """It was not met after all."""
        store, step = self._room.desk.sitting.store, self._step()
        said = _("The deadline is open again. Ctrl+Z takes it back.")
        self._take(lambda: unmeet_deadline(store, step), said)

    def show_source(self) -> None:
        """Show the whole source, to be read and copied; or hide it again."""
        if self._source is None:
            # An address may go on to the next line after each slash.
            told = _("Source: {place}").format(place=self._item.source.replace("/", "/\u200b"))
            self._source = text(told, "small", wrap=True)
            self._source.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self._column.insertWidget(1, self._source)
        else:
            self._source.setVisible(self._source.isHidden())

    def _add_steps(self) -> None:
        item = self._item
        if item.group == MET:
            if not item.ended:
                self._add(_("Not met after all"), self.reopen)
            return
        self._add(_("Met, with proof"), self.ask_met, icon="check")
        self._add(_("No longer needed"), self.ask_drop, icon="x")
        if item.by_rule:
            self._add(_("Set the date by hand"), self.ask_date, icon="calendar")
        if item.by_hand and item.computed_on is not None:
            self._add(_("Follow the rule again"), self.follow, icon="arrow-back-up")

    def _add(self, words: str, act: Callable[[], None], icon: str = "") -> None:
        made = button(words, act, look="quiet", icon=icon)
        made.setAccessibleName(f"{words}: {self._item.title}")
        self._line.addWidget(made)

    def _ask_met(self, documents: Sequence[Choice]) -> None:
        declared = fields_of(record_class(KIND))
        fields = [DAY, declared["proof"]]
        if documents:
            fields.append(declared["proof_id"])
        self._ask(fields, _("Deadline met"), self._meet, choices={"proof_id": documents})

    def _ask(
        self,
        fields: Sequence[Field],
        act: str,
        go_on: Callable[[Mapping[str, Any]], None],
        *,
        sentence: str = "",
        choices: Mapping[str, Sequence[Choice]] | None = None,
    ) -> None:
        self._put_away()
        self.panel = AskPanel(self._room.desk, fields, act, sentence=sentence, choices=choices)
        self.panel.given.connect(go_on)
        self.panel.given_up.connect(self._given_up)
        self._column.addWidget(self.panel)
        self.panel.start()

    def _put_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _given_up(self) -> None:
        self._put_away()
        first = self._line.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.setFocus()

    def _meet(self, given: Mapping[str, Any]) -> None:
        store, item = self._room.desk.sitting.store, self._item
        step = MeetDeadline(
            item.id, item.version, given["on"], proof=given["proof"],
            proof_id=given.get("proof_id"),
        )  # fmt: skip
        said = _("Deadline met. Ctrl+Z takes it back.")
        self._take(lambda: meet_deadline(store, step), said)

    def _drop(self, given: Mapping[str, Any]) -> None:
        store, item = self._room.desk.sitting.store, self._item
        step = Step(item.id, item.version, why=given["why"])
        said = _("Deadline no longer needed. Ctrl+Z takes it back.")
        self._take(lambda: drop_deadline(store, step), said)

    def _set_date(self, given: Mapping[str, Any]) -> None:
        store, item = self._room.desk.sitting.store, self._item
        step = SetDate(item.id, item.version, due_on=given["due_on"], reason=given["reason"] or "")
        said = _("Date set by hand. Ctrl+Z takes it back.")
        self._take(lambda: set_date(store, step), said)

    def _step(self) -> Step:
        return Step(self._item.id, self._item.version)

    def _take(self, work: Work, said: str) -> None:
        desk, panel = self._room.desk, self.panel

        def refused(answer: Refused) -> None:
            if panel is not None:
                panel.refuse(answer)
            else:
                desk.questions.tell(answer.sentence)

        desk.runner.change(work, lambda _done: desk.announce(said), refused=refused, owner=self)
