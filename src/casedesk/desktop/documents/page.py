"""One file, opened inside the program from memory; nothing of it is written anywhere."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.access.rights import may_change
from casedesk.desktop.case.head_row import HeadRow
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.documents.find_bar import FindBar
from casedesk.desktop.documents.leaving import may_leave, save_copy
from casedesk.desktop.documents.pdf_text import pdf_pages
from casedesk.desktop.documents.pdf_view import PdfPart
from casedesk.desktop.documents.picture_view import PicturePart, draw
from casedesk.desktop.documents.text_view import TextPart
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import Picture, button, column, row, text
from casedesk.documents import media
from casedesk.documents.intake import size_words
from casedesk.documents.limits import limits_on
from casedesk.documents.pictures import Told, told_by
from casedesk.documents.stripping import STRIPPED
from casedesk.documents.texts import text_of
from casedesk.documents.use_cases import Opened, StripDocument, open_document, strip_document
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

View = PdfPart | PicturePart | TextPart


class DocumentPage(Page):
    """Shows a PDF, a picture, a mail or a text, and says why it shows nothing."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        if place.id is None:
            raise ValueError("a document page shows an existing document")
        self._desk, self._id = desk, place.id
        self._page = place.entry[1] if place.entry else 0
        self._limits = limits_on(desk.sitting.clock.today())
        self._opened: Opened | None = None
        self.view: View | None = None
        self._picture = Picture("file-text", 24, "accent")
        self._heading = text("", "title", wrap=True)
        self._about = text(_("The file is being decrypted."), "muted", wrap=True)
        self.banner = Banner()
        self.find_bar = FindBar()
        self._strip = button(_("Take hidden data out"), self._ask_strip, icon="shield-check")
        self._as_text = button(_("As text"), self.show_as_text, icon="note")
        self._smaller = button(_("Smaller"), partial(self._view_order, "smaller"))
        self._larger = button(_("Larger"), partial(self._view_order, "larger"))
        self._copy = button(_("Save a copy"), self.save_copy, icon="file-export")
        self._middle = QVBoxLayout()
        self._lay_out()
        self.find_bar.wanted.connect(self._find)
        self.find_bar.step.connect(self._find_next)
        self.find_bar.closed.connect(self.start)
        self._read()

    # What the window asks.

    def title(self) -> str:
        return _("Document")

    def refresh(self, changes: Changes) -> None:
        if self._id in changes.ids.get("document", ()):
            self._read()

    def commands(self) -> Sequence[BoundCommand]:
        found: list[BoundCommand] = []
        if isinstance(self.view, PdfPart | TextPart):
            found += [BoundCommand(FIND, self.find_bar.ask),
                      BoundCommand(NEXT, partial(self._find_next, 1))]  # fmt: skip
        if self.view is not None:
            found += [
                BoundCommand(IN, partial(self._view_order, "larger")),
                BoundCommand(OUT, partial(self._view_order, "smaller")),
                BoundCommand(FIT, partial(self._view_order, "fit")),
            ]
        if self._opened is not None and self._opened.kind == media.PDF:
            found.append(BoundCommand(AS_TEXT, self.show_as_text))
        if self._opened is not None and may_leave(self._desk):
            found.append(BoundCommand(COPY, self.save_copy))
        return found

    def go_to(self, place: Place) -> bool:
        if place.entry is not None:
            self._page = place.entry[1]
            self._go_to_page()
        return True

    def place(self, arrived: Place) -> Place:
        page = self.view.page if isinstance(self.view, PdfPart) else 0
        return Place(
            "document", kind="document", id=self._id, case_id=arrived.case_id,
            entry=("page", page) if page > 1 else None,
        )  # fmt: skip

    def start(self) -> None:
        (self.view or self).setFocus()

    # What the user orders.

    def save_copy(self) -> None:
        """Let a copy leave, with a warning and a reason."""
        opened = self._opened
        if opened is not None and may_leave(self._desk):
            save_copy(self._desk, self._id, opened.name, opened.kind, self)

    def show_as_text(self) -> None:
        """Show the words of a PDF instead of its pages, or the pages again."""
        opened = self._opened
        if opened is None or opened.kind != media.PDF:
            return
        if isinstance(self.view, TextPart):
            self._as_text.setText(_("As text"))
            self._show_pdf(opened)
            return

        def work() -> str:
            pages = pdf_pages(opened.data, self._limits)
            return "\n\n".join(
                _("Page {n}").format(n=number) + "\n" + words
                for number, words in enumerate(pages, start=1)
            )

        def show(words: str) -> None:
            self._as_text.setText(_("As pages"))
            self._put(TextPart(words, opened.title))

        self._desk.runner.run(work, show, owner=self)

    # Private.

    def _lay_out(self) -> None:
        self._strip.hide()
        self._as_text.hide()
        for each in (self._smaller, self._larger, self._copy):
            each.hide()
        names = column(self._heading, self._about, spacing=tokens.SPACE_XS)
        head = row(self._picture)
        head.addLayout(names, 1)
        tools = row(self._smaller, self._larger, self._as_text, self._strip, self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_L, tokens.SPACE_XL, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(HeadRow(head, tools))
        layout.addWidget(self.banner)
        layout.addWidget(self.find_bar)
        layout.addLayout(self._middle, 1)

    def _read(self) -> None:
        store, document_id = self._desk.sitting.store, self._id
        self._desk.runner.change(
            lambda: open_document(store, document_id), self._show, refused=self._refused, owner=self
        )

    def _refused(self, refused: Refused) -> None:
        self._opened = None
        self._heading.setText(_("Document"))
        self._about.setText("")
        self._put(None)
        self._middle.addWidget(EmptyState("lock", refused.sentence))
        self.commandsChanged.emit()

    def _show(self, opened: Opened) -> None:
        before, self._opened = self._opened, opened
        self._heading.setText(opened.title)
        label = _(media.KINDS.get(opened.kind, media.KINDS[media.UNKNOWN]).label)
        self._about.setText(f"{label} · {size_words(len(opened.data))} · {opened.name}")
        if before is not None and before.data == opened.data:
            return
        if not opened.noted:
            self.banner.say(
                _("The disk is full: the log does not show that you opened this file."), "warning"
            )
        self._copy.setVisible(may_leave(self._desk))
        self._warn_of(told_by(opened.data, opened.kind), opened)
        if opened.kind == media.PDF:
            self._show_pdf(opened)
        elif opened.kind in media.IMAGES:
            limits = self._limits
            self._desk.runner.run(
                lambda: draw(opened.data, limits), partial(self._show_picture, opened), owner=self
            )
        elif opened.kind in media.SHOWN:
            limits = self._limits
            self._desk.runner.run(
                lambda: text_of(opened.data, opened.kind, limits),
                lambda words: self._put(TextPart(words, opened.title)),
                owner=self,
            )
        else:
            self._cannot(
                _(
                    "CaseDesk does not show this kind of file. It stays encrypted in the store. "
                    "Save a copy to open it elsewhere: that copy leaves the store."
                )
            )

    def _show_pdf(self, opened: Opened) -> None:
        part = PdfPart(opened.data, opened.title)
        if not part.pages:
            part.deleteLater()
            self._cannot(_("This PDF cannot be shown. It stays encrypted in the store."))
            return
        self._as_text.show()
        self._about.setText(
            self._about.text()
            if self.view is not None
            else ngettext("{n} page", "{n} pages", part.pages).format(n=part.pages)
            + f" · {self._about.text()}"
        )
        self._put(part)
        self._go_to_page()

    def _show_picture(self, opened: Opened, image: QImage) -> None:
        if image.isNull():
            self._cannot(_("This picture cannot be shown. It stays encrypted in the store."))
            return
        self._put(PicturePart(image, opened.title))

    def _cannot(self, sentence: str) -> None:
        self._put(None)
        step = _("Save a copy") if may_leave(self._desk) else ""
        act = self.save_copy if may_leave(self._desk) else None
        self._copy.hide()
        self._middle.addWidget(
            EmptyState("file-text", sentence, step, act, step_icon="file-export")
        )

    def _put(self, view: View | None) -> None:
        while self._middle.count():
            taken = self._middle.takeAt(0)
            widget: QWidget | None = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.view = view
        for each in (self._smaller, self._larger):
            each.setVisible(view is not None)
        self.find_bar.hide()
        if view is not None:
            self._middle.addWidget(view)
            if isinstance(view, PdfPart | TextPart):
                view.found.connect(self.find_bar.tell)
            view.setFocus()
        self.commandsChanged.emit()

    def _go_to_page(self) -> None:
        if self._page and isinstance(self.view, PdfPart):
            self.view.go(self._page)

    def _view_order(self, order: str) -> None:
        if self.view is not None:
            getattr(self.view, order)()

    def _find(self, words: str) -> None:
        if isinstance(self.view, PdfPart | TextPart):
            self.view.seek(words)

    def _find_next(self, steps: int) -> None:
        if isinstance(self.view, PdfPart | TextPart):
            self.view.next_hit(steps)

    def _warn_of(self, told: Told, opened: Opened) -> None:
        """Say what a photo tells beside what it shows."""
        changeable = may_change(self._desk.sitting.actor, Realm.CASES)
        self._strip.setVisible(bool(told) and changeable and opened.kind in STRIPPED)
        if told.place:
            self.banner.say(_("This photo tells where it was taken."), "warning")
        elif told:
            parts = [part for part in (told.camera, told.taken_at) if part]
            more = f" ({', '.join(parts)})" if parts else ""
            self.banner.say(_("This picture holds hidden data{more}.").format(more=more), "info")
        elif opened.noted:
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
