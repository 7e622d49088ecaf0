"""Everything in a window that somebody could see, hear, or be shown by a tool.

The texts of all widgets, also of hidden ones, their tool tips and names; what a screen reader is
told, through the accessible tree; the data of every model in every role, also of rows and
columns that are not drawn; and the text of documents that are shown.
"""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget

_PROPERTIES = (
    "text", "plainText", "title", "placeholderText", "toolTip", "statusTip", "whatsThis",
    "accessibleName", "accessibleDescription", "windowTitle", "currentText", "windowFilePath",
)  # fmt: skip
_TEXTS = (
    QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value,
    QAccessible.Text.Help, QAccessible.Text.Accelerator,
)  # fmt: skip
_ROLES = (*(int(role.value) for role in Qt.ItemDataRole), *range(256, 280))
_DEEPEST = 60


def all_words(window: QWidget) -> set[str]:
    """Every text in and behind a window."""
    found = {window.windowTitle()}
    for widget in (window, *window.findChildren(QWidget)):
        found.update(_of_properties(widget))
        for model in _models(widget):
            found.update(_of_model(model))
    for document in window.findChildren(QPdfDocument):
        found.update(document.getAllText(page).text() for page in range(document.pageCount()))
    for action in window.findChildren(QAction):
        found.update((action.text(), action.toolTip(), action.statusTip()))
    found.update(_of_accessible(QAccessible.queryAccessibleInterface(window), 0))
    return {text for text in found if text}


def _of_properties(widget: QWidget) -> Iterator[str]:
    for name in _PROPERTIES:
        value = widget.property(name)
        if isinstance(value, str):
            yield value


def _models(widget: QWidget) -> Iterator[QAbstractItemModel]:
    if isinstance(widget, QAbstractItemView | QComboBox) and widget.model() is not None:
        yield widget.model()
    if isinstance(widget, QLineEdit) and widget.completer() is not None:
        yield widget.completer().model()


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    for section in range(_columns(model, QModelIndex())):
        yield from _texts(model.headerData(section, Qt.Orientation.Horizontal))
    yield from _of_rows(model, QModelIndex(), 0)


def _of_rows(model: QAbstractItemModel, parent: QModelIndex, depth: int) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        for column in range(_columns(model, parent)):
            index = model.index(row, column, parent)
            for role in _ROLES:
                yield from _texts(model.data(index, role))
        if depth < _DEEPEST:
            yield from _of_rows(model, model.index(row, 0, parent), depth + 1)


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    # Of a list the count of columns is private, and one.
    return 1 if isinstance(model, QAbstractListModel) else max(1, model.columnCount(parent))


def _texts(value: Any) -> Iterator[str]:
    """A text, or those inside something of ours that a model carries."""
    if isinstance(value, str):
        yield value
    elif value is not None and not isinstance(value, int | float):
        yield repr(value)


def _of_accessible(found: QAccessibleInterface | None, depth: int) -> Iterator[str]:
    if found is None or not found.isValid() or depth > _DEEPEST:
        return
    for text in _TEXTS:
        yield found.text(text)
    inside = found.textInterface()
    if inside is not None:
        yield inside.text(0, inside.characterCount())
    for place in range(found.childCount()):
        yield from _of_accessible(found.child(place), depth + 1)
