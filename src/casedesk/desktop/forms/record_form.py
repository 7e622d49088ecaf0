"""The form of a record of any kind, made from its declaration; it saves as you go.

There is no save button. Leaving a field is one command; what cannot be saved stays as it was
typed, says why, and waits in the draft. A new record is a draft until its required fields are
valid, then it is made at once.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.access.rights import may_change
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms import values
from casedesk.desktop.forms.body import FormBody
from casedesk.desktop.forms.drafts import DraftKeeper
from casedesk.desktop.forms.editors import Around, Editor, editor_for
from casedesk.desktop.forms.editors.shown import ShownValue
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.forms.saving import Saving
from casedesk.desktop.forms.unfinished import DraftLine
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button
from casedesk.desktop.widgets.parts import row as beside
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.words import _
from casedesk.records.reading import RecordView
from casedesk.records.showing import SHIELDED
from casedesk.records.use_cases import Create, create
from casedesk.store.declare import fields_of, record_class
from casedesk.store.drafts import Unfinished
from casedesk.store.types import from_plain, to_plain

Make = Callable[[Mapping[str, Any]], Changes | Refused]
"""How a new record comes to be, where that takes more than the general use case."""


class RecordForm(QWidget):
    """Shows one record, or starts a new one.

    ``preset`` gives a new record values that the user need not type; ``place`` tells drafts of
    one kind apart; ``make`` replaces the general use case that makes the record.
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.kind, self.record_id, self.case_id = desk, kind, record_id, case_id
        self.cls = record_class(kind)
        self.fields: Mapping[str, Field] = fields_of(self.cls)
        self.view: RecordView | None = None
        self.preset = self._with_owner(preset or {})
        self._make = make or self._make_record
        self._choices: Mapping[str, Sequence[Any]] = {}
        self._wants_focus = False
        place = place or (f"case {case_id}" if case_id and record_id is None else "")
        self.drafts = DraftKeeper(desk, kind, place, self._typed, self)
        self.drafts.record_id, self.drafts.case_id = record_id or 0, case_id
        self.saving = Saving(self)
        self.banner = Banner(self)
        self.draft_line = DraftLine(self)
        self.body = FormBody(desk.sitting.forms[kind], self)
        self._buttons = QWidget(self)
        self._lay_out()
        self.draft_line.save.connect(self.saving.save_all)
        self.draft_line.throw_away.connect(self.throw_away)
        self.body.edited.connect(self._edited)
        self.body.left.connect(self.saving.leave)
        self.body.resolved.connect(self.saving.resolve)
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
            lambda reading: self._show(reading, record_id),
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
            row.show_value(self._start_value(name) if self.record_id is None else row.seen)
        if self.record_id is None:
            self.gone.emit()
        else:
            self.reload()

    def values_now(self) -> dict[str, Any]:
        """What the fields say; where that is no good, what is stored."""
        found = dict(self.preset) if self.record_id is None else {}
        if self.view is not None:
            found |= {n: v for n, v in self.view.values.items() if v is not SHIELDED}
        for name, row in self.rows.items():
            value = row.editor.value()
            found[name] = row.seen if isinstance(value, Refused) else value
        return found

    def arrange(self) -> None:
        """Show the fields that belong here now."""
        new = self.record_id is None
        self.body.arrange(self.values_now(), self.body.spec.first if new else ())
        self._buttons.setVisible(new and self.changeable)

    def make_now(self, given: Mapping[str, Any]) -> Changes | Refused:
        """Carry out the use case that makes the record; runs off the window's thread."""
        return self._make(given)

    def become(self, record_id: int) -> None:
        """The record was made: from now on this is its form."""
        self.drafts.forget()
        self.record_id = self.drafts.record_id = record_id
        self.drafts.place = ""
        self.draft_line.hide()
        self.reload()
        self.created.emit(record_id)

    def _make_record(self, given: Mapping[str, Any]) -> Changes | Refused:
        sitting = self.desk.sitting
        return create(sitting.store, Create(self.kind, given), sitting.labels)

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

    def _show(self, reading: values.Reading, asked_for: int | None) -> None:
        if asked_for != self.record_id:
            return  # read before the record was made
        if self.record_id is not None and reading.view is None:
            self.banner.say(_("This record is no longer there, or is not for your role."))
            self.gone.emit()
            return
        self.view = reading.view
        if reading.choices != self._choices:
            self._choices = reading.choices
            self.body.reload_choices()
        if self.body.built:
            self._show_again(reading)
            self.arrange()
        else:
            self._show_first(reading)

    def _show_first(self, reading: values.Reading) -> None:
        self.body.build(
            self.fields, lambda field: self._editor(field, reading), folds=reading.view is not None
        )
        for name, row in self.rows.items():
            if reading.view is None:
                row.show_value(self._start_value(name))
                row.seen = None
            else:
                row.show_value(reading.view.values[name], reading.words[name])
        if reading.draft is not None:
            self._take_up(reading.draft, reading)
        self.arrange()
        self.ready.emit()
        if self._wants_focus:
            self.start()

    def _show_again(self, reading: values.Reading) -> None:
        if reading.view is None:
            return
        for name, row in self.rows.items():
            stored, words = reading.view.values[name], reading.words[name]
            if row.pending or row.in_conflict:
                continue
            if not row.editor.touched:
                if stored != row.seen or isinstance(row.editor, ShownValue):
                    row.show_value(stored, words)
            elif row.editor.value() == stored:
                row.show_value(stored, words)
            elif stored != row.seen:
                self._say_changed(row, words)

    def _say_changed(self, row: FieldRow, words: str) -> None:
        row.show_news(_("Changed meanwhile to: {value}").format(value=words or _("(empty)")))

    def _start_value(self, name: str) -> Any:
        field = self.fields[name]
        if name in self.preset or field.kind is not Kind.MOMENT or not field.required:
            return self.preset.get(name)
        return self.desk.sitting.clock.now().replace(second=0, microsecond=0)

    def _editor(self, field: Field, reading: values.Reading) -> Editor | None:
        sitting = self.desk.sitting
        around = Around(
            sitting.labels,
            sitting.clock.today,
            sitting.clock.now,
            lambda asked: self._choices.get(asked.name, ()),
        )
        fixed = field.name in self.cls.record.guarded or not self.changeable
        readable = self.desk.reader.may_see(field)
        if reading.view is None:
            return editor_for(field, around) if readable and not fixed else None
        shielded = reading.view.values[field.name] is SHIELDED or not readable
        return ShownValue(field, around) if shielded or fixed else editor_for(field, around)

    def _edited(self, _row: FieldRow) -> None:
        self.drafts.note()
        if self.body.has_conditions():
            self.arrange()

    def _typed(self) -> dict[str, Any]:
        return {
            row.field.name: {"typed": row.editor.typed(), "seen": to_plain(row.seen)}
            for row in self.body.touched()
        }

    def _take_up(self, draft: Unfinished, reading: values.Reading) -> None:
        self.drafts.found()
        new = self.record_id is None
        for name, kept in draft.typed.items():
            row = self.rows.get(name)
            if row is None or isinstance(row.editor, ShownValue):
                continue
            stored, seen = row.seen, from_plain(kept["seen"])
            row.editor.show_typed(kept["typed"])
            if new:
                continue
            if row.editor.value() == stored:
                row.show_value(stored)
            elif stored != seen:
                row.seen = seen
                self._say_changed(row, reading.words[name])
        if self.body.touched():
            self.draft_line.tell(draft.at, new=new)
        else:
            self.drafts.write()
