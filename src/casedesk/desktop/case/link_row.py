"""A line of words that leads somewhere: a button whose words wrap."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from casedesk.desktop.case.items import Chip
from casedesk.desktop.case.row import ChipLabel
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import Picture, column, row, text

_LEAST = 24
_BESIDE = 46
"""Widths in characters: of the narrowest row, and from which on chips stand beside the words."""


class LinkRow(QPushButton):
    """Icon, title, quiet words and chips; pressing it goes there."""

    def __init__(
        self,
        icon: str,
        title: str,
        go: Callable[[], None],
        *,
        meta: str = "",
        chips: Sequence[Chip] = (),
    ) -> None:
        super().__init__()
        self.setProperty("look", "link-row")
        said = (title, *(chip.words for chip in chips), meta)
        self.setAccessibleName(", ".join(part for part in said if part))
        words = column(text(title, wrap=True), spacing=1)
        if meta:
            words.addWidget(text(meta, "small", wrap=True))
        inside = row(spacing=tokens.SPACE_S)
        if icon:
            picture = Picture(icon, 18, "muted")
            inside.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(words, 1)
        self._beside = row(spacing=tokens.SPACE_S)
        for chip in chips:
            self._beside.addWidget(ChipLabel(chip), 0, Qt.AlignmentFlag.AlignTop)
        self._inside, self._words, self._below = inside, words, False
        inside.addLayout(self._beside)
        inside.setContentsMargins(tokens.SPACE_S, tokens.SPACE_XS, tokens.SPACE_S, tokens.SPACE_XS)
        self.setLayout(inside)
        for each in self.children():
            if hasattr(each, "setAttribute"):
                each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: go())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        wanted = layout.totalHeightForWidth(width) if layout is not None else 0
        return max(tokens.TARGET, wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < self.fontMetrics().averageCharWidth() * _BESIDE
        if below != self._below:
            self._below = below
            old, new = (self._inside, self._words) if below else (self._words, self._inside)
            old.removeItem(self._beside)
            self._beside.setParent(None)
            new.addLayout(self._beside)
            self._beside.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        hint = layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()
        return QSize(
            min(hint.width(), self.fontMetrics().averageCharWidth() * _LEAST), hint.height()
        )
