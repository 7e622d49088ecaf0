"""A neutral page over everything, at once: somebody came in (quality.md B6, U15).

It shows the time, like a screen at rest. F9 brings the work back; after ten seconds the store
is locked behind it.
"""

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casedesk.kernel.words import _, current_language

LOCK_AFTER_MS = 10_000


class Blank(QWidget):
    """Stands in the place of the window until F9 or Escape."""

    back = Signal()
    lockNow = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("CaseDesk")
        self.setProperty("look", "blank")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("The window is blank. Press F9 to come back."))
        self._time = QLabel()
        self._time.setProperty("look", "title")
        self._date = QLabel()
        self._date.setProperty("look", "muted")
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for label in (self._time, self._date):
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tell_time)
        self._lock = QTimer(self)
        self._lock.setSingleShot(True)
        self._lock.setInterval(LOCK_AFTER_MS)
        self._lock.timeout.connect(self.lockNow)

    def cover(self, window: QWidget) -> None:
        """Take the place of a window."""
        self._tell_time()
        self.setGeometry(window.geometry())
        self.setWindowState(window.windowState())
        self.show()
        self.raise_()
        self.activateWindow()
        self.setFocus()
        self._clock.start()
        self._lock.start()

    def uncover(self) -> None:
        """Go away again."""
        self._clock.stop()
        self._lock.stop()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F9, Qt.Key.Key_Escape):
            self.back.emit()

    def mouseDoubleClickEvent(self, _event: object) -> None:
        self.back.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.back.emit()

    def _tell_time(self) -> None:
        now = QDateTime.currentDateTime()
        self._time.setText(now.toString("HH:mm"))
        locale = QLocale(current_language())
        self._date.setText(locale.toString(now.date(), QLocale.FormatType.LongFormat))
