"""The first window: which store, who, and the passphrase.

It is painted before anything heavy is imported; the rest is imported while the passphrase is
typed. Deriving the key takes its time on a worker thread.
"""

import math
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from casedesk.desktop import opening
from casedesk.desktop.accessible import announce, labelled
from casedesk.desktop.background import Runner
from casedesk.desktop.front import front_page
from casedesk.desktop.opening import Opened
from casedesk.desktop.questions import Questions
from casedesk.desktop.settings import Settings
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, row
from casedesk.desktop.widgets.passphrase import PassphraseField
from casedesk.desktop.widgets.store_chooser import StoreChooser
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _


class Wait(QObject):
    """The growing wait after wrong passphrases, counted down in whole seconds."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.seconds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.count_down)

    def start(self, seconds: float) -> None:
        """Wait so long from now; 0 is not at all."""
        self.seconds = math.ceil(seconds)
        if self.seconds:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()

    def count_down(self) -> None:
        """A second has passed."""
        self.seconds = max(0, self.seconds - 1)
        if not self.seconds:
            self._timer.stop()
        self.changed.emit()


class UnlockWindow(QWidget):
    """Asks for a store, a login name and a passphrase, and hands over what it opened."""

    unlocked = Signal(object)
    """Carries ``Opened``."""
    painted = Signal()
    newStoreAsked = Signal()
    languageAsked = Signal(str)

    def __init__(self, runner: Runner, questions: Questions, settings: Settings) -> None:
        super().__init__()
        self._runner, self._settings = runner, settings
        self._warm = self._was_painted = self._busy = self._by_code = False
        self.store = StoreChooser(questions)
        self.passphrase = PassphraseField(_("Passphrase"))
        self.passphrase.entered.connect(self.open)
        self.login = QLineEdit()
        self.login.setMaxLength(64)
        self.login.returnPressed.connect(self.passphrase.setFocus)
        self.code = QLineEdit()
        self.code.setPlaceholderText("XXXXX-XXXXX-…")
        self.code.returnPressed.connect(self.open)
        self.banner = Banner()
        self.go = button(_("Open the store"), self.open, look="primary")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(_("The store is being opened"))
        self._switch = button("", self._toggle_code, look="link")
        self._wait = Wait(self)
        self._wait.changed.connect(self._show_state)
        self._lay_out()
        self._show_way()
        self._show_state()
        self.store.chosen.connect(self._store_chosen)

    # What the application asks.

    def offer(self, path: Path | None = None, login: str = "") -> None:
        """Offer the recent stores; choose one, and a login name, beforehand."""
        self.login.setText(login)
        self.store.offer(self._settings.recent_stores(), path)
        (self.passphrase if login else self.login).setFocus()

    def say(self, sentence: str, tone: str = "info") -> None:
        """Say why the user is here again."""
        self.banner.say(sentence, tone)

    def open(self) -> None:
        """Try to open the chosen store."""
        path = self.store.path()
        if self._busy or self._wait.seconds or path is None:
            return
        self.banner.quiet()
        login, secret, code = self.login.text().strip(), self.passphrase.text(), self.code.text()
        if self._by_code:
            self._try(path, lambda: opening.unlock_with_code(path, code))
        elif not login or not secret:
            self.banner.say(_("Fill in your login name and your passphrase."), "warning")
        else:
            self._try(path, lambda: opening.unlock(path, login, secret))

    # Qt's own.

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self._after_first_paint)

    # Private.

    def _after_first_paint(self) -> None:
        self.painted.emit()
        self._runner.run(opening.warm_up, self._warmed, owner=self)

    def _warmed(self, _nothing: None) -> None:
        self._warm = True
        self._store_chosen()

    def _try(self, path: Path, work: Callable[[], Opened]) -> None:
        self._set_busy(True)
        announce(self, _("The store is being opened"))

        def done(found: Opened) -> None:
            self._set_busy(False)
            self.passphrase.clear()
            self.code.clear()
            self._settings.remember_store(path)
            self.unlocked.emit(found)

        self._runner.change(work, done, refused=self._refused, failed=self._failed, owner=self)

    def _refused(self, refused: Refused) -> None:
        self._set_busy(False)
        self.banner.say(refused.sentence, "warning")

    def _failed(self, fault: Exception) -> None:
        from casedesk.store.faults import StoreFault, WrongPassphrase

        self._set_busy(False)
        if not isinstance(fault, StoreFault):
            raise fault
        wrong = isinstance(fault, WrongPassphrase)
        self.banner.say(str(fault), "warning" if wrong else "danger")
        path = self.store.path()
        if wrong and path is not None:
            self._wait.start(opening.seconds_to_wait(path))
            self.passphrase.line.selectAll()
            (self.code if self._by_code else self.passphrase).setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show_state()

    def _show_state(self) -> None:
        seconds = self._wait.seconds
        self._bar.setVisible(self._busy)
        for part in (self.store, self.login, self.passphrase, self.code):
            part.setEnabled(not self._busy)
        self.go.setText(_("Open in {n} s").format(n=seconds) if seconds else _("Open the store"))
        self.go.setEnabled(not self._busy and not seconds and self.store.path() is not None)

    def _store_chosen(self) -> None:
        path = self.store.path()
        if path is None or not self._warm:
            self._wait.start(0)
            return
        self._wait.start(opening.seconds_to_wait(path))
        logins = opening.logins_of(path)
        self.login.setCompleter(QCompleter(list(logins), self.login))
        if len(logins) == 1 and not self.login.text():
            self.login.setText(logins[0])
            if self.login.hasFocus():
                self.passphrase.setFocus()

    def _toggle_code(self) -> None:
        self._by_code = not self._by_code
        self._show_way()
        (self.code if self._by_code else self.login).setFocus()

    def _show_way(self) -> None:
        for part, by_code in self._parts:
            part.setVisible(by_code is self._by_code)
        self._switch.setText(
            _("Use my passphrase") if self._by_code else _("Use the recovery code")
        )

    def _lay_out(self) -> None:
        sheet = QVBoxLayout()
        sheet.setSpacing(tokens.SPACE_S)
        sheet.addWidget(self.banner)
        sheet.addWidget(labelled(_("Store"), self.store.list))
        sheet.addWidget(self.store)
        self._parts: list[tuple[QWidget, bool]] = []
        for words, field, by_code in (
            (_("Login name"), self.login, False),
            (_("Passphrase"), self.passphrase, False),
            (_("Recovery code"), self.code, True),
        ):
            buddy = field.line if isinstance(field, PassphraseField) else field
            for part in (labelled(words, buddy), field):
                sheet.addWidget(part)
                self._parts.append((part, by_code))
        sheet.addSpacing(tokens.SPACE_S)
        sheet.addWidget(self.go)
        sheet.addWidget(self._bar)
        new = button(_("New store"), self.newStoreAsked.emit, look="link")
        sheet.addLayout(row(self._switch, None, new))
        front_page(self, sheet, self._settings.language, self.languageAsked.emit)
