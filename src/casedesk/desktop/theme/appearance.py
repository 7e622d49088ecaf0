"""The look of the program as the user and the system want it, and changed while it runs."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QPixmapCache
from PySide6.QtWidgets import QApplication

from casedesk.desktop.settings import Settings
from casedesk.desktop.theme import icons
from casedesk.desktop.theme.palette import palette
from casedesk.desktop.theme.stylesheet import stylesheet
from casedesk.desktop.theme.tokens import DARK, LIGHT, THEMES, Tokens


class Appearance(QObject):
    """Puts theme and text size on the application; ``changed`` after each time."""

    changed = Signal()

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self._application, self._settings = application, settings
        self._system_font = QFont(application.font())
        self._worn: tuple[str, int] | None = None
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: self.put_on())
        settings.changed.connect(self._setting_changed)

    def tokens(self) -> Tokens:
        """The theme that is right now: as set, else as the system has it."""
        chosen = THEMES.get(self._settings.theme)
        if chosen is not None:
            return chosen
        scheme = self._application.styleHints().colorScheme()
        return DARK if scheme is Qt.ColorScheme.Dark else LIGHT

    def put_on(self) -> None:
        """Dress the whole program in the right theme and text size, if it is not already."""
        tokens, size = self.tokens(), self._settings.text_size
        if self._worn == (tokens.name, size):
            return
        self._worn = (tokens.name, size)
        points = self._points() * size / 100
        font = QFont(self._system_font)
        font.setPointSizeF(points)
        self._application.setFont(font)
        self._application.setPalette(palette(tokens))
        self._application.setStyleSheet(stylesheet(tokens, points))
        QPixmapCache.clear()
        icons.redress(self._application)
        self.changed.emit()

    def _points(self) -> float:
        """The system's text size; at least 9 points, and 10 where the system names pixels."""
        points = self._system_font.pointSizeF()
        return max(9.0, points) if points > 0 else 10.0

    def _setting_changed(self, name: str) -> None:
        if name in ("theme", "text_size"):
            self.put_on()
