"""The persons of a case by the part they play; suspects apart, for those who may see them."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.case.add_person import AddPersonPanel
from casedesk.desktop.case.head_row import HeadRow
from casedesk.desktop.case.part import CasePart, Room, Sheet, filled
from casedesk.desktop.case.parts import Part, read_parts
from casedesk.desktop.case.person_panel import GROUPS, PersonPanel
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.unfinished import UnfinishedList
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.widgets.parts import button, column, row, show_if, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.kinds import PERSON, TIE
from casedesk.kernel.words import _
from casedesk.store.declare import record_class
from casedesk.store.drafts import Unfinished


class PeopleTab(CasePart):
    """A button for each person; the chosen one stands open below."""

    kinds = (PERSON, TIE)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.parts: dict[int, Part] = {}
        self.buttons: dict[int, QPushButton] = {}
        self.panel: PersonPanel | None = None
        self.adding: AddPersonPanel | None = None
        self._wanted: tuple[str, int] | None = None
        self._just_added = 0
        self._entitled = may(room.desk.sitting.actor, Right.SUSPECTS)
        self._sheet = Sheet()
        self._persons = Flow()
        self._suspects = Flow()
        self._empty = text(_(record_class(TIE).record.empty), "muted", wrap=True)
        self._no_suspects = text(_("Nothing is recorded about suspects."), "muted", wrap=True)
        self._below = column(spacing=tokens.SPACE_L)
        self._unfinished: UnfinishedList | None = None
        self._lay_out()
        self._load()

    # What the page asks.

    def refresh(self, changes: Changes) -> None:
        if changes.touches(PERSON, TIE, "suspect_details", "victim_details"):
            self._load()
        if self.panel is not None:
            self.panel.refresh(changes)

    def flush(self) -> None:
        if self.panel is not None:
            self.panel.flush()

    def show_record(self, kind: str, record_id: int) -> None:
        if kind == PERSON:
            self._wanted = (kind, record_id)
            self._choose_wanted()
            return
        desk, case_id = self.room.desk, self.room.case_id

        def read() -> int | None:
            with desk.sitting.store.read() as session:
                view = desk.reader.view(session, kind, record_id)
                return view.person_id if view is not None and case_id else None

        def found(person_id: int | None) -> None:
            if person_id is not None and person_id in self.parts:
                self.choose(person_id)
                if self.panel is not None and kind != TIE:
                    if self.panel.holds(kind):
                        self.panel.show_record(kind, record_id)
                    else:
                        desk.open_record(kind, record_id)
            elif kind not in (PERSON, TIE):
                desk.open_record(kind, record_id)

        desk.runner.run(read, found, owner=self)

    def add(self, kind: str) -> None:
        del kind
        self.add_person("victim")

    def start(self) -> None:
        chosen = next((b for b in self.buttons.values() if b.isChecked()), None)
        (chosen or self._add).setFocus()

    # What is done here.

    def add_person(self, role: str) -> None:
        """Look first whether the person is known already."""
        self.stop_adding()
        self.adding = AddPersonPanel(self.room, role, known=frozenset(self.parts))
        self.adding.added.connect(self._added)
        self.adding.given_up.connect(self.stop_adding)
        self._below.insertWidget(0, self.adding)
        self.adding.start()
        QTimer.singleShot(0, self.adding, self._bring_adding_into_view)

    def stop_adding(self) -> None:
        """Put the search away."""
        if self.adding is not None:
            self.adding.hide()
            self.adding.deleteLater()
            self.adding = None

    def choose(self, person_id: int) -> None:
        """Show one person."""
        part = self.parts[person_id]
        self.buttons[person_id].setChecked(True)
        if self.panel is not None:
            if self.panel.person_id == person_id:
                self.panel.show_part(part)
                return
            self.panel.flush()
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = PersonPanel(self.room, part)
        self._below.addWidget(self.panel)

    # Private.

    def _lay_out(self) -> None:
        inside = self._sheet.column
        may_add = self.room.may_change(TIE)
        self._add = button(
            _("Add a person"), lambda: self.add_person("victim"), look="primary", icon="user-plus"
        )
        show_if(self._add, may_add)
        inside.addWidget(HeadRow(row(text(_("Persons in the case"), "heading")), row(self._add)))
        if may_add:
            self._unfinished = UnfinishedList(self.room.desk, GROUPS, self.room.case_id)
            self._unfinished.resume.connect(self._resume)
            inside.addWidget(self._unfinished)
        inside.addWidget(self._empty)
        inside.addLayout(self._persons)
        if self._entitled:
            inside.addWidget(self._shielded(may_add))
        inside.addLayout(self._below)
        inside.addStretch(1)
        filled(self, self._sheet)

    def _shielded(self, may_add: bool) -> QWidget:
        frame = QFrame()
        frame.setProperty("look", "suspects")
        frame.setAccessibleName(_("Suspects (shielded)"))
        right = row()
        if may_add:
            right.addWidget(
                button(_("Add a suspect"), lambda: self.add_person("suspect"), icon="user-plus")
            )
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        title = text(_("Suspects (shielded)"), "suspects-title")
        layout.addWidget(HeadRow(row(title), right))
        layout.addWidget(self._no_suspects)
        layout.addLayout(self._suspects)
        return frame

    def _load(self) -> None:
        desk, case_id = self.room.desk, self.room.case_id

        def read() -> tuple[Part, ...]:
            with desk.sitting.store.read() as session:
                return read_parts(session, desk.reader, case_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, parts: tuple[Part, ...]) -> None:
        self.parts = {part.person_id: part for part in parts}
        focused = next((i for i, b in self.buttons.items() if b.hasFocus()), None)
        self.buttons = {}
        self._persons.clear()
        self._suspects.clear()
        for part in parts:
            made = self.buttons[part.person_id] = self._button(part)
            (self._suspects if part.shielded else self._persons).addWidget(made)
        self._empty.setVisible(not any(not part.shielded for part in parts))
        if self._entitled:  # for others it has no place on the page: it would be a window
            self._no_suspects.setVisible(not any(part.shielded for part in parts))
        chosen = self.panel.person_id if self.panel is not None else None
        if chosen is not None and chosen not in self.parts and self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        if self._wanted is not None:
            self._choose_wanted()
        elif chosen in self.parts and chosen is not None:
            self.choose(chosen)
        elif parts and not parts[0].shielded:
            self.choose(parts[0].person_id)
        if self._just_added in self.buttons:
            focused, self._just_added = self._just_added, 0
        if focused in self.buttons:
            self.buttons[focused].show()  # what was just put in a layout cannot take the focus yet
            self.buttons[focused].setFocus()

    def _choose_wanted(self) -> None:
        if self._wanted is not None and self._wanted[1] in self.parts:
            self.choose(self._wanted[1])
            self._wanted = None

    def _button(self, part: Part) -> QPushButton:
        made = QPushButton(f"{part.name}\n{part.parts_played}")
        made.setProperty("look", "person")
        made.setCheckable(True)
        made.setAutoExclusive(False)
        made.setAccessibleName(f"{part.name}, {part.parts_played}")
        icons.dress(made, "shield" if part.shielded else "user", "muted")
        made.clicked.connect(lambda _on=False, i=part.person_id: self._clicked(i))
        return made

    def _clicked(self, person_id: int) -> None:
        self.stop_adding()
        for other, made in self.buttons.items():
            made.setChecked(other == person_id)
        self.choose(person_id)

    def _added(self, person_id: int) -> None:
        self.stop_adding()
        self._wanted = (PERSON, person_id)
        self._just_added = person_id
        self._load()

    def _resume(self, draft: Unfinished) -> None:
        """A draft of a list of one person says in its place which person."""
        words = [word for word in draft.place.split() if word.isdecimal()]
        person_id = int(words[0]) if words else 0
        if person_id in self.parts:
            self._clicked(person_id)
            if self.panel is not None:
                self.panel.add(draft.kind)

    def _bring_adding_into_view(self) -> None:
        if self.adding is not None:
            self._sheet.ensureWidgetVisible(self.adding, 0, tokens.SPACE_XL)
