"""The inspections of one place: a line each, that opens into its form, and a new one at the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget
from sqlalchemy import select

from casedesk.access.rights import may_change
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.widgets.parts import button, card, column, row, show_if, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.locations.model import Inspection
from casedesk.store.declare import record_class

KIND = "inspection"


@dataclass(frozen=True, slots=True)
class Line:
    """One inspection in words."""

    id: int
    words: str
    more: str = ""


class InspectionsPart(QWidget):
    """Planned ones first, then the newest."""

    def __init__(self, desk: Desk, location_id: int) -> None:
        super().__init__()
        self._desk, self._id = desk, location_id
        self.rows: dict[int, InspectionRow] = {}
        self.new_form: RecordForm | None = None
        record = record_class(KIND).record
        self.changeable = may_change(desk.sitting.actor, record.realm)
        self._empty = text(_(record.empty), "muted", wrap=True)
        self._add = button(_("New inspection"), self.add, icon="plus")
        show_if(self._add, self.changeable)
        self._new = QVBoxLayout()
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.SPACE_XS)
        sheet = column(spacing=tokens.SPACE_M)
        sheet.addLayout(row(text(_("Inspections"), "heading"), None, self._add))
        sheet.addLayout(self._new)
        sheet.addWidget(self._empty)
        sheet.addLayout(self._list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(sheet))
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(KIND):
            self._load()
        for form in self._forms():
            form.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        for form in self._forms():
            form.flush()

    def add(self) -> None:
        """Plan an inspection here, or write down one that was held."""
        if self.new_form is None and self.changeable:
            self.new_form = RecordForm(
                self._desk,
                KIND,
                None,
                place=f"location_id {self._id}",
                preset={"location_id": self._id},
            )
            self.new_form.created.connect(self._made)
            self.new_form.gone.connect(self._put_away)
            self._new.addWidget(self.new_form)
            self._empty.hide()
        if self.new_form is not None:
            self.new_form.start()

    def _forms(self) -> list[RecordForm]:
        opened = [each.form for each in self.rows.values() if each.form is not None]
        return [*opened, *((self.new_form,) if self.new_form is not None else ())]

    def _made(self, record_id: int) -> None:
        """The form stays where it is, in the row of the new inspection."""
        form, self.new_form = self.new_form, None
        if form is not None:
            made = InspectionRow(self._desk, Line(record_id, ""), form)
            self.rows[record_id] = made
            self._list.insertWidget(0, made)
            form.start()
        self._load()

    def _put_away(self) -> None:
        if self.new_form is not None:
            self.new_form.deleteLater()
            self.new_form = None
        self._empty.setVisible(not self.rows)
        self._add.setFocus()

    def _load(self) -> None:
        desk, location_id = self._desk, self._id

        def read() -> Sequence[Line]:
            with desk.sitting.store.read() as session:
                found = session.scalars(
                    select(Inspection).where(Inspection.location_id == location_id)
                )
                ordered = sorted(found, key=_order)
                return [_line(desk, each) for each in ordered]

        desk.runner.run(read, self._show, owner=self)

    def _show(self, lines: Sequence[Line]) -> None:
        ids = [line.id for line in lines]
        for gone in [i for i in self.rows if i not in ids]:
            taken = self.rows.pop(gone)
            taken.hide()
            taken.deleteLater()
        for place, line in enumerate(lines):
            each = self.rows.get(line.id)
            if each is None:
                each = self.rows[line.id] = InspectionRow(self._desk, line)
            each.say(line)
            if self._list.indexOf(each) != place:
                self._list.insertWidget(place, each)
        self._empty.setVisible(not self.rows and self.new_form is None)


class InspectionRow(QWidget):
    """A head that says what it was; pressing it opens the form below."""

    def __init__(self, desk: Desk, line: Line, form: RecordForm | None = None) -> None:
        super().__init__()
        self._desk, self._line = desk, line
        self.form = form
        self.head = QToolButton()
        self.head.setProperty("look", "section")
        self.head.setCheckable(True)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)
        self.more = text("", "small", wrap=True)
        self._column = column(self.head, self.more, spacing=tokens.SPACE_S)
        self.setLayout(self._column)
        if form is not None:
            self._column.addWidget(form)
            self.head.setChecked(True)
        self.head.toggled.connect(self._toggled)
        self.say(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def say(self, line: Line) -> None:
        """The inspection as it is now."""
        self._line = line
        open_ = self.head.isChecked()
        icons.dress(self.head, "chevron-down" if open_ else "chevron-right", "muted")
        self._fit()
        self.more.setText(line.more)
        self.more.setVisible(bool(line.more))
        state = _("open") if open_ else _("folded")
        said = ", ".join(part for part in (line.words, line.more) if part)
        self.head.setAccessibleName(f"{said} ({state})")
        self.head.setToolTip(said)

    def _fit(self) -> None:
        """A button does not wrap its words; what has no room is in the tool tip."""
        font = QFont(self.head.font())
        font.setBold(True)
        metrics = QFontMetrics(font)
        room = self.width() - self.head.iconSize().width() - 2 * metrics.height()
        shown = metrics.elidedText(self._line.words, Qt.TextElideMode.ElideRight, max(room, 1))
        self.head.setText(shown)

    def _toggled(self, open_: bool) -> None:
        if open_ and self.form is None:
            self.form = RecordForm(self._desk, KIND, self._line.id)
            self._column.addWidget(self.form)
        if self.form is not None:
            self.form.setVisible(open_)
        self.say(self._line)


def _order(each: Inspection) -> tuple[bool, int, int]:
    day = each.held_on or each.planned_on or date.min
    return (each.held_on is not None, -day.toordinal(), -each.id)


def _line(desk: Desk, each: Inspection) -> Line:
    """When and what; then what was found, and what is still to do."""
    label = desk.reader.labels.label
    if each.held_on is not None:
        said = [show_date(each.held_on)]
    elif each.planned_on is not None:
        said = [_("Planned on {day}").format(day=show_date(each.planned_on))]
    else:
        said = [_("No day yet")]
    if each.inspection_kind:
        said.append(label("inspection_kind", each.inspection_kind))
    more = [", ".join(label("inspection_finding", code) for code in each.findings or ())]
    if each.follow_up_by is not None and each.followed_up_on is None:
        more.append(_("Follow-up by {day}").format(day=show_date(each.follow_up_by)))
    if each.recheck_on is not None:
        more.append(_("Inspect again on {day}").format(day=show_date(each.recheck_on)))
    return Line(each.id, " · ".join(said), " · ".join(part for part in more if part))
