"""Two persons side by side: choose per field, read what is moved, and merge with a reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from casedesk.access.trail import record_read
from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import BoundCommand, Desk, Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.people.choosing import FieldChoice, SideHead
from casedesk.desktop.people.frame import PeoplePage
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, card, column, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import N_, _
from casedesk.people.comparing import TwoPersons, two_persons
from casedesk.people.differing import SayDifferent, say_different
from casedesk.people.merging import Merge, may_merge, merge_persons

MERGE = Command("merge", N_("&Merge these two persons"), "Ctrl+Return", "users", Menu.PAGE, 1)
SWAP = Command("swap", N_("&Keep the other entry"), "Ctrl+T", "", Menu.PAGE, 1)
DIFFERENT = Command("different", N_("These are two &different persons"), "Ctrl+D", "", Menu.PAGE, 1)


class ComparePage(PeoplePage):
    """The person of the place stays; the one of its entry goes up in them, unless swapped."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk)
        other = place.entry[1] if place.entry is not None else 0
        self.ids = (place.id or 0, other)
        self.two: TwoPersons | None = None
        self.choices: list[FieldChoice] = []
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_L)
        self.doubts = Banner()
        self.seen = QCheckBox(_("I have seen this. It is one person all the same."))
        self.why = QLineEdit()
        self.why.setMaxLength(500)
        self.why.setPlaceholderText(_("For example: same BSN, or she told it herself"))
        self.why.returnPressed.connect(self.merge)
        self.merge_button = button(
            _("Merge into one person"), self.merge, look="primary", icon="users"
        )
        self.different_button = button(_("These are two different persons"), self.different)
        self.sheet.column.addWidget(self._body)
        self.sheet.column.addWidget(self._foot())
        self.sheet.column.addStretch(1)
        for person_id in self.ids:
            self._note_reading(person_id)
        self._load()

    def title(self) -> str:
        return _("One person or two")

    def commands(self) -> Sequence[BoundCommand]:
        return (
            BoundCommand(MERGE, self.merge, self._may_merge),
            BoundCommand(SWAP, self.swap, lambda: self.two is not None),
            BoundCommand(DIFFERENT, self.different, lambda: self.two is not None),
        )

    def refresh(self, changes: Changes) -> None:
        if changes.touches(PERSON):
            self._load()

    def place(self, arrived: Place) -> Place:
        return Place(arrived.page, arrived.kind, self.ids[0], entry=(PERSON, self.ids[1]))

    def start(self) -> None:
        first = next((c for c in self.choices if not c.pair.alike), None)
        if first is not None:
            first.buttons[first.side].setFocus()
        else:
            self.why.setFocus()

    def swap(self) -> None:
        """Let the other entry stay, with the values that were chosen."""
        self.ids = (self.ids[1], self.ids[0])
        self._load()

    def merge(self) -> None:
        """Make one of two, if a reason is given and the doubts were seen."""
        two = self.two
        if two is None or not self._may_merge():
            return
        command = Merge(
            two.kept_id,
            two.kept_version,
            two.gone_id,
            two.gone_version,
            self.why.text().strip(),
            {choice.pair.name: choice.side for choice in self.choices},
            despite=self.seen.isChecked(),
        )
        if two.doubts and not command.despite:
            self.banner.say(_("Read the doubts below, and tick that you saw them."), "warning")
            self.seen.setFocus()
            return
        store = self.desk.sitting.store
        self.desk.runner.change(
            lambda: merge_persons(store, command), self._merged, refused=self._refused, owner=self
        )

    def different(self) -> None:
        """Remember that these are two persons, and go back."""
        store = self.desk.sitting.store
        command = SayDifferent(*self.ids, self.why.text().strip())
        said = _("CaseDesk remembers that these are two persons. Ctrl+Z takes it back.")

        def done(_changes: Changes) -> None:
            self.desk.announce(said)
            self.desk.navigation.back()

        self.desk.runner.change(
            lambda: say_different(store, command), done, refused=self._refused, owner=self
        )

    def _may_merge(self) -> bool:
        return self.two is not None and may_merge(self.desk.sitting.actor)

    def _merged(self, _changes: Changes) -> None:
        self.desk.announce(
            _("Merged. Ctrl+Z undoes it now, the page of the person also weeks later.")
        )
        self.desk.navigation.replace(Place("record", kind=PERSON, id=self.ids[0]))

    def _refused(self, refused: Refused) -> None:
        self.banner.say(refused.sentence, "warning")
        if refused.field == "why":
            self.why.setFocus()

    def _note_reading(self, person_id: int) -> None:
        store = self.desk.sitting.store
        self.desk.runner.change(lambda: record_read(store, PERSON, person_id))

    def _load(self) -> None:
        desk, (kept, gone) = self.desk, self.ids

        def read() -> TwoPersons | None:
            with desk.sitting.store.read() as session:
                return two_persons(session, desk.reader, kept, gone)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, two: TwoPersons | None) -> None:
        self.two = two
        self.choices = []
        while self._layout.count():
            taken = self._layout.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.different_button.setEnabled(two is not None)
        self.merge_button.setEnabled(self._may_merge())
        self.commandsChanged.emit()
        if two is None:
            self.banner.say(_("One of these persons is no longer there. Go back."), "warning")
            return
        self._layout.addWidget(self._values(two))
        self._layout.addWidget(self._what_moves(two))
        self._show_doubts(two)

    def _values(self, two: TwoPersons) -> QWidget:
        heads = QGridLayout()
        heads.setHorizontalSpacing(tokens.SPACE_L)
        for place, (name, about, fate) in enumerate(
            (
                (two.kept_title, two.kept_about, _("This entry stays")),
                (two.gone_title, two.gone_about, _("This entry goes up in it")),
            )
        ):
            heads.addWidget(SideHead(name, about, fate), 0, place)
            heads.setColumnStretch(place, 1)
        inside = column(spacing=tokens.SPACE_S)
        inside.addLayout(heads)
        orders = Flow()
        orders.addWidget(button(_("Keep the other entry"), self.swap, look="quiet"))
        inside.addLayout(orders)
        for pair in two.fields:
            if not pair.alike:
                choice = FieldChoice(pair)
                self.choices.append(choice)
                inside.addWidget(choice)
        alike = [f"{pair.label}: {pair.kept}" for pair in two.fields if pair.alike]
        if alike:
            words = _("The same on both: {fields}").format(fields="; ".join(alike))
            inside.addWidget(text(words, "muted", wrap=True))
        told = _("Both names stay: the other one becomes another name of the person.")
        inside.addWidget(text(told, "muted", wrap=True))
        return card(inside)

    def _what_moves(self, two: TwoPersons) -> QWidget:
        inside = column(text(_("What hangs on each"), "heading"), spacing=tokens.SPACE_S)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_L)
        grid.setColumnStretch(0, 1)
        for place, title in enumerate((_("Kind"), _("Stays"), _("Is moved"))):
            grid.addWidget(text(title, "muted"), 0, place)
        for line, hanging in enumerate(two.hanging, start=1):
            grid.addWidget(text(hanging.label, wrap=True), line, 0)
            grid.addWidget(text(str(hanging.kept)), line, 1)
            grid.addWidget(text(str(hanging.gone)), line, 2)
        inside.addLayout(grid)
        for sentence in two.folding:
            inside.addWidget(text(sentence, wrap=True))
        return card(inside)

    def _show_doubts(self, two: TwoPersons) -> None:
        self.seen.setVisible(bool(two.doubts))
        self.seen.setChecked(False)
        if two.doubts:
            self.doubts.say("\n".join(two.doubts), "warning")
        else:
            self.doubts.quiet()

    def _foot(self) -> QWidget:
        inside = column(self.doubts, self.seen, spacing=tokens.SPACE_M)
        inside.addLayout(column(labelled(_("Why it is one person"), self.why), self.why, spacing=4))
        orders = Flow()
        orders.addWidget(self.merge_button)
        orders.addWidget(self.different_button)
        orders.addWidget(button(_("Cancel"), self.desk.navigation.back, look="quiet"))
        inside.addLayout(orders)
        if not may_merge(self.desk.sitting.actor):
            words = _(
                "A merge moves everything, also what is shielded. "
                "Ask a colleague who may see suspects."
            )
            inside.addWidget(text(words, "muted", wrap=True))
        return card(inside)
