"""The rows of a form in their sections."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.forms.editors import Editor
from casedesk.desktop.forms.editors.choice import ReferenceEditor
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.forms.sections import SectionBox
from casedesk.desktop.theme import tokens
from casedesk.kernel.fields import Field
from casedesk.kernel.forms import FormSpec, Shown


class FormBody(QWidget):
    """Draws a :class:`FormSpec`; knows nothing of reading and saving."""

    edited = Signal(object)
    left = Signal(object)
    resolved = Signal(object, bool)
    """Each carries the :class:`FieldRow` that it is about."""

    def __init__(self, spec: FormSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.rows: dict[str, FieldRow] = {}
        self.sections: list[SectionBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)

    @property
    def built(self) -> bool:
        """Whether the rows are there."""
        return bool(self.sections)

    def build(
        self, fields: Mapping[str, Field], make: Callable[[Field], Editor | None], *, folds: bool
    ) -> None:
        """Make the rows; a field without an editor is left out."""
        for section in self.spec.sections:
            # From the outside in: what changes its parent is styled anew with all it holds.
            box = SectionBox(section, self)
            self._column.addWidget(box)
            self.sections.append(box)
            for item in section.fields:
                name = _name(item)
                editor = make(fields[name])
                if editor is None:
                    continue
                self.rows[name] = row = FieldRow(fields[name], editor, box.inside)
                row.edited.connect(lambda r=row: self.edited.emit(r))
                row.left.connect(lambda r=row: self.left.emit(r))
                row.resolved.connect(lambda mine, r=row: self.resolved.emit(r, mine))
                box.take(row)
            if not folds:
                box.unfold()
        if len(self.sections) == 1:
            self.sections[0].bare()

    def arrange(self, now: Mapping[str, Any], only: Collection[str]) -> None:
        """Show the fields whose conditions hold now; of those in ``only``, if it names any."""
        for section in self.spec.sections:
            for item in section.fields:
                row = self.rows.get(_name(item))
                if row is None:
                    continue
                # What has a value is never hidden, whatever the condition says.
                holds = not isinstance(item, Shown) or item.when(now) or row.seen is not None
                row.wanted = holds and (not only or _name(item) in only)
        for box in self.sections:
            box.arrange()

    def has_conditions(self) -> bool:
        """Whether what is shown can change while the user types."""
        return any(isinstance(i, Shown) for section in self.spec.sections for i in section.fields)

    def reload_choices(self) -> None:
        """What references can point at has changed."""
        for row in self.rows.values():
            if isinstance(row.editor, ReferenceEditor):
                row.editor.reload()

    def touched(self) -> Sequence[FieldRow]:
        """The rows in which something was typed that is not stored."""
        return [row for row in self.rows.values() if row.editor.touched]

    def first(self) -> FieldRow | None:
        """Where work begins."""
        return next((row for row in self.rows.values() if row.wanted), None)


def _name(item: str | Shown) -> str:
    return item.name if isinstance(item, Shown) else item
