"""On the page of a person: who may be the same, who went up in them, and who is different."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget
from sqlalchemy import or_, select

from casedesk.access.rights import Right, may
from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk, Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.people.finder import PersonFinder, person_row
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, card, column, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.names import display_name
from casedesk.kernel.words import _
from casedesk.people.differing import SayDifferent, say_different, say_maybe_the_same
from casedesk.people.likeness import Probable, probable
from casedesk.people.merged import DIFFERENCE, MERGE, PersonDifference
from casedesk.people.merging import may_merge
from casedesk.people.model import Identifier, Person
from casedesk.people.sounds import Typed
from casedesk.people.unmerging import MergeLine, Unmerge, merges_of, unmerge_persons


@dataclass(frozen=True, slots=True)
class Ties:
    """What the part shows; ``different`` are (id of the record, name)."""

    alike: tuple[Probable, ...]
    merges: tuple[MergeLine, ...]
    different: tuple[tuple[int, str], ...]


class PersonTies(QWidget):
    """Compares the person with others on request, and undoes a merge, also weeks later."""

    def __init__(self, desk: Desk, person_id: int) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.ties = Ties((), (), ())
        self.finder: PersonFinder | None = None
        self._may = may(desk.sitting.actor, Right.CASES_CHANGE) and may(
            desk.sitting.actor, Right.IDENTITIES
        )
        self.banner = Banner()
        self._body = QVBoxLayout()
        self._body.setSpacing(tokens.SPACE_S)
        self._below = QVBoxLayout()
        inside = column(text(_("One person or two"), "heading"), self.banner)
        inside.addLayout(self._body)
        orders = Flow()
        self.other = button(_("Compare with another person"), self.search, icon="search")
        self.other.setVisible(self._may)
        orders.addWidget(self.other)
        inside.addLayout(orders)
        inside.addLayout(self._below)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(inside))
        self.setVisible(self._may)
        if self._may:
            self._load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if self._may and changes.touches(PERSON, "person_name", "identifier", MERGE, DIFFERENCE):
            self._load()

    def flush(self) -> None:
        """Nothing is typed here that must be kept."""

    def search(self) -> None:
        """Look for the other person; once more puts the search away."""
        if self.finder is not None:
            self.finder.hide()
            self.finder.deleteLater()
            self.finder = None
            return
        self.finder = PersonFinder(self.desk, without=frozenset({self.person_id}), may_make=False)
        self.finder.chosen.connect(self.compare)
        self._below.addWidget(self.finder)
        self.finder.start()

    def compare(self, other_id: int) -> None:
        """Show the two beside each other."""
        place = Place("compare", kind=PERSON, id=self.person_id, entry=(PERSON, other_id))
        self.desk.navigation.go(place)

    def different(self, other_id: int) -> None:
        """Remember that the other is somebody else."""
        store, command = self.desk.sitting.store, SayDifferent(self.person_id, other_id)
        self.desk.runner.change(
            lambda: say_different(store, command), refused=self._refused, owner=self
        )

    def _load(self) -> None:
        desk, person_id = self.desk, self.person_id

        def read() -> Ties:
            return _read(desk, person_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, ties: Ties) -> None:
        self.ties = ties
        while self._body.count():
            taken = self._body.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in ties.merges:
            self._body.addWidget(MergeRow(self, line))
        for known in ties.alike:
            self._body.addWidget(self._alike(known))
        for record_id, name in ties.different:
            self._body.addWidget(self._different_row(record_id, name))
        if not (ties.alike or ties.merges or ties.different):
            self._body.addWidget(
                text(_("CaseDesk knows nobody who looks like this person."), "muted", wrap=True)
            )

    def _alike(self, known: Probable) -> QWidget:
        compare = button(_("Compare"), lambda: self.compare(known.person_id))
        compare.setAccessibleName(_("Compare with {name}").format(name=known.name))
        different = button(
            _("Somebody else"), lambda: self.different(known.person_id), look="quiet"
        )
        different.setAccessibleName(_("Somebody else: {name}").format(name=known.name))
        return person_row(known, compare, different)

    def _different_row(self, record_id: int, name: str) -> QWidget:
        store = self.desk.sitting.store

        def take_back() -> None:
            self.desk.runner.change(
                lambda: say_maybe_the_same(store, record_id), refused=self._refused, owner=self
            )

        words = _("Known to be somebody else: {name}").format(name=name)
        back = button(_("Perhaps the same after all"), take_back, look="quiet")
        back.setAccessibleName(_("Perhaps the same after all: {name}").format(name=name))
        return _row(text(words, wrap=True), back)

    def _refused(self, refused: Refused) -> None:
        self.banner.say(refused.sentence, "warning")


class MergeRow(QFrame):
    """A merge, what of it cannot go back by itself, and the way back."""

    def __init__(self, ties: PersonTies, line: MergeLine) -> None:
        super().__init__()
        self._ties, self.merge = ties, line
        self.setProperty("look", "row")
        said = _("{name} went up in this person on {date}, by {who}.").format(
            name=line.name, date=line.merged_on, who=line.merged_by
        )
        inside = column(text(said, "strong", wrap=True), spacing=tokens.SPACE_S)
        inside.addWidget(text(line.why, "muted", wrap=True))
        self.ask = button(_("Make two persons again"), self._ask)
        self.ask.setVisible(may_merge(ties.desk.sitting.actor))
        orders = Flow()
        orders.addWidget(self.ask)
        inside.addLayout(orders)
        self._form = QWidget()
        form = column(spacing=tokens.SPACE_S)
        for sentence in line.changed or (_("Nothing was changed since: all goes back."),):
            form.addWidget(text(sentence, wrap=True))
        self.why = QLineEdit()
        self.why.setMaxLength(500)
        form.addLayout(column(labelled(_("Why they are two"), self.why), self.why, spacing=4))
        self.different = QCheckBox(_("Do not offer these two as duplicates again"))
        self.different.setChecked(True)
        form.addWidget(self.different)
        self.act = button(_("Make two persons again"), self.undo, look="primary")
        steps = Flow()
        steps.addWidget(self.act)
        steps.addWidget(button(_("Cancel"), self._ask, look="quiet"))
        form.addLayout(steps)
        self._form.setLayout(form)
        self._form.hide()
        self.why.returnPressed.connect(self.undo)
        inside.addWidget(self._form)
        inside.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        self.setLayout(inside)

    def undo(self) -> None:
        """Take the merge back, and show the person who is there again."""
        desk, store = self._ties.desk, self._ties.desk.sitting.store
        command = Unmerge(
            self.merge.id, self.merge.version, self.why.text(), self.different.isChecked()
        )

        def back(changes: Changes) -> None:
            desk.announce(_("Two persons again: {name} is back.").format(name=self.merge.name))
            if changes.created is not None:
                desk.open_record(PERSON, changes.created)

        desk.runner.change(
            lambda: unmerge_persons(store, command),
            back,
            refused=lambda refused: self._ties.banner.say(refused.sentence, "warning"),
            owner=self._ties,
        )

    def _ask(self) -> None:
        shows = self._form.isHidden()
        self._form.setVisible(shows)
        self.ask.setVisible(not shows)
        (self.why if shows else self.ask).setFocus()


def _read(desk: Desk, person_id: int) -> Ties:
    with desk.sitting.store.read() as session:
        query = select(
            Person.given_names, Person.name_prefix, Person.family_name, Person.original_script,
            Person.birth,
        ).where(Person.id == person_id)  # fmt: skip
        row = session.execute(query).first()
        if row is None:
            return Ties((), (), ())
        numbers = session.scalars(
            select(Identifier.value).where(Identifier.person_id == person_id)
        ).all()
        ends = (PersonDifference.first_id, PersonDifference.second_id)
        pairs = session.execute(
            select(PersonDifference.id, *ends).where(or_(*(end == person_id for end in ends)))
        ).all()
        others = {pair[0]: pair[2] if pair[1] == person_id else pair[1] for pair in pairs}
        titles = desk.reader.titles(session, PERSON, others.values())
        name = display_name(row[0], row[1], row[2]) or row[3] or ""
        without = frozenset({person_id, *others.values()})
        alike = probable(session, desk.reader, Typed(name, row[4], tuple(numbers), without))
        different = tuple((i, titles[other]) for i, other in others.items() if other in titles)
        merges = merges_of(session, desk.reader, person_id)
    return Ties(_strong(alike), merges, different)


def _strong(alike: Sequence[Probable]) -> tuple[Probable, ...]:
    """Only who is worth a second look: a name alone is shared by many."""
    return tuple(one for one in alike if one.score >= _WORTH_A_LOOK)[:_MOST]


_WORTH_A_LOOK = 100
_MOST = 4


def _row(*parts: QWidget) -> QWidget:
    frame = QFrame()
    frame.setProperty("look", "row")
    inside = column(parts[0], spacing=tokens.SPACE_S)
    orders = Flow()
    for each in parts[1:]:
        orders.addWidget(each)
    inside.addLayout(orders)
    inside.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
    frame.setLayout(inside)
    return frame
