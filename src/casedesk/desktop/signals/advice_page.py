"""One request for advice, with a warning when it tells who it is about, and what came of it."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.desk import Desk, Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.pages.belongings import Belonging
from casedesk.desktop.pages.record import RecordPage
from casedesk.desktop.signals.parts import Part, clear, partners
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import show_date
from casedesk.kernel.forms import FormSpec
from casedesk.kernel.names import fold
from casedesk.kernel.words import _
from casedesk.records.reading import RecordView
from casedesk.records.steps import Step
from casedesk.signals.carry import case_from_advice, signal_from_advice
from casedesk.signals.identifying import known_names, telling
from casedesk.signals.retention import last_day

PAUSE_MS = 600
_TEXTS = ("subject", "question", "advice")


class AdviceOutcome(Part):
    """The signal and the case that came of the advice, or the steps to make them."""

    kinds = ("advice_request", "signal", "case_file")

    def __init__(self, desk: Desk, advice_id: int, *, changeable: bool) -> None:
        super().__init__(desk, _("Where it led to"))
        self._id, self._changeable = advice_id, changeable
        self.view: RecordView | None = None
        self._made: list[QWidget] = []
        self._keeps = text("", "small", wrap=True)
        self._steps = QWidget()
        self._flow = Flow(space=tokens.SPACE_S)
        self._steps.setLayout(self._flow)
        self.sheet.addWidget(self._steps)
        self.sheet.addWidget(self._keeps)
        self.load()

    def load(self) -> None:
        desk, advice_id = self.desk, self._id

        def read() -> tuple[RecordView | None, list[tuple[str, int, str]]]:
            reader = desk.reader
            with desk.sitting.store.read() as session:
                view = reader.view(session, "advice_request", advice_id)
                found: list[tuple[str, int, str]] = []
                for name, kind in (("signal_id", "signal"), ("case_id", "case_file")):
                    target = view.values[name] if view is not None else None
                    title = reader.titles(session, kind, [target]).get(target) if target else None
                    if title is not None and isinstance(target, int):
                        found.append((kind, target, title))
                return view, found

        desk.runner.run(read, self._show, owner=self)

    def make_signal(self) -> None:
        """Make a signal with what was asked."""
        view, sitting = self.view, self.desk.sitting
        if view is not None:
            step = Step(view.id, view.version)
            self.desk.runner.change(
                lambda: signal_from_advice(sitting.store, step, sitting.labels),
                lambda answer: self.desk.open_record("signal", answer.created or 0),
                owner=self,
            )

    def make_case(self) -> None:
        """Open a case with what was asked."""
        view, sitting = self.view, self.desk.sitting
        if view is not None:
            step = Step(view.id, view.version)
            self.desk.runner.change(
                lambda: case_from_advice(sitting.store, step, sitting.labels),
                lambda answer: self.desk.open_case(answer.created or 0),
                owner=self,
            )

    def _show(self, found: tuple[RecordView | None, list[tuple[str, int, str]]]) -> None:
        self.view, rows = found
        clear(self.sheet, self._made)
        for place, (kind, record_id, title) in enumerate(rows):
            words = _("Signal") if kind == "signal" else _("Case")
            go = partial(self._go, kind, record_id)
            line = LinkRow("radar" if kind == "signal" else "folder", f"{words}: {title}", go)
            self.sheet.insertWidget(1 + place, line)
            self._made.append(line)
        self._flow.clear()
        if self.view is None:
            return
        until = last_day("advice_request", self.view.values["asked_on"], self.view.case_id)
        said = _("Keep until {day}, counted from the day it came in.")
        self._keeps.setText(said.format(day=show_date(until)) if until is not None else "")
        if not self._changeable:
            return
        if self.view.values["signal_id"] is None:
            self._flow.addWidget(button(_("Make a signal of it"), self.make_signal, icon="radar"))
        if self.view.case_id is None and may(self.desk.sitting.actor, Right.CASES_CHANGE):
            self._flow.addWidget(button(_("Open a case"), self.make_case, icon="folder"))

    def _go(self, kind: str, record_id: int) -> None:
        if kind == "case_file":
            self.desk.open_case(record_id)
        else:
            self.desk.open_record(kind, record_id)


class AdvicePage(RecordPage):
    """The page of a request for advice."""

    def __init__(self, desk: Desk, place: Place) -> None:
        self.outcome: AdviceOutcome | None = None
        self.warning = Banner()
        self._harmless: frozenset[str] = frozenset()
        self._pause: QTimer | None = None
        super().__init__(desk, place)
        self._column.insertWidget(self._column.indexOf(self.form), self.warning)
        self._pause = pause = QTimer(self)
        pause.setSingleShot(True)
        pause.setInterval(PAUSE_MS)
        pause.timeout.connect(self.look)
        self.form.body.edited.connect(lambda _row: pause.start())
        self.form.body.left.connect(lambda _row: self.look())
        self._read_harmless()

    def make_form(self) -> RecordForm:
        desk, place = self._desk, self._place
        preset = {"asked_on": desk.sitting.clock.today()} if place.id is None else {}
        whole = desk.sitting.forms["advice_request"]
        # What came of it is said by the steps below the form.
        spec = FormSpec(whole.kind, whole.sections[:-1], whole.first)
        return RecordForm(desk, "advice_request", place.id, preset=preset, spec=spec)

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if self.outcome is not None:
            self.outcome.refresh(changes)

    def look(self) -> None:
        """Warn when what stands on the form tells who it is about; nothing is held up."""
        if self._pause is None:  # the page is still being made
            return
        self._pause.stop()
        typed = "\n".join(
            value
            for name in _TEXTS
            if (row := self.form.rows.get(name)) is not None
            and isinstance(value := row.editor.value(), str)
        )
        desk = self._desk
        seen = telling(typed, desk.sitting.clock.today(), self._harmless)

        def known() -> bool:
            with desk.sitting.store.read() as session:
                return known_names(session, typed)

        def show(is_known: bool) -> None:
            sentence = replace(seen, known=is_known).sentence
            if sentence and sentence != self.warning.sentence:
                self.warning.say(sentence, "warning")
            elif not sentence:
                self.warning.quiet()

        desk.runner.run(known, show, owner=self)

    def _ready(self) -> None:
        super()._ready()
        self.look()

    def _add_belongings(self) -> list[Belonging]:
        if self.form.record_id is not None and self.outcome is None:
            self.outcome = AdviceOutcome(
                self._desk, self.form.record_id, changeable=self.form.changeable
            )
            self._column.insertWidget(self._column.indexOf(self.form) + 1, self.outcome)
        return []

    def _read_harmless(self) -> None:
        """Names of gemeenten and partners tell nobody who a victim is."""
        desk = self._desk

        def read() -> frozenset[str]:
            today = desk.sitting.clock.today()
            places = (o.label for o in desk.sitting.labels.options("gemeente", today))
            offices = (choice.label for choice in partners(desk))
            return frozenset(fold(name) for name in (*places, *offices))

        def known(found: frozenset[str]) -> None:
            self._harmless = found
            self.look()

        desk.runner.run(read, known, owner=self)
