"""The text of a PDF, by the same engine that shows it.

It runs in the program itself, on a thread that reads (docs/decisions/0032): the file is kept and
said to be tried before the engine sees it, so a file that breaks it is never tried a second time.
"""

import time
from collections.abc import Sequence

from PySide6.QtPdf import QPdfDocument

from casedesk.desktop.handover.preview import load
from casedesk.documents.limits import Limits


def pdf_pages(data: bytes, limits: Limits) -> Sequence[str]:
    """The text of each page, as far as the limits go; nothing for a file that does not open."""
    document = QPdfDocument()
    buffer = load(document, data)
    pages: list[str] = []
    signs, until = 0, time.monotonic() + limits.text_seconds
    for number in range(min(document.pageCount(), limits.text_pages)):
        text = document.getAllText(number).text()[: limits.text_signs - signs]
        # The engine marks where a word was broken with a sign that nobody types.
        pages.append(text.replace("\ufffe", "").replace("\0", ""))
        signs += len(text)
        if signs >= limits.text_signs or time.monotonic() > until:
            break
    document.close()
    buffer.close()
    return pages
