"""What stands where nothing is yet: what belongs here, and the first step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Picture, button, row, text


class EmptyState(QWidget):
    """An icon, a sentence, and a button where the reader may take the first step."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        step: str = "",
        act: Callable[[], None] | None = None,
        *,
        step_icon: str = "plus",
    ) -> None:
        super().__init__()
        picture = Picture(icon, 48, "edge")
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words = text(sentence, "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setMaximumWidth(self.fontMetrics().averageCharWidth() * 64)
        self.words.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.SPACE_M)
        layout.addStretch(2)
        layout.addWidget(picture)
        # Not aligned in the column: Qt would reckon the height at the width of the whole.
        middle = row(None, self.words, None)
        middle.setStretch(1, 4)
        layout.addLayout(middle)
        self.step = button(step, act, look="primary", icon=step_icon) if act is not None else None
        if self.step is not None:
            layout.addWidget(self.step, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
