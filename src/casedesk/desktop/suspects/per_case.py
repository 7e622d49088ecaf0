"""A button for a step in a case: done at once where there is one case, else asked which."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton

from casedesk.desktop.theme import icons


class PerCase(QToolButton):
    """``act`` gets the id of the case."""

    def __init__(self, words: str, icon: str, act: Callable[[int], None]) -> None:
        super().__init__()
        self._act = act
        self._cases: Sequence[tuple[int, str]] = ()
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.dress(self, icon)
        self.clicked.connect(lambda _checked=False: self.order())

    def offer(self, cases: Sequence[tuple[int, str]]) -> None:
        """The cases, by id and number."""
        if cases == self._cases:
            return
        self._cases = cases
        if len(cases) < 2:
            self.setMenu(None)  # type: ignore[arg-type]  # Qt takes none; its stub does not say so
            return
        menu = QMenu(self)
        for case_id, number in cases:
            action = menu.addAction(number)
            action.triggered.connect(lambda _checked=False, i=case_id: self._act(i))
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def order(self) -> None:
        """Do it, or ask for which case."""
        if len(self._cases) == 1:
            self._act(self._cases[0][0])
        elif self._cases:
            self.showMenu()
