"""Buttons that take over a value which was entered elsewhere."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.kernel.words import _
from casedesk.records.offers import Offered

TAKE = "F8"
"""Takes over the first value that is offered for the field one stands in."""


class OfferLine(QWidget):
    """One button for each value; the first has a key of its own."""

    def __init__(
        self, offered: Sequence[Offered], take: Callable[[Offered], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        flow = Flow(self, space=tokens.SPACE_XS)
        self.buttons: list[QPushButton] = []
        for place, each in enumerate(offered):
            words = _("Take over: {value}").format(value=each.words)
            made = QPushButton(f"{words} ({TAKE})" if place == 0 else words, self)
            made.setProperty("look", "chip")
            made.setToolTip(_("Stands in: {source}").format(source=each.source))
            made.setAccessibleDescription(made.toolTip())
            made.clicked.connect(lambda _on=False, o=each: take(o))
            flow.addWidget(made)
            self.buttons.append(made)
        # The key is heard in the whole row: one stands in the editor when pressing it.
        self._key = QShortcut(QKeySequence(TAKE), parent)
        self._key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._key.activated.connect(partial(take, offered[0]))

    def take_away(self) -> None:
        """There is nothing to take over any more; the key falls silent at once."""
        self._key.setEnabled(False)
        self._key.deleteLater()
        self.hide()
        self.deleteLater()
