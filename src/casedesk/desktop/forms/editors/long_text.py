"""A text of several lines that grows with what is typed."""

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from casedesk.desktop.forms.editors.base import Around, Editor, missing_words
from casedesk.kernel.fields import Field, Missing

LEAST_LINES, MOST_LINES = 3, 16


class GrowingText(QPlainTextEdit):
    """Plain text only; no spelling service; Tab goes to the next field."""

    scrolls = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhMultiLine
        )
        self.setTabChangesFocus(True)
        # Lines wrap: a bar along the bottom would only hide the last of them.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._wanted = 0
        self.textChanged.connect(self.fit)
        # A narrower page breaks lines anew, later than the change of size itself.
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted or super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            plain = QMimeData()
            plain.setText(source.text())
            super().insertFromMimeData(plain)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that the text needs, within limits."""
        # A plain text document measures its height in lines.
        lines = int(self.document().size().height())
        wanted = min(max(lines, LEAST_LINES), MOST_LINES)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if lines > MOST_LINES else policy.ScrollBarAlwaysOff
        )
        around = self.height() - self.contentsRect().height()
        margin = 2 * int(self.document().documentMargin())
        height = wanted * self.fontMetrics().lineSpacing() + margin + around
        if height != self._wanted:
            self._wanted = height
            self.setFixedHeight(height)
            self.updateGeometry()


class LongTextEditor(Editor):
    """A long text."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.text = GrowingText(self)
        self.text.textChanged.connect(self._touch)
        self._adopt(self.text)
        self._offer_reasons()

    def typed(self) -> Any:
        if self._reason is not None:
            return super().typed()
        return {"text": self.text.toPlainText()}

    def show_typed(self, typed: Any) -> None:
        if "text" not in typed:
            super().show_typed(typed)
            return
        self._display_quietly(typed["text"])
        self._touched = True

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.text.setEnabled(True)
        self.text.setReadOnly(read_only)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if watched is self.text and event.type() == QEvent.Type.Wheel:
            return False
        return super().eventFilter(watched, event)

    def _display(self, value: Any) -> None:
        text = "" if value is None or isinstance(value, Missing) else value
        self.text.setPlaceholderText(missing_words(value))
        self.text.setPlainText(text)

    def _read(self) -> Any:
        return self.text.toPlainText().strip() or None
