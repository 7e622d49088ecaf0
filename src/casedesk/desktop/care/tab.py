"""The tab of a case about care: safety, needs and plan of one person, and the intake talks."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.care.chooser import PersonChooser
from casedesk.desktop.care.needs_panel import NeedsPanel
from casedesk.desktop.care.plan_board import PlanBoard
from casedesk.desktop.care.safety_panel import SafetyPanel
from casedesk.desktop.case.group import Group
from casedesk.desktop.case.items import items_of_person
from casedesk.desktop.case.part import CasePart, Room, Sheet, filled
from casedesk.desktop.case.record_list import ListShape
from casedesk.desktop.desk import BoundCommand
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import text
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_, _
from casedesk.store.declare import record_class

ROUND = Command("care.round", N_("Go through the life domains"), "", "heartbeat", Menu.PAGE, 2)
GOAL = Command("care.goal", N_("New goal"), "", "target", Menu.PAGE, 2)

LISTED = ("intake", "safety_assessment", "need_assessment")
"""Kinds of which single records stand in a list that folds."""

KINDS = (*LISTED, "care_plan", "goal")


class CareTab(CasePart):
    """Speaks of one person at a time."""

    kinds = KINDS

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.care: PersonCare | None = None
        self._wanted: tuple[str, int] | None = None
        self._whose = 0
        self._sheet = Sheet()
        self.chooser = PersonChooser(room)
        self._nobody = text(
            _("Add a (possible) victim first. Needs, safety and plan are theirs."), "muted",
            wrap=True,
        )  # fmt: skip
        self._nobody.hide()
        self._place = QVBoxLayout()
        self._sheet.column.addWidget(self.chooser)
        self._sheet.column.addWidget(self._nobody)
        self._sheet.column.addLayout(self._place)
        self._sheet.column.addStretch(1)
        filled(self, self._sheet)
        self.chooser.chosen.connect(self._chosen)
        self.chooser.loaded.connect(self._persons_read)
        self.chooser.load()

    def refresh(self, changes: Changes) -> None:
        self.chooser.refresh(changes)
        if self.care is not None:
            self.care.refresh(changes)

    def flush(self) -> None:
        if self.care is not None:
            self.care.flush()

    def show_record(self, kind: str, record_id: int) -> None:
        desk = self.room.desk

        def read() -> int:
            with desk.sitting.store.read() as session:
                view = desk.reader.view(session, kind, record_id)
            return (view.person_id or 0) if view is not None else 0

        def show(person_id: int) -> None:
            self._wanted, self._whose = (kind, record_id), person_id
            self._show_wanted()

        desk.runner.run(read, show, owner=self)

    def add(self, kind: str) -> None:
        if self.care is not None:
            self._into_view(self.care.add(kind))

    def commands(self) -> Sequence[BoundCommand]:
        return (
            BoundCommand(ROUND, self._round, lambda: self._may("need_assessment")),
            BoundCommand(GOAL, partial(self.add, "goal"), lambda: self._may("goal")),
        )

    def start(self) -> None:
        self.chooser.start()

    def _may(self, kind: str) -> bool:
        return self.care is not None and self.room.may_change(kind)

    def _round(self) -> None:
        if self.care is not None:
            self.care.needs.open_round()

    def _chosen(self, person_id: int) -> None:
        if self.care is not None:
            self.care.flush()
            self.care.hide()
            self.care.deleteLater()
            self.care = None
        if person_id:
            self.care = PersonCare(self.room, person_id)
            self.care.needs.roundOpened.connect(self._round_opened)
            self._place.addWidget(self.care)

    def _round_opened(self) -> None:
        if self.care is not None:
            self._into_view(self.care.needs)

    def _persons_read(self) -> None:
        self._nobody.setVisible(self.chooser.person_id == 0)
        self._show_wanted()

    def _show_wanted(self) -> None:
        """As soon as both the record and the persons are read."""
        if self._wanted is None:
            return
        if self._whose in self.chooser.buttons:
            self.chooser.choose(self._whose)
        if self.care is not None:
            self._into_view(self.care.show_record(*self._wanted))
            self._wanted = None

    def _into_view(self, part: QWidget) -> None:
        QTimer.singleShot(
            0, part, lambda: self._sheet.ensureWidgetVisible(part, 0, tokens.SPACE_XL)
        )


class PersonCare(QWidget):
    """All about the care of one person."""

    def __init__(self, room: Room, person_id: int) -> None:
        super().__init__()
        self.room, self.person_id = room, person_id
        self.safety = SafetyPanel(room, person_id, self._assess)
        self.needs = NeedsPanel(room, person_id)
        self.plan = PlanBoard(room, person_id)
        self.groups = {kind: Group(room, self._shape(kind)) for kind in LISTED}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_L)
        layout.addWidget(self.safety)
        layout.addWidget(self.groups["safety_assessment"])
        layout.addWidget(self.needs)
        layout.addWidget(self.groups["need_assessment"])
        layout.addWidget(self.groups["intake"])
        layout.addWidget(self.plan)
        self._count()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        for part in (self.safety, self.needs, self.plan):
            part.refresh(changes)
        for group in self.groups.values():
            group.refresh(changes)
        if changes.touches(*LISTED):
            self._count()

    def flush(self) -> None:
        """Save what was typed as drafts."""
        for part in (self.needs, self.plan):
            part.flush()
        for group in self.groups.values():
            group.flush()

    def add(self, kind: str) -> QWidget:
        """Start a new record; answers the part where it is written."""
        if kind in self.groups:
            self.groups[kind].open().add()
            return self.groups[kind]
        if kind == "care_plan" and self.plan.begin.isVisibleTo(self):
            self.plan.start_plan()
        elif kind == "goal":
            self.plan.add_goal()
        return self.plan

    def show_record(self, kind: str, record_id: int) -> QWidget:
        """Open one record; answers the part where it stands."""
        if kind in self.groups:
            self.groups[kind].open().show_record(record_id)
            return self.groups[kind]
        self.plan.show_record(kind, record_id)
        return self.plan

    def _assess(self) -> None:
        self.add("safety_assessment")

    def _shape(self, kind: str) -> ListShape:
        cls, room = record_class(kind), self.room
        read = partial(
            items_of_person,
            reader=room.desk.reader,
            kind=kind,
            case_id=room.case_id,
            person_id=self.person_id,
        )
        person = cls.record.person
        return ListShape(
            kind,
            read,
            preset={person: self.person_id},
            draft=f"{person} {self.person_id} in {room.case_id}",
        )

    def _count(self) -> None:
        desk, case_id, person_id = self.room.desk, self.room.case_id, self.person_id

        def read() -> dict[str, int]:
            with desk.sitting.store.read() as session:
                return {
                    kind: len(
                        desk.reader.views(session, kind, case_id=case_id, person_id=person_id)
                    )
                    for kind in LISTED
                }

        def show(counts: dict[str, int]) -> None:
            for kind, number in counts.items():
                self.groups[kind].say_count(number)

        desk.runner.run(read, show, owner=self)
