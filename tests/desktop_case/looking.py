"""What stands on a page, read as a user would read it or hear it."""

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.forms.editors import Editor
from casedesk.desktop.forms.record_form import RecordForm


def texts(page: QWidget) -> str:
    """All words on a page that are not hidden, and all names that a screen reader says."""
    # What was just put into a layout is shown by the next round of events.
    QApplication.processEvents()
    return "\n".join(_texts(page))


def _texts(page: QWidget) -> Iterator[str]:
    for widget in page.findChildren(QWidget):
        if not widget.isVisibleTo(page):
            continue
        yield widget.accessibleName()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))


def press(page: QWidget, words: str) -> None:
    """Press the visible button with these words or this accessible name."""
    QApplication.processEvents()
    for found in page.findChildren(QAbstractButton):
        if found.isVisibleTo(page) and words in (found.text(), found.accessibleName()):
            found.click()
            return
    raise AssertionError(f"there is no button {words!r}")


def fill(form: RecordForm, name: str, value: object) -> None:
    """Type a value into a field and go on to the next."""
    editor = form.rows[name].editor
    _type(editor, value)
    editor.left.emit()


def answer(panel: AskPanel, name: str, value: object) -> None:
    """Give an answer to one of the questions of a step."""
    _type(panel.rows[name].editor, value)


def _type(editor: Editor, value: object) -> None:
    editor._display_quietly(value)
    editor._touch()
