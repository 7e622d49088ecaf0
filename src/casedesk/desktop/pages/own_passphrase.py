"""Change one's own passphrase: the one of now, and the new one twice."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.new_passphrase import NewPassphrase
from casedesk.desktop.widgets.parts import button, card, column, row, text
from casedesk.desktop.widgets.passphrase import PassphraseField
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import N_, _


class OwnPassphrase(QWidget):
    """A sheet that wraps one's own key under another passphrase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.banner = Banner()
        self.old = PassphraseField(_("Passphrase now"))
        self.new = NewPassphrase(lambda: desk.sitting.actor.login)
        self.go = button(_("Change the passphrase"), self.change, icon="key")
        sheet = column(
            text(_("Your passphrase"), "heading"), self.banner,
            labelled(_("Passphrase now"), self.old.line), self.old, self.new,
            spacing=tokens.SPACE_S,
        )  # fmt: skip
        sheet.addLayout(row(self.go, None))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(sheet))

    def change(self) -> None:
        """Do it, if what was typed will do."""
        problem = self.new.objection()
        if not self.old.text():
            problem = _("Give your passphrase of now too.")
        if problem:
            self.banner.say(problem, "warning")
            return
        sitting, old, new = self._desk.sitting, self.old.text(), self.new.text()
        self.go.setEnabled(False)

        def work() -> None:
            from casedesk.store import key_changes
            from casedesk.store.journal import Act

            key_changes.change_passphrase(sitting.vault, old=old, new=new)
            sitting.store.note(Act.KEYS, N_("Passphrase changed"))

        self._desk.runner.change(
            work, self._changed, refused=self._refused, failed=self._failed, owner=self
        )

    def forget(self) -> None:
        """Clear what was typed."""
        self.old.clear()
        self.new.clear()

    def _changed(self, _nothing: None) -> None:
        self.go.setEnabled(True)
        self.forget()
        self.banner.say(_("Your passphrase is changed."), "good")

    def _refused(self, refused: Refused) -> None:
        self.go.setEnabled(True)
        self.banner.say(refused.sentence, "warning")

    def _failed(self, fault: Exception) -> None:
        from casedesk.store.faults import StoreFault, WrongPassphrase

        self.go.setEnabled(True)
        if not isinstance(fault, StoreFault):
            raise fault
        wrong = isinstance(fault, WrongPassphrase)
        sentence = _("Your passphrase of now is not right.") if wrong else str(fault)
        self.banner.say(sentence, "warning" if wrong else "danger")
