"""One goal of a plan with its actions: tick, add an action, refer."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from casedesk.desktop.care.plan_reading import ACTION, GOAL, GoalLine
from casedesk.desktop.care.quick_line import QuickLine
from casedesk.desktop.case.actions import ticks
from casedesk.desktop.case.items import Item
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.row import ItemRow
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, column
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import _
from casedesk.plans.rules import CARRIED_OVER, OPEN_GOALS
from casedesk.plans.use_cases import ReachGoal, reach_goal, reopen_goal
from casedesk.records.steps import Step
from casedesk.records.use_cases import Create, create
from casedesk.referrals.growing import first_values
from casedesk.store.declare import fields_of, record_class

REFERRAL = "referral"


class GoalBlock(QWidget):
    """Keeps its rows when it is shown again, so that an open form stays open."""

    edited = Signal()

    def __init__(self, room: Room, person_id: int, goal: GoalLine) -> None:
        super().__init__()
        self._room, self._person_id, self.goal = room, person_id, goal
        self.row = ItemRow(room.desk, goal.item, before=self._tick)
        self.action_rows: dict[int, ItemRow] = {}
        self.form: RecordForm | None = None
        longest = fields_of(record_class(ACTION))["what"].max_length
        self.quick = QuickLine(room.desk, _("New action"), longest, goal.what)
        self.quick.given.connect(self._add)
        self.quick.edited.connect(self.edited)
        self.quick.hide()
        self._column = column(spacing=tokens.SPACE_XS)
        self._column.setContentsMargins(tokens.SPACE_XL, 0, 0, 0)
        self._orders = QWidget()
        flow = Flow(self._orders, space=tokens.SPACE_S)
        self.new = button(_("New action"), self.open_quick, look="quiet", icon="plus")
        self.new.setAccessibleName(_("New action for: {goal}").format(goal=goal.what))
        flow.addWidget(self.new)
        self.refer = button(_("Refer"), self.open_referral, look="quiet", icon="send")
        self.refer.setAccessibleName(_("Refer for: {goal}").format(goal=goal.what))
        flow.addWidget(self.refer)
        self._foot = column(self.quick, self._orders, spacing=tokens.SPACE_XS)
        self._foot.setContentsMargins(tokens.SPACE_XL, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_XS)
        layout.addWidget(self.row)
        layout.addLayout(self._column)
        layout.addLayout(self._foot)
        self.show_goal(goal, old=False)

    def show_goal(self, goal: GoalLine, *, old: bool) -> None:
        """What the goal and its actions say now."""
        self.goal = goal
        self.row.show_item(goal.item)
        ids = {action.id for action in goal.actions}
        for gone in [i for i in self.action_rows if i not in ids]:
            taken = self.action_rows.pop(gone)
            self._column.removeWidget(taken)
            taken.hide()
            taken.deleteLater()
        for place, action in enumerate(goal.actions):
            made = self.action_rows.get(action.id)
            if made is None:
                made = self.action_rows[action.id] = ItemRow(
                    self._room.desk, action, before=partial(ticks, self._room)
                )
            made.show_item(action)
            if self._column.indexOf(made) != place:
                self._column.insertWidget(place, made)
        may_add = goal.open and not old and self._room.may_change(ACTION)
        self._orders.setVisible(may_add)
        if not may_add:
            self.quick.hide()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        for each in (self.row, *self.action_rows.values()):
            each.refresh(changes)
        if self.form is not None:
            self.form.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        for each in (self.row, *self.action_rows.values()):
            each.flush()
        if self.form is not None:
            self.form.flush()

    def open_quick(self) -> None:
        """Write an action in the line below."""
        self.quick.show()
        self.quick.words.setFocus()

    def open_referral(self) -> None:
        """Refer for this goal: person and question stand in the form already."""
        if self.form is not None:
            self.form.start()
            return
        desk = self._room.desk
        with desk.sitting.store.read() as session:
            found = first_values(session, desk.reader, GOAL, self.goal.item.id)
        preset = {"person_id": self._person_id, "question": self.goal.what, **found}
        self.form = RecordForm(
            self._room.desk,
            REFERRAL,
            None,
            case_id=self._room.case_id,
            preset=preset,
        )
        self._frame = card(column(self.form))
        self.form.created.connect(self._referred)
        self.form.gone.connect(self._put_away)
        self._foot.addWidget(self._frame)
        self.form.start()

    def _referred(self, record_id: int) -> None:
        self._put_away()
        self._room.show("", REFERRAL, record_id)

    def _put_away(self) -> None:
        if self.form is not None:
            self._frame.hide()
            self._frame.deleteLater()
            self.form = None
            self.refer.setFocus()

    def _add(self, words: str, day: date | None) -> None:
        sitting = self._room.desk.sitting
        values = {
            "case_id": self._room.case_id,
            "person_id": self._person_id,
            "what": words,
            "due_on": day,
            "owner": sitting.actor.name,
            "goal_id": self.goal.item.id,
        }
        self._room.desk.runner.change(
            lambda: create(sitting.store, Create(ACTION, values), sitting.labels),
            lambda _done: self._added(),
            refused=lambda refused: self.quick.refuse(refused.sentence),
            owner=self,
        )

    def _added(self) -> None:
        self.quick.settle()
        self._room.desk.saved()

    def _tick(self, item: Item) -> Sequence[QWidget]:
        """The box before a goal that says whether it was reached."""
        if not self._room.may_change(GOAL):
            return ()
        box = QCheckBox()
        reached = item.state not in OPEN_GOALS
        box.setChecked(reached)
        box.setEnabled(item.state != CARRIED_OVER)
        box.setAccessibleName(_("Reached: {what}").format(what=item.title))
        box.setToolTip(_("Not reached after all") if reached else _("Tick off as reached today"))
        desk, store = self._room.desk, self._room.desk.sitting.store
        work: Callable[[], Changes | Refused]
        if reached:
            said = _("The goal is open again.")
            work = partial(reopen_goal, store, Step(item.id, item.version))
        else:
            said = _("Goal reached. Ctrl+Z takes it back.")
            work = partial(reach_goal, store, ReachGoal(item.id, item.version))

        def back(refused: Refused) -> None:
            box.blockSignals(True)
            box.setChecked(reached)
            box.blockSignals(False)
            desk.questions.tell(refused.sentence)

        box.toggled.connect(
            lambda _on: desk.runner.change(
                work, lambda _done: desk.announce(said), refused=back, owner=box
            )
        )
        return (box,)
