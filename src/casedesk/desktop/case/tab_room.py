"""The room below the head of a case, in which one of its tabs is seen at a time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget

from casedesk.desktop.case.part import CasePart


class TabRoom(QScrollArea):
    """Scrolls where a tab needs more height than there is, so that the head stays whole."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        # Parts find their own way with little width; a stack would ask that of the widest.
        self._stack.setMinimumWidth(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._stack)

    def add(self, part: CasePart) -> None:
        """One more tab, out of view."""
        self._take_no_room(part)
        self._stack.addWidget(part)

    def show_part(self, part: CasePart) -> CasePart | None:
        """Bring a tab into view; answers the one that was seen before, if it was another."""
        before = self._stack.currentWidget()
        if isinstance(before, CasePart) and before is not part:
            self._take_no_room(before)
        part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._stack.setCurrentWidget(part)
        return before if isinstance(before, CasePart) and before is not part else None

    @staticmethod
    def _take_no_room(part: CasePart) -> None:
        """A stack is as high as the highest of its parts, seen or not."""
        part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
