"""How one victim stands with CoMensha: state, next step, history, and the steps to record."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.comensha.reading import Standing, Told, standing
from casedesk.comensha.rules import FOLLOWS, NOT_REPORTED
from casedesk.comensha.use_cases import (
    ComenshaStep,
    NotReported,
    record_comensha_step,
    record_not_reported,
)
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.case.part import Room
from casedesk.desktop.desk import Place
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import Picture, button, card, column, row, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.words import N_, _
from casedesk.store.declare import fields_of, record_class

KINDS = ("notification", "victim_details", "sharing_ground", "person")
ASKED = ("comensha_state", "ground", "informed", "informed_not_reason", "reference")
STEP_REASON = Field("comensha.reason", "reason", Kind.TEXT, N_("About the ground or the report"))
WHY_NOT = Field(
    "comensha.not_reported_reason", "not_reported_reason", Kind.CHOICE,
    N_("Why not reported to CoMensha"), choices="comensha_not_reported_reason", required=True,
)  # fmt: skip
REMARK = Field("comensha.note", "note", Kind.TEXT, N_("Remark"))
SURE = Field("comensha.despite", "despite", Kind.FLAG, N_("I checked who signed"))


class ComenshaCard(QWidget):
    """Stands with a victim in a case."""

    def __init__(self, room: Room, person_id: int) -> None:
        super().__init__()
        self.room, self.person_id = room, person_id
        self.standing: Standing | None = None
        self.panel: AskPanel | None = None
        self.state = text("", wrap=True)
        self.hint = text("", "muted", wrap=True)
        self.doubts = Banner()
        self._history = column(spacing=tokens.SPACE_XS)
        self._asked = QVBoxLayout()
        self.step = button(_("Record a step"), self.ask_step, icon="speakerphone")
        self.not_reported = button(_("Not reported"), self.ask_not_reported, look="quiet")
        self._lay_out()
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(*KINDS):
            self._load()

    def ask_step(self) -> None:
        """Ask what was told or asked, when, and on what ground."""
        state = self.standing.state if self.standing is not None else ""
        declared = fields_of(record_class("notification"))
        fields = (declared[ASKED[0]], DAY, *(declared[n] for n in ASKED[1:]), STEP_REASON, SURE)
        self._ask(
            fields,
            _("Record the step"),
            _("A consent that holds that day is tied to the report by itself."),
            self._record,
            {"comensha_state": FOLLOWS.get(state, state), "informed": "yes"},
        )
        panel = self.panel
        if panel is not None:
            panel.rows[SURE.name].hide()  # asked only where there is a doubt
            panel.rows["informed"].edited.connect(self._ask_why_not_informed)
            self._ask_why_not_informed()

    def ask_not_reported(self) -> None:
        """Ask why."""
        self._ask((WHY_NOT, REMARK), _("Record"), "", self._record_not, {})

    def _ask_why_not_informed(self) -> None:
        if self.panel is not None:
            rows = self.panel.rows
            rows["informed_not_reason"].setVisible(rows["informed"].editor.value() == "no")

    def _refused(self, refused: Refused) -> None:
        if self.panel is not None:
            if refused.field == SURE.name:
                self.panel.rows[SURE.name].show()
            self.panel.refuse(refused)

    def _lay_out(self) -> None:
        tools = Flow()
        if self.room.may_change("notification"):
            tools.addWidget(self.step)
            tools.addWidget(self.not_reported)
        go = Place("comensha")
        everybody = button(_("All victims"), lambda: self.room.desk.navigation.go(go), look="quiet")
        tools.addWidget(everybody)
        sheet = column(spacing=tokens.SPACE_S)
        sheet.addLayout(
            row(Picture("speakerphone", 18, "muted"), text("CoMensha", "heading"), None)
        )
        for part in (self.state, self.hint, self.doubts):
            sheet.addWidget(part)
        sheet.addLayout(self._history)
        sheet.addLayout(tools)
        sheet.addLayout(self._asked)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._card = card(sheet)
        self._card.hide()  # until it is known that this is a victim
        outer.addWidget(self._card)

    def _load(self) -> None:
        desk, case_id, person_id = self.room.desk, self.room.case_id, self.person_id

        def read() -> Standing | None:
            with desk.sitting.store.read() as session:
                return standing(session, desk.reader, case_id, person_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, found: Standing | None) -> None:
        self.standing = found
        self._card.setVisible(found is not None)
        if found is None:
            return
        said = [found.words]
        if found.since is not None:
            said.append(_("since {day}").format(day=show_date(found.since)))
        if found.state == NOT_REPORTED and found.reason:
            said.append(found.reason)
        self.state.setText(", ".join(said))
        self.hint.setText(_("Next: {what}").format(what=found.next))
        doubts = list(dict.fromkeys(doubt for told in found.history for doubt in told.doubts))
        if doubts:
            self.doubts.say(" ".join(doubts), "warning")
        else:
            self.doubts.quiet()
        while self._history.count():
            item = self._history.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for told in found.history:
            self._history.addWidget(text(_line(told), "small", wrap=True))

    def _ask(
        self,
        fields: Sequence[Field],
        act: str,
        sentence: str,
        go_on: Callable[[Mapping[str, Any]], None],
        presets: Mapping[str, Any],
    ) -> None:
        self._put_away()
        self.panel = AskPanel(self.room.desk, fields, act, sentence=sentence, presets=presets)
        self.panel.given.connect(go_on)
        self.panel.given_up.connect(self._put_away)
        self._asked.addWidget(self.panel)
        self.panel.start()

    def _put_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
            self.step.setFocus()

    def _record(self, given: Mapping[str, Any]) -> None:
        sitting = self.room.desk.sitting
        step = ComenshaStep(
            self.room.case_id,
            self.person_id,
            _word(given["comensha_state"]),
            given["on"],
            _word(given["ground"]),
            _word(given["reason"]),
            _word(given["reference"]),
            _word(given["informed"]),
            _word(given["informed_not_reason"]),
            given["despite"] is True,
        )
        self._take(lambda: record_comensha_step(sitting.store, step, sitting.labels))

    def _record_not(self, given: Mapping[str, Any]) -> None:
        sitting = self.room.desk.sitting
        command = NotReported(
            self.room.case_id,
            self.person_id,
            _word(given["not_reported_reason"]),
            _word(given["note"]),
        )
        self._take(lambda: record_not_reported(sitting.store, command, sitting.labels))

    def _take(self, work: Callable[[], Changes | Refused]) -> None:
        panel = self.panel
        if panel is not None:
            self.room.desk.runner.change(
                work, lambda _done: self._put_away(), refused=self._refused, owner=panel
            )


def _word(value: Any) -> str:
    """What was chosen or typed; why there is no answer counts as none here."""
    return value if type(value) is str else ""


def _line(told: Told) -> str:
    said = (show_date(told.on), told.state, told.ground, told.reference)
    return " · ".join(part for part in said if part)
