"""The tab of consults: planned and held, with who takes part and what was agreed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from casedesk.desktop.case.items import Item, describe, items_of_case, newest_first
from casedesk.desktop.case.lists_tab import ListsTab
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape
from casedesk.desktop.consults.form import PARTICIPANT, ConsultForm
from casedesk.desktop.consults.meldcode import STEP, MeldcodeRoad
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import _, ngettext
from casedesk.records.reading import Reader, RecordView
from casedesk.store.declare import record_class

CONSULT = "case_consult"


class ConsultsTab(ListsTab):
    """Consults, the newest first; below them the steps of the reporting code."""

    kinds = (CONSULT, PARTICIPANT, STEP)

    def __init__(self, room: Room) -> None:
        reader, case_id = room.desk.reader, room.case_id
        super().__init__(
            room,
            [
                ListShape(
                    CONSULT,
                    partial(consult_items, reader=reader, case_id=case_id),
                    title=_(record_class(CONSULT).record.plural),
                    form=lambda row: ConsultForm(room, row.item.id),
                ),
                ListShape(
                    STEP,
                    partial(items_of_case, reader=reader, kind=STEP, case_id=case_id),
                    title=_(record_class(STEP).record.plural),
                    add_words=_("New step"),
                ),
            ],
        )
        self.road = MeldcodeRoad(room)
        place = self.sheet.column.indexOf(self.lists[STEP])
        self.sheet.column.insertWidget(place + 1, self.road)

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        self.road.refresh(changes)
        if changes.touches(PARTICIPANT, "action"):
            self.lists[CONSULT].reload()

    def show_record(self, kind: str, record_id: int) -> None:
        """A participant stands with the consult."""
        if kind != PARTICIPANT:
            super().show_record(kind, record_id)
            return
        desk = self.room.desk

        def read() -> int | None:
            with desk.sitting.store.read() as session:
                view = desk.reader.view(session, PARTICIPANT, record_id)
            return view.values["consult_id"] if view is not None else None

        def show(consult_id: int | None) -> None:
            if consult_id is not None:
                self.lists[CONSULT].show_record(consult_id)

        desk.runner.run(read, show, owner=self)


def consult_items(session: Session, reader: Reader, case_id: int) -> list[Item]:
    """Each consult with its goal, who takes part, and how much was agreed."""
    participants = _by_consult(reader.views(session, PARTICIPANT, case_id=case_id))
    found = []
    for view in reader.views(session, CONSULT, case_id=case_id):
        item = describe(session, reader, view, case_id=case_id)
        partners = participants.get(view.id, [])
        agreed = len(reader.views(session, "action", parent=("consult_id", view.id)))
        goal = view.values["goal"]
        meta = [goal if isinstance(goal, str) else "", *(p.title for p in partners[:4])]
        if len(partners) > 4:
            meta.append(
                ngettext("{n} more", "{n} more", len(partners) - 4).format(n=len(partners) - 4)
            )
        if agreed:
            meta.append(ngettext("{n} agreement", "{n} agreements", agreed).format(n=agreed))
        found.append(replace(item, meta=" · ".join(part for part in meta if part)))
    return newest_first(found)


def _by_consult(views: Sequence[RecordView]) -> dict[int, list[RecordView]]:
    found: dict[int, list[RecordView]] = {}
    for view in views:
        found.setdefault(view.values["consult_id"], []).append(view)
    return found
