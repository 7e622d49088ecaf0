"""One report (melding): who it is about, the case that came of it, and its triage."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.desk import BoundCommand, Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.pages.belongings import Belonging
from casedesk.desktop.pages.record import RecordPage
from casedesk.desktop.signals.parts import Asking, Part, clear
from casedesk.desktop.signals.triage import ask_feedback, ask_triage
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import N_, _
from casedesk.records.reading import RecordView
from casedesk.records.steps import Step
from casedesk.signals.carry import case_from_report

TRIAGE = Command("report.triage", N_("&Triage"), "Ctrl+Shift+T", "scale", Menu.PAGE, 2)
OPEN_CASE = Command("report.case", N_("Open a &case from it"), "Ctrl+Shift+O", "folder",
                    Menu.PAGE, 2)  # fmt: skip


class FollowUp(Part):
    """What came before a report and what came of it, with the steps that are left."""

    kinds = ("notification", "signal", "case_file", "triage", "person")

    def __init__(self, desk: Desk, report_id: int, *, changeable: bool) -> None:
        super().__init__(desk, _("Where it led to"))
        self._id, self._changeable = report_id, changeable
        self.view: RecordView | None = None
        self._made: list[QWidget] = []
        self._nothing = text(_("Nothing came of it yet."), "muted", wrap=True)
        self.sheet.addWidget(self._nothing)
        self._steps = QWidget()
        self._flow = Flow(space=tokens.SPACE_S)
        self._steps.setLayout(self._flow)
        self.asking = Asking(desk)
        self.sheet.addWidget(self._steps)
        self.sheet.addWidget(self.asking)
        self.load()

    def load(self) -> None:
        desk, report_id = self.desk, self._id

        def read() -> tuple[RecordView | None, list[tuple[str, int, str]], RecordView | None]:
            reader = desk.reader
            with desk.sitting.store.read() as session:
                view = reader.view(session, "notification", report_id)
                if view is None:
                    return None, [], None
                found = []
                for name, kind in (("signal_id", "signal"), ("case_id", "case_file"),
                                   ("person_id", "person")):  # fmt: skip
                    target = view.values[name]
                    title = reader.titles(session, kind, [target]).get(target) if target else None
                    if title is not None:
                        found.append((kind, target, title))
                parent = ("notification_id", report_id)
                triages = reader.views(session, "triage", parent=parent)
                found += [("triage", each.id, each.title) for each in triages]
                return view, found, triages[-1] if triages else None

        desk.runner.run(read, self._show, owner=self)

    def triage(self) -> None:
        """Decide what it is, whose it is and what happens."""
        if self.view is not None and self._changeable:
            ask_triage(self.desk, self.asking, notification=self.view)

    def open_case(self) -> None:
        """Open a case with all that the report says."""
        view, sitting = self.view, self.desk.sitting
        if view is None or view.case_id is not None or not self._changeable:
            return
        step = Step(view.id, view.version)
        self.desk.runner.change(
            lambda: case_from_report(sitting.store, step, sitting.labels),
            lambda answer: self.desk.open_case(answer.created or 0),
            owner=self,
        )

    def _show(
        self, found: tuple[RecordView | None, list[tuple[str, int, str]], RecordView | None]
    ) -> None:
        self.view, rows, latest = found
        clear(self.sheet, self._made)
        words = {"signal": _("Signal"), "case_file": _("Case"), "person": _("Person"),
                 "triage": _("Triage")}  # fmt: skip
        icons = {"signal": "radar", "case_file": "folder", "person": "user", "triage": "scale"}
        for place, (kind, record_id, title) in enumerate(rows):
            go = partial(self._go, kind, record_id)
            line = LinkRow(icons[kind], f"{words[kind]}: {title}", go)
            self.sheet.insertWidget(1 + place, line)
            self._made.append(line)
        self._nothing.setVisible(not rows)
        self._flow.clear()
        view = self.view
        if view is None or not self._changeable:
            return
        if view.values["direction"] == "incoming":
            self._flow.addWidget(button(_("Triage"), self.triage, look="primary", icon="scale"))
        if view.case_id is None:
            self._flow.addWidget(button(_("Open a case"), self.open_case, icon="folder"))
        if latest is not None and latest.values["feedback_on"] is None:
            give = partial(ask_feedback, self.desk, self.asking, latest)
            self._flow.addWidget(button(_("Feedback given"), give, icon="message-check"))

    def _go(self, kind: str, record_id: int) -> None:
        if kind == "case_file":
            self.desk.open_case(record_id)
        elif kind == "triage" and self.view is not None and self.view.case_id is not None:
            self.desk.open_case(self.view.case_id, "intake", ("triage", record_id))
        else:
            self.desk.open_record(kind, record_id)


class ReportPage(RecordPage):
    """The page of a report."""

    follow_up: FollowUp | None = None

    def make_form(self) -> RecordForm:
        desk, place = self._desk, self._place
        preset = {}
        if place.id is None:
            preset = {"direction": "incoming", "reported_on": desk.sitting.clock.today()}
        return RecordForm(desk, "notification", place.id, case_id=place.case_id, preset=preset)

    def commands(self) -> Sequence[BoundCommand]:
        part = self.follow_up
        if part is None:
            return super().commands()
        return (
            BoundCommand(TRIAGE, part.triage, lambda: self.form.changeable),
            BoundCommand(OPEN_CASE, part.open_case, lambda: self.form.changeable),
            *super().commands(),
        )

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if self.follow_up is not None:
            self.follow_up.refresh(changes)

    def _ready(self) -> None:
        super()._ready()
        view = self.form.view
        if view is not None:
            day = show_date(view.values["reported_on"])
            self._heading.setText(_("Report of {day}").format(day=day))

    def _add_belongings(self) -> list[Belonging]:
        if self.form.record_id is not None and self.follow_up is None:
            self.follow_up = FollowUp(
                self._desk, self.form.record_id, changeable=self.form.changeable
            )
            self._column.insertWidget(self._column.indexOf(self.form), self.follow_up)
        return []
