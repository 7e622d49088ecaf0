"""What must be done in a case, and before which date; one click or key ticks it off."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget
from sqlalchemy.orm import Session

from casedesk.desktop.case.deadline_list import DeadlineList, HandDates
from casedesk.desktop.case.items import Item, days_chip, describe, items_of_case
from casedesk.desktop.case.lists_tab import ListsTab
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.records.reading import Reader, RecordView
from casedesk.records.steps import Step
from casedesk.store.declare import record_class
from casedesk.tasks.rules import OPEN_STATES
from casedesk.tasks.use_cases import (
    FinishAction,
    finish_action,
    meet_deadline,
    reopen_action,
)

STEP = "procedure_step"
"""The kind of steps that stand below the deadlines."""


class ActionsTab(ListsTab):
    """Actions and deadlines: what is open first, the earliest date on top.

    Below them stand the steps in procedures that start a time limit.
    """

    kinds = ("action", "deadline", STEP)

    def __init__(self, room: Room) -> None:
        reader, case_id = room.desk.reader, room.case_id
        super().__init__(
            room,
            [
                ListShape(
                    "action",
                    partial(due_items, reader=reader, kind="action", case_id=case_id),
                    title=_(record_class("action").record.plural),
                    before=lambda item: ticks(room, item),
                ),
                ListShape(
                    STEP,
                    partial(_steps, reader=reader, case_id=case_id),
                    title=_(record_class(STEP).record.plural),
                ),
            ],
        )
        self.hand_dates = HandDates(room)
        self.lists["deadline"] = DeadlineList(room, lambda item: ticks(room, item))
        self.sheet.column.insertWidget(1, self.hand_dates)
        self.sheet.column.insertWidget(2, self.lists["deadline"])

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        self.hand_dates.refresh(changes)


def _steps(session: Session, reader: Reader, case_id: int) -> list[Item]:
    return items_of_case(session, reader, STEP, case_id)


def due_items(
    session: Session,
    reader: Reader,
    kind: str,
    case_id: int,
    parent: tuple[str, int] | None = None,
) -> list[Item]:
    """Actions or deadlines: open ones by date, those without a date next, then what is done.

    With ``parent`` only those that came of one record, by the attribute that points to it.
    """
    today = reader.clock.today()
    found = []
    for view in reader.views(session, kind, case_id=case_id, parent=parent):
        item = describe(session, reader, view, case_id=case_id)
        on = view.values["due_on"]
        if is_open(view):
            chip = days_chip(on, today) if on is not None else None
            item = replace(item, chips=(chip, *item.chips) if chip is not None else item.chips)
            order = (0, on.toordinal() if on is not None else 10**7)
        else:
            on = view.values["done_on" if kind == "action" else "met_on"]
            order = (1, -on.toordinal() if on is not None else 0)
        found.append((order, view.id, replace(item, meta=_about(view, item), state=_state(view))))
    return [item for _order, _id, item in sorted(found, key=lambda row: row[:2])]


def is_open(view: RecordView) -> bool:
    """Whether something is still to be done."""
    if view.kind == "deadline":
        return view.values["met_on"] is None
    return view.values["state"] in OPEN_STATES


def is_open_item(item: Item) -> bool:
    """The same for a row that was made here."""
    return item.state in OPEN_STATES


def ticks(room: Room, item: Item) -> Sequence[QWidget]:
    """The box before an action or deadline that says whether it was done."""
    if not room.may_change(item.kind):
        return ()
    box = QCheckBox()
    done = item.state not in OPEN_STATES
    box.setChecked(done)
    box.setAccessibleName(_("Done: {what}").format(what=item.title))
    box.setToolTip(_("Not done after all") if done else _("Tick off as done today"))
    # A dropped action is taken up again in its form; a met deadline by undo or in its form.
    box.setEnabled(_can_tick(item))

    def back(refused: Refused) -> None:
        box.blockSignals(True)
        box.setChecked(done)
        box.blockSignals(False)
        room.desk.questions.tell(refused.sentence)

    box.toggled.connect(lambda _on: _toggle(room, item, box, back))
    return (box,)


def _toggle(room: Room, item: Item, box: QCheckBox, back: Callable[[Refused], None]) -> None:
    store = room.desk.sitting.store
    work: Callable[[], Changes | Refused]
    if item.kind == "deadline":
        said = _("Deadline met. Ctrl+Z takes it back.")
        work = partial(meet_deadline, store, Step(item.id, item.version))
    elif item.state in OPEN_STATES:
        said = _("Action done. Ctrl+Z takes it back.")
        work = partial(finish_action, store, FinishAction(item.id, item.version))
    else:
        said = _("The action is open again.")
        work = partial(reopen_action, store, Step(item.id, item.version))
    room.desk.runner.change(work, lambda _done: room.desk.announce(said), refused=back, owner=box)


def _can_tick(item: Item) -> bool:
    if item.kind == "deadline":
        return item.state == "open"
    return item.state in (*OPEN_STATES, "done")


def _state(view: RecordView) -> str:
    if view.kind == "deadline":
        return "open" if is_open(view) else "done"
    return str(view.values["state"])


def _about(view: RecordView, item: Item) -> str:
    """Date first, then who does it, then the rest."""
    parts = []
    on = view.values["due_on"]
    if on is not None:
        parts.append(_("due {date}").format(date=show_date(on)))
    done = view.values.get("done_on") or view.values.get("met_on")
    if done is not None:
        parts.append(_("done {date}").format(date=show_date(done)))
    owner = view.values.get("owner")
    if isinstance(owner, str) and owner:
        parts.append(owner)
    # The first part of what was told already is the bare date.
    rest = item.meta.split(" · ")[1:] if on is not None else [item.meta]
    return " · ".join(part for part in (*parts, *rest) if part)
