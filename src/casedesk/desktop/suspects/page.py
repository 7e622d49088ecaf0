"""One suspect: all that is known within the reader's rights, a new fact, and the report."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QFrame, QWidget

from casedesk.access.rights import Right, may, may_change
from casedesk.desktop.case.gate import Gate
from casedesk.desktop.case.part import Sheet, filled
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.pages.belongings import BelongingsList
from casedesk.desktop.suspects.per_case import PerCase
from casedesk.desktop.suspects.tree import KnownFacts
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import Picture, button, card, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.fields import Realm
from casedesk.kernel.kinds import CASE, PERSON
from casedesk.kernel.words import N_, _
from casedesk.network.suspect import SuspectFile, read_suspect
from casedesk.store.declare import record_class

NEW_FACT = Command("suspect.fact", N_("New fact"), "std:New", "plus", Menu.PAGE, 1)
REPORT = Command(
    "suspect.report", N_("Report to police, inspectorate or RIEC"), "", "file-export", Menu.PAGE, 2
)
FACT = "suspect_fact"
_LINES = 20


class SuspectReach(Gate):
    """Numbers and other names of a suspect, shown when asked, and recorded."""

    def contents(self) -> Iterable[QWidget]:
        yield BelongingsList(self.desk, record_class("identifier"), "person_id", self.person_id)
        yield BelongingsList(self.desk, record_class("person_name"), "person_id", self.person_id)


class SuspectPage(Page):
    """Reads the file of one suspect, and reads it again whenever something changes."""

    def __init__(self, desk: Desk, person_id: int) -> None:
        super().__init__()
        self._desk, self._person_id = desk, person_id
        self.found: SuspectFile | None = None
        self.form: RecordForm | None = None
        self._frame: QFrame | None = None
        self._warning = Banner()
        self._name = text("", "title", wrap=True)
        self._roles = text("", "muted", wrap=True)
        self.facts = KnownFacts()
        self.reach = SuspectReach(desk, person_id, None, restricted=True)
        self.new = PerCase(_("New fact"), "plus", self.start_fact)
        self.report = PerCase(
            _("Report to police, inspectorate or RIEC"), "file-export", self.start_report
        )
        self.in_case = PerCase(_("Open the case"), "folder", self._open_case)
        self._sheet = Sheet()
        self._lay_out()
        self.facts.opened.connect(self._open)
        self._load()
        self._note_reading()

    # What the window asks.

    def title(self) -> str:
        return _("Suspect")

    def refresh(self, changes: Changes) -> None:
        if changes:
            self._load()
            self.reach.refresh(changes)
            if self.form is not None:
                self.form.refresh(changes)

    def flush(self) -> None:
        self.reach.flush()
        if self.form is not None:
            self.form.flush()

    def commands(self) -> Sequence[BoundCommand]:
        return (
            BoundCommand(NEW_FACT, self.new.order, self._may_write),
            BoundCommand(REPORT, self.report.order, self._may_report),
        )

    def start(self) -> None:
        self.facts.setFocus()

    # What is done here.

    def start_fact(self, case_id: int) -> None:
        """Write down a fact that became known in this case."""
        self._put_form_away()
        preset = {"person_id": self._person_id}
        self.form = RecordForm(
            self._desk,
            FACT,
            None,
            case_id=case_id,
            place=f"person_id {self._person_id} in {case_id}",
            preset=preset,
        )
        self.form.gone.connect(self._put_form_away)
        done = button(_("Ready"), self._put_form_away, icon="check")
        done.hide()
        self.form.created.connect(lambda _id: done.show())
        inside = column(text(_("New fact"), "heading"), self.form, spacing=tokens.SPACE_M)
        inside.addLayout(row(done, None))
        self._frame = card(inside)
        self._place.addWidget(self._frame)
        self.form.start()

    def start_report(self, case_id: int) -> None:
        """Put together what police, inspectorate or RIEC may have."""
        place = Place("handover", id=case_id, case_id=case_id, entry=("suspect", self._person_id))
        self._desk.navigation.go(place)

    # Private.

    def _may_write(self) -> bool:
        return may_change(self._desk.sitting.actor, Realm.SUSPECTS) and self.found is not None

    def _may_report(self) -> bool:
        return may(self._desk.sitting.actor, Right.HANDOVER) and self.found is not None

    def _lay_out(self) -> None:
        inside = self._sheet.column
        head = row(Picture("shield", 28, "danger"), spacing=tokens.SPACE_M)
        head.addLayout(column(self._name, self._roles, spacing=2), 1)
        inside.addWidget(self._warning)
        inside.addLayout(head)
        caution = Banner()
        caution.say(
            _("Shielded. This is what was told or seen, not proof. Reading it is recorded."),
            "warning",
        )
        inside.addWidget(caution)
        tools = QWidget()
        flow = Flow(tools)
        person = button(
            _("Open the person"),
            lambda: self._desk.open_record(PERSON, self._person_id),
            look="quiet",
            icon="user",
        )
        for tool in (self.new, self.report, self.in_case, person):
            flow.addWidget(tool)
        inside.addWidget(tools)
        self._place = column(spacing=0)
        inside.addLayout(self._place)
        self.facts.setMinimumHeight(max(tokens.TARGET, self.fontMetrics().height() + 6) * _LINES)
        inside.addWidget(self.facts)
        inside.addWidget(self.reach)
        inside.addStretch(1)
        filled(self, self._sheet)

    def _load(self) -> None:
        desk, person_id = self._desk, self._person_id

        def read() -> SuspectFile | None:
            with desk.sitting.store.read() as session:
                return read_suspect(session, desk.reader, person_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, found: SuspectFile | None) -> None:
        self.found = found
        self._sheet.inside.setEnabled(found is not None)
        if found is None:
            self._name.clear()
            self._roles.clear()
            self.facts.clear()
            self._warning.say(_("Nobody is suspected here any more, or it is not for your role."))
            return
        self._name.setText(found.name)
        numbers = ", ".join(number for _id, number in found.cases)
        self._roles.setText(" · ".join(filter(None, (found.stage, numbers))))
        self.facts.show_file(found)
        for tool in (self.new, self.report, self.in_case):
            tool.offer(found.cases)
        self.new.setVisible(self._may_write())
        self.report.setVisible(self._may_report())
        self.commandsChanged.emit()

    def _open(self, opens: tuple[str, int, int | None]) -> None:
        kind, record_id, case_id = opens
        if kind == CASE:
            self._desk.open_case(record_id)
        elif kind in (PERSON, "signal") or case_id is None:
            self._desk.open_record(kind, record_id)
        else:
            self._desk.open_case(case_id, "people", (kind, record_id))

    def _open_case(self, case_id: int) -> None:
        self._desk.open_case(case_id, "people", (PERSON, self._person_id))

    def _put_form_away(self) -> None:
        if self._frame is not None:
            self._frame.hide()
            self._frame.deleteLater()
        self._frame, self.form = None, None

    def _note_reading(self) -> None:
        from casedesk.access.trail import record_read

        store, person_id = self._desk.sitting.store, self._person_id
        gap = _("The disk is full: the log does not show that you opened this.")

        def noted(there: bool) -> None:
            if not there:
                self._warning.say(gap, "warning")

        self._desk.runner.change(lambda: record_read(store, PERSON, person_id), noted, owner=self)
