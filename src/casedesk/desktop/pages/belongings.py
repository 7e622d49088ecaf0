"""Records that belong to one record: the names of a person, the contact persons of a partner."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.access.rights import may_change, may_see
from casedesk.desktop.case.gate import Gate
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.people.ties import PersonTies
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, column, line, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.fields import Kind, Topic
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import _
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class, record_classes


class BelongingsList(QWidget):
    """One kind of belongings: a form for each, and a way to add one."""

    def __init__(self, desk: Desk, cls: type[Record], attribute: str, owner_id: int) -> None:
        super().__init__()
        self._desk, self._kind = desk, cls.record
        self._attribute, self._owner_id = attribute, owner_id
        self._forms: dict[int, RecordForm] = {}
        self._new: RecordForm | None = None
        self._empty = text(_(cls.record.empty), "muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.SPACE_M)
        sheet = column(text(_(cls.record.plural), "heading"), self._empty, spacing=tokens.SPACE_M)
        sheet.addLayout(self._list)
        if may_change(desk.sitting.actor, cls.record.realm):
            words = _("Add: {kind}").format(kind=_(cls.record.label).lower())
            sheet.addLayout(row(button(words, self.add, icon="plus"), None))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(sheet))
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(self._kind.name):
            self._load()
        for form in self._all():
            form.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        for form in self._all():
            form.flush()

    def add(self) -> None:
        """Start a new one, below the others."""
        if self._new is None:
            self._new = RecordForm(
                self._desk,
                self._kind.name,
                None,
                place=f"{self._attribute} {self._owner_id}",
                preset={self._attribute: self._owner_id},
            )
            self._new.created.connect(self._made)
            self._new.gone.connect(self._given_up)
            self._list.addWidget(self._new)
            self._empty.hide()
        self._new.start()

    def _all(self) -> list[RecordForm]:
        return [*self._forms.values(), *((self._new,) if self._new is not None else ())]

    def _made(self, record_id: int) -> None:
        if self._new is not None:
            self._forms[record_id], self._new = self._new, None

    def _given_up(self) -> None:
        if self._new is not None:
            self._new.deleteLater()
            self._new = None
            self._empty.setVisible(not self._forms)

    def _load(self) -> None:
        store, reader = self._desk.sitting.store, self._desk.reader
        kind, parent = self._kind.name, (self._attribute, self._owner_id)

        def read() -> list[int]:
            with store.read() as session:
                return [view.id for view in reader.views(session, kind, parent=parent)]

        self._desk.runner.run(read, self._show, owner=self)

    def _show(self, ids: list[int]) -> None:
        for record_id in [known for known in self._forms if known not in ids]:
            self._forms.pop(record_id).deleteLater()
        for record_id in ids:
            if record_id not in self._forms:
                if self._forms:
                    self._list.addWidget(line())
                form = RecordForm(self._desk, self._kind.name, record_id)
                self._forms[record_id] = form
                self._list.addWidget(form)
        self._empty.setVisible(not self._forms and self._new is None)


class NumbersGate(Gate):
    """Phones and numbers of a person outside a case, behind the cards of all their cases."""

    def contents(self) -> Iterable[QWidget]:
        yield BelongingsList(self.desk, record_class("identifier"), "person_id", self.person_id)


Belonging = BelongingsList | NumbersGate | PersonTies


def belongings_of(desk: Desk, kind: str, record_id: int) -> list[Belonging]:
    """The lists for a record: of each kind that points at it and belongs to no case."""
    found: list[Belonging] = []
    for cls in record_classes():
        if cls.record.owner or not may_see(desk.sitting.actor, cls.record.realm):
            continue
        if cls.record.name not in desk.sitting.forms:
            continue
        for name, field in fields_of(cls).items():
            if field.kind is Kind.REFERENCE and field.target == kind and field.required:
                if cls.record.topic is Topic.CONTACT and kind == PERSON:
                    found.append(NumbersGate(desk, record_id, None))
                else:
                    found.append(BelongingsList(desk, cls, name, record_id))
                break
    # Put in first, so that it stands below the names and numbers.
    return [PersonTies(desk, record_id), *found] if kind == PERSON else found
