"""Bring a part of a page that scrolls into view, also while the page still fills."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from casedesk.desktop.theme import tokens

_FILLING_MS = 1500
"""So long lists above it may still arrive, and push it down."""


def holds_focus(widget: QWidget) -> bool:
    """Whether the user is somewhere inside."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def bring_into_view(widget: QWidget) -> None:
    """Scroll to a part, in the page that it stands in."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        _InView(above, widget)


class _InView(QObject):
    """Scrolls once the layout has settled, and again when the page grows soon after."""

    def __init__(self, area: QScrollArea, widget: QWidget) -> None:
        super().__init__(widget)
        self._area, self._widget = area, widget
        area.verticalScrollBar().rangeChanged.connect(self._grown)
        QTimer.singleShot(0, self, self._scroll)
        QTimer.singleShot(_FILLING_MS, self, self.deleteLater)

    def _grown(self) -> None:
        # Who is elsewhere by now does not want to be taken back.
        if holds_focus(self._widget):
            QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        area, widget = self._area, self._widget
        area.ensureWidgetVisible(widget, 0, tokens.SPACE_XL)
        inside = area.widget()
        if inside is None or not inside.isAncestorOf(widget):
            return
        top = widget.mapTo(inside, widget.rect().topLeft()).y()
        if widget.height() > area.viewport().height() - tokens.SPACE_XL:
            area.verticalScrollBar().setValue(top - tokens.SPACE_L)
