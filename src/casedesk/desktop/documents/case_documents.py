"""The documents of a case: drag files in, find them again, open, describe and remove them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from casedesk.desktop.case.head_row import HeadRow
from casedesk.desktop.case.part import Room
from casedesk.desktop.desk import Place
from casedesk.desktop.documents.adding import Outcome, add_files, files_in
from casedesk.desktop.documents.details import Details
from casedesk.desktop.documents.drop_area import DropArea
from casedesk.desktop.documents.filter_row import DocumentFilter
from casedesk.desktop.documents.leaving import may_leave, save_copy
from casedesk.desktop.documents.lines import KIND, Line, read_lines
from casedesk.desktop.documents.table import DocumentTable
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, row, show_if, text
from casedesk.documents.model import Document
from casedesk.documents.use_cases import may_open, remove_document
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import _
from casedesk.records.use_cases import Remove


class CaseDocuments(DropArea):
    """List above, the form of the chosen document below it when asked for."""

    counted = Signal(int)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room, self._desk = room, room.desk
        self._changeable = room.may_change(KIND) and may_open(room.desk.sitting.store)
        self._lines: Sequence[Line] = ()
        self._wanted: tuple[int, bool] | None = None
        self.banner = Banner()
        self.filter = DocumentFilter()
        self.table = DocumentTable()
        self.details = Details(room.desk)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._stack = QStackedWidget()
        self._open = button(_("Open"), self.open, icon="eye")
        self._describe = button(_("Details"), self.show_details, icon="note")
        self._more = QToolButton()
        self._lay_out()
        self.setAcceptDrops(self._changeable)
        self.filesGiven.connect(self.take_in)
        self.table.openAsked.connect(self.open)
        self.table.chosen.connect(self._chosen)
        self.filter.changed.connect(self._show)
        self.reload()

    @property
    def count(self) -> int:
        """How many documents there are, whatever the filter shows."""
        return len(self._lines)

    # What the tab orders.

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(KIND, "person", "organisation", "person_name", "person_role"):
            self.reload()
        self.details.refresh(changes)

    def reload(self) -> None:
        """Read the list again."""
        desk, case_id = self._desk, self._room.case_id

        def read() -> tuple[Line, ...]:
            with desk.sitting.store.read() as session:
                return read_lines(session, desk.reader, case_id)

        desk.runner.run(read, self._take, owner=self)

    def show_document(self, document_id: int) -> None:
        """Choose a document and show its details, now or as soon as it is read."""
        self._wanted = (document_id, True)
        self._choose_wanted()

    def start(self) -> None:
        """Put the focus where work begins."""
        if self._lines:
            self.table.start()
        elif self._empty.step is not None:
            self._empty.step.setFocus()

    # What the user orders.

    def choose_file(self) -> None:
        """Ask for a file and add it."""
        if not self._changeable:
            return
        path = self._desk.questions.file_to_open(_("Add a file"), _("All files (*)"))
        if path is not None:
            self.take_in([path])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Add files to the case."""
        if paths and self._changeable:
            add_files(self._desk, self._room.case_id, paths, self._added, self)

    def open(self) -> None:
        """Show the chosen document, or its details where there is no file to show."""
        line = self.table.line
        if line is None:
            return
        if not line.has_file or not may_open(self._desk.sitting.store):
            self.show_details()
            return
        self._desk.navigation.go(
            Place("document", kind=KIND, id=line.id, case_id=self._room.case_id)
        )

    def show_details(self) -> None:
        """Show the form of the chosen document, or fold it away again."""
        line = self.table.line
        if line is None:
            return
        if self.details.document_id == line.id:
            self.details.put_away()
            self.table.setFocus()
            return
        self._show_details(line.id)
        if self.details.form is not None:
            self.details.form.start()

    def save_copy(self) -> None:
        """Let a copy of the chosen document leave."""
        line = self.table.line
        if line is not None and line.has_file and may_leave(self._desk):
            save_copy(self._desk, line.id, line.name or line.title, line.media_type, self)

    def remove(self) -> None:
        """Take the chosen document away, with a reason."""
        line = self.table.line
        if line is None or not self._changeable:
            return
        why = self._desk.questions.text(
            _("Why is this document removed from the case? Ctrl+Z brings it back today.")
        )
        if why is None:
            return
        store, command = self._desk.sitting.store, Remove(KIND, line.id, line.version, why)
        self.details.put_away()
        self._desk.runner.change(
            lambda: remove_document(store, command),
            lambda _done: self._desk.announce(_("Removed. Ctrl+Z brings it back.")),
            owner=self,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take_in(files_in(QGuiApplication.clipboard().mimeData()))
        elif event.key() == Qt.Key.Key_Delete:
            self.remove()
        elif event.key() == Qt.Key.Key_F2:
            self.show_details()
        else:
            super().keyPressEvent(event)

    # Private.

    def _lay_out(self) -> None:
        self._fill_more()
        self._empty = EmptyState(
            "file-text",
            _("{what} Drag files here, paste them, or choose one. They are kept encrypted.").format(
                what=_(Document.record.empty)
            ),
            _("Add file"),
            self.choose_file if self._changeable else None,
        )
        above = QWidget()
        inside = QVBoxLayout(above)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.SPACE_S)
        inside.addWidget(HeadRow(self.filter, row(self._open, self._describe, self._more)))
        inside.addWidget(self.table, 1)
        if self._changeable:
            words = _("Drag files here or paste them. They are kept encrypted.")
            inside.addWidget(text(words, "small", wrap=True))
        self._split.addWidget(above)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.banner)
        layout.addWidget(self._stack, 1)

    def _fill_more(self) -> None:
        self._more.setText(_("More"))
        icons.dress(self._more, "chevron-down")
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setAccessibleName(_("More for this document"))
        menu = QMenu(self._more)
        if may_leave(self._desk):
            menu.addAction(icons.icon("file-export"), _("Save a copy"), self.save_copy)
        if self._changeable:
            menu.addAction(icons.icon("trash"), _("Remove"), self.remove)
        self._more.setMenu(menu)
        show_if(self._more, not menu.isEmpty())

    def _take(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.filter.offer_kinds(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        self._show()
        self.counted.emit(len(lines))
        if self.details.document_id not in {None, *(line.id for line in lines)}:
            self.details.put_away()
        self._choose_wanted()

    def _show(self) -> None:
        self.table.show_lines(self.filter.wanted(self._lines))

    def _chosen(self) -> None:
        line = self.table.line
        self._open.setEnabled(line is not None and line.has_file)
        self._describe.setEnabled(line is not None)
        self._more.setEnabled(line is not None)
        if self.details.document_id is not None and line is not None:
            self.details.show_document(line.id)

    def _added(self, outcome: Outcome) -> None:
        sentence, tone = outcome.sentences()
        self.banner.say(sentence, tone) if sentence else self.banner.quiet()
        self._desk.announce(outcome.counted())
        if outcome.added:
            self.filter.clear()
            self._wanted = (outcome.added[0], len(outcome.added) == 1)
            self.reload()

    def _choose_wanted(self) -> None:
        if self._wanted is None or not self.table.choose(self._wanted[0]):
            return
        (document_id, details), self._wanted = self._wanted, None
        self.table.setFocus()
        if details:
            self._show_details(document_id)

    def _show_details(self, document_id: int) -> None:
        """The list keeps two fifths of the room."""
        fresh = self.details.document_id is None
        self.details.show_document(document_id)
        if fresh:
            height = self._split.height()
            self._split.setSizes([height * 2 // 5, height * 3 // 5])
