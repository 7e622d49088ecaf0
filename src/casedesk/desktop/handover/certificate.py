"""Ask for the organisation's certificate to sign a document with; nothing of it is kept."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, column, text
from casedesk.desktop.widgets.passphrase import PassphraseField
from casedesk.handover.signing import Seal
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

KINDS = "PKCS#12 (*.p12 *.pfx)"


class CertificatePart(QWidget):
    """Which file, and its passphrase. Only where the file is, is remembered on this computer."""

    signAsked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.path = desk.settings.certificate
        self._name = text("", wrap=True)
        self.secret = PassphraseField(_("Passphrase of the certificate"))
        self.secret.entered.connect(self.signAsked)
        label = QLabel(_("Passphrase of the &certificate"))
        label.setBuddy(self.secret)
        orders = Flow()
        orders.addWidget(button(_("Choose the certificate file"), self._choose, icon="folder"))
        orders.addWidget(button(_("Sign the file"), self.signAsked.emit, icon="check"))
        why = _(
            "The signature shows that the file comes from your organisation and was not changed. "
            "It needs the certificate file of your organisation and its passphrase. "
            "Neither is kept."
        )
        layout = column(
            text(why, "muted", wrap=True), self._name, label, self.secret, spacing=tokens.SPACE_S
        )
        layout.addLayout(orders)
        self.setLayout(layout)
        self._say()

    def clear(self) -> None:
        """Forget the passphrase."""
        self.secret.clear()

    def start(self) -> None:
        """Begin where something is still missing."""
        self.secret.setFocus()

    def _choose(self) -> None:
        path = self._desk.questions.file_to_open(_("Certificate of the organisation"), KINDS)
        if path is not None:
            self.path = self._desk.settings.certificate = path
            self._say()
            self.secret.setFocus()

    def _say(self) -> None:
        words = _("No certificate file is chosen.") if self.path is None else self.path.name
        self._name.setText(words)
        self._name.setToolTip(str(self.path or ""))


def read_seal(path: Path | None, passphrase: str) -> Seal | Refused:
    """The certificate file as it is now."""
    if path is None:
        return Refused(_("Choose the certificate file first."))
    try:
        return Seal(path.read_bytes(), passphrase)
    except OSError:
        return Refused(_("The certificate file cannot be read. Choose it again."))
