"""A secret on the clipboard: marked as one, and taken away again."""

from functools import partial

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QApplication

SECONDS = 30

_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"1",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}
"""What tells the clipboard managers of the systems to keep no history of it."""


def copy_secret(secret: str, seconds: float = SECONDS) -> None:
    """Put a secret on the clipboard; it is taken off again, whatever page is open by then."""
    data = QMimeData()
    data.setText(secret)
    for mark, value in _MARKS.items():
        data.setData(mark, value)
    clipboard = QApplication.clipboard()
    clipboard.setMimeData(data)
    # The clock belongs to the clipboard: the page that copied may be gone before it strikes.
    QTimer.singleShot(round(seconds * 1000), clipboard, partial(clear_secret, secret))


def clear_secret(secret: str) -> None:
    """Take the secret off the clipboard, unless something else was copied since."""
    clipboard = QApplication.clipboard()
    if secret and clipboard.text() == secret:
        clipboard.clear()
