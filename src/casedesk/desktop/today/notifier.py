"""Tells once a day, outside the window, how many dates fall on today. Nothing else, ever.

It keeps numbers per day and no more, so it can also speak while the store is locked.
"""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from casedesk.desktop.settings import Settings
from casedesk.desktop.today.counter import LOOK_MS, Count
from casedesk.kernel.clock import Clock, SystemClock
from casedesk.kernel.words import ngettext

SHOWN_MS = 10_000
_TITLE = "CaseDesk"


class Tray(Protocol):
    """Where the desktop shows what a program has to say."""

    def say(self, title: str, words: str) -> None:
        """Show a short message for some seconds."""


class SystemTray:
    """The tray of this desktop; its icon stands there for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        self._icon = QSystemTrayIcon(QApplication.windowIcon(), parent)
        self._icon.setToolTip(_TITLE)
        self._icon.show()

    def say(self, title: str, words: str) -> None:
        self._icon.showMessage(title, words, QApplication.windowIcon(), SHOWN_MS)


def system_tray(parent: QObject) -> Tray | None:
    """The tray, where this desktop has one that shows messages."""
    if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
        return None
    return SystemTray(parent)


class Notifier(QObject):
    """Hears the counts; speaks at the first of a day, and when a day begins."""

    def __init__(
        self,
        settings: Settings,
        tray: Tray | None,
        clock: Clock | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._tray = settings, tray
        self._clock: Clock = clock or SystemClock()
        self._numbers: Mapping[date, int] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        if tray is not None:
            self._timer.start()

    def hear(self, count: Count) -> None:
        """The numbers were read: keep those of the days to come."""
        self._numbers = dict(count.on_days)
        self.look()

    def look(self) -> None:
        """Tell the number of today, unless it was told, is none, or nobody wants to hear it."""
        today = self._clock.today()
        number = self._numbers.get(today, 0)
        if self._tray is None or not number or not self._settings.notify:
            return
        if self._settings.notified_on == today.isoformat():
            return
        self._settings.notified_on = today.isoformat()
        words = ngettext("{n} date today", "{n} dates today", number).format(n=number)
        self._tray.say(_TITLE, words)
