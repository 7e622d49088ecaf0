"""What stands above a plan: whether the person agrees, its versions, and its form."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from casedesk.desktop.care.plan_reading import PLAN, PlanReading, version_words
from casedesk.desktop.case.ask import DAY, AskPanel
from casedesk.desktop.case.part import Room
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, card, column, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.words import N_, _
from casedesk.plans.rules import YES
from casedesk.plans.use_cases import Agreement, new_version, record_agreement
from casedesk.plans.versions import ADDED, CHANGED, Difference
from casedesk.records.reading import RecordView
from casedesk.records.steps import Step
from casedesk.store.declare import fields_of, record_class

AGREES = Field(
    "step.agrees", "agrees", Kind.CHOICE, N_("Does the person agree"), choices="yes_no",
    required=True,
)  # fmt: skip
_ASKED = ("disagreement", "copy_safe", "copy_given")
_SORTS = {ADDED: N_("Added"), CHANGED: N_("Changed"), "ended": N_("Not taken along")}


class PlanHead(QWidget):
    """Says where the plan stands; below it the steps that can be taken."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._plan: RecordView | None = None
        self.form: RecordForm | None = None
        self._frame: QFrame | None = None
        self.panel: AskPanel | None = None
        self._old = Banner()
        self._title = text("", "strong", wrap=True)
        self._said = text("", wrap=True)
        self._changes = text("", "muted", wrap=True)
        self.agree = button(_("Discussed with the person"), self.ask_agreement, icon="check")
        self.renew = button(_("New version"), self.make_version, icon="history")
        self.edit = button(_("Open the plan"), self.toggle_form, look="quiet", icon="file-text")
        self._orders = QWidget()
        flow = Flow(self._orders, space=tokens.SPACE_S)
        for each in (self.agree, self.renew, self.edit):
            flow.addWidget(each)
        self._below = column(spacing=tokens.SPACE_S)
        inside = column(
            self._old, self._title, self._said, self._changes, self._orders, spacing=tokens.SPACE_S
        )
        inside.addLayout(self._below)
        self.setLayout(column(card(inside)))
        self.hide()

    def show_plan(self, reading: PlanReading) -> None:
        """What the version says now."""
        other = self._plan is not None and (
            reading.plan is None or reading.plan.id != self._plan.id
        )
        if other:
            self._put_away()
        self._plan = reading.plan
        self.setVisible(reading.plan is not None)
        if reading.plan is None:
            return
        self._title.setText(version_words(reading.plan, self._room.desk.reader))
        declared = fields_of(record_class(PLAN))
        said = [f"{_(declared[name].label)}: {words}" for name, words in reading.words.items()]
        self._said.setText("\n".join(said))
        self._said.setVisible(bool(said))
        self._show_changes(reading)
        may_change = self._room.may_change(PLAN) and not reading.old
        self.agree.setVisible(may_change)
        self.renew.setVisible(may_change)
        if reading.old:
            self._old.say(_("This is an old version. It stays as it was agreed."), "info")
        else:
            self._old.quiet()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if self.form is not None:
            self.form.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as a draft."""
        if self.form is not None:
            self.form.flush()

    def open_form(self) -> None:
        """Show the form of the plan."""
        if self._plan is None or self.form is not None:
            return
        self.form = RecordForm(self._room.desk, PLAN, self._plan.id)
        self._frame = card(column(self.form))
        self._below.addWidget(self._frame)
        self.edit.setText(_("Close the plan"))
        self.form.start()

    def toggle_form(self) -> None:
        """Show the form, or put it away."""
        if self.form is None:
            self.open_form()
        else:
            self._put_away()
            self.edit.setFocus()

    def ask_agreement(self) -> None:
        """Ask what the person says of the plan."""
        if self._plan is None or self.panel is not None:
            return
        declared = fields_of(record_class(PLAN))
        fields = [AGREES, DAY, *(declared[name] for name in _ASKED)]
        presets = {AGREES.name: YES} | {name: self._plan.values[name] for name in _ASKED}
        self.panel = AskPanel(
            self._room.desk, fields, _("Write it down"), presets=presets,
            sentence=_("What does the person say of the plan?"),
        )  # fmt: skip
        self.panel.given.connect(self._agreed)
        self.panel.given_up.connect(self._stop_asking)
        self._below.insertWidget(0, self.panel)
        self.panel.rows[AGREES.name].editor.control().setFocus()

    def make_version(self) -> None:
        """Go on in a new version; the present one stays as it is."""
        plan, sitting = self._plan, self._room.desk.sitting
        if plan is None:
            return
        step = Step(plan.id, plan.version)
        said = _("A new version to work on. The old one can still be read.")
        self._room.desk.runner.change(
            lambda: new_version(sitting.store, step, sitting.labels),
            lambda _done: self._room.desk.announce(said),
            owner=self,
        )

    def _agreed(self, given: Mapping[str, Any]) -> None:
        plan, sitting, panel = self._plan, self._room.desk.sitting, self.panel
        if plan is None or panel is None:
            return

        def code(name: str) -> str | None:
            value = given[name]
            return value if isinstance(value, str) and value in ("yes", "no") else None

        command = Agreement(
            plan.id,
            plan.version,
            on=given[DAY.name],
            agreed=given[AGREES.name] == YES,
            disagreement=given["disagreement"],
            copy_safe=code("copy_safe"),
            copy_given=code("copy_given"),
        )
        if given[AGREES.name] is None:
            panel.refuse(Refused(_("Choose yes or no."), AGREES.name))
            return
        self._room.desk.runner.change(
            lambda: record_agreement(sitting.store, command),
            lambda _done: self._stop_asking(),
            refused=panel.refuse,
            owner=self,
        )

    def _stop_asking(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
            self.agree.setFocus()

    def _show_changes(self, reading: PlanReading) -> None:
        lines = [_difference(each) for each in reading.differences]
        head = _("Changed since the version before:")
        self._changes.setText("\n".join([head, *lines]) if lines else "")
        self._changes.setVisible(bool(lines))

    def _put_away(self) -> None:
        self._stop_asking()
        if self._frame is not None:
            self.flush()
            self._frame.hide()
            self._frame.deleteLater()
            self._frame, self.form = None, None
            self.edit.setText(_("Open the plan"))


def _difference(each: Difference) -> str:
    """One difference as a line of text."""
    head = f"{_(_SORTS[each.sort])}: {each.what}"
    if each.sort == ADDED:
        return head
    if each.sort == CHANGED:
        before, after = each.before or _("(empty)"), each.after or _("(empty)")
        return f"{head} · {each.label}: {before} → {after}"
    return f"{head} · {each.label}: {each.after}" if each.after else head
