"""Contact moments and notes of a case, the newest first."""

from functools import partial

from casedesk.desktop.case.contact_form import ContactForm
from casedesk.desktop.case.items import items_of_case
from casedesk.desktop.case.lists_tab import ListsTab
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape
from casedesk.desktop.case.row import MakeForm
from casedesk.kernel.words import _
from casedesk.store.declare import record_class


class ContactsTab(ListsTab):
    """What was said, and what was seen besides."""

    kinds = ("contact_moment", "note")

    def __init__(self, room: Room) -> None:
        reader = room.desk.reader
        super().__init__(
            room,
            [
                ListShape(
                    kind,
                    partial(items_of_case, reader=reader, kind=kind, case_id=room.case_id),
                    title=_(record_class(kind).record.plural),
                    form=_contact_form(room) if kind == "contact_moment" else None,
                )
                for kind in self.kinds
            ],
        )


def _contact_form(room: Room) -> MakeForm:
    return lambda row: ContactForm(room, row.item.id)
