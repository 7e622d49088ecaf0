"""Contact moments, notes and consults of a case, the newest first."""

from functools import partial

from casedesk.desktop.case.items import items_of_case
from casedesk.desktop.case.lists_tab import ListsTab
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape
from casedesk.kernel.words import _
from casedesk.store.declare import record_class


class ContactsTab(ListsTab):
    """What was said, what was seen besides, and what partners agreed."""

    kinds = ("contact_moment", "note", "case_consult")

    def __init__(self, room: Room) -> None:
        reader = room.desk.reader
        super().__init__(
            room,
            [
                ListShape(
                    kind,
                    partial(items_of_case, reader=reader, kind=kind, case_id=room.case_id),
                    title=_(record_class(kind).record.plural),
                )
                for kind in self.kinds
            ],
        )
