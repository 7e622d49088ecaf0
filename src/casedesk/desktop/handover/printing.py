"""Print pages from memory through the dialog of the system."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from casedesk.desktop.handover.preview import load
from casedesk.desktop.questions import Questions
from casedesk.kernel.words import _

FINEST_DPI = 300
"""Finer costs memory and shows no more: the text is black on white."""


def ask_printer(
    name: str, questions: Questions, parent: QWidget, *, first: str = ""
) -> QPrinter | None:
    """Warn of what a printer keeps, and let the system ask which one; None when given up.

    ``name`` is what the print queue shows: it must name nobody. ``first`` is read before all
    else: how the persons in the document can safely be reached.
    Paper only: a "printer" that writes a file would leave all of it without a password.
    """
    warning = _(
        "The computer, the print queue and the printer keep a copy without a password for a "
        "while, and whoever runs them can read it. Print on a printer of your own organisation, "
        "with a code if it can, and stand beside it. Take every page along."
    )
    more = f"{first}\n\n{warning}" if first else warning
    if not questions.confirm(_("Print this document?"), _("Print"), more):
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
        questions.tell(
            _("This would write a file without a password. Choose a printer with paper."),
            _("To give a file, save it here: that one is encrypted."),
        )
        return None
    return printer


def print_on(printer: QPrinter, data: bytes) -> int:
    """Print the pages that were chosen in the dialog; answers how many, 0 when it failed."""
    document = QPdfDocument()
    buffer = load(document, data)
    try:
        first, last = _chosen(printer, document.pageCount())
        return last - first + 1 if paint(document, printer) else 0
    finally:
        document.close()
        buffer.close()


def paint(document: QPdfDocument, printer: QPrinter) -> bool:
    """Put the pages on a printer, those that were chosen in its dialog."""
    first, last = _chosen(printer, document.pageCount())
    painter = QPainter()
    if not painter.begin(printer):
        return False
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    paintable = printer.pageLayout().paintRectPixels(printer.resolution())
    scale = min(1.0, FINEST_DPI / printer.resolution())
    size = QSize(round(sheet.width() * scale), round(sheet.height() * scale))
    for page in range(first, last + 1):
        if page > first:
            printer.newPage()
        image = document.render(page, size)
        image.setDevicePixelRatio(1.0)
        place = QRect(-paintable.x(), -paintable.y(), sheet.width(), sheet.height())
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawImage(place, image)
    return painter.end()


def pages_chosen(printer: QPrinter, pages: int) -> int:
    """How many of so many pages were chosen in the dialog."""
    first, last = _chosen(printer, pages)
    return last - first + 1


def _chosen(printer: QPrinter, pages: int) -> tuple[int, int]:
    """First and last page, counted from 0."""
    first = max(printer.fromPage(), 1) - 1
    last = min((printer.toPage() or pages) - 1, pages - 1)
    return first, last
