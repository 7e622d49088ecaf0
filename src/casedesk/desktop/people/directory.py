"""The list of persons, with its two ways on: a new person, and persons who may be one."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QVBoxLayout

from casedesk import features
from casedesk.access.rights import Right, may
from casedesk.desktop.desk import BoundCommand, Desk, Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.lists.list_page import ListPage, ListShape
from casedesk.desktop.widgets.parts import button
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import N_, _
from casedesk.store.declare import record_class

DUPLICATES = Command(
    "duplicates", N_("Possible &duplicates"), "Ctrl+Shift+D", "users-group", Menu.PAGE, 2
)


class PersonsPage(ListPage):
    """All persons; a new one starts with a search."""

    def __init__(self, desk: Desk, _place: Place) -> None:
        record = record_class(PERSON).record
        actor = desk.sitting.actor
        self._may = may(actor, Right.CASES_CHANGE) and may(actor, Right.IDENTITIES)
        new = (N_("New person"), lambda: desk.new_record(PERSON)) if self._may else None
        shape = ListShape(
            name="persons",
            title=record.plural,
            icon=record.icon,
            empty=record.empty,
            open=lambda person_id: desk.open_record(PERSON, person_id),
            new=new,
        )
        super().__init__(desk, features.lists()["persons"], shape)
        if self._may:
            more = Flow()
            more.addWidget(button(_("Possible duplicates"), self._duplicates, icon="users-group"))
            cast(QVBoxLayout, self.layout()).insertLayout(2, more)

    def commands(self) -> Sequence[BoundCommand]:
        mine = (BoundCommand(DUPLICATES, self._duplicates),) if self._may else ()
        return (*super().commands(), *mine)

    def _duplicates(self) -> None:
        self._desk.navigation.go(Place("duplicates"))
