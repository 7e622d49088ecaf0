"""One editor per kind of field."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from casedesk.desktop.forms.editors.base import Around, Editor
from casedesk.desktop.forms.editors.choice import ChoiceEditor, ReferenceEditor
from casedesk.desktop.forms.editors.choices import choices_editor
from casedesk.desktop.forms.editors.dates import DateEditor, MomentEditor, VagueDateEditor
from casedesk.desktop.forms.editors.flag import FlagEditor
from casedesk.desktop.forms.editors.lines import LineEditor, NumberEditor
from casedesk.desktop.forms.editors.long_text import LongTextEditor
from casedesk.kernel.fields import Field, Kind

_MAKERS: Mapping[Kind, Callable[[Field, Around, QWidget | None], Editor]] = {
    Kind.TEXT: LineEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.CHOICES: choices_editor,
    Kind.FLAG: FlagEditor,
    Kind.NUMBER: NumberEditor,
    Kind.DATE: DateEditor,
    Kind.VAGUE_DATE: VagueDateEditor,
    Kind.MOMENT: MomentEditor,
    Kind.REFERENCE: ReferenceEditor,
}


def editor_for(field: Field, around: Around, parent: QWidget | None = None) -> Editor:
    """The editor of a declared field."""
    return _MAKERS[field.kind](field, around, parent)


__all__ = ["Around", "Editor", "editor_for"]
