"""A PDF shown from memory; nothing of it is written anywhere."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.kernel.words import _


class PdfPreview(QWidget):
    """The pages below each other, as wide as the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        self.view.setAccessibleName(_("The page as it will be"))
        self._buffer: QBuffer | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def show_pdf(self, data: bytes) -> None:
        """Show other pages at the place where the reader was."""
        bar = self.view.verticalScrollBar()
        where = bar.value()
        old = self._buffer
        self._buffer = load(self.document, data, self)
        if old is not None:
            old.deleteLater()
        bar.setValue(where)

    def clear(self) -> None:
        """Show nothing."""
        self.document.close()


def load(document: QPdfDocument, data: bytes, parent: QWidget | None = None) -> QBuffer:
    """Read a file from memory; the buffer must live as long as the document is looked at."""
    document.close()
    buffer = QBuffer(parent)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return buffer
