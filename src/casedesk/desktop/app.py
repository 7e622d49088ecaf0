"""The application: from the first window to the last, and from unlocking to locking."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from casedesk.desktop.background import ThreadRunner
from casedesk.desktop.errors import ErrorHook, FaultLog
from casedesk.desktop.language import Speech
from casedesk.desktop.opening import Opened
from casedesk.desktop.questions import Questions, WindowQuestions
from casedesk.desktop.settings import Settings
from casedesk.desktop.theme.appearance import Appearance
from casedesk.desktop.unlock import UnlockWindow
from casedesk.kernel.resources import resource_path
from casedesk.kernel.words import N_, _

if TYPE_CHECKING:
    from casedesk.desktop.blank import Blank
    from casedesk.desktop.desk import Place
    from casedesk.desktop.locking import Watch
    from casedesk.desktop.main_window import MainWindow
    from casedesk.desktop.today.notifier import Notifier

USAGE = "usage: casedesk open [STORE] [--user LOGIN]"


def run(words: Sequence[str] = ()) -> int:
    """Open the window, on a store if one is named; answers the exit code."""
    try:
        store, login = read_words(words)
    except ValueError:
        print(USAGE, file=sys.stderr)  # noqa: T201 - the command line's own answer
        return 2
    from casedesk.store.hardening import harden

    harden()
    application = make_application()
    desk = CaseDesk(application, settings_of_user())
    desk.start(store, login)
    code = application.exec()
    desk.end()
    return code


def read_words(words: Sequence[str]) -> tuple[Path | None, str]:
    """Store and login name from the words after ``open``. Raises ValueError for others."""
    store, login = None, ""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--user" and rest:
            login = rest.pop(0)
        elif word.startswith("--user="):
            login = word.removeprefix("--user=")
        elif word.startswith("-") or store is not None:
            raise ValueError(word)
        else:
            store = Path(word)
    return store, login


def make_application() -> QApplication:
    """Qt's application object, named as the desktop knows us."""
    QApplication.setApplicationName("casedesk")
    QApplication.setApplicationDisplayName("CaseDesk")
    QApplication.setDesktopFileName("casedesk")
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(["casedesk"])
    application.setWindowIcon(QIcon(str(resource_path("icons", "casedesk.svg"))))
    application.setQuitOnLastWindowClosed(False)
    return application


def settings_of_user() -> Settings:
    """The preferences of whoever is logged in at this computer."""
    from platformdirs import user_config_path

    return Settings(user_config_path("casedesk", appauthor=False) / "settings.ini")


def log_of_user() -> Path:
    """Where faults are written down, without any data of cases."""
    from platformdirs import user_log_path

    return user_log_path("casedesk", appauthor=False) / "faults.log"


class CaseDesk(QObject):
    """Owns the windows: one to unlock, one to work in, one to hide behind."""

    unlockShown = Signal()

    def __init__(
        self, application: QApplication, settings: Settings, questions: Questions | None = None
    ) -> None:
        super().__init__(application)
        self._application, self.settings = application, settings
        self._asking = WindowQuestions()
        self.questions: Questions = questions or self._asking
        self._speech = Speech(application)
        self._speech.speak(settings.language)
        self.appearance = Appearance(application, settings)
        self.appearance.put_on()
        self.errors = ErrorHook(FaultLog(log_of_user), self.questions.warn)
        self._watch: Watch | None = None
        self.unlock: UnlockWindow | None = None
        self.window: MainWindow | None = None
        self._first_run: QWidget | None = None
        self._blank: Blank | None = None
        self._notifier: Notifier | None = None
        self._runner = self._new_runner()
        self._opened: Opened | None = None
        self._return: tuple[Path, str, Place | None] | None = None
        settings.changed.connect(self._setting_changed)
        application.aboutToQuit.connect(self.end)

    def start(self, store: Path | None = None, login: str = "") -> None:
        """Show the first window: to unlock, or to begin where there is no store yet."""
        self.errors.install()
        if store is None and not self.settings.recent_stores():
            self.begin()
        else:
            self.show_unlock(store, login)

    def show_unlock(self, store: Path | None = None, login: str = "") -> UnlockWindow:
        """Show the window that unlocks."""
        old, self.unlock = self.unlock, UnlockWindow(self._runner, self.questions, self.settings)
        self.unlock.unlocked.connect(self.opened)
        self.unlock.newStoreAsked.connect(self.begin)
        self.unlock.languageAsked.connect(self._choose_language)
        self.unlock.offer(store.resolve() if store else None, login)
        self._asking.parent = self.unlock
        self.unlock.show()
        if old is not None:
            old.close()
            old.deleteLater()
        self.unlockShown.emit()
        return self.unlock

    def begin(self) -> None:
        """Show the way from nothing to a first store."""
        from casedesk.desktop.first_run import FirstRun

        window = FirstRun(self._runner, self.questions, self.settings)
        window.unlocked.connect(self.opened)
        window.unlockAsked.connect(self._back_to_unlock)
        window.languageAsked.connect(self._choose_language)
        self._first_run = window
        self._asking.parent = window
        window.show()
        if self.unlock is not None:
            self.unlock.hide()

    def opened(self, opened: Opened) -> None:
        """A store is open: show the window to work in, at the place that was left."""
        from casedesk.desktop.main_window import MainWindow

        self._opened = opened
        path = opened.sitting.vault.path
        place = None
        if self._return is not None:
            where, login, kept = self._return
            if where == path and login == opened.sitting.actor.login:
                place = kept
        window = MainWindow(opened, self._runner, self.questions, self.settings)
        window.lockAsked.connect(self.lock)
        window.blankAsked.connect(self.blank)
        window.quitAsked.connect(self.quit)
        self.window = window
        self._asking.parent = window
        window.counter.counted.connect(self.notifier.hear)
        window.start(place)
        window.show()
        for other in (self.unlock, self._first_run):
            if other is not None:
                other.close()
                other.deleteLater()
        self.unlock = self._first_run = None
        self.watch.start()

    def lock(self) -> None:
        """Close the store; what was typed is kept, the page comes back after unlocking."""
        closed = self._close_store(N_("Locked"))
        if closed is None:
            return
        path, login = closed
        if self._blank is None:
            self.show_unlock(path, login).say(_("CaseDesk is locked. What you typed is kept."))

    def blank(self) -> None:
        """Hide everything behind a neutral page, at once."""
        if self.window is None or self._blank is not None:
            return
        from casedesk.desktop.blank import Blank

        self._blank = Blank()
        self._blank.back.connect(self._uncover)
        self._blank.lockNow.connect(self.lock)
        self._blank.cover(self.window)
        self.watch.close_dialogs()
        self.window.hide()
        self.window.flush()

    def quit(self) -> None:
        """End the program; the store is closed first."""
        self._close_store(N_("Closed"))
        self.end()
        self._application.quit()

    def end(self) -> None:
        """Let nothing of ours outlive the application object."""
        self._close_store(N_("Closed"))
        self._runner.close()
        self.settings.save()

    @property
    def watch(self) -> "Watch":
        """Counts idle time while a store is open."""
        if self._watch is None:
            from casedesk.desktop.locking import Watch

            self._watch = Watch(lambda: self.settings.idle_minutes)
            self._watch.idle.connect(self.lock)
            self._watch.idleSoon.connect(self._warn)
            self._watch.lockPressed.connect(self.lock)
            self._watch.blankPressed.connect(self.blank)
        return self._watch

    @property
    def notifier(self) -> "Notifier":
        """Tells outside the window how many dates fall on today, also while locked."""
        if self._notifier is None:
            from casedesk.desktop.today.notifier import Notifier, system_tray

            self._notifier = Notifier(self.settings, system_tray(self), parent=self)
        return self._notifier

    # Private.

    def _new_runner(self) -> ThreadRunner:
        return ThreadRunner(
            lambda refused: self.questions.tell(refused.sentence), self.errors.take, self
        )

    def _close_store(self, label: str) -> tuple[Path, str] | None:
        """Save drafts, close windows and store, drop keys; answers which store and who."""
        opened, window = self._opened, self.window
        if opened is None or window is None:
            return None
        self._opened = self.window = None
        self.watch.stop()
        place = window.leave()
        window.hide()
        self.watch.close_dialogs()
        self._runner.close()
        self._runner.deleteLater()
        self._runner = self._new_runner()
        self._asking.parent = None
        sitting = opened.sitting
        from casedesk.store.journal import Act

        try:
            sitting.store.note(Act.LOCK, label)
        except Exception as fault:  # noqa: BLE001 - the store must close whatever happens
            self.errors.take(fault)
        path, login = sitting.vault.path, sitting.actor.login
        self._return = (path, login, place)
        sitting.close()
        window.deleteLater()
        self.watch.forget_copied()
        gc.collect()
        return path, login

    def _uncover(self) -> None:
        blank, self._blank = self._blank, None
        if blank is None:
            return
        if self.window is not None:
            self.window.show()
            self.window.activateWindow()
        elif self._return is not None:
            path, login, _place = self._return
            self.show_unlock(path, login).say(_("CaseDesk is locked. What you typed is kept."))
        blank.uncover()
        blank.deleteLater()

    def _warn(self, seconds: int) -> None:
        if self.window is not None:
            self.window.desk.announce(
                _("CaseDesk locks in {n} seconds. Press a key to go on.").format(n=seconds)
            )

    def _back_to_unlock(self) -> None:
        if self._first_run is not None:
            self._first_run.close()
            self._first_run.deleteLater()
            self._first_run = None
        self.show_unlock()

    def _choose_language(self, language: str) -> None:
        self.settings.language = language

    def _setting_changed(self, name: str) -> None:
        if name != "language":
            return
        self._speech.speak(self.settings.language)
        if self.window is not None and self._opened is not None:
            self._remake_window()
        elif self._first_run is not None:
            old, self._first_run = self._first_run, None
            self.begin()
            old.close()
            old.deleteLater()
        elif self.unlock is not None:
            self.show_unlock(self.unlock.store.path(), self.unlock.login.text())

    def _remake_window(self) -> None:
        """Say everything again in the other language: the same place in a new window."""
        opened, old = self._opened, self.window
        if opened is None or old is None:
            return
        place = old.leave()
        self._return = (opened.sitting.vault.path, opened.sitting.actor.login, place)
        self.watch.stop()
        self.opened(opened)
        old.hide()
        old.deleteLater()
