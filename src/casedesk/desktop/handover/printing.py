"""Print pages from memory through the dialog of the system."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from casedesk.desktop.handover.preview import load
from casedesk.desktop.questions import Questions
from casedesk.kernel.words import _

FINEST_DPI = 300
"""Finer costs memory and shows no more: the text is black on white."""


def print_pdf(
    data: bytes, name: str, questions: Questions, parent: QWidget, *, first: str = ""
) -> bool:
    """Warn, ask for the printer, and print; answers whether pages went to a printer.

    ``name`` is what the print queue shows: it must name nobody. ``first`` is read before all
    else: how the persons in the document can safely be reached.
    """
    warning = _(
        "The printer and its queue may keep a copy without a password. "
        "Stand beside the printer, or use printing with a code."
    )
    more = f"{first}\n\n{warning}" if first else warning
    if not questions.confirm(_("Print this document?"), _("Print"), more):
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    document = QPdfDocument()
    buffer = load(document, data)
    try:
        return paint(document, printer)
    finally:
        document.close()
        buffer.close()


def paint(document: QPdfDocument, printer: QPrinter) -> bool:
    """Put the pages on a printer, those that were chosen in its dialog."""
    first = max(printer.fromPage(), 1) - 1
    last = (printer.toPage() or document.pageCount()) - 1
    painter = QPainter()
    if not painter.begin(printer):
        return False
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    paintable = printer.pageLayout().paintRectPixels(printer.resolution())
    scale = min(1.0, FINEST_DPI / printer.resolution())
    size = QSize(round(sheet.width() * scale), round(sheet.height() * scale))
    for page in range(first, min(last, document.pageCount() - 1) + 1):
        if page > first:
            printer.newPage()
        image = document.render(page, size)
        image.setDevicePixelRatio(1.0)
        place = QRect(-paintable.x(), -paintable.y(), sheet.width(), sheet.height())
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawImage(place, image)
    return painter.end()
