"""What happens with a signal: its outcome in words, or the steps that give it one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.signals.parts import Asking, open_cases, partners
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field, Kind, Missing
from casedesk.kernel.words import N_, _
from casedesk.records.reading import RecordView
from casedesk.records.steps import Step
from casedesk.signals.carry import CaseFromSignal, case_from_signal, report_from_signal
from casedesk.signals.outcomes import INSPECTION, WATCH
from casedesk.signals.retention import last_day
from casedesk.signals.use_cases import (
    Drop,
    LinkToCase,
    PassOn,
    Watch,
    drop,
    inspect_place,
    link_to_case,
    pass_on,
    take_outcome_back,
    watch,
)
from casedesk.store.declare import fields_of, record_class

BY_STEP = ("outcome", "case_id", "passed_to_id", "passed_on", "review_on", "outcome_reason")
"""What a step says of a signal, in the order in which it is read."""

WHY = Field("step.reason", "reason", Kind.TEXT, N_("Why"), required=True)
REASON = Field("step.reason", "reason", Kind.TEXT, N_("Remark"))
UNTIL = Field("step.until", "until", Kind.DATE, N_("Look again on"), required=True)
PARTNER = Field(
    "step.partner", "partner_id", Kind.REFERENCE, N_("Passed on to"), target="organisation",
    required=True,
)  # fmt: skip
CASE_ASKED = Field(
    "step.case", "case_id", Kind.REFERENCE, N_("Case"), target="case_file", required=True
)
BACK = Field("step.why", "why", Kind.TEXT, N_("Why it is taken back"), required=True)


class OutcomeBar(QWidget):
    """Above the form of a signal. ``caseOpened`` and ``reportMade`` carry what was made.

    ``shown`` carries the signal whenever it was read, and its source in words.
    """

    caseOpened = Signal(int)
    reportMade = Signal(int)
    shown = Signal(object, str)

    def __init__(self, desk: Desk, signal_id: int, *, changeable: bool) -> None:
        super().__init__()
        self._desk, self._id, self._changeable = desk, signal_id, changeable
        self._view: RecordView | None = None
        self.says = text("", "strong", wrap=True)
        self.keeps = text("", "small", wrap=True)
        self._steps = QWidget()
        self._flow = Flow(space=tokens.SPACE_S)
        self._steps.setLayout(self._flow)
        self.asking = Asking(desk)
        sheet = QVBoxLayout()
        sheet.setSpacing(tokens.SPACE_M)
        for part in (self.says, self.keeps, self._steps, self.asking):
            sheet.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(sheet))
        self.hide()

    def refresh(self, changes: Changes) -> None:
        """Some records changed; the outcome speaks of a case and of a partner."""
        if changes.touches("signal", "case_file", "organisation"):
            self.load()

    def load(self) -> None:
        """Read what became of the signal."""
        desk, signal_id = self._desk, self._id

        def read() -> tuple[RecordView | None, dict[str, str]]:
            reader, declared = desk.reader, fields_of(record_class("signal"))
            words: dict[str, str] = {}
            with desk.sitting.store.read() as session:
                view = reader.view(session, "signal", signal_id)
                for name in (*BY_STEP, "source_kind"):
                    value = view.values[name] if view is not None else None
                    if value is not None and not isinstance(value, Missing):
                        words[name] = reader.show(session, declared[name], value)
            return view, words

        desk.runner.run(read, self._show, owner=self)

    def _show(self, found: tuple[RecordView | None, dict[str, str]]) -> None:
        view, words = found
        if view is None:
            return
        self._view = view
        self.says.setText(_said(words))
        self.keeps.setText(_kept(view))
        self.keeps.setVisible(bool(self.keeps.text()))
        self._flow.clear()
        for step in self._offered() if self._changeable else ():
            self._flow.addWidget(step)
        self._steps.setVisible(self._changeable)
        self.show()
        self.shown.emit(view, words.get("source_kind", ""))

    @property
    def is_open(self) -> bool:
        """Whether an outcome can still be given."""
        return self._view is not None and self._view.values["outcome"] in (None, WATCH, INSPECTION)

    def open_case(self) -> None:
        """Open a case with all that the signal says."""
        view, sitting = self._view, self._desk.sitting
        if view is None or not self.is_open or not self._sees_cases():
            return
        step = CaseFromSignal(view.id, view.version)
        self._desk.runner.change(
            lambda: case_from_signal(sitting.store, step, sitting.labels),
            lambda answer: self.caseOpened.emit(answer.created),
            owner=self,
        )

    def make_report(self) -> None:
        """Make a report (melding) of it."""
        view, sitting = self._view, self._desk.sitting
        if view is None:
            return
        step = Step(view.id, view.version)
        self._desk.runner.change(
            lambda: report_from_signal(sitting.store, step, sitting.labels),
            lambda answer: self.reportMade.emit(answer.created),
            owner=self,
        )

    def _sees_cases(self) -> bool:
        return may(self._desk.sitting.actor, Right.CASES_CHANGE)

    def _offered(self) -> list[QWidget]:
        sees = self._sees_cases()
        report = [button(_("Make a report"), self.make_report, icon="speakerphone")] if sees else []
        if not self.is_open:
            back = button(_("Take the outcome back"), self._ask_back, look="quiet")
            return [*report, back]
        found: list[QWidget] = []
        if sees:
            found.append(button(_("Open a case"), self.open_case, look="primary", icon="folder"))
            found.append(button(_("Link to a case"), self._read_cases, icon="link"))
        found.append(button(_("Pass on"), self._read_partners, icon="send"))
        found.append(button(_("Keep watching"), self._ask_watch, icon="eye"))
        found.append(button(_("Inspection follows"), self._ask_inspection, icon="map-pin"))
        found.append(button(_("Drop"), self._ask_drop, icon="x"))
        return [*found, *report]

    def _read_cases(self) -> None:
        desk = self._desk

        def ask(choices: Any) -> None:
            panel = AskPanel(
                desk, (CASE_ASKED, REASON), _("Link to this case"), choices={"case_id": choices}
            )
            self._ask(panel, lambda view, given: partial(
                link_to_case, desk.sitting.store,
                LinkToCase(view.id, view.version, case_id=given["case_id"] or 0,
                           reason=given["reason"] or ""),
            ))  # fmt: skip

        desk.runner.run(lambda: open_cases(desk), ask, owner=self)

    def _read_partners(self) -> None:
        desk = self._desk

        def ask(choices: Any) -> None:
            panel = AskPanel(
                desk, (PARTNER, DAY, REASON), _("Pass on"), choices={"partner_id": choices}
            )
            self._ask(panel, lambda view, given: partial(
                pass_on, desk.sitting.store,
                PassOn(view.id, view.version, on=given["on"], partner_id=given["partner_id"],
                       reason=given["reason"] or ""),
            ))  # fmt: skip

        desk.runner.run(lambda: partners(desk), ask, owner=self)

    def _ask_watch(self) -> None:
        store = self._desk.sitting.store
        panel = AskPanel(self._desk, (UNTIL, WHY), _("Keep watching"))
        self._ask(panel, lambda view, given: partial(
            watch, store,
            Watch(view.id, view.version, until=given["until"], reason=given["reason"] or ""),
        ))  # fmt: skip

    def _ask_inspection(self) -> None:
        store = self._desk.sitting.store
        sentence = _("Plan the inspection with the location.")
        panel = AskPanel(self._desk, (REASON,), _("Inspection follows"), sentence=sentence)
        self._ask(panel, lambda view, given: partial(
            inspect_place, store, Drop(view.id, view.version, reason=given["reason"] or ""),
        ))  # fmt: skip

    def _ask_drop(self) -> None:
        store = self._desk.sitting.store
        panel = AskPanel(self._desk, (WHY,), _("Drop the signal"))
        self._ask(panel, lambda view, given: partial(
            drop, store, Drop(view.id, view.version, reason=given["reason"] or ""),
        ))  # fmt: skip

    def _ask_back(self) -> None:
        store = self._desk.sitting.store
        panel = AskPanel(self._desk, (BACK,), _("Take the outcome back"))
        self._ask(panel, lambda view, given: partial(
            take_outcome_back, store, Step(view.id, view.version, why=given["why"]),
        ))  # fmt: skip

    def _ask(
        self,
        panel: AskPanel,
        step: Callable[[RecordView, Any], Callable[[], Changes | Refused]],
    ) -> None:
        view = self._view
        if view is not None:
            self.asking.ask(panel, lambda given: step(self._view or view, given))


def _said(words: dict[str, str]) -> str:
    """The outcome in one line."""
    if not words.get("outcome"):
        return _("No outcome yet. What happens with this signal?")
    return " · ".join(words[name] for name in BY_STEP if words.get(name))


def _kept(view: RecordView) -> str:
    # A signal of before there were terms has none written down yet; it counts all the same.
    until = last_day("signal", view.values["received_on"], view.case_id)
    if until is None:
        return _("Kept as long as the case.") if view.case_id is not None else ""
    return _("Keep until {day}, counted from the day it came in.").format(day=show_date(until))
