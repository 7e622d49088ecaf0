"""One record of any kind on its own page: a partner, a person, or a new case."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from casedesk.access.reach import kind_tells_reach
from casedesk.desktop.case.gate import FormGate
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.pages.belongings import Belonging, belongings_of
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Picture, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _
from casedesk.store.declare import record_class

REMOVE = Command("remove", N_("&Remove"), "", "trash", Menu.PAGE, 5)


class RecordPage(Page):
    """The form of a record, and below it the records that belong to it."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk, self._place = desk, place
        self._kind = record_class(place.kind).record
        self.form = self.make_form()
        self.form.created.connect(self._created)
        self.form.ready.connect(self._ready)
        self.form.gone.connect(desk.navigation.back)
        self._heading: QLabel = text(self.form.title(), "title", wrap=True)
        inside = QWidget()
        inside.setProperty("look", "page")
        inside.setMaximumWidth(self.fontMetrics().averageCharWidth() * 130)
        self._column = QVBoxLayout(inside)
        margin = tokens.SPACE_XL
        self._column.setContentsMargins(margin, tokens.SPACE_L, margin, margin)
        self._column.setSpacing(tokens.SPACE_L)
        head = row(Picture(self._kind.icon, 24, "accent"))
        head.addWidget(self._heading, 1)
        self._column.addLayout(head)
        if place.id is None and place.case_id is not None:
            self._say_which_case(place.case_id)
        # What says how to reach somebody waits behind the card that says what is safe.
        self._held = place.id is not None and kind_tells_reach(place.kind)
        self.gate: FormGate | None = None
        if self._held:
            self.form.setParent(self)
            self.form.hide()
        else:
            self._column.addWidget(self.form)
        self._belongings = self._add_belongings()
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        if self.form.view is not None:
            self._ready()
        if place.id is not None:
            self._note_reading(place.id)

    def make_form(self) -> RecordForm:
        """The form of the record; a page may start it with values, or show a part of it."""
        place = self._place
        return RecordForm(self._desk, place.kind, place.id, case_id=place.case_id)

    def title(self) -> str:
        return self.form.title()

    def refresh(self, changes: Changes) -> None:
        self.form.refresh(changes)
        if self.gate is not None:
            self.gate.refresh(changes)
        for part in self._belongings:
            part.refresh(changes)

    def flush(self) -> None:
        self.form.flush()
        for part in self._belongings:
            part.flush()

    def commands(self) -> Sequence[BoundCommand]:
        return (
            BoundCommand(REMOVE, self._remove, lambda: self.form.changeable and self._id() > 0),
        )

    def place(self, arrived: Place) -> Place:
        if self.form.record_id is None:
            return arrived
        return Place("record", kind=self._place.kind, id=self.form.record_id)

    def start(self) -> None:
        if self.gate is not None and not self.gate.revealed:
            self.gate.show_button.setFocus()
        else:
            self.form.start()

    def _id(self) -> int:
        return self.form.record_id or 0

    def _created(self, record_id: int) -> None:
        if self._kind.owner == "id":  # a case has a page of its own
            self._desk.navigation.replace(Place("case", kind="case_file", id=record_id))
            return
        self._belongings = self._add_belongings()
        self.titleChanged.emit()

    def _ready(self) -> None:
        view = self.form.view
        named = view is not None and not self._held
        self._heading.setText(view.title if named and view is not None else self.form.title())
        if self._held and self.gate is None and view is not None:
            self.gate = FormGate(self._desk, view.person_id or 0, view.case_id, self.form)
            self._column.insertWidget(1, self.gate)
        self.commandsChanged.emit()

    def _add_belongings(self) -> list[Belonging]:
        if self.form.record_id is None:
            return []
        parts = belongings_of(self._desk, self._place.kind, self.form.record_id)
        for part in parts:
            self._column.insertWidget(self._column.indexOf(self.form) + 1, part)
        return parts

    def _say_which_case(self, case_id: int) -> None:
        """What is made here belongs to a case, which is out of sight on this page."""
        desk, said = self._desk, text("", "muted", wrap=True)
        self._column.addWidget(said)

        def read() -> str:
            with desk.sitting.store.read() as session:
                return desk.reader.title(session, CASE, case_id)

        def show(number: str) -> None:
            said.setText(_("Case {number}").format(number=number))

        desk.runner.run(read, show, owner=self)

    def _note_reading(self, record_id: int) -> None:
        from casedesk.access.trail import record_read

        store, kind = self._desk.sitting.store, self._place.kind
        gap = _("The disk is full: the log does not show that you opened this.")

        def noted(there: bool) -> None:
            if not there:
                self.form.banner.say(gap, "warning")

        self._desk.runner.change(lambda: record_read(store, kind, record_id), noted, owner=self)

    def _remove(self) -> None:
        from casedesk.records.use_cases import Remove, remove

        view = self.form.view
        if view is None:
            return
        store, command = self._desk.sitting.store, Remove(view.kind, view.id, view.version)
        self._desk.runner.change(lambda: remove(store, command), owner=self)
