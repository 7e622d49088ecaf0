"""The form of one consult, with its participants, its agreements and its papers."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.desktop.case.actions import due_items, ticks
from casedesk.desktop.case.group import Group
from casedesk.desktop.case.items import Item, describe
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape
from casedesk.desktop.desk import Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.widgets.parts import button
from casedesk.handover.papers import ConsultPaper
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import _
from casedesk.records.reading import Reader

PARTICIPANT = "consult_participant"
ACTION = "action"


class ConsultForm(RecordForm):
    """A consult as a whole: what hangs on it is folded away until it is wanted."""

    def __init__(self, room: Room, consult_id: int) -> None:
        super().__init__(room.desk, "case_consult", consult_id)
        reader, case_id = room.desk.reader, room.case_id
        preset = {"case_id": case_id, "consult_id": consult_id}
        self.participants = Group(
            room,
            ListShape(
                PARTICIPANT,
                partial(participants, reader=reader, consult_id=consult_id, case_id=case_id),
                add_words=_("Add a participant"),
                preset=preset,
                draft=f"consult {consult_id}",
            ),
        )
        self.agreements = Group(
            room,
            ListShape(
                ACTION,
                partial(
                    due_items, reader=reader, kind=ACTION, case_id=case_id,
                    parent=("consult_id", consult_id),
                ),
                add_words=_("Add an agreement"),
                preset=preset,
                draft=f"consult {consult_id}",
                before=lambda item: ticks(room, item),
            ),
            _("Agreements: who does what before when"),
        )  # fmt: skip
        self._groups = {PARTICIPANT: self.participants, ACTION: self.agreements}
        self._room, self._consult_id = room, consult_id
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            last = layout.count() - 1  # above what takes the room that is left
            for group in reversed(self._groups.values()):
                layout.insertWidget(last, group)
            layout.insertLayout(layout.count() - 1, self._papers())
        self._count()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        super().refresh(changes)
        for group in self._groups.values():
            group.refresh(changes)
        if changes.touches(*self._groups):
            self._count()

    def flush(self) -> None:
        """Save what was typed as drafts."""
        super().flush()
        for group in self._groups.values():
            group.flush()

    def _papers(self) -> Flow:
        line = Flow()
        if may(self._room.desk.sitting.actor, Right.HANDOVER):
            for words, paper in (
                (_("Agenda as PDF"), ConsultPaper.AGENDA),
                (_("Minutes as PDF"), ConsultPaper.MINUTES),
            ):
                line.addWidget(button(words, partial(self._open, paper), icon="file-text"))
        return line

    def _open(self, paper: ConsultPaper) -> None:
        self.flush()
        place = Place(
            "consult_paper", "case_consult", self._consult_id, paper, case_id=self._room.case_id
        )
        self._room.desk.navigation.go(place)

    def _count(self) -> None:
        desk, parent = self._room.desk, ("consult_id", self._consult_id)

        def read() -> dict[str, int]:
            with desk.sitting.store.read() as session:
                return {
                    kind: len(desk.reader.views(session, kind, parent=parent))
                    for kind in (PARTICIPANT, ACTION)
                }

        def show(counts: dict[str, int]) -> None:
            for kind, number in counts.items():
                self._groups[kind].say_count(number)

        desk.runner.run(read, show, owner=self)


def participants(session: Session, reader: Reader, consult_id: int, case_id: int) -> list[Item]:
    """Who takes part, in the order of adding."""
    views = reader.views(session, PARTICIPANT, parent=("consult_id", consult_id))
    return [describe(session, reader, view, case_id=case_id) for view in views]
