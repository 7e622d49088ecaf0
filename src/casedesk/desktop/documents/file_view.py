"""What a file looks like: the part for its kind, the line to find words, or why nothing shows."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.documents.find_bar import FindBar
from casedesk.desktop.documents.leaving import may_leave
from casedesk.desktop.documents.pdf_text import pdf_pages
from casedesk.desktop.documents.pdf_view import PdfPart
from casedesk.desktop.documents.picture_view import PicturePart, draw
from casedesk.desktop.documents.text_view import TextPart
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.documents import media
from casedesk.documents.limits import Limits, limits_on
from casedesk.documents.texts import text_of
from casedesk.documents.use_cases import Opened
from casedesk.kernel.words import _

View = PdfPart | PicturePart | TextPart


class FileView(QWidget):
    """Shows one content at a time; ``changed`` tells that another part is in view."""

    changed = Signal()
    copyAsked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._limits = limits_on(desk.sitting.clock.today())
        self._opened: Opened | None = None
        self._page = 0
        self.view: View | None = None
        self.find_bar = FindBar()
        self.find_bar.wanted.connect(self._seek)
        self.find_bar.step.connect(self.next_hit)
        self.find_bar.closed.connect(self.start)
        self._middle = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.find_bar)
        layout.addLayout(self._middle, 1)

    @property
    def pages(self) -> int:
        """How many pages of a PDF are in view; 0 for anything else."""
        return self.view.pages if isinstance(self.view, PdfPart) else 0

    @property
    def page(self) -> int:
        """The page of a PDF that is in view, from 1; 0 for anything else."""
        return self.view.page if isinstance(self.view, PdfPart) else 0

    @property
    def has_words(self) -> bool:
        """Whether words can be looked for in what is in view."""
        return isinstance(self.view, PdfPart | TextPart)

    @property
    def is_text(self) -> bool:
        """Whether the words of a PDF stand in the place of its pages, or it is a text."""
        return isinstance(self.view, TextPart)

    def show_file(self, opened: Opened) -> None:
        """Show a content in the way of its kind."""
        self._opened = opened
        limits, run = self._limits, self._desk.runner.run
        if opened.kind == media.PDF:
            self._show_pdf()
        elif opened.kind in media.IMAGES:
            run(lambda: draw(opened.data, limits), self._show_picture, owner=self)
        elif opened.kind in media.SHOWN:
            run(
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

    def show_nothing(self, sentence: str) -> None:
        """Say why nothing is shown."""
        self._opened = None
        self._put(None, EmptyState("lock", sentence))

    def turn_text(self) -> None:
        """Show the words of a PDF instead of its pages, or the pages again."""
        opened = self._opened
        if opened is None or opened.kind != media.PDF:
            return
        if self.is_text:
            self._show_pdf()
            return
        self._desk.runner.run(
            partial(_words_of, opened.data, self._limits),
            lambda words: self._put(TextPart(words, opened.title)),
            owner=self,
        )

    def go(self, page: int) -> None:
        """Bring a page into view, now or as soon as there are pages."""
        self._page = page
        if isinstance(self.view, PdfPart):
            self.view.go(page)

    def larger(self) -> None:
        """Show it larger."""
        if self.view is not None:
            self.view.larger()

    def smaller(self) -> None:
        """Show it smaller."""
        if self.view is not None:
            self.view.smaller()

    def fit(self) -> None:
        """As large as there is room."""
        if self.view is not None:
            self.view.fit()

    def next_hit(self, steps: int = 1) -> None:
        """Go to the next place with the words, or back with -1."""
        if isinstance(self.view, PdfPart | TextPart):
            self.view.next_hit(steps)

    def start(self) -> None:
        """Put the focus on what is shown."""
        (self.view or self).setFocus()

    # Private.

    def _seek(self, words: str) -> None:
        if isinstance(self.view, PdfPart | TextPart):
            self.view.seek(words)

    def _show_pdf(self) -> None:
        if self._opened is None:
            return
        part = PdfPart(self._opened.data, self._opened.title)
        if part.pages:
            self._put(part)
            self.go(self._page)
        else:
            part.deleteLater()
            self._cannot(_("This PDF cannot be shown. It stays encrypted in the store."))

    def _show_picture(self, image: QImage) -> None:
        if image.isNull() or self._opened is None:
            self._cannot(_("This picture cannot be shown. It stays encrypted in the store."))
        else:
            self._put(PicturePart(image, self._opened.title))

    def _cannot(self, sentence: str) -> None:
        act = self.copyAsked.emit if may_leave(self._desk) else None
        words = _("Save a copy")
        self._put(None, EmptyState("file-text", sentence, words, act, step_icon="file-export"))

    def _put(self, view: View | None, instead: QWidget | None = None) -> None:
        while self._middle.count():
            taken = self._middle.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.view = view
        self.find_bar.hide()
        shown = view or instead
        if shown is not None:
            self._middle.addWidget(shown)
        if isinstance(view, PdfPart | TextPart):
            view.found.connect(self.find_bar.tell)
        self.changed.emit()
        self.start()


def _words_of(data: bytes, limits: Limits) -> str:
    pages = pdf_pages(data, limits)
    return "\n\n".join(
        f"{_('Page {n}').format(n=number)}\n{words}" for number, words in enumerate(pages, start=1)
    )
