"""The look that the windows before unlocking share: one sheet in the middle, languages below."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, row, text
from casedesk.kernel.resources import resource_path

_OTHER = {"nl": ("en", "English"), "en": ("nl", "Nederlands")}


def front_page(
    window: QWidget, inside: QVBoxLayout, language: str, ask: Callable[[str], None]
) -> None:
    """Lay a window out around ``inside``, under the name of the program."""
    icon = QIcon(str(resource_path("icons", "casedesk.svg")))
    window.setWindowTitle("CaseDesk")
    picture = QLabel()
    picture.setPixmap(icon.pixmap(QSize(44, 44)))
    inside.insertLayout(0, row(picture, text("CaseDesk", "title"), None, spacing=tokens.SPACE_M))
    inside.insertSpacing(1, tokens.SPACE_S)
    frame = card(inside)
    frame.setMinimumWidth(window.fontMetrics().averageCharWidth() * 62)
    frame.setMaximumWidth(window.fontMetrics().averageCharWidth() * 90)
    code, words = _OTHER[language]
    middle = QWidget()
    middle.setProperty("look", "page")
    layout = QVBoxLayout(middle)
    layout.addStretch(1)
    layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(1)
    layout.addLayout(row(None, button(words, lambda: ask(code), look="link")))
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidgetResizable(True)
    scroll.setWidget(middle)
    whole = QVBoxLayout(window)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scroll)
    room = window.screen().availableSize()
    wanted = middle.sizeHint() + QSize(160, 100)
    window.resize(wanted.expandedTo(QSize(820, 600)).boundedTo(room))
