"""A new passphrase, typed twice, with what is still wrong about it while it is typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import column, set_look, text
from casedesk.desktop.widgets.passphrase import PassphraseField
from casedesk.kernel.words import _


class NewPassphrase(QWidget):
    """Says what ``store.passphrases`` objects to; ``login`` gives the name of its owner."""

    def __init__(self, login: Callable[[], str]) -> None:
        super().__init__()
        self._login = login
        self.first = PassphraseField(_("New passphrase"))
        self.again = PassphraseField(_("The same passphrase again"))
        self._advice = text(_advice(), "small", wrap=True)
        self.first.edited.connect(self._advise)
        self.again.edited.connect(self._advise)
        self.setLayout(
            column(
                labelled(_("New passphrase"), self.first.line),
                self.first,
                self._advice,
                labelled(_("The same passphrase again"), self.again.line),
                self.again,
                spacing=tokens.SPACE_S,
            )
        )
        self.setFocusProxy(self.first)

    def text(self) -> str:
        """What was typed."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()
        self._advise()

    def objection(self) -> str:
        """Why this passphrase will not do; empty if it will."""
        from casedesk.store import passphrases

        wrong = passphrases.objection(self.first.text(), login=self._login())
        if wrong is not None:
            return wrong
        if self.first.text() != self.again.text():
            return _("The two passphrases are not the same. Type them again.")
        return ""

    def _advise(self) -> None:
        from casedesk.store import passphrases

        typed = self.first.text()
        wrong = passphrases.objection(typed, login=self._login()) if typed else None
        if not typed:
            words, look = _advice(), "small"
        elif wrong is not None:
            words, look = wrong, "warning"
        elif self.again.text() and self.again.text() != typed:
            words, look = _("The two passphrases are not the same yet."), "warning"
        else:
            words, look = "✓ " + _("This is a good passphrase."), "good"
        self._advice.setText(words)
        set_look(self._advice, look)


def _advice() -> str:
    return _("At least 15 characters. A few words that do not belong together work well.")
