"""A secret on the clipboard: marked as one, and taken away again."""

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


class SecretCopy:
    """Copies a secret; clears the clipboard after half a minute if it is still there."""

    def __init__(self, seconds: int = SECONDS) -> None:
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.setInterval(seconds * 1000)
        self._timer.timeout.connect(self.clear)
        self._secret = ""

    def copy(self, secret: str) -> None:
        """Put the secret on the clipboard."""
        data = QMimeData()
        data.setText(secret)
        for mark, value in _MARKS.items():
            data.setData(mark, value)
        QApplication.clipboard().setMimeData(data)
        self._secret = secret
        self._timer.start()

    def clear(self) -> None:
        """Take the secret off the clipboard, unless something else was copied since."""
        self._timer.stop()
        clipboard = QApplication.clipboard()
        if self._secret and clipboard.text() == self._secret:
            clipboard.clear()
        self._secret = ""
