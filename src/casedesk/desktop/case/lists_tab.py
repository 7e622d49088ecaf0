"""A tab that is one or more lists of records below each other."""

from collections.abc import Sequence

from casedesk.desktop.case.part import CasePart, Room, Sheet, filled
from casedesk.desktop.case.record_list import ListShape, RecordList
from casedesk.kernel.changes import Changes


class ListsTab(CasePart):
    """Holds a :class:`RecordList` for each shape, by its kind."""

    def __init__(self, room: Room, shapes: Sequence[ListShape]) -> None:
        super().__init__()
        self.room = room
        self.sheet = Sheet()
        self.lists: dict[str, RecordList] = {}
        for shape in shapes:
            made = self.lists[shape.kind] = RecordList(room, shape)
            self.sheet.column.addWidget(made)
        self.sheet.column.addStretch(1)
        filled(self, self.sheet)

    def refresh(self, changes: Changes) -> None:
        for each in self.lists.values():
            each.refresh(changes)

    def flush(self) -> None:
        for each in self.lists.values():
            each.flush()

    def show_record(self, kind: str, record_id: int) -> None:
        self.lists[kind].show_record(record_id)

    def add(self, kind: str) -> None:
        self.lists[kind].add()

    def start(self) -> None:
        next(iter(self.lists.values())).start()
