"""Every command by a few letters of its name, with its shortcut beside it (Ctrl+K)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from casedesk.desktop.commands import Action
from casedesk.desktop.theme import icons, tokens
from casedesk.kernel.names import fold
from casedesk.kernel.words import _

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


_KEYS = Qt.ItemDataRole.UserRole + 1


class _WithKeys(QStyledItemDelegate):
    """Draws the shortcut of a command at the right, quietly."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(tokens.of_application().colour("muted"))
        room = option.rect.adjusted(0, 0, -tokens.SPACE_M, 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, str(index.data(_KEYS) or ""))
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        found = super().sizeHint(option, index)
        return QSize(found.width(), found.height() + tokens.SPACE_S)


class CommandPalette(QDialog):
    """Type, choose with the arrows, Enter."""

    def __init__(self, actions: Sequence[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("All commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._search = QLineEdit()
        self._search.setPlaceholderText(_("Type what you want to do"))
        self._search.setAccessibleName(_("Search in the commands"))
        self._search.textChanged.connect(self._narrow)
        self._search.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Commands"))
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_WithKeys(self._list))
        self._list.setIconSize(QSize(icons.side(), icons.side()))
        self._list.itemActivated.connect(self._order)
        layout = QVBoxLayout(self)
        margin = tokens.SPACE_M
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.addWidget(self._search)
        layout.addWidget(self._list, 1)
        self._actions = [a for a in actions if a.bound.command.id != "palette" and a.isEnabled()]
        for action in self._actions:
            self._list.addItem(self._item(action))
        self._list.setCurrentRow(0)
        width = self.fontMetrics().averageCharWidth()
        self.resize(width * 70, self.fontMetrics().height() * 18)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self._list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._order(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _item(self, action: Action) -> QListWidgetItem:
        words = action.text().replace("&", "")
        keys = action.shortcut().toString()
        item = QListWidgetItem(action.icon(), words)
        item.setData(Qt.ItemDataRole.UserRole, action)
        item.setData(_KEYS, keys)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {keys}" if keys else words)
        return item

    def _narrow(self, typed: str) -> None:
        wanted = fold(typed).split()
        first = -1
        for row, action in enumerate(self._actions):
            words = fold(action.text().replace("&", ""))
            fits = all(part in words for part in wanted)
            self._list.setRowHidden(row, not fits)
            if fits and first < 0:
                first = row
        self._list.setCurrentRow(first)

    def _order(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        action: Action = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        action.trigger()
