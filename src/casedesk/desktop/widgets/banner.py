"""A sentence in a coloured frame with an icon: what happened, what is safe, what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from casedesk.desktop.accessible import announce
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Picture, Wrapped

_ICONS = {
    "danger": "alert-triangle",
    "warning": "alert-triangle",
    "good": "circle-check",
    "info": "info-circle",
}


class Banner(QFrame):
    """Hidden until something is said. The icon and the words carry the meaning, not the colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture("info-circle")
        self._words = Wrapped()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        layout = QHBoxLayout(self)
        margin = tokens.SPACE_M
        layout.setContentsMargins(margin, tokens.SPACE_S, margin, tokens.SPACE_S)
        layout.setSpacing(margin)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self._quiet = True
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self._quiet else self._words.text()

    def say(self, sentence: str, tone: str = "info") -> None:
        """Say something in a tone: danger, warning, good or info."""
        self.setProperty("look", f"banner-{tone}")
        self.style().unpolish(self)
        self.style().polish(self)
        self._picture.show_icon(_ICONS[tone], tone)
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._quiet = False
        if self.parentWidget() is not None:
            self.show()
        else:
            # Shows with its page. Shown now it would be a window of its own for a blink.
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
        announce(self, sentence)

    def quiet(self) -> None:
        """Say nothing any more."""
        self._quiet = True
        self._words.clear()
        self.hide()
