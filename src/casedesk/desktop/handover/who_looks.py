"""Which case is looked at, and through the eyes of which partner."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.handover.document_choice import fitted_box
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import set_look
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.words import N_, _
from casedesk.records.reading import Choice


class WhoLooks(QWidget):
    """Which case is looked at, where none was named, and through the eyes of whom."""

    changed = Signal()

    def __init__(self, desk: Desk, case_id: int | None) -> None:
        super().__init__()
        self._desk, self._case_id = desk, case_id
        self.case: FieldRow | None = None
        self.kind = fitted_box()
        labels = desk.sitting.labels
        self.kind.addItem("", "")
        for code in labels.codes("partner_kind"):
            self.kind.addItem(labels.label("partner_kind", code), code)
        self.kind.activated.connect(lambda _row: self.changed.emit())
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_M)
        head = labelled(_("Kind of partner"), self.kind)
        set_look(head, "muted")
        self._layout.addWidget(head)
        self._layout.addWidget(self.kind)

    def offer_cases(self, cases: Sequence[Choice]) -> None:
        """Let the case be chosen, where the page was opened for none."""
        if self._case_id is not None or self.case is not None:
            return
        field = Field("look.case_id", "case_id", Kind.REFERENCE, N_("Case"), target="case_file",
                      required=True)  # fmt: skip
        clock = self._desk.sitting.clock
        offered = tuple(cases)
        around = Around(self._desk.sitting.labels, clock.today, clock.now, lambda _f: offered)
        self.case = FieldRow(field, editor_for(field, around))
        self.case.show_value(None)
        self.case.edited.connect(self.changed)
        self.case.left.connect(self.changed)
        self._layout.insertWidget(0, self.case)

    def case_id(self) -> int | None:
        """The case that is looked at."""
        if self.case is None:
            return self._case_id
        value = self.case.editor.value()
        return value if isinstance(value, int) else None

    def partner_kind(self) -> str:
        """Any partner of this kind; empty when a certain partner looks."""
        return str(self.kind.currentData() or "")

    def start(self) -> None:
        """Put the focus where work begins."""
        (self.kind if self.case is None else self.case.editor.control()).setFocus()
