"""How what was read comes onto a form, at first and again whenever the record changes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from casedesk.desktop.forms.editors import Around, Editor, editor_for
from casedesk.desktop.forms.editors.shown import ShownValue
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.forms.values import Reading
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.words import _
from casedesk.records.showing import SHIELDED
from casedesk.store.drafts import Unfinished
from casedesk.store.types import from_plain

if TYPE_CHECKING:
    from casedesk.desktop.forms.record_form import RecordForm


class Showing(QObject):
    """Shows for one form."""

    def __init__(self, form: "RecordForm") -> None:
        super().__init__(form)
        self._form = form
        self._choices: Mapping[str, Sequence[Any]] = {}

    def show(self, reading: Reading, asked_for: int | None) -> None:
        """Put a reading on the form; fields in which the user is typing keep what was typed."""
        if asked_for != self._form.record_id:
            return  # read before the record was made
        if self._form.record_id is not None and reading.view is None:
            self._form.banner.say(_("This record is no longer there, or is not for your role."))
            self._form.gone.emit()
            return
        self._form.view = reading.view
        if reading.choices != self._choices:
            self._choices = reading.choices
            self._form.body.reload_choices()
        if self._form.body.built:
            self._show_again(reading)
            self._form.arrange()
        else:
            self._show_first(reading)

    def start_value(self, name: str) -> Any:
        """What a field of a new record says before anything is typed."""
        field = self._form.fields[name]
        known = dict(self._form.cls.record.defaults) | self._form.preset
        if name in known or field.kind is not Kind.MOMENT or not field.required:
            return known.get(name)
        return self._form.desk.sitting.clock.now().replace(second=0, microsecond=0)

    def show_doubts(self) -> None:
        """Say beside the field what is probably wrong; it is kept all the same."""
        now = self._form.values_now()
        for rule in self._form.cls.record.doubts:
            doubt = rule(now)
            row = self._form.rows.get(doubt.field or "") if doubt is not None else None
            if doubt is not None and row is not None and not row.editor.touched:
                row.show_news(doubt.sentence)

    def _show_first(self, reading: Reading) -> None:
        self._form.body.build(
            self._form.fields,
            lambda field: self._editor(field, reading),
            folds=reading.view is not None,
        )
        for name, row in self._form.rows.items():
            if reading.view is None:
                row.show_value(self.start_value(name))
                row.seen = None
            else:
                row.show_value(reading.view.values[name], reading.words[name])
        if reading.draft is not None:
            self._take_up(reading.draft, reading)
        self._form.arrange()
        self.show_doubts()
        self._form.ready.emit()

    def _show_again(self, reading: Reading) -> None:
        if reading.view is None:
            return
        for name, row in self._form.rows.items():
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

    def _editor(self, field: Field, reading: Reading) -> Editor | None:
        sitting = self._form.desk.sitting
        around = Around(
            sitting.labels,
            sitting.clock.today,
            sitting.clock.now,
            lambda asked: self._choices.get(asked.name, ()),
        )
        fixed = field.name in self._form.cls.record.guarded or not self._form.changeable
        readable = self._form.desk.reader.may_see(field)
        if reading.view is None:
            return editor_for(field, around) if readable and not fixed else None
        shielded = reading.view.values[field.name] is SHIELDED or not readable
        return ShownValue(field, around) if shielded or fixed else editor_for(field, around)

    def _take_up(self, draft: Unfinished, reading: Reading) -> None:
        self._form.drafts.found()
        new = self._form.record_id is None
        for name, kept in draft.typed.items():
            row = self._form.rows.get(name)
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
        if self._form.body.touched():
            self._form.draft_line.tell(draft.at, new=new)
        else:
            self._form.drafts.write()
