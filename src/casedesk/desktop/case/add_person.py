"""Add a person to a case: look first whether they are known already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from casedesk import features
from casedesk.access.rights import Right, may
from casedesk.access.trail import record_search
from casedesk.desktop.accessible import labelled
from casedesk.desktop.case.part import Room
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Picture, button, column, row, text
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.names import split_name
from casedesk.kernel.words import _
from casedesk.people.model import RESTRICTED_ROLES
from casedesk.people.use_cases import AddPerson, add_person_to_case
from casedesk.records.reading import Reader
from casedesk.search.query import find

_MOST = 8
_PAUSE_MS = 250


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be meant."""

    person_id: int
    name: str
    about: str


def probable(session: Session, reader: Reader, typed: str) -> tuple[Known, ...]:
    """Persons with all the typed words first, then those with one of them."""
    words = typed.split()
    tries = [typed, *(word for word in words if len(word) > 2 and len(words) > 1)]
    ids: dict[int, None] = {}
    for text_ in tries:
        for hit in find(session, reader, text_, limit=_MOST * 4):
            if hit.kind == PERSON and len(ids) < _MOST:
                ids.setdefault(hit.id)
    source = features.lists()["persons"]
    rows: Mapping[int, tuple[str, ...]] = source.rows(session, list(ids), reader)
    return tuple(
        Known(i, rows[i][0], " · ".join(part for part in rows[i][1:] if part))
        for i in ids
        if i in rows
    )


class AddPersonPanel(QFrame):
    """Role, name or number, the persons who may be meant, and "none of these"."""

    added = Signal(int)
    given_up = Signal()

    def __init__(self, room: Room, role: str, known: frozenset[int]) -> None:
        super().__init__()
        self._room, self._in_case = room, known
        self._asked = ""
        self.setProperty("look", "card")
        self.setAccessibleName(_("Add a person"))
        self.role = QComboBox()
        self._offer_roles(role)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, phone number or other number"))
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self.look)
        self.found: tuple[Known, ...] = ()
        self._said = text(_("Look first whether CaseDesk knows this person already."), "muted",
                          wrap=True)  # fmt: skip
        self._list = column(spacing=tokens.SPACE_S)
        self.none = button(_("New person without a name"), self.add_new, icon="user-plus")
        self._lay_out()

    def start(self) -> None:
        """Put the focus where one types."""
        self.search.setFocus()

    def look(self) -> None:
        """Search for what was typed."""
        self._pause.stop()
        typed = self.search.text().strip()
        self.none.setText(
            _("None of these: new person") if typed else _("New person without a name")
        )
        if typed == self._asked:
            return
        self._asked = typed
        if not typed:
            self._show(typed, ())
            return
        desk = self._room.desk

        def read() -> tuple[Known, ...]:
            with desk.sitting.store.read() as session:
                return probable(session, desk.reader, typed)

        desk.runner.run(read, lambda found: self._show(typed, found), owner=self)

    def add_known(self, person_id: int) -> None:
        """The one is found: they play this part here, too."""
        self._record_search()
        self._add(AddPerson(self._room.case_id, self.role.currentData(), person_id))

    def add_new(self) -> None:
        """Nobody knows this person yet; a typed name becomes theirs, a typed number does not."""
        self._record_search()
        typed = self.search.text().strip()
        values: dict[str, str] = {}
        if typed and not any(sign.isdigit() or sign == "@" for sign in typed):
            given, prefix, family = split_name(typed)
            values = {"given_names": given, "name_prefix": prefix, "family_name": family}
        kept = {name: value for name, value in values.items() if value}
        self._add(AddPerson(self._room.case_id, self.role.currentData(), values=kept))

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
        layout.addLayout(column(labelled(_("Who is it?"), self.search), self.search, spacing=4))
        layout.addWidget(self._said)
        layout.addLayout(self._list)
        layout.addLayout(
            row(self.none, button(_("Cancel"), self.given_up.emit, look="quiet"), None)
        )
        self.role.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        layout.setAlignment(self.role, Qt.AlignmentFlag.AlignLeft)

    def _show(self, typed: str, found: Sequence[Known]) -> None:
        if typed != self._asked:
            return
        self.found = tuple(found)
        while self._list.count():
            taken = self._list.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for known in found:
            self._list.addWidget(self._row(known))
        if not typed:
            self._said.setText(_("Look first whether CaseDesk knows this person already."))
        elif found:
            self._said.setText(_("Is it one of these?"))
        else:
            self._said.setText(_("CaseDesk knows nobody who fits."))

    def _row(self, known: Known) -> QWidget:
        frame = QFrame()
        frame.setProperty("look", "row")
        words: QLabel = text(known.name, "strong", wrap=True)
        inside = row(Picture("user", 20, "muted"), spacing=tokens.SPACE_M)
        inside.addLayout(column(words, text(known.about, "muted", wrap=True), spacing=2), 1)
        inside.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        if known.person_id in self._in_case:
            inside.addWidget(text(_("in this case"), "chip"))
        choose = button(_("This one"), lambda: self.add_known(known.person_id))
        choose.setAccessibleName(_("This one: {name}").format(name=f"{known.name}, {known.about}"))
        inside.addWidget(choose)
        frame.setLayout(inside)
        return frame

    def _record_search(self) -> None:
        """One line in the trail for what was searched, when it led somewhere."""
        if self._asked:
            store, typed, hits = self._room.desk.sitting.store, self._asked, len(self.found)
            self._room.desk.runner.change(lambda: record_search(store, typed, hits))

    def _add(self, command: AddPerson) -> None:
        sitting = self._room.desk.sitting
        self._room.desk.runner.change(
            lambda: add_person_to_case(sitting.store, command, sitting.labels),
            lambda changes: self.added.emit(changes.created or 0),
            refused=lambda refused: self._said.setText(refused.sentence),
            owner=self,
        )
