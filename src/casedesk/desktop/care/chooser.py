"""Which person of the case a page about care speaks of."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.desktop.case.part import Room
from casedesk.desktop.case.parts import Part, read_parts
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import icons, tokens
from casedesk.kernel.changes import Changes
from casedesk.kernel.kinds import PERSON, TIE
from casedesk.kernel.words import _


class PersonChooser(QWidget):
    """A button for each person who may be helped here; victims come first.

    Who is only a suspect here has no care plan and stands nowhere on these pages.
    """

    chosen = Signal(int)
    """Carries the id of the person; 0 when there is nobody."""
    loaded = Signal()
    """The persons were read, for the first time or again."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._flow = Flow(self, space=tokens.SPACE_S)
        self.parts: tuple[Part, ...] = ()
        self.person_id = 0
        self.buttons: dict[int, QPushButton] = {}
        self.setAccessibleName(_("Persons"))

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(TIE, PERSON):
            self.load()

    def load(self) -> None:
        """Read who plays a part."""
        desk, case_id = self._room.desk, self._room.case_id

        def read() -> tuple[Part, ...]:
            with desk.sitting.store.read() as session:
                found = read_parts(session, desk.reader, case_id)
            return tuple(part for part in found if not part.shielded)

        desk.runner.run(read, self._show, owner=self)

    def choose(self, person_id: int) -> None:
        """Speak of this person from now on."""
        for other, made in self.buttons.items():
            made.setChecked(other == person_id)
        if person_id != self.person_id:
            self.person_id = person_id
            self.chosen.emit(person_id)

    def start(self) -> None:
        """Put the focus on the chosen person."""
        made = self.buttons.get(self.person_id)
        (made or self).setFocus()

    def _show(self, parts: tuple[Part, ...]) -> None:
        self.parts = parts
        had_focus = any(made.hasFocus() for made in self.buttons.values())
        self._flow.clear()
        self.buttons = {part.person_id: self._button(part) for part in parts}
        for made in self.buttons.values():
            self._flow.addWidget(made)
        # One person needs no choice, but the name says of whom the page speaks.
        self.setVisible(bool(parts))
        known = self.person_id in self.buttons
        if known:
            self.choose(self.person_id)
            if had_focus:
                self.start()
        else:
            self.choose(parts[0].person_id if parts else 0)
        self.loaded.emit()

    def _button(self, part: Part) -> QPushButton:
        made = QPushButton(f"{part.name}\n{part.parts_played}")
        made.setProperty("look", "person")
        made.setCheckable(True)
        made.setAccessibleName(f"{part.name}, {part.parts_played}")
        icons.dress(made, "user", "muted")
        made.clicked.connect(lambda _on=False, i=part.person_id: self.choose(i))
        return made
