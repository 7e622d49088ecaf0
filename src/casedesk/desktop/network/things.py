"""The network as a list: for who hears it, and for who would rather read than look."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from casedesk.desktop.network.items import role_of
from casedesk.desktop.network.look import LOOKS
from casedesk.desktop.theme import icons, tokens
from casedesk.kernel.words import _, ngettext
from casedesk.network.graph import Network, Sort, Thing, Tie

_KEY = int(Qt.ItemDataRole.UserRole)
_SORTS = tuple(Sort)
_TIE_WIDTH = 27
"""Characters of the second column, where there is room."""


class ThingList(QTreeWidget):
    """Each thing, and below it its ties. Right unfolds, Enter on a tie goes to its other end."""

    chosen = Signal(str)
    opened = Signal(str)
    """The user wants to see the record behind a thing, by its key."""

    def __init__(self) -> None:
        super().__init__()
        self.network = Network()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._quiet = False
        self.setHeaderLabels([_("Who and what"), _("Part or tie")])
        self.setAccessibleName(_("Persons and things in the network, with their ties"))
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(self._moved)

    def show_network(self, network: Network) -> None:
        """Fill the list anew; the place in it stays."""
        before = self._key(self.currentItem())
        unfolded = {key for key, item in self._items.items() if item.isExpanded()}
        self.network = network
        self._quiet = True
        self.clear()
        self._items = {}
        for thing in sorted(network.things, key=lambda t: (_SORTS.index(t.sort), t.label)):
            self._add(thing)
        for key in unfolded & set(self._items):
            self._items[key].setExpanded(True)
        self._quiet = False
        self.show_chosen(before)

    def show_chosen(self, key: str) -> None:
        """Stand on a thing that was chosen elsewhere."""
        item = self._items.get(key)
        if item is None or self._key(self.currentItem()) == key:
            return
        self._quiet = True
        self.setCurrentItem(item)
        self.scrollToItem(item)
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            if item.parent() is None:
                self.opened.emit(self._key(item))
            else:
                self.setCurrentItem(self._items[self._key(item)])
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width()
        wanted = self.fontMetrics().averageCharWidth() * _TIE_WIDTH
        self.header().resizeSection(1, min(wanted, wide * 2 // 5))

    def _add(self, thing: Thing) -> None:
        item = QTreeWidgetItem([thing.label, role_of(thing)])
        item.setData(0, _KEY, thing.key)
        item.setSizeHint(0, self._row_size())
        item.setIcon(0, icons.icon(LOOKS[thing.sort].icon))
        around = self.network.around(thing.key)
        ties = ngettext("{n} tie", "{n} ties", len(around)).format(n=len(around))
        sort = _(LOOKS[thing.sort].word)
        said = ", ".join(dict.fromkeys((thing.label, role_of(thing), sort, ties)))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(0, said)
        for other, tie in around:
            item.addChild(self._tie(thing, other, tie))
        self._items[thing.key] = item
        self.addTopLevelItem(item)

    def _tie(self, thing: Thing, other: str, tie: Tie) -> QTreeWidgetItem:
        label = self.network.thing(other).label
        words = tie.words
        if tie.period:
            words = f"{words} ({tie.period})"
        arrow = "→" if tie.one == thing.key else "←"
        row = QTreeWidgetItem([f"{arrow} {label}", words])
        row.setData(0, _KEY, other)
        row.setSizeHint(0, self._row_size())
        one, two = self.network.thing(tie.one).label, self.network.thing(tie.other).label
        said = f"{one}, {words}, {two}"
        if tie.shielded:
            said = f"{said}, {_('shielded')}"
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        row.setToolTip(0, said)
        row.setToolTip(1, said)
        return row

    def _row_size(self) -> QSize:
        return QSize(0, max(tokens.TARGET, self.fontMetrics().height() + 6))

    def _moved(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if not self._quiet and item is not None:
            owner = item.parent() or item
            self.chosen.emit(self._key(owner))

    @staticmethod
    def _key(item: QTreeWidgetItem | None) -> str:
        return str(item.data(0, _KEY)) if item is not None else ""
