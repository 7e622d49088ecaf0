"""How to reach a person in a case: numbers, places and address, behind the gate."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.desktop.case.gate import VICTIM, Gate
from casedesk.desktop.case.items import items_of_person
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape, RecordList
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.kernel.fields import Topic
from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import _
from casedesk.store.declare import fields_of, record_class

IDENTIFIER = "identifier"
PLACE = "person_place"

_TOLD = {IDENTIFIER: ("note",), PLACE: ("address", "gemeente", "since", "until")}
"""What a row says besides its title."""

_HIDDEN = (Topic.CONTACT, Topic.SHELTER_ADDRESS)


def split_form(spec: FormSpec) -> tuple[FormSpec, FormSpec]:
    """The form of a victim in two: without the sections that hold addresses, and those alone."""
    declared = fields_of(record_class(spec.kind))

    def hides(section: Section) -> bool:
        names = FormSpec(spec.kind, (section,)).names()
        return any(declared[name].topic in _HIDDEN for name in names)

    shown = tuple(s for s in spec.sections if not hides(s))
    hidden = tuple(Section(s.title, s.fields, caution=s.caution) for s in spec.sections if hides(s))
    return FormSpec(spec.kind, shown, spec.first), FormSpec(spec.kind, hidden)


_Act = Callable[[Mapping[str, RecordList]], None]


class Reach(Gate):
    """Numbers of the person, the address of a victim, and places where they can be found."""

    def __init__(self, room: Room, person_id: int, *, restricted: bool) -> None:
        self._room = room
        self.lists: dict[str, RecordList] = {}
        self._waits: _Act | None = None
        super().__init__(room.desk, person_id, room.case_id, restricted=restricted)

    def contents(self) -> Iterable[QWidget]:
        self.lists = {kind: self._list(kind) for kind in (IDENTIFIER, PLACE)}
        yield self.lists[IDENTIFIER]
        _shown, hidden = split_form(self.desk.sitting.forms[VICTIM])
        for contact in self.contacts or ():
            if contact.case_id == self.case_id:
                details = contact.details_id
                yield RecordForm(self.desk, VICTIM, details, place="address", spec=hidden)
        yield self.lists[PLACE]

    def show_record(self, kind: str, record_id: int) -> None:
        """Open one number; reveals first."""
        self._then(lambda lists: lists[kind].show_record(record_id))

    def add(self, kind: str) -> None:
        """Start a new number or place; reveals first."""
        self._then(lambda lists: lists[kind].add())

    def _then(self, act: _Act) -> None:
        if self.revealed:
            act(self.lists)
        else:
            self._waits = act
            self.reveal()

    def _reveal(self, recorded: bool) -> None:
        super()._reveal(recorded)
        act, self._waits = self._waits, None
        if act is not None:
            act(self.lists)

    def _list(self, kind: str) -> RecordList:
        shape = ListShape(
            kind,
            partial(
                items_of_person,
                reader=self.desk.reader,
                kind=kind,
                case_id=self._room.case_id,
                person_id=self.person_id,
                tell=_TOLD[kind],
            ),
            title=_(record_class(kind).record.plural),
            preset={"person_id": self.person_id},
            draft=f"person_id {self.person_id}",
        )
        return RecordList(self._room, shape)
