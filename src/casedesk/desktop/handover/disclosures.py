"""What left this case: a list of handovers, and per handover what went and what stayed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casedesk.access.rights import Right, may
from casedesk.desktop.case.head_row import HeadRow, Orders
from casedesk.desktop.desk import Desk
from casedesk.desktop.handover.course_steps import CourseSteps
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, row, show_if, text
from casedesk.handover.archive import may_open_archive
from casedesk.handover.facts import Outcome
from casedesk.handover.model import Disclosure
from casedesk.handover.register import WENT_WORDS, Entry, Line, entries, lines
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import N_, _
from casedesk.store.journal import Act

_ID = int(Qt.ItemDataRole.UserRole)


class DisclosureList(QWidget):
    """The register of one case. Looking a handover up leaves a line in the trail."""

    def __init__(self, desk: Desk, case_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._case_id = desk, case_id
        self.list = _tree(
            _("Handovers"), (_("Made at"), _("Partner"), _("Purpose"), _("Level"), _("Made by"))
        )
        self.list.setRootIsDecorated(False)
        self.list.currentItemChanged.connect(lambda now, _before: self._chosen(now))
        self.fields = _tree(
            _("What went and what stayed"), (_("Field"), _("What happened"), _("Why"))
        )
        self._about = text("", "muted", wrap=True)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines: dict[int, Line] = {}
        self._shown: int | None = None
        self._stack = QStackedWidget()
        self._lay_out()
        self.refresh(None)

    def refresh(self, changes: Changes | None) -> None:
        """Read the list again if a handover was made; None reads it in any case."""
        if changes is not None and not changes.touches("disclosure"):
            return
        desk, case_id = self._desk, self._case_id

        def read() -> tuple[Line, ...]:
            with desk.sitting.store.read() as session:
                return lines(session, desk.reader, case_id)

        desk.runner.run(read, self._show, owner=self)

    # Private.

    def _lay_out(self) -> None:
        actor = self._desk.sitting.actor
        orders: list[QWidget] = []
        if may(actor, Right.SUMMARY):
            orders.append(button(_("Summary for the supervisor"), self._summary, icon="file-text"))
        if may(actor, Right.HANDOVER):
            look = partial(self._desk.open_partner_view, self._case_id)
            new = button(_("New handover"), self._handover, look="primary", icon="file-export")
            orders += [button(_("What would a partner see?"), look, icon="eye"), new]
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        inside.addWidget(self._about)
        # A full copy: who may not read names may not read it either.
        self.copy_button = button(_("Read the archive copy"), self._read_copy, icon="eye")
        show_if(self.copy_button, may_open_archive(self._desk.sitting.store))
        self.copy_button.setEnabled(False)
        inside.addLayout(row(self.copy_button, None))
        self.steps = CourseSteps(self._desk)
        inside.addWidget(self.steps)
        inside.addWidget(self.fields, 1)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.list)
        self._split.addWidget(below)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 2)
        nothing = EmptyState("file-export", _(Disclosure.record.empty))
        self._stack.addWidget(self._split)
        self._stack.addWidget(nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_M)
        layout.addWidget(HeadRow(row(text(_("Handovers"), "heading")), Orders(*orders)))
        layout.addWidget(self._stack, 1)

    def _handover(self) -> None:
        self._desk.open_handover(self._case_id)

    def _read_copy(self) -> None:
        if self._shown is not None:
            self._desk.open_archive_copy(self._shown, self._case_id)

    def _summary(self) -> None:
        self._desk.open_summary(self._case_id)

    def _show(self, found: tuple[Line, ...]) -> None:
        chosen = self._shown
        self._lines = {line.id: line for line in found}
        self.list.blockSignals(True)
        self.list.clear()
        for line in found:
            item = QTreeWidgetItem(
                [line.made_at, line.partner, line.purpose, line.level, line.made_by]
            )
            item.setData(0, _ID, line.id)
            item.setToolTip(2, line.purpose)
            self.list.addTopLevelItem(item)
            if line.id == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if chosen not in self._lines:
            self._shown = None
            self.copy_button.setEnabled(False)
            self._about.setText(_("Choose a handover to see which fields it held."))
            self.fields.hide()
        self.steps.show_for(self._shown)
        self._stack.setCurrentIndex(0 if found else 1)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        desk, case_id = self._desk, self._case_id
        disclosure_id = int(item.data(0, _ID))
        self._shown = disclosure_id
        self.copy_button.setEnabled(True)
        self.steps.show_for(disclosure_id)

        def read() -> tuple[Entry, ...]:
            with desk.sitting.store.read() as session:
                found = entries(session, desk.reader, disclosure_id)
            desk.sitting.store.note(
                Act.READ, N_("Handover looked up"), kind="disclosure", record_id=disclosure_id,
                case_id=case_id,
            )  # fmt: skip
            return found

        desk.runner.change(read, lambda found: self._detail(disclosure_id, found), owner=self)

    def _detail(self, disclosure_id: int, found: Sequence[Entry]) -> None:
        line = self._lines.get(disclosure_id)
        if line is None or disclosure_id != self._shown:
            return
        self._about.setText(
            _("{purpose}. Legal ground: {ground}. SHA-256 of the file: {hash}").format(
                purpose=line.purpose, ground=line.ground, hash=_in_parts(line.sha256)
            )
        )
        self.fields.clear()
        went = [entry for entry in found if entry.outcome is Outcome.GOES]
        stayed = [entry for entry in found if entry.outcome is not Outcome.GOES]
        self._section(_("What went ({n})").format(n=len(went)), went)
        self._section(_("What stayed ({n})").format(n=len(stayed)), stayed)
        first = self.fields.topLevelItem(0)
        if first is not None:
            self.fields.expandRecursively(self.fields.indexFromItem(first))
        self.fields.show()

    def _section(self, title: str, found: Sequence[Entry]) -> None:
        section = QTreeWidgetItem([title])
        self.fields.addTopLevelItem(section)
        section.setFirstColumnSpanned(True)
        groups: dict[tuple[str, str], QTreeWidgetItem] = {}
        for entry in found:
            group = groups.get((entry.person, entry.record))
            if group is None:
                words = " · ".join(part for part in (entry.person, entry.record) if part)
                group = groups[entry.person, entry.record] = QTreeWidgetItem([words])
                section.addChild(group)
                group.setFirstColumnSpanned(True)
            group.addChild(
                QTreeWidgetItem([entry.field, _(WENT_WORDS[entry.outcome]), entry.reason])
            )


def _in_parts(digest: str) -> str:
    """A hash that can be read aloud, and goes to the next line in a narrow window."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))


def _tree(name: str, columns: tuple[str, ...]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(name)
    tree.setHeaderLabels(columns)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setUniformRowHeights(True)
    tree.setAlternatingRowColors(True)
    header = tree.header()
    header.setStretchLastSection(False)
    unit = tree.fontMetrics().averageCharWidth()
    for place in range(len(columns)):
        tree.setColumnWidth(place, unit * 22)
    header.setSectionResizeMode(min(2, len(columns) - 1), QHeaderView.ResizeMode.Stretch)
    return tree
