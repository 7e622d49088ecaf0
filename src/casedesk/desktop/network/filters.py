"""Above the diagram: what is shown, which is its legend, too; how far, and by what names."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.network.look import LOOKS, sample
from casedesk.desktop.theme import icons, tokens
from casedesk.kernel.words import _
from casedesk.network.graph import Network, Sort


class NetworkFilters(QWidget):
    """A button per sort that there is, with its shape; how many there are stands beside it."""

    changed = Signal()
    """Other sorts are shown."""
    asked = Signal()
    """Another depth or other names are asked: the network must be read again."""

    def __init__(self, *, names: bool) -> None:
        super().__init__()
        self.sorts: dict[Sort, QPushButton] = {}
        self.flow = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for sort in Sort:
            self.sorts[sort] = self._button(sort)
        self.wide = self._toggle(_("Other cases, too"), "folder")
        self.wide.setToolTip(_("Also cases that share a person, a number, a firm or a place."))
        self.names = self._toggle(_("Names"), "id-badge")
        self.names.setToolTip(_("Without names everybody is called by a letter."))
        self.names.setChecked(names)
        self.names.setVisible(names)
        for each in (self.wide, self.names):
            each.toggled.connect(lambda _on: self.asked.emit())
        self._dress()

    def hidden(self) -> Sequence[Sort]:
        """The sorts that are left out."""
        return [sort for sort, made in self.sorts.items() if not made.isChecked()]

    def offer(self, network: Network) -> None:
        """Show a button for each sort that there is."""
        counts = dict.fromkeys(Sort, 0)
        for thing in network.things:
            counts[thing.sort] += 1
        for sort, made in self.sorts.items():
            made.setVisible(counts[sort] > 0 or not made.isChecked())
            words = f"{_(LOOKS[sort].plural)} ({counts[sort]})"
            made.setText(words)
            made.setAccessibleName(_("Show: {what}").format(what=words))
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _button(self, sort: Sort) -> QPushButton:
        made = QPushButton(_(LOOKS[sort].plural), self)
        made.setProperty("look", "filter")
        made.setCheckable(True)
        made.setChecked(True)
        made.setVisible(False)
        made.toggled.connect(lambda _on: self._toggled())
        self.flow.addWidget(made)
        return made

    def _toggle(self, words: str, icon: str) -> QPushButton:
        made = QPushButton(words, self)
        made.setProperty("look", "filter")
        made.setCheckable(True)
        icons.dress(made, icon, "muted")
        self.flow.addWidget(made)
        return made

    def _toggled(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        """The shape of what is shown; the eye says without colour that something is not."""
        theme, side = tokens.of(self), icons.side()
        for sort, made in self.sorts.items():
            if made.isChecked():
                made.setIcon(QIcon(sample(sort, theme, side)))
            else:
                made.setIcon(icons.icon("eye-off", "muted"))
            made.setIconSize(QSize(round(side * 1.5), side))
