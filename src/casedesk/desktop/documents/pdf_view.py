"""A PDF page by page, from memory: size, page, and finding words. Nothing in it acts.

The engine was built without scripts and forms. Links are not followed: a click would tell
somebody outside that the file was opened, or lead a reader astray.
"""

from PySide6.QtCore import QBuffer, QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.handover.preview import load
from casedesk.kernel.words import _

_STEP = 1.25
_LEAST, _MOST = 0.2, 6.0


class QuietPdfView(QPdfView):
    """Scrolls and shows, and does not act on what stands in the file."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            zoom(self, _STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
            return
        super().wheelEvent(event)


class PdfPart(QWidget):
    """The pages below each other; ``found`` tells which hit is shown, and of how many."""

    found = Signal(int, int)
    pageChanged = Signal(int)

    def __init__(self, data: bytes, title: str) -> None:
        super().__init__()
        self.document = QPdfDocument(self)
        self.view = QuietPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        self.view.setAccessibleName(_("Pages of {title}").format(title=title))
        self._buffer: QBuffer = load(self.document, data, self)
        self._hits = QPdfSearchModel(self)
        self._hits.setDocument(self.document)
        self._hits.countChanged.connect(self._counted)
        self._shown = -1
        self.view.setSearchModel(self._hits)
        self.view.pageNavigator().currentPageChanged.connect(
            lambda page: self.pageChanged.emit(page + 1)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)

    @property
    def pages(self) -> int:
        """How many pages there are; 0 when the file does not open."""
        return max(0, self.document.pageCount())

    @property
    def page(self) -> int:
        """The page in view, from 1."""
        return self.view.pageNavigator().currentPage() + 1

    def go(self, page: int) -> None:
        """Bring a page into view, once the pages are laid out."""
        if 1 <= page <= self.pages:
            QTimer.singleShot(
                0, self, lambda: self.view.pageNavigator().jump(page - 1, QPointF(), 0)
            )

    def larger(self) -> None:
        """Show it larger."""
        zoom(self.view, _STEP)

    def smaller(self) -> None:
        """Show it smaller."""
        zoom(self.view, 1 / _STEP)

    def fit(self) -> None:
        """As wide as there is room."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def seek(self, words: str) -> None:
        """Mark these words and go to the first."""
        self._shown = -1
        self._hits.setSearchString(words)
        self._counted()

    def next_hit(self, steps: int = 1) -> None:
        """Go to the next place, or back with -1."""
        many = self._hits.count()
        if not many:
            return
        self._shown = (self._shown + steps) % many
        self.view.setCurrentSearchResultIndex(self._shown)
        where = self._hits.resultAtIndex(self._shown)
        self.view.pageNavigator().jump(where.page(), where.location(), 0)
        self.found.emit(self._shown + 1, many)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _counted(self) -> None:
        if self._shown < 0 and self._hits.count():
            self.next_hit()
        else:
            self.found.emit(self._shown + 1, self._hits.count())


def zoom(view: QPdfView, by: float) -> None:
    """Another size, within reason."""
    now = view.zoomFactor()
    if view.zoomMode() is not QPdfView.ZoomMode.Custom:
        wide = view.document().pagePointSize(0).width()
        dots = view.logicalDpiX() / 72
        now = view.viewport().width() / (wide * dots) if wide else 1.0
    view.setZoomMode(QPdfView.ZoomMode.Custom)
    view.setZoomFactor(min(_MOST, max(_LEAST, now * by)))
