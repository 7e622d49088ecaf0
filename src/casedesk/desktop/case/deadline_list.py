"""The deadlines of a case in groups, and the dates that somebody must set by hand."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from casedesk.deadlines.asking import Asked, dates_to_set
from casedesk.deadlines.use_cases import SetByHand, set_by_hand
from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.case.deadline_items import GROUPS, KIND, DeadlineItem, deadline_items
from casedesk.desktop.case.deadline_steps import LAST_DAY, REASON, DeadlineSteps
from casedesk.desktop.case.items import Item
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape, RecordList
from casedesk.desktop.case.row import Extras, ItemRow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Picture, button, card, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_, _
from casedesk.records.reading import Reader
from casedesk.store.declare import record_class

_KEPT_BY_RULE = FormSpec(
    KIND,
    (
        Section(N_("Deadline"), ("what", "track")),
        Section(N_("Met"), ("met_on", "proof", "proof_id"), folded=True),
    ),
)
"""The form of a deadline that a rule keeps: its dates change by steps, not by typing."""


class DeadlineList(RecordList):
    """Late, today, this week, later, and what was met; each row with its rule and its steps."""

    _headings: Sequence[QLabel] = ()

    def __init__(self, room: Room, before: Extras) -> None:
        reader, case_id = room.desk.reader, room.case_id
        super().__init__(
            room,
            ListShape(
                KIND,
                partial(_read, reader=reader, case_id=case_id),
                title=_(record_class(KIND).record.plural),
                before=before,
                below=partial(_below, room),
                form=partial(_form, room),
            ),
        )

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        # A row tells which step ended it, by the title of that step.
        if not changes.touches(KIND) and changes.touches("residence_event", "criminal_event"):
            self.reload()

    def _make_row(self, item: Item) -> ItemRow:
        # What a rule keeps would come back by itself; it ends by a step.
        by_rule = isinstance(item, DeadlineItem) and item.by_rule
        shape = self._shape
        return ItemRow(
            self._desk, item, before=shape.before, below=shape.below, form=shape.form,
            removable=self._changeable and not by_rule,
        )  # fmt: skip

    def _place_rows(self) -> None:
        for old in self._headings:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        super()._place_rows()
        made = []
        last = ""
        for each in self.rows:
            group = each.item.group if isinstance(each.item, DeadlineItem) else ""
            if group and group != last:
                heading = text(_(GROUPS[group]), "strong")
                made.append(heading)
                self._list.insertWidget(self._list.indexOf(each), heading)
                last = group
        self._headings = made


class HandDates(QWidget):
    """Dates that no rule gives: what happened, what must be set, and a button to set it."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._shown: Sequence[Asked] = ()
        self.panel: AskPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)
        self.hide()
        self.reload()

    def refresh(self, changes: Changes) -> None:
        """Any step in the case can ask for a date, or take the question away."""
        if changes.touches(KIND, "residence_event", "criminal_event", "procedure_step", "person"):
            self.reload()

    def reload(self) -> None:
        """Read again what must be set."""
        desk, case_id = self._room.desk, self._room.case_id

        def read() -> Sequence[Asked]:
            with desk.sitting.store.read() as session:
                return dates_to_set(session, desk.reader, case_id)

        if self._room.may_change(KIND):
            desk.runner.run(read, self._show, owner=self)

    def ask(self, asked: Asked, below: QVBoxLayout) -> None:
        """Ask the last day and the reason for one of them."""
        self._put_away()
        self.panel = AskPanel(self._room.desk, (LAST_DAY, REASON), _("Set this date"))
        self.panel.given.connect(partial(self._give, asked))
        self.panel.given_up.connect(self._put_away)
        below.addWidget(self.panel)
        self.panel.start()

    def _show(self, found: Sequence[Asked]) -> None:
        if found == self._shown:
            return
        self._shown = found
        self.panel = None
        while self._column.count():
            taken = self._column.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for asked in found:
            self._column.addWidget(self._card(asked))
        self.setVisible(bool(found))

    def _card(self, asked: Asked) -> QWidget:
        said = _("{what}: set the date by hand").format(what=asked.what)
        words = column(text(said, "strong", wrap=True), spacing=2)
        told = " · ".join(part for part in (asked.started_by, asked.note) if part)
        words.addWidget(text(told, "small", wrap=True))
        head = row(Picture("calendar", 20, "warning"), spacing=tokens.SPACE_S)
        head.addLayout(words, 1)
        inside = column(spacing=tokens.SPACE_S)
        inside.addLayout(head)
        order = button(_("Set the date"), partial(self.ask, asked, inside), icon="calendar")
        order.setAccessibleName(f"{_('Set the date')}: {asked.what}")
        inside.addLayout(row(order, None))
        return card(inside)

    def _put_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _give(self, asked: Asked, given: Mapping[str, Any]) -> None:
        desk, panel = self._room.desk, self.panel
        if panel is None:
            return
        command = SetByHand(
            self._room.case_id, asked.rule_key, asked.start_kind, asked.start_id,
            due_on=given["due_on"], reason=given["reason"] or "",
        )  # fmt: skip
        store = desk.sitting.store
        said = _("Date set by hand. Ctrl+Z takes it back.")
        desk.runner.change(
            lambda: set_by_hand(store, command),
            lambda _done: desk.announce(said),
            refused=panel.refuse,
            owner=panel,
        )


def _read(session: Session, reader: Reader, case_id: int) -> Sequence[Item]:
    return deadline_items(session, reader, case_id)


def _below(room: Room, item: Item) -> Sequence[QWidget]:
    return (DeadlineSteps(room, item),) if isinstance(item, DeadlineItem) else ()


def _form(room: Room, opened: ItemRow) -> RecordForm:
    item = opened.item
    by_rule = isinstance(item, DeadlineItem) and item.by_rule
    return RecordForm(room.desk, KIND, item.id, spec=_KEPT_BY_RULE if by_rule else None)
