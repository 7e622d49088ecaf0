"""One file, opened inside the program from memory; nothing of it is written anywhere."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout

from casedesk.access.rights import may_change
from casedesk.desktop.case.head_row import HeadRow
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.documents.file_view import FileView
from casedesk.desktop.documents.leaving import may_leave, save_copy
from casedesk.desktop.documents.pdf_text import pdf_pages
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import Picture, button, column, row, text
from casedesk.documents import media
from casedesk.documents.intake import size_words
from casedesk.documents.pictures import Told, told_by
from casedesk.documents.stripping import STRIPPED
from casedesk.documents.use_cases import (
    Opened,
    StripDocument,
    open_document,
    read_text,
    strip_document,
)
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.fields import Realm
from casedesk.kernel.words import N_, _, ngettext

FIND = Command("document.find", N_("&Find in this file"), "std:Find", "search", Menu.EDIT, 4)
NEXT = Command("document.next", N_("Find ne&xt"), "std:FindNext", "", Menu.EDIT, 4)
IN = Command("document.in", N_("File: larger"), "std:ZoomIn", "", Menu.VIEW, 5)
OUT = Command("document.out", N_("File: smaller"), "std:ZoomOut", "", Menu.VIEW, 5)
FIT = Command("document.fit", N_("File: fit the window"), "Ctrl+0", "", Menu.VIEW, 5)
AS_TEXT = Command("document.text", N_("PDF as plain &text"), "Ctrl+Shift+T", "note", Menu.VIEW, 5)
COPY = Command("document.copy", N_("Save a &copy"), "std:SaveAs", "file-export", Menu.PAGE, 3)


class DocumentPage(Page):
    """Shows a PDF, a picture, a mail or a text, and warns of what a photo tells."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        if place.id is None:
            raise ValueError("a document page shows an existing document")
        self._desk, self._id = desk, place.id
        self._opened: Opened | None = None
        self._heading = text("", "title", wrap=True)
        self._about = text(_("The file is being decrypted."), "muted", wrap=True)
        self.banner = Banner()
        self.file = FileView(desk)
        self._strip = button(_("Take hidden data out"), self._ask_strip, icon="shield-check")
        self._smaller = button(_("Smaller"), self.file.smaller)
        self._larger = button(_("Larger"), self.file.larger)
        self._more = QToolButton()
        self._lay_out()
        self.file.changed.connect(self._view_changed)
        self.file.copyAsked.connect(self.save_copy)
        self.go_to(place)
        self._read()

    # What the window asks.

    def title(self) -> str:
        return _("Document")

    def refresh(self, changes: Changes) -> None:
        if self._id in changes.ids.get("document", ()):
            self._read()

    def commands(self) -> Sequence[BoundCommand]:
        found: list[BoundCommand] = []
        if self.file.has_words:
            found += [BoundCommand(FIND, self.file.find_bar.ask),
                      BoundCommand(NEXT, self.file.next_hit)]  # fmt: skip
        if self.file.view is not None:
            found += [
                BoundCommand(IN, self.file.larger),
                BoundCommand(OUT, self.file.smaller),
                BoundCommand(FIT, self.file.fit),
            ]
        if self._opened is not None and self._opened.kind == media.PDF:
            found.append(BoundCommand(AS_TEXT, self.file.turn_text))
        if self._opened is not None and may_leave(self._desk):
            found.append(BoundCommand(COPY, self.save_copy))
        return found

    def go_to(self, place: Place) -> bool:
        if place.entry is not None:
            self.file.go(place.entry[1])
        return True

    def place(self, arrived: Place) -> Place:
        page = self.file.page
        return Place(
            "document", kind="document", id=self._id, case_id=arrived.case_id,
            entry=("page", page) if page > 1 else None,
        )  # fmt: skip

    def start(self) -> None:
        self.file.start()

    def save_copy(self) -> None:
        """Let a copy leave, with a warning and a reason."""
        opened = self._opened
        if opened is not None and may_leave(self._desk):
            save_copy(self._desk, self._id, opened.name, opened.kind, self)

    # Private.

    def _lay_out(self) -> None:
        for each in (self._strip, self._smaller, self._larger, self._more):
            each.hide()
        self._more.setText(_("More"))
        icons.dress(self._more, "chevron-down")
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setAccessibleName(_("More for this file"))
        names = column(self._heading, self._about, spacing=tokens.SPACE_XS)
        head = row(Picture("file-text", 24, "accent"))
        head.addLayout(names, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_L, tokens.SPACE_XL, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(HeadRow(head, row(self._smaller, self._larger, self._more)))
        layout.addWidget(self.banner)
        layout.addLayout(row(self._strip, None))
        layout.addWidget(self.file, 1)

    def _read(self) -> None:
        store, document_id = self._desk.sitting.store, self._id
        self._desk.runner.change(
            lambda: open_document(store, document_id), self._show, refused=self._refused, owner=self
        )

    def _refused(self, refused: Refused) -> None:
        self._opened = None
        self._heading.setText(_("Document"))
        self._about.setText("")
        self._strip.hide()
        self.banner.quiet()
        self.file.show_nothing(refused.sentence)

    def _show(self, opened: Opened) -> None:
        before, self._opened = self._opened, opened
        self._heading.setText(opened.title)
        self._describe()
        if before is not None and before.data == opened.data:
            return
        self._warn_of(told_by(opened.data, opened.kind), opened)
        # A file that came in just before the program ended has no text in the search yet.
        read = partial(read_text, self._desk.sitting.store, self._id, pdf_pages)
        self._desk.runner.run(read, lambda _there: None, owner=self)
        self.file.show_file(opened)

    def _describe(self) -> None:
        opened = self._opened
        if opened is None:
            return
        label = _(media.KINDS.get(opened.kind, media.KINDS[media.UNKNOWN]).label)
        parts = [opened.name, label, size_words(len(opened.data))]
        if many := self.file.pages:
            parts.append(ngettext("{n} page", "{n} pages", many).format(n=many))
        self._about.setText(" · ".join(parts))

    def _view_changed(self) -> None:
        shown = self.file.view is not None
        self._smaller.setVisible(shown)
        self._larger.setVisible(shown)
        self._describe()
        menu, opened = QMenu(self._more), self._opened
        if opened is not None:
            menu.addAction(icons.icon("folder"), _("To the case"), self._to_case)
        if shown and opened is not None and opened.kind == media.PDF:
            words = _("Show the pages") if self.file.is_text else _("Show as text")
            menu.addAction(icons.icon("note"), words, self.file.turn_text)
        if self.file.has_words:
            menu.addAction(icons.icon("search"), _("Find in this file"), self.file.find_bar.ask)
        if shown and may_leave(self._desk):
            menu.addAction(icons.icon("file-export"), _("Save a copy"), self.save_copy)
        self._more.setMenu(menu)
        self._more.setVisible(not menu.isEmpty())
        self.commandsChanged.emit()

    def _to_case(self) -> None:
        if self._opened is not None:
            self._desk.open_case(self._opened.case_id, "documents", ("document", self._id))

    def _warn_of(self, told: Told, opened: Opened) -> None:
        """Say what a photo tells beside what it shows, and where the log has a gap."""
        changeable = may_change(self._desk.sitting.actor, Realm.CASES)
        self._strip.setVisible(bool(told) and changeable and opened.kind in STRIPPED)
        if not opened.noted:
            self.banner.say(
                _("The disk is full: the log does not show that you opened this file."), "warning"
            )
        elif told.place:
            self.banner.say(_("This photo tells where it was taken."), "warning")
        elif told:
            parts = [part for part in (told.camera, told.taken_at) if part]
            more = f" ({', '.join(parts)})" if parts else ""
            self.banner.say(_("This picture holds hidden data{more}.").format(more=more), "info")
        else:
            self.banner.quiet()

    def _ask_strip(self) -> None:
        opened = self._opened
        if opened is None:
            return
        way = self._desk.questions.choose(
            _("Take place, camera, time and remarks out of this photo?"),
            [("replace", _("Replace the photo")), ("keep", _("Keep the original too"))],
            _("The picture itself stays as it is. Ctrl+Z brings the original back today."),
        )
        if not way:
            return
        sitting = self._desk.sitting
        step = StripDocument(opened.id, opened.version, keep=way == "keep")
        self._desk.runner.change(
            lambda: strip_document(sitting.store, step, sitting.labels),
            lambda _done: self._desk.announce(_("Hidden data taken out.")),
            owner=self,
        )
