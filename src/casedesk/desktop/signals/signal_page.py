"""One signal: what happens with it, what is known of it, and what was seen before."""

from collections.abc import Sequence

from casedesk.desktop.desk import BoundCommand, Desk, Place
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.pages.belongings import Belonging
from casedesk.desktop.pages.record import RecordPage
from casedesk.desktop.signals.checklist import IndicatorPart
from casedesk.desktop.signals.outcome import BY_STEP, OutcomeBar
from casedesk.desktop.signals.overlap import OverlapPart
from casedesk.desktop.signals.parts import Part
from casedesk.desktop.signals.traces import LinksPart, TracesPart
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.dates import show_date
from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_, _
from casedesk.records.reading import RecordView

TRACE = Command("signal.trace", N_("New &trace"), "Ctrl+Shift+K", "target", Menu.PAGE, 1)
OPEN_CASE = Command("signal.case", N_("Open a &case from it"), "Ctrl+Shift+O", "folder",
                    Menu.PAGE, 2)  # fmt: skip
REPORT = Command("signal.report", N_("Make a &report of it"), "", "speakerphone", Menu.PAGE, 2)
INDICATORS = Command("signal.indicators", N_("&Indicators"), "Ctrl+Shift+I", "list-check",
                     Menu.PAGE, 1)  # fmt: skip


class SignalPage(RecordPage):
    """A new signal needs a line; all else follows when it is there."""

    def __init__(self, desk: Desk, place: Place) -> None:
        self.outcome: OutcomeBar | None = None
        self.parts: list[Part] = []
        super().__init__(desk, place)

    def make_form(self) -> RecordForm:
        desk, place = self._desk, self._place
        preset = {"received_on": desk.sitting.clock.today()} if place.id is None else {}
        spec = _without_outcome(desk.sitting.forms["signal"])
        return RecordForm(desk, "signal", place.id, preset=preset, spec=spec)

    def title(self) -> str:
        view = self.form.view
        if view is None:
            return self.form.title()
        return _("Signal of {day}").format(day=show_date(view.values["received_on"]))

    def commands(self) -> Sequence[BoundCommand]:
        there = self.outcome is not None

        def ready() -> bool:
            return there and self.form.changeable

        return (
            BoundCommand(TRACE, self._new_trace, ready),
            BoundCommand(INDICATORS, self._to_indicators, lambda: there),
            BoundCommand(OPEN_CASE, self._open_case, ready),
            BoundCommand(REPORT, self._make_report, ready),
            *super().commands(),
        )

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if self.outcome is not None:
            self.outcome.refresh(changes)
        for part in self.parts:
            part.refresh(changes)

    def flush(self) -> None:
        super().flush()
        for part in self.parts:
            part.flush()

    @property
    def overlap(self) -> OverlapPart:
        """What was seen before."""
        return next(part for part in self.parts if isinstance(part, OverlapPart))

    @property
    def traces(self) -> TracesPart:
        """The traces of the signal."""
        return next(part for part in self.parts if isinstance(part, TracesPart))

    @property
    def indicators(self) -> IndicatorPart:
        """The checklist."""
        return next(part for part in self.parts if isinstance(part, IndicatorPart))

    @property
    def links(self) -> LinksPart:
        """What it is tied to."""
        return next(part for part in self.parts if isinstance(part, LinksPart))

    def _add_belongings(self) -> list[Belonging]:
        signal_id = self.form.record_id
        if signal_id is None or self.parts:
            return []
        desk = self._desk
        self.outcome = OutcomeBar(desk, signal_id, changeable=self.form.changeable)
        self.outcome.caseOpened.connect(desk.open_case)
        self.outcome.reportMade.connect(lambda i: desk.open_record("notification", i))
        links = LinksPart(desk, signal_id)
        tie = links.link if self.form.changeable else None
        overlap = OverlapPart(desk, "signal", signal_id, tie, only_if_any=True)
        links.on_linked = overlap.tied
        links.load()
        traces = TracesPart(desk, signal_id)
        checklist = IndicatorPart(desk, signal_id, changeable=self.form.changeable)
        place = self._column.indexOf(self.form)
        self.parts += [overlap, traces, links, checklist]
        # What was seen before stands above the form, so that nobody has to look for it.
        for number, part in enumerate((self.outcome, overlap)):
            self._column.insertWidget(place + number, part)
        for number, part in enumerate((traces, links, checklist), start=place + 3):
            self._column.insertWidget(number, part)
        self.outcome.shown.connect(self._signal_read)
        self.outcome.load()
        return []

    def _created(self, record_id: int) -> None:
        super()._created(record_id)
        self._ready()

    def _ready(self) -> None:
        super()._ready()
        self._heading.setText(self.title())

    def _signal_read(self, view: RecordView, source: str) -> None:
        """An answer on the checklist has the source of the signal, unless another is given."""
        self.indicators.source = source
        self.indicators.seen = view.values["seen"]
        self.commandsChanged.emit()

    def _new_trace(self) -> None:
        self.traces.list.add()

    def _to_indicators(self) -> None:
        self.indicators.tree.setFocus()

    def _open_case(self) -> None:
        if self.outcome is not None:
            self.outcome.open_case()

    def _make_report(self) -> None:
        if self.outcome is not None:
            self.outcome.make_report()


def _without_outcome(spec: FormSpec) -> FormSpec:
    """The form without what is given by a step; that stands above it."""
    sections = []
    for section in spec.sections:
        names = tuple(
            item
            for item in section.fields
            if (item if isinstance(item, str) else item.name) not in BY_STEP
        )
        if names:
            sections.append(Section(section.title, names, section.folded))
    return FormSpec(spec.kind, tuple(sections), spec.first)
