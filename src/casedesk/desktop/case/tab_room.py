"""The room below the head of a case, in which one of its tabs is seen at a time."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from casedesk.desktop.case.part import CasePart


class TabRoom(QScrollArea):
    """Scrolls where a tab needs more height than there is, so that the head stays whole."""

    def __init__(self) -> None:
        super().__init__()
        self._deck = _Deck()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._deck)

    def show_part(self, part: CasePart) -> CasePart | None:
        """Bring a tab into view; answers the one that was seen before, if it was another."""
        return self._deck.show_part(part)


class _Deck(QWidget):
    """Parts that lie on each other. Qt's own stack is as high as the highest would like."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: CasePart | None = None

    def show_part(self, part: CasePart) -> CasePart | None:
        """Lay a part on top; answers the one below, if that is another."""
        before, self._seen = self._seen, part
        if before is part:
            return None
        if part.parentWidget() is not self:
            part.setParent(self)
        part.setGeometry(self.rect())
        part.show()
        if before is not None:
            self._let_go(before)
            before.hide()
        self.updateGeometry()
        return before

    @staticmethod
    def _let_go(part: CasePart) -> None:
        """What is hidden with the focus hands it on to anything; the tab knows where to begin."""
        focused = QApplication.focusWidget()
        if focused is not None and part.isAncestorOf(focused):
            focused.clearFocus()

    def minimumSizeHint(self) -> QSize:
        if self._seen is None:
            return QSize(1, 1)
        height, layout = self._seen.minimumSizeHint().height(), self._seen.layout()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalMinimumHeightForWidth(max(1, self.width()))
        return QSize(1, height)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._seen is not None:
            self._seen.setGeometry(self.rect())
            if event.size().width() != event.oldSize().width():
                self.updateGeometry()
