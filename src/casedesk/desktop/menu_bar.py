"""The menu bar, whose menus stay in reach where the window is narrow or the text is large."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QMenuBar,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QToolButton,
    QWidget,
)

from casedesk.desktop.theme import icons, tokens
from casedesk.kernel.words import _

_QT_NAME = "qt_menubar_ext_button"


class _WideEnough(QProxyStyle):
    """Gives the button of the menus that do not fit the width of an icon; Qt's own is a sliver."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric is QStyle.PixelMetric.PM_ToolBarExtensionExtent:
            return icons.side() + 2 * tokens.SPACE_S
        return super().pixelMetric(metric, option, widget)


class MenuBar(QMenuBar):
    """A menu bar with a button for the other menus that can be seen and heard."""

    def __init__(self) -> None:
        super().__init__()
        self._wide_enough = _WideEnough()
        self._wide_enough.setParent(self)
        self.setStyle(self._wide_enough)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self._dress()

    def _dress(self) -> None:
        others = self.findChild(QToolButton, _QT_NAME)
        if others is not None:
            others.setAccessibleName(_("The other menus"))
            others.setToolTip(_("The other menus"))
            icons.dress(others, "chevron-down")
