"""Add a person to a case: look first whether they are known already."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QVBoxLayout

from casedesk.access.rights import Right, may
from casedesk.access.trail import record_search
from casedesk.desktop.accessible import labelled
from casedesk.desktop.case.part import Room
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.people.finder import PersonFinder
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, column, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import _
from casedesk.people.likeness import Probable
from casedesk.people.model import RESTRICTED_ROLES
from casedesk.people.offered import record_none_of_these
from casedesk.people.use_cases import AddPerson, add_person_to_case


class AddPersonPanel(QFrame):
    """Role, name or number, the persons who may be meant, and "none of these"."""

    added = Signal(int)
    given_up = Signal()

    def __init__(self, room: Room, role: str, known: frozenset[int]) -> None:
        super().__init__()
        self._room = room
        self.setProperty("look", "card")
        self.setAccessibleName(_("Add a person"))
        self.role = QComboBox()
        self._offer_roles(role)
        self.finder = PersonFinder(room.desk, known_here=known)
        self.finder.chosen.connect(self.add_known)
        self.finder.none.connect(self.add_new)
        self._lay_out()

    @property
    def search(self) -> QLineEdit:
        """Where one types."""
        return self.finder.line

    @property
    def none(self) -> QPushButton:
        """The button that says that it is none of these."""
        return self.finder.none_button

    @property
    def found(self) -> tuple[Probable, ...]:
        """The persons who may be meant."""
        return self.finder.found

    def start(self) -> None:
        """Put the focus where one types."""
        self.finder.start()

    def look(self) -> None:
        """Search for what was typed."""
        self.finder.look()

    def add_known(self, person_id: int) -> None:
        """The one is found: they play this part here, too."""
        words, hits = self.finder.words, len(self.finder.found)
        store = self._room.desk.sitting.store
        if words:
            self._room.desk.runner.change(lambda: record_search(store, words, hits))
        self._add(AddPerson(self._room.case_id, self.role.currentData(), person_id), new=False)

    def add_new(self) -> None:
        """Nobody knows this person yet; name, date of birth and numbers become theirs."""
        self.finder.look()
        self._add(
            AddPerson(
                self._room.case_id,
                self.role.currentData(),
                values=self.finder.values(),
                numbers=self.finder.typed.numbers,
            ),
            new=True,
        )

    def _offer_roles(self, role: str) -> None:
        sitting = self._room.desk.sitting
        entitled = may(sitting.actor, Right.SUSPECTS)
        for option in sitting.labels.options("person_role", sitting.clock.today()):
            if entitled or option.code not in RESTRICTED_ROLES:
                self.role.addItem(option.label, option.code)
        self.role.setCurrentIndex(max(0, self.role.findData(role)))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        margin = tokens.SPACE_L
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(tokens.SPACE_M)
        layout.addWidget(text(_("Add a person"), "heading"))
        layout.addLayout(column(labelled(_("Role in this case"), self.role), self.role, spacing=4))
        layout.addWidget(self.finder)
        orders = Flow()
        orders.addWidget(self.none)
        orders.addWidget(button(_("Cancel"), self.given_up.emit, look="quiet"))
        layout.addLayout(orders)
        self.role.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        layout.setAlignment(self.role, Qt.AlignmentFlag.AlignLeft)

    def _add(self, command: AddPerson, *, new: bool) -> None:
        desk = self._room.desk
        sitting, words, offered = desk.sitting, self.finder.words, self.finder.found

        def work() -> Changes | Refused:
            answer = add_person_to_case(sitting.store, command, sitting.labels)
            if new and words and isinstance(answer, Changes) and answer.created:
                record_none_of_these(
                    sitting.store,
                    words,
                    offered,
                    person_id=answer.created,
                    case_id=command.case_id,
                )
            return answer

        desk.runner.change(
            work,
            lambda changes: self.added.emit(changes.created or 0),
            refused=lambda refused: self.finder.say(refused.sentence),
            owner=self,
        )
