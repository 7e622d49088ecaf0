"""One life domain of a plan: the need, and the goals that meet it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.care.goal_block import GoalBlock
from casedesk.desktop.care.plan_reading import GOAL, GoalLine, NeedLine
from casedesk.desktop.care.quick_line import QuickLine
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.row import ChipLabel
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, column, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import _
from casedesk.store.declare import fields_of, record_class


class DomainBlock(QWidget):
    """Need on top, goals below it, and a line in which a goal is written."""

    given = Signal(str, object)
    """A new goal: its words and the day by which it is wanted, or None."""
    edited = Signal()

    def __init__(self, room: Room, person_id: int, name: str) -> None:
        super().__init__()
        self._room, self._person_id, self._name = room, person_id, name
        self.goals: dict[int, GoalBlock] = {}
        self._need: NeedLine | None = None
        self._head = Flow(space=tokens.SPACE_S)
        self._said = text("", "muted", wrap=True)
        self._column = column(spacing=tokens.SPACE_S)
        longest = fields_of(record_class(GOAL))["what"].max_length
        self.quick = QuickLine(room.desk, _("New goal"), longest, name)
        self.quick.given.connect(self.given)
        self.quick.edited.connect(self.edited)
        self.quick.hide()
        self._orders = QWidget()
        flow = Flow(self._orders, space=tokens.SPACE_S)
        self.from_need = button(_("Make a goal of this need"), self.make_goal, icon="target")
        self.from_need.setAccessibleName(
            _("Make a goal of this need: {domain}").format(domain=name)
        )
        self.new = button(_("New goal"), self.open_quick, look="quiet", icon="plus")
        self.new.setAccessibleName(_("New goal: {domain}").format(domain=name))
        flow.addWidget(self.from_need)
        flow.addWidget(self.new)
        inside = column(spacing=tokens.SPACE_S)
        inside.addLayout(self._head)
        inside.addWidget(self._said)
        inside.addLayout(self._column)
        inside.addWidget(self.quick)
        inside.addWidget(self._orders)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(inside))

    def show_domain(self, need: NeedLine | None, goals: Sequence[GoalLine], *, old: bool) -> None:
        """What is needed and wanted now."""
        self._show_head(need)
        ids = {goal.item.id for goal in goals}
        for gone in [i for i in self.goals if i not in ids]:
            taken = self.goals.pop(gone)
            self._column.removeWidget(taken)
            taken.hide()
            taken.deleteLater()
        for place, goal in enumerate(goals):
            made = self.goals.get(goal.item.id)
            if made is None:
                made = self.goals[goal.item.id] = GoalBlock(self._room, self._person_id, goal)
                made.edited.connect(self.edited)
            made.show_goal(goal, old=old)
            if self._column.indexOf(made) != place:
                self._column.insertWidget(place, made)
        may_add = not old and self._room.may_change(GOAL)
        self._orders.setVisible(may_add)
        met = need is not None and any(goal.what == need.need for goal in goals)
        self.from_need.setVisible(need is not None and bool(need.need) and not met)

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        for each in self.goals.values():
            each.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        for each in self.goals.values():
            each.flush()

    def make_goal(self) -> None:
        """The words of the need stand ready; Enter makes them a goal."""
        self.open_quick()
        if self._need is not None:
            self.quick.propose(self._need.need)

    def open_quick(self) -> None:
        """Write a goal in the line below."""
        self.quick.show()
        self.quick.words.setFocus()

    def _show_head(self, need: NeedLine | None) -> None:
        if need == self._need and self._head.count():
            return
        self._need = need
        self._head.clear()
        self._head.addWidget(text(self._name, "strong"))
        if need is not None and need.level is not None:
            self._head.addWidget(ChipLabel(need.level))
        parts = []
        if need is not None and need.need:
            parts.append(_("Needed: {what}").format(what=need.need))
        if need is not None and need.wish:
            parts.append(_("Wish: {what}").format(what=need.wish))
        self._said.setText(" · ".join(parts))
        self._said.setVisible(bool(parts))
