"""From nothing to a first store: a name and a place, yourself, and a recovery code on paper."""

import getpass
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from casedesk.desktop import opening
from casedesk.desktop.accessible import announce, labelled
from casedesk.desktop.background import Runner
from casedesk.desktop.front import front_page
from casedesk.desktop.opening import Opened
from casedesk.desktop.questions import Questions
from casedesk.desktop.settings import Settings
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.new_passphrase import NewPassphrase
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.desktop.widgets.recovery_sheet import RecoverySheet
from casedesk.desktop.widgets.store_chooser import ENDING
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _


class FirstRun(QWidget):
    """Three steps; each says why it is asked. Hands over the open store at the end."""

    unlocked = Signal(object)
    """Carries ``Opened``."""
    unlockAsked = Signal()
    languageAsked = Signal(str)

    def __init__(self, runner: Runner, questions: Questions, settings: Settings) -> None:
        super().__init__()
        self._runner, self._questions, self._settings = runner, questions, settings
        self._opened: Opened | None = None
        self.name = QLineEdit(_("My cases"))
        self.folder = QLineEdit(str(_documents()))
        self.own_name = QLineEdit()
        self.login = QLineEdit(_login_of_user())
        self.passphrase = NewPassphrase(lambda: self.login.text().strip())
        self.banner = Banner()
        self.recovery = RecoverySheet(runner)
        self._steps = QStackedWidget()
        self._heading = text("", "heading", wrap=True)
        self._why = text("", "muted", wrap=True)
        self._next = button(_("Next"), self.go_on, look="primary")
        self._back = button(_("Back"), self._one_back)
        for step in (self._store_step(), self._self_step(), self.recovery):
            self._steps.addWidget(step)
        self.recovery.confirmed.connect(self._finish)
        sheet = QVBoxLayout()
        sheet.setSpacing(tokens.SPACE_M)
        for part in (self._heading, self._why, self.banner, self._steps):
            sheet.addWidget(part)
        sheet.addLayout(row(self._back, None, self._next))
        front_page(self, sheet, settings.language, self.languageAsked.emit)
        self._show_step(0)
        QTimer.singleShot(0, self, lambda: runner.run(opening.warm_up, _nothing, owner=self))

    def go_on(self) -> None:
        """The next step, if this one is filled in well."""
        self.banner.quiet()
        step = self._steps.currentIndex()
        if step == 0:
            problem = self._store_problem()
            if problem:
                self.banner.say(problem, "warning")
            else:
                self._show_step(1)
        elif step == 1:
            self._make()
        else:
            self.recovery.check()

    def path(self) -> Path:
        """Where the store will stand."""
        name = self.name.text().strip().removesuffix(ENDING)
        safe = "".join(c if c.isalnum() or c in " -_." else "-" for c in name).strip(" .")
        return Path(self.folder.text().strip()).expanduser() / (safe + ENDING)

    # Private.

    def _store_step(self) -> QWidget:
        browse = button(_("Browse"), self._browse)
        return _page(
            labelled(_("Name of the store"), self.name),
            self.name,
            labelled(_("Folder"), self.folder),
            _beside(self.folder, browse),
            text(
                _("Choose a folder that only you or your team can open. No cloud folder."),
                "small",
                wrap=True,
            ),
        )

    def _self_step(self) -> QWidget:
        return _page(
            labelled(_("Your name"), self.own_name),
            self.own_name,
            labelled(_("Login name"), self.login),
            self.login,
            text(
                _("Login names can be read in the store's folder. It need not be your name."),
                "small",
                wrap=True,
            ),
            self.passphrase,
        )

    def _show_step(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        heading, why = _STEPS[step]()
        self._heading.setText(_("Step {n} of 3: {what}").format(n=step + 1, what=heading))
        self._why.setText(why)
        self._back.setVisible(step < 2)
        self._back.setText(_("Back") if step else _("Open an existing store"))
        announce(self, self._heading.text())
        (self.name, self.own_name, self.recovery)[step].setFocus()

    def _one_back(self) -> None:
        self.banner.quiet()
        if self._steps.currentIndex() == 0:
            self.unlockAsked.emit()
        else:
            self._show_step(0)

    def _browse(self) -> None:
        found = self._questions.folder(_("Choose a folder"), Path(self.folder.text()))
        if found is not None:
            self.folder.setText(str(found))

    def _store_problem(self) -> str:
        if self.path().name == ENDING:
            return _("Give the store a name.")
        if not self.path().parent.is_dir():
            return _("This folder does not exist. Choose another one.")
        if self.path().exists():
            return _("There is already a store with this name here. Choose another name.")
        return ""

    def _make(self) -> None:
        if not self.own_name.text().strip():
            self.banner.say(_("Fill in your name."), "warning")
            return
        objection = self.passphrase.objection()
        if objection:
            self.banner.say(objection, "warning")
            return
        path, login = self.path(), self.login.text().strip()
        name, store_name = self.own_name.text().strip(), self.name.text().strip()
        secret = self.passphrase.text()
        self._set_busy(True)

        def work() -> Opened:
            from casedesk.bootstrap import create_store

            return opening.opened(
                create_store(path, login=login, name=name, passphrase=secret, store_name=store_name)
            )

        self._runner.change(
            work, self._made, refused=self._refused, failed=self._failed, owner=self
        )

    def _made(self, opened: Opened) -> None:
        self._set_busy(False)
        self._opened = opened
        self.passphrase.clear()
        self._settings.remember_store(opened.sitting.vault.path)
        self._show_step(2)
        self.recovery.make_for(opened.sitting)

    def _refused(self, refused: Refused) -> None:
        self._set_busy(False)
        self.banner.say(refused.sentence, "warning")

    def _failed(self, fault: Exception) -> None:
        from casedesk.store.faults import StoreFault

        self._set_busy(False)
        if not isinstance(fault, StoreFault):
            raise fault
        self.banner.say(str(fault), "danger")

    def _finish(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            self.unlocked.emit(opened)

    def _set_busy(self, busy: bool) -> None:
        self._steps.setEnabled(not busy)
        self._next.setEnabled(not busy)
        self._next.setText(_("Making the store") if busy else _("Next"))


_STEPS: tuple[Callable[[], tuple[str, str]], ...] = (
    lambda: (
        _("where the cases will be"),
        _("A store is an encrypted folder on this computer. Nobody reads it without a passphrase."),
    ),
    lambda: (
        _("who you are"),
        _("Your name stands with everything that you change. Your passphrase opens the store."),
    ),
    lambda: (
        _("the recovery code"),
        _("Print this code and keep it in a safe. It opens the store if a passphrase is lost."),
    ),
)


def _nothing(_answer: None) -> None:
    """Reading in is all that was asked."""


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    layout = column(*parts, spacing=tokens.SPACE_S)
    layout.addStretch(1)
    page.setLayout(layout)
    return page


def _beside(field: QLineEdit, act: QWidget) -> QWidget:
    beside = QWidget()
    layout = row(field, act)
    layout.setStretch(0, 1)
    beside.setLayout(layout)
    return beside


def _documents() -> Path:
    from platformdirs import user_documents_path

    found = user_documents_path()
    return found if found.is_dir() else Path.home()


def _login_of_user() -> str:
    try:
        return getpass.getuser()[:64]
    except (OSError, KeyError, ImportError):
        return ""
