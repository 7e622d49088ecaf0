"""A new person outside a case: the search comes first, and "none of these" makes the person."""

from casedesk.access.trail import record_search
from casedesk.desktop.desk import Desk, Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.people.finder import PersonFinder
from casedesk.desktop.people.frame import PeoplePage
from casedesk.desktop.widgets.parts import button, card, column
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import _
from casedesk.people.offered import record_none_of_these
from casedesk.people.use_cases import NewPerson, make_person


class NewPersonPage(PeoplePage):
    """Look first; then the page of the person who was known, or of the new one."""

    icon = "user-plus"

    def __init__(self, desk: Desk, _place: Place) -> None:
        super().__init__(desk)
        self.finder = PersonFinder(desk)
        self.finder.chosen.connect(self._known)
        self.finder.none.connect(self._make)
        inside = column(self.finder)
        orders = Flow()
        orders.addWidget(self.finder.none_button)
        orders.addWidget(button(_("Cancel"), desk.navigation.back, look="quiet"))
        inside.addLayout(orders)
        self.sheet.column.addWidget(card(inside))
        self.sheet.column.addStretch(1)

    def title(self) -> str:
        return _("New person")

    def start(self) -> None:
        self.finder.start()

    def _known(self, person_id: int) -> None:
        store, words, hits = self.desk.sitting.store, self.finder.words, len(self.finder.found)
        self.desk.runner.change(lambda: record_search(store, words, hits))
        self.desk.navigation.replace(Place("record", kind=PERSON, id=person_id))

    def _make(self) -> None:
        self.finder.look()
        sitting, words, offered = self.desk.sitting, self.finder.words, self.finder.found
        command = NewPerson(self.finder.values(), self.finder.typed.numbers)

        def work() -> Changes | Refused:
            answer = make_person(sitting.store, command, sitting.labels)
            if words and isinstance(answer, Changes) and answer.created:
                record_none_of_these(sitting.store, words, offered, person_id=answer.created)
            return answer

        def made(changes: Changes) -> None:
            self.desk.navigation.replace(Place("record", kind=PERSON, id=changes.created))

        self.desk.runner.change(
            work, made, refused=lambda refused: self.finder.say(refused.sentence), owner=self
        )
