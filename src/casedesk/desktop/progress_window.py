"""The window that shows how far long work is, once a second has passed."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QPushButton, QWidget

from casedesk.desktop.progress import Progress
from casedesk.kernel.words import _

SHOW_AFTER_MS = 1000
"""Below a second a window would only flash (quality.md B2: over 1 s show work)."""


class ProgressWindow(QProgressDialog):
    """Shows that work goes on, how far it is as soon as that is known, and a way to stop."""

    def __init__(
        self, title: str, progress: Progress, parent: QWidget | None, *, may_cancel: bool
    ) -> None:
        super().__init__(title, _("Cancel") if may_cancel else "", 0, 0, parent)
        self.setWindowTitle("CaseDesk")
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAutoReset(False)
        self.setAutoClose(False)
        self.setMinimumDuration(24 * 3600 * 1000)  # shown by our own timer only
        self.reset()
        if not may_cancel:
            self.setCancelButton(None)
        self._may_cancel = may_cancel
        self._progress = progress
        progress.moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.canceled.connect(self._stop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_AFTER_MS)
        self._timer.timeout.connect(self._appear)

    def begin(self) -> None:
        """The work starts now."""
        self._timer.start()

    def finish(self) -> None:
        """The work is over, in whatever way."""
        self._timer.stop()
        self.canceled.disconnect(self._stop)
        self.close()
        self.deleteLater()

    def reject(self) -> None:
        if self._may_cancel:
            super().reject()

    def _appear(self) -> None:
        self.setRange(0, 0)
        self.setValue(0)
        self.show()

    def _move(self, done: int, total: int) -> None:
        self.setRange(0, total)
        self.setValue(min(done, total))

    def _stop(self) -> None:
        self.setLabelText(_("Stopping at a safe point."))
        for button in self.findChildren(QPushButton):
            button.setEnabled(False)
        self._progress.cancel()
        self.show()
