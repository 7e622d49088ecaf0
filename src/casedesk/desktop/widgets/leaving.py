"""Take parts off a page without losing the keyboard to the other end of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def take_away(widget: QWidget) -> None:
    """Hide a part and throw it away; who was in it, stays near.

    Left to itself Qt gives the focus to whatever was made first, such as the rail: the next Tab
    then starts far from where the user works.
    """
    focused, around = QApplication.focusWidget(), widget.parentWidget()
    inside = focused is not None and (focused is widget or widget.isAncestorOf(focused))
    if inside and around is not None:
        around.setFocus(Qt.FocusReason.OtherFocusReason)
    widget.hide()
    widget.deleteLater()
