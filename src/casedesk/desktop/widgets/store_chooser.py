"""Which store: one of the recent ones, or another folder."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from casedesk.desktop.questions import Questions
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button
from casedesk.kernel.words import _

ENDING = ".casedesk"


class StoreChooser(QWidget):
    """A list of stores by name, and a button to look for others."""

    chosen = Signal()

    def __init__(self, questions: Questions) -> None:
        super().__init__()
        self._questions = questions
        self.list = QComboBox()
        self.list.setMinimumContentsLength(24)
        self.list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.list.currentIndexChanged.connect(lambda _row: self.chosen.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.list, 1)
        layout.addWidget(button(_("Browse"), self._browse))

    def offer(self, stores: Iterable[Path], first: Path | None) -> None:
        """Offer these stores, with one of them chosen."""
        self.list.blockSignals(True)
        self.list.clear()
        places = list(stores)
        if first is not None and first not in places:
            places.insert(0, first)
        for place in places:
            self._add(place)
        if first is not None:
            self.list.setCurrentIndex(places.index(first))
        self.list.blockSignals(False)
        self.chosen.emit()

    def path(self) -> Path | None:
        """The chosen store."""
        found = self.list.currentData()
        return Path(found) if found else None

    def _add(self, place: Path) -> None:
        self.list.addItem(place.name.removesuffix(ENDING), str(place))
        self.list.setItemData(self.list.count() - 1, str(place), Qt.ItemDataRole.ToolTipRole)

    def _browse(self) -> None:
        found = self._questions.folder(_("Choose the folder of a store"), self.path())
        if found is not None:
            self._add(found)
            self.list.setCurrentIndex(self.list.count() - 1)
