"""The foot of the window: what was just said, and the quiet mark that all is saved."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from casedesk.desktop.accessible import announce
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import text
from casedesk.kernel.words import _

SAID_MS = 6000
SAVED_MS = 4000


class StatusLine(QFrame):
    """Says things in passing; nothing that must be answered stands here."""

    def __init__(self, parent: QWidget, who: str = "") -> None:
        super().__init__(parent)
        self.setProperty("look", "status")
        self._said = QLabel()
        self._said.setProperty("look", "muted")
        self._saved = QLabel()
        self._saved.setProperty("look", "saved")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_XS, tokens.SPACE_L, tokens.SPACE_XS)
        layout.setSpacing(tokens.SPACE_L)
        layout.addWidget(self._said, 1)
        layout.addWidget(self._saved)
        self._who = text(who, "muted")
        layout.addWidget(self._who)
        # What is said gives way before the window must grow; all of it is heard, and on the tip.
        self._said.setMinimumWidth(1)
        self._hush = self._after(SAID_MS, self._said)
        self._fade = self._after(SAVED_MS, self._saved)

    @property
    def words(self) -> str:
        """What is said now."""
        return self._said.text()

    def say(self, words: str) -> None:
        """Say something in passing, also to a screen reader."""
        self._said.setText(words)
        self._said.setToolTip(words)
        self._fit()
        announce(self, words)
        self._hush.start()

    def saved(self) -> None:
        """Show that what was typed is safe. Announced once, not at each keystroke."""
        fresh = not self._saved.text()
        self._saved.setText("✓ " + _("Saved"))
        self._fit()
        if fresh:
            announce(self, _("Saved"))
        self._fade.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Who is at work stands here only where it leaves room for what is said."""
        parts = (self._said, self._saved, self._who)
        wanted = sum(part.sizeHint().width() + tokens.SPACE_L for part in parts)
        self._who.setVisible(wanted + tokens.SPACE_L <= self.width())

    def _after(self, milliseconds: int, label: QLabel) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(label.clear)
        timer.timeout.connect(self._fit)
        return timer
