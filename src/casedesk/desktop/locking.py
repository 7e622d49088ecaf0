"""When to lock by itself, and the two keys that work in every window: lock and blank."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

WARN_SECONDS = 20
_TICK_MS = 1000
_WATCHED = "casedeskWatched"
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Watch(QObject):
    """Counts the time since the last sign of life, by the clock on the wall.

    A computer that slept has been idle all the while. It watches whole windows and not widgets:
    a filter that sees every event of every widget would cost time with each of them.
    """

    idle = Signal()
    idleSoon = Signal(int)
    """Seconds that are left; comes each second in the last twenty."""
    lockPressed = Signal()
    blankPressed = Signal()

    def __init__(self, minutes: Callable[[], int], now: Callable[[], float] = time.time) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise TypeError("there is no application to watch")
        super().__init__(application)
        self._application = application
        self._copied = False
        application.clipboard().dataChanged.connect(self._clipboard_changed)
        self._minutes, self._now = minutes, now
        self._last = now()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Watch from now on: a store is open."""
        self.touch()
        self._application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        self._timer.start()

    def stop(self) -> None:
        """Nothing is open any more."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        self._application.focusWindowChanged.disconnect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            window.setProperty(_WATCHED, False)
            window.removeEventFilter(self)

    def forget_copied(self) -> None:
        """Empty the clipboard, if what stands in it may have been copied from our windows."""
        clipboard = self._application.clipboard()
        if self._copied or clipboard.ownsClipboard():
            clipboard.clear()
        self._copied = False

    def close_dialogs(self) -> None:
        """Close every menu and dialog over the window; what they asked is given up."""
        while (popup := self._application.activePopupWidget()) is not None:
            popup.close()
        while (dialog := self._application.activeModalWidget()) is not None:
            if not dialog.close():
                break

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._now()

    def tick(self) -> None:
        """Look at the clock."""
        left = self._minutes() * 60 - (self._now() - self._last)
        if left <= 0:
            self.touch()
            self.idle.emit()
        elif left <= WARN_SECONDS:
            self.idleSoon.emit(round(left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self.touch()
            if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F9 and not event.modifiers():
            self.blankPressed.emit()
            return True
        control = Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_L and event.modifiers() == control:
            self.lockPressed.emit()
            return True
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and not window.property(_WATCHED):
            window.setProperty(_WATCHED, True)
            window.installEventFilter(self)

    def _clipboard_changed(self) -> None:
        self._copied = self._application.focusWindow() is not None
