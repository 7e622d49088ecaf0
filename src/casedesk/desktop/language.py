"""The language of the program, Qt's own dialogs included, changed while it runs."""

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from casedesk.kernel.words import set_language


class Speech(QObject):
    """Speaks one language at a time."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._translator: QTranslator | None = None

    def speak(self, language: str) -> None:
        """From now on this language; widgets made before keep the words they have."""
        set_language(language)
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language}", folder):
            self._application.installTranslator(translator)
        self._translator = translator
