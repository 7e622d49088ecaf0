"""How to reach a person: first what is safe, then, when asked, the numbers and addresses."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from casedesk.access.rights import Right, may
from casedesk.access.trail import record_reveal
from casedesk.desktop.case.glance import SafeContact, safe_contacts
from casedesk.desktop.case.items import items_of_person
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.record_list import ListShape, RecordList
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import Picture, button, card, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.fields import Topic
from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import _
from casedesk.store.declare import fields_of, record_class

IDENTIFIER = "identifier"
PLACE = "person_place"
VICTIM = "victim_details"
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


class SafeContactCard(QFrame):
    """What must be read before anybody calls, writes or visits."""

    changeAsked = Signal()

    def __init__(self, contact: SafeContact | None, *, changeable: bool) -> None:
        super().__init__()
        asked = contact is not None and contact.asked
        self.setProperty("look", "banner-warning" if asked else "banner-info")
        told = contact.lines if contact is not None else ()
        lines = [(label, words) for _name, label, words in told]
        if contact is not None and contact.code_word:
            lines.append((_("Code word"), contact.code_word))
        said = "; ".join(f"{label}: {words}" if words else label for label, words in lines)
        self.setAccessibleName(f"{_('Safe contact')}: {said}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        head = row(
            Picture(
                "alert-triangle" if asked else "info-circle", 20, "warning" if asked else "info"
            ),
            text(_("Read this first: safe contact"), "strong", wrap=True),
        )
        head.setStretch(1, 1)
        if changeable and contact is not None:
            head.addWidget(button(_("Change"), self.changeAsked.emit, look="quiet"))
        layout.addLayout(head)
        if asked:
            layout.addLayout(_grid(lines))
        else:
            layout.addWidget(
                text(
                    _("Nothing is written down. Ask how you can reach this person safely."),
                    wrap=True,
                )
            )


class Reach(QWidget):
    """The card, then a button that reveals; revealing leaves a line in the trail."""

    changeAsked = Signal()

    def __init__(self, room: Room, person_id: int, *, restricted: bool) -> None:
        super().__init__()
        self._room, self.person_id, self._restricted = room, person_id, restricted
        self.contact: SafeContact | None = None
        self.lists: list[RecordList] = []
        self.address: RecordForm | None = None
        self._gap = Banner()
        self._card = column(spacing=0)
        self.show_button = button(_("Show phones, e-mail and addresses"), self.reveal, icon="eye")
        self._hide = button(_("Hide again"), self.hide_again, look="quiet", icon="eye-off")
        self._note = text(_("CaseDesk records that you looked."), "muted", wrap=True)
        self._body = column(spacing=tokens.SPACE_L)
        self._lay_out()
        self._load()

    @property
    def revealed(self) -> bool:
        """Whether numbers and addresses show."""
        return bool(self.lists)

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(VICTIM, "person"):
            self._load()
        for each in self.lists:
            each.refresh(changes)
        if self.address is not None:
            self.address.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        for each in self.lists:
            each.flush()
        if self.address is not None:
            self.address.flush()

    def reveal(self) -> None:
        """Show the numbers; the trail says so first."""
        desk, person_id, case_id = self._room.desk, self.person_id, self._room.case_id
        store, restricted = desk.sitting.store, self._restricted
        desk.runner.change(
            lambda: record_reveal(store, person_id, case_id, restricted=restricted),
            self._reveal,
            owner=self,
        )

    def hide_again(self) -> None:
        """Take the numbers out of sight."""
        self.flush()
        while self._body.count():
            taken = self._body.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lists, self.address = [], None
        self._show_buttons()
        self.show_button.setFocus()

    def show_record(self, kind: str, record_id: int) -> None:
        """Open one number; reveals first."""
        if not self.revealed:
            self.reveal()
        for each in self.lists:
            if each.kind == kind:
                each.show_record(record_id)

    def add(self, kind: str) -> None:
        """Start a new number or place; reveals first."""
        if not self.revealed:
            self.reveal()
        for each in self.lists:
            if each.kind == kind:
                each.add()

    def _lay_out(self) -> None:
        inside = column(text(_("How to reach this person"), "heading"), spacing=tokens.SPACE_M)
        inside.addLayout(self._card)
        inside.addWidget(self._gap)
        tools = row(self.show_button, self._hide, self._note, spacing=tokens.SPACE_M)
        tools.setStretch(2, 1)
        inside.addLayout(tools)
        inside.addLayout(self._body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(inside))
        if not may(self._room.desk.sitting.actor, Right.IDENTITIES):
            self.show_button.setEnabled(False)
            self._note.setText(_("Numbers and addresses are shielded for your role."))
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.show_button.setVisible(not self.revealed)
        self._note.setVisible(not self.revealed)
        self._hide.setVisible(self.revealed)

    def _load(self) -> None:
        desk, person_id, case_id = self._room.desk, self.person_id, self._room.case_id

        def read() -> SafeContact | None:
            with desk.sitting.store.read() as session:
                found = safe_contacts(session, desk.reader, person_id=person_id)
                here = safe_contacts(session, desk.reader, case_id=case_id)
            mine = [c for c in here if c.person_id == person_id]
            return next(iter((*mine, *found)), None)

        desk.runner.run(read, self._show_card, owner=self)

    def _show_card(self, contact: SafeContact | None) -> None:
        if contact == self.contact and self._card.count():
            return
        self.contact = contact
        while self._card.count():
            taken = self._card.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = SafeContactCard(contact, changeable=self._room.may_change(VICTIM))
        shown.changeAsked.connect(self.changeAsked)
        self._card.addWidget(shown)

    def _reveal(self, recorded: bool) -> None:
        if not recorded:
            # In an emergency a number is worth more than its line; the gap is said.
            self._gap.say(_("The disk is full: the log does not show that you looked."), "warning")
        if self.revealed:
            return
        reader, case_id = self._room.desk.reader, self._room.case_id
        for kind in (IDENTIFIER, PLACE):
            record = record_class(kind).record
            shape = ListShape(
                kind,
                partial(
                    items_of_person, reader=reader, kind=kind, case_id=case_id,
                    person_id=self.person_id, tell=_TOLD[kind],
                ),
                title=_(record.plural),
                preset={"person_id": self.person_id},
                draft=f"person_id {self.person_id}",
            )  # fmt: skip
            made = RecordList(self._room, shape)
            self.lists.append(made)
            self._body.addWidget(made)
        desk = self._room.desk
        if self.contact is not None:
            _shown, hidden = split_form(desk.sitting.forms[VICTIM])
            self.address = RecordForm(
                desk, VICTIM, self.contact.details_id, place="address", spec=hidden
            )
            self._body.insertWidget(1, self.address)
        self._show_buttons()
        self.lists[0].start()


def _grid(lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.SPACE_L)
    grid.setVerticalSpacing(tokens.SPACE_XS)
    grid.setColumnStretch(1, 1)
    for place, (label, words) in enumerate(lines):
        grid.addWidget(text(label, wrap=True), place, 0)
        grid.addWidget(text(words or _("yes"), "strong", wrap=True), place, 1)
    return grid
