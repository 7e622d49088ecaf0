"""The form of a record of any kind, made from its declaration; it saves as you go.

There is no save button. Leaving a field is one command; what cannot be saved stays as it was
typed, says why, and waits in the draft. A new record is a draft until its required fields are
valid, then it is made at once.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk import features
from casedesk.access.rights import may_change
from casedesk.bootstrap import Sitting
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms import values
from casedesk.desktop.forms.body import FormBody
from casedesk.desktop.forms.drafts import DraftKeeper
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.forms.offering import Offering
from casedesk.desktop.forms.saving import Saving, unsaved
from casedesk.desktop.forms.showing import Showing
from casedesk.desktop.forms.unfinished import DraftLine
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button
from casedesk.desktop.widgets.parts import row as beside
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Field
from casedesk.kernel.forms import FormSpec
from casedesk.kernel.words import _
from casedesk.records.reading import RecordView
from casedesk.records.showing import SHIELDED
from casedesk.records.use_cases import Create, create
from casedesk.store.declare import fields_of, record_class
from casedesk.store.types import to_plain

Make = Callable[[Mapping[str, Any]], Changes | Refused]
"""How a new record comes to be, where that takes more than the general use case."""


class RecordForm(QWidget):
    """Shows one record, or starts a new one.

    ``preset`` gives a new record values that the user need not type; ``place`` tells drafts of
    one kind apart; ``make`` replaces the general use case that makes the record, ``spec`` the
    form of the kind, to show a part of it.
    """

    created = Signal(int)
    """The new record is there now; carries its id."""
    ready = Signal()
    """The record was read and stands on the form."""
    gone = Signal()
    """The record is no longer there, or the draft of a new one was thrown away."""

    def __init__(
        self,
        desk: Desk,
        kind: str,
        record_id: int | None,
        case_id: int | None = None,
        place: str = "",
        preset: Mapping[str, Any] | None = None,
        *,
        make: Make | None = None,
        spec: FormSpec | None = None,
    ) -> None:
        super().__init__()
        self.desk, self.kind, self.record_id, self.case_id = desk, kind, record_id, case_id
        self.cls = record_class(kind)
        self.fields: Mapping[str, Field] = fields_of(self.cls)
        self.view: RecordView | None = None
        self.preset = self._with_owner(preset or {})
        # The use case that makes the record; it runs off the window's thread.
        self.make_now: Make = make or partial(_make_record, desk.sitting, kind)
        self._wants_focus = self._has_warned = False
        place = place or (f"case {case_id}" if case_id and record_id is None else "")
        self.drafts = DraftKeeper(desk, kind, place, self._typed, self)
        self.drafts.record_id, self.drafts.case_id = record_id or 0, case_id
        self.saving = Saving(self)
        self.showing = Showing(self)
        self.banner = Banner(self)
        self.draft_line = DraftLine(self)
        self.body = FormBody(spec or desk.sitting.forms[kind], self)
        self._buttons = QWidget(self)
        self._lay_out()
        self.draft_line.save.connect(self.saving.save_all)
        self.draft_line.throw_away.connect(self.throw_away)
        self.drafts.notKept.connect(self._not_kept)
        self.drafts.kept.connect(self._kept)
        self.body.edited.connect(self._edited)
        self.body.left.connect(self.saving.leave)
        self.body.resolved.connect(self.saving.resolve)
        self.offering = Offering(self)
        self.ready.connect(self._focus_if_asked)
        self.reload()

    @property
    def rows(self) -> Mapping[str, FieldRow]:
        """The rows by attribute name; empty until the record was read."""
        return self.body.rows

    @property
    def changeable(self) -> bool:
        """Whether this person's role may change records of this kind."""
        return may_change(self.desk.sitting.actor, self.cls.record.realm)

    def title(self) -> str:
        """What is being filled in; never a name."""
        label = _(self.cls.record.label)
        if self.record_id is None:
            return _("New: {kind}").format(kind=label[0].lower() + label[1:])
        return label

    def refresh(self, changes: Changes) -> None:
        """Something changed; read again if it concerns this record or what it can point at."""
        mine = self.record_id is not None and self.record_id in changes.ids.get(self.kind, ())
        targets = {self.fields[name].target for name in self.rows} - {""}
        if mine or (targets and changes.touches(*targets, "person_role")):
            self.reload()
        self.offering.refresh(changes)

    def flush(self) -> None:
        """Write what is being typed to the draft now."""
        if self.body.built:
            self.drafts.write()

    def start(self) -> None:
        """Put the focus in the first field."""
        first = self.body.first()
        self._wants_focus = first is None
        if first is not None:
            first.editor.control().setFocus()

    def reload(self) -> None:
        """Read the record again; fields that are being typed in keep what was typed."""
        desk, kind, record_id = self.desk, self.kind, self.record_id
        fields, case_id, place = self.fields, self.case_id, self.drafts.place
        desk.runner.run(
            lambda: values.read(desk, kind, record_id, fields, case_id, place),
            lambda reading: self.showing.show(reading, record_id),
            owner=self,
        )

    def add(self) -> None:
        """Make the new record now, or say at each field what is missing."""
        self.saving.make(asked=True)

    def throw_away(self) -> None:
        """Give up what was typed: a new record will not be made, fields show what is stored."""
        self.drafts.forget()
        self.draft_line.hide()
        for name, row in self.rows.items():
            row.end_conflict()
            row.show_value(self.showing.start_value(name) if self.record_id is None else row.seen)
        if self.record_id is None:
            self.gone.emit()
        else:
            self.reload()

    def values_now(self) -> dict[str, Any]:
        """What the fields say; where that is no good, what is stored."""
        found = dict(self.preset) if self.record_id is None else {}
        if self.view is not None:
            found |= self.view.values
        for name, row in self.rows.items():
            value = row.editor.value()
            found[name] = row.seen if isinstance(value, Refused) else value
        return {name: value for name, value in found.items() if value is not SHIELDED}

    def arrange(self) -> None:
        """Show the fields that belong here now."""
        new = self.record_id is None
        self.body.arrange(self.values_now(), self.body.spec.first if new else ())
        self._buttons.setVisible(new and self.changeable)

    def become(self, record_id: int) -> None:
        """The record was made: from now on this is its form."""
        self.drafts.forget()
        self.record_id = self.drafts.record_id = record_id
        self.drafts.place = ""
        self.draft_line.hide()
        self.reload()
        self.created.emit(record_id)

    def _focus_if_asked(self) -> None:
        if self._wants_focus:
            self.start()

    def _with_owner(self, preset: Mapping[str, Any]) -> dict[str, Any]:
        owner = self.cls.record.owner
        if owner in ("", "id") or self.case_id is None:
            return dict(preset)
        return {owner: self.case_id, **preset}

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        for part in (self.banner, self.draft_line, self.body, self._buttons):
            column.addWidget(part)
        column.addStretch(1)
        self._buttons.setLayout(
            beside(
                button(_("Add"), self.add, look="primary", icon="plus"),
                button(_("Throw away"), self.throw_away, look="quiet"),
                None,
            )
        )
        self._buttons.hide()

    def _edited(self, _row: FieldRow) -> None:
        self.drafts.note()
        if self.body.has_conditions():
            self.arrange()

    def _not_kept(self, fault: Exception) -> None:
        self._has_warned = True
        self.banner.say(unsaved(fault), "danger")

    def _kept(self) -> None:
        if self._has_warned:
            self._has_warned = False
            self.banner.quiet()

    def _typed(self) -> dict[str, Any]:
        return {
            row.field.name: {"typed": row.editor.typed(), "seen": to_plain(row.seen)}
            for row in self.body.touched()
        }


def _make_record(sitting: Sitting, kind: str, given: Mapping[str, Any]) -> Changes | Refused:
    """Make a record by the use case of its kind, or as any record is made."""
    maker = features.makers().get(kind)
    if maker is not None:
        return maker(sitting.store, given, sitting.labels)
    return create(sitting.store, Create(kind, given), sitting.labels)
