"""What must be read before a number: first what is safe, then, when asked, phones and addresses."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from casedesk.access.rights import Right, may, may_change
from casedesk.access.trail import record_reveal
from casedesk.desktop.case.glance import SafeContact, safe_contacts
from casedesk.desktop.case.header import contact_words
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import Picture, button, card, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.fields import Realm
from casedesk.kernel.words import _

VICTIM = "victim_details"


class Part(Protocol):
    """What can stand behind the gate."""

    def refresh(self, changes: Changes) -> None: ...

    def flush(self) -> None: ...


class SafeContactCard(QFrame):
    """What must be read before anybody calls, writes or visits."""

    changeAsked = Signal()

    def __init__(self, contact: SafeContact | None, *, changeable: bool) -> None:
        super().__init__()
        asked = contact is not None and contact.asked
        tone, icon = ("warning", "alert-triangle") if asked else ("info", "info-circle")
        self.setProperty("look", f"banner-{tone}")
        told = contact.lines if contact is not None else ()
        lines = [(label, words) for _name, label, words in told]
        if contact is not None and contact.code_word:
            lines.append((_("Code word"), contact.code_word))
        said = "; ".join(f"{label}: {words}" if words else label for label, words in lines)
        self.setAccessibleName(f"{_('Safe contact')}: {said}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        head = row(
            Picture(icon, 20, tone), text(_("Read this first: safe contact"), "strong", wrap=True)
        )
        head.setStretch(1, 1)
        if changeable and contact is not None:
            head.addWidget(button(_("Change"), self.changeAsked.emit, look="quiet"))
        layout.addLayout(head)
        if asked:
            layout.addLayout(_grid(lines))
            return
        nothing = _("Nothing is written down. Ask how you can reach this person safely.")
        layout.addWidget(text(nothing, wrap=True))


def read_first(desk: Desk, case_id: int) -> str:
    """What is safe for each victim of a case, in words; empty where the case has none."""
    with desk.sitting.store.read() as session:
        contacts = safe_contacts(session, desk.reader, case_id=case_id)
    return "\n".join(
        f"{_('Safe contact with {name}').format(name=contact.name)}: {contact_words(contact)}"
        for contact in contacts
    )


class CaseCards(QWidget):
    """The cards of all victims of a case, then a button that shows what was held back.

    For pages that speak of a case and not of one person, such as its history.
    """

    revealed = Signal()

    def __init__(self, desk: Desk, case_id: int, words: str) -> None:
        super().__init__()
        self._desk, self._case_id = desk, case_id
        self._cards = column(spacing=tokens.SPACE_S)
        self._persons: tuple[int, ...] = ()
        self.ask = button(words, self._ask, icon="eye")
        self.show_now = button(_("I have read this. Show them."), self._reveal, icon="eye")
        self.show_now.hide()
        self._gap = Banner()
        inside = column(spacing=tokens.SPACE_S)
        inside.addLayout(self._cards)
        inside.addWidget(self._gap)
        inside.addLayout(row(self.ask, self.show_now, None))
        self.setLayout(inside)

    def _ask(self) -> None:
        desk, case_id = self._desk, self._case_id

        def read() -> tuple[SafeContact, ...]:
            with desk.sitting.store.read() as session:
                return safe_contacts(session, desk.reader, case_id=case_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, contacts: Sequence[SafeContact]) -> None:
        _empty(self._cards)
        self._persons = tuple(contact.person_id for contact in contacts)
        for contact in contacts or (None,):
            if contact is not None:
                self._cards.addWidget(text(contact.name, "strong", wrap=True))
            self._cards.addWidget(SafeContactCard(contact, changeable=False))
        self.ask.hide()
        self.show_now.show()
        self.show_now.setFocus()

    def _reveal(self) -> None:
        store, case_id, persons = self._desk.sitting.store, self._case_id, self._persons

        def record() -> bool:
            lines = [record_reveal(store, person, case_id) for person in persons]
            return all(lines)

        self._desk.runner.change(record, self._recorded, owner=self)

    def _recorded(self, recorded: bool) -> None:
        if not recorded:
            self._gap.say(_("The disk is full: the log does not show that you looked."), "warning")
        _empty(self._cards)
        self.show_now.hide()
        self.revealed.emit()


class Gate(QWidget):
    """The cards, then a button that reveals; revealing leaves a line in the trail.

    With a case the card of that case comes first and alone; without one all cards of the person
    show. ``restricted`` is for who is only a suspect here.
    """

    changeAsked = Signal()

    def __init__(
        self, desk: Desk, person_id: int, case_id: int | None, *, restricted: bool = False
    ) -> None:
        super().__init__()
        self.desk, self.person_id, self.case_id = desk, person_id, case_id
        self._restricted = restricted
        self.contacts: Sequence[SafeContact] | None = None
        self.parts: list[Part] = []
        self._gap = Banner()
        self._cards = column(spacing=tokens.SPACE_S)
        self.show_button = button(_("Show phones, e-mail and addresses"), self.reveal, icon="eye")
        self._hide = button(_("Hide again"), self.hide_again, look="quiet", icon="eye-off")
        self._note = text(_("CaseDesk records that you looked."), "muted", wrap=True)
        self._body = column(spacing=tokens.SPACE_L)
        self._lay_out()
        self._load()

    def contents(self) -> Iterable[QWidget]:
        """What is revealed, made anew each time; each is a :class:`Part`, too."""
        raise NotImplementedError

    @property
    def revealed(self) -> bool:
        """Whether numbers and addresses show."""
        return bool(self.parts)

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(VICTIM, "person"):
            self._load()
        for part in self.parts:
            part.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        for part in self.parts:
            part.flush()

    def reveal(self) -> None:
        """Show the numbers; the trail says so first."""
        store, person_id, case_id = self.desk.sitting.store, self.person_id, self.case_id
        restricted = self._restricted
        self.desk.runner.change(
            lambda: record_reveal(store, person_id, case_id, restricted=restricted),
            self._reveal,
            owner=self,
        )

    def hide_again(self) -> None:
        """Take the numbers out of sight."""
        self.flush()
        _empty(self._body)
        self.parts = []
        self._show_buttons()
        self.show_button.setFocus()

    def _lay_out(self) -> None:
        inside = column(text(_("How to reach this person"), "heading"), spacing=tokens.SPACE_M)
        inside.addLayout(self._cards)
        inside.addWidget(self._gap)
        inside.addLayout(row(self.show_button, self._hide, None, spacing=tokens.SPACE_M))
        inside.addWidget(self._note)
        inside.addLayout(self._body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(inside))
        if not may(self.desk.sitting.actor, Right.IDENTITIES):
            self.show_button.setEnabled(False)
            self._note.setText(_("Numbers and addresses are shielded for your role."))
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.show_button.setVisible(not self.revealed)
        self._note.setVisible(not self.revealed)
        self._hide.setVisible(self.revealed)

    def _load(self) -> None:
        desk, person_id, case_id = self.desk, self.person_id, self.case_id

        def read() -> tuple[SafeContact, ...]:
            with desk.sitting.store.read() as session:
                found = safe_contacts(session, desk.reader, person_id=person_id)
                if case_id is None:
                    return found
                here = safe_contacts(session, desk.reader, case_id=case_id)
            mine = [contact for contact in here if contact.person_id == person_id]
            return tuple((*mine, *found)[:1])

        desk.runner.run(read, self._show_cards, owner=self)

    def _show_cards(self, contacts: Sequence[SafeContact]) -> None:
        if contacts == self.contacts:
            return
        self.contacts = contacts
        _empty(self._cards)
        may_here = may_change(self.desk.sitting.actor, Realm.CASES)
        shown: Sequence[SafeContact | None] = contacts
        if not contacts and not self._restricted:
            shown = (None,)  # nobody asked yet; of a suspect nobody asks
        for contact in shown:
            here = contact is not None and contact.case_id == self.case_id
            made = SafeContactCard(contact, changeable=here and may_here)
            made.changeAsked.connect(self.changeAsked)
            self._cards.addWidget(made)

    def _reveal(self, recorded: bool) -> None:
        if not recorded:
            # In an emergency a number is worth more than its line; the gap is said.
            self._gap.say(_("The disk is full: the log does not show that you looked."), "warning")
        if self.revealed:
            return
        for made in self.contents():
            self._body.addWidget(made)
            self.parts.append(made)  # type: ignore[arg-type]  # widgets with the two methods
        self._show_buttons()


class FormGate(Gate):
    """The cards before the form of a record that says how to reach somebody."""

    def __init__(self, desk: Desk, person_id: int, case_id: int | None, form: RecordForm) -> None:
        self._form = form
        super().__init__(desk, person_id, case_id)

    def contents(self) -> Iterable[QWidget]:
        yield self._form

    def _reveal(self, recorded: bool) -> None:
        super()._reveal(recorded)
        self._form.show()
        self._form.start()

    def _show_buttons(self) -> None:
        super()._show_buttons()
        self._hide.hide()  # one goes back from a page of its own


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        taken = layout.takeAt(0)
        widget = taken.widget() if taken is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _grid(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.SPACE_L)
    grid.setVerticalSpacing(tokens.SPACE_XS)
    grid.setColumnStretch(1, 1)
    for place, (label, words) in enumerate(lines):
        grid.addWidget(text(label, wrap=True), place, 0)
        grid.addWidget(text(words or _("yes"), "strong", wrap=True), place, 1)
    return grid
