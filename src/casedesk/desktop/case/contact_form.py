"""The form of a contact moment; its next step becomes an action in one press."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.case.part import Room
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.widgets.parts import button, column, row
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import _
from casedesk.records.reading import RecordView
from casedesk.records.use_cases import Create, create

ACTION = "action"


class ContactForm(RecordForm):
    """A contact as a whole; below it the action that came of it, or a way to make that."""

    def __init__(self, room: Room, contact_id: int) -> None:
        super().__init__(room.desk, "contact_moment", contact_id)
        self._room = room
        self._foot = QWidget()
        self._line = column()
        self._foot.setLayout(self._line)
        self.next: QWidget | None = None
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.count() - 1, self._foot)
        self.ready.connect(self._look)
        if self.view is not None:  # it was read already
            self._look()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        super().refresh(changes)
        if changes.touches(ACTION):
            self._look()

    def make_action(self) -> None:
        """The next step becomes an action, for the same person."""
        desk, view = self._room.desk, self.view
        if view is None:
            return
        values = {
            "case_id": self._room.case_id,
            "person_id": view.values["person_id"],
            "what": view.values["next_step"],
            "owner": desk.sitting.actor.name,
            "contact_id": view.id,
        }
        desk.runner.change(
            lambda: create(desk.sitting.store, Create(ACTION, values), desk.sitting.labels),
            lambda _done: desk.announce(_("The action stands with the actions.")),
            owner=self,
        )

    def _look(self) -> None:
        desk, contact_id = self._room.desk, self.record_id or 0

        def read() -> tuple[RecordView, ...]:
            with desk.sitting.store.read() as session:
                return desk.reader.views(session, ACTION, parent=("contact_id", contact_id))

        desk.runner.run(read, self._show, owner=self)

    def _show(self, actions: tuple[RecordView, ...]) -> None:
        if self.next is not None:
            self.next.hide()
            self.next.deleteLater()
            self.next = None
        step = self.view.values["next_step"] if self.view is not None else None
        if actions:
            action = actions[0]
            self.next = LinkRow(
                "checkbox",
                action.title,
                lambda: self._room.show("", ACTION, action.id),
                meta=_("Action that came of this contact"),
            )
        elif isinstance(step, str) and step and self._room.may_change(ACTION):
            self.next = QWidget()
            words = _("Make an action of the next step")
            self.next.setLayout(row(button(words, self.make_action, icon="checkbox"), None))
        if self.next is not None:
            self._line.addWidget(self.next)
