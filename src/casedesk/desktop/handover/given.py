"""What stands there once the handover is made: its passphrase, once, and the file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLayout, QPlainTextEdit, QVBoxLayout, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.handover.saving import write_document
from casedesk.desktop.handover.secret_copy import SECONDS, clear_secret, copy_secret
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, card, row, text
from casedesk.handover.use_cases import Made
from casedesk.kernel.words import N_, _
from casedesk.store.journal import Act


class GivenPanel(QWidget):
    """Shows the passphrase as long as it stands open, and forgets it when it is closed."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._made: Made | None = None
        self._kept = False
        self.banner = Banner()
        self.passphrase = QLabel()
        self.passphrase.setProperty("look", "code")
        self.passphrase.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.passphrase.setAccessibleName(_("Passphrase of the file"))
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("Words for the second channel"))
        self.save = button(_("Save the PDF"), self._save, look="primary", icon="file-export")
        self._lay_out()

    def show_made(self, made: Made) -> None:
        """A handover was made: this is the only time that its passphrase is seen."""
        self._made, self._kept = made, False
        number = made.prepared.resolution.number
        self.passphrase.setText(made.passphrase)
        self.words.setPlainText(
            _(
                "You get a document about case {number} from us. It opens with this passphrase:\n"
                "{passphrase}\n"
                "Letters are small. Delete this message once you have opened the document."
            ).format(number=number, passphrase=made.passphrase)
        )
        self.banner.say(_("The handover is made and stands in the register."), "good")
        self.save.setFocus()

    def forget(self) -> None:
        """Keep nothing of it."""
        for secret in (self.passphrase.text(), self.words.toPlainText()):
            clear_secret(secret)
        self._made = None
        self.passphrase.clear()
        self.words.clear()

    # Private.

    def _lay_out(self) -> None:
        self.words.setMaximumHeight(self.fontMetrics().lineSpacing() * 6)
        once = text(
            _(
                "You see this passphrase only now. Give it by phone or text message, "
                "never in the mail with the file."
            ),
            "muted",
            wrap=True,
        )
        inside = QVBoxLayout()
        inside.setSpacing(tokens.SPACE_M)
        parts: tuple[QWidget | QLayout, ...] = (
            text(_("Passphrase of the file"), "heading"),
            self.passphrase,
            row(button(_("Copy the passphrase"), self._copy, icon="key"), None),
            once,
            text(_("Words for the second channel"), "heading"),
            self.words,
            row(button(_("Copy these words"), self._copy_words, icon="message"), None),
            text(_("The file"), "heading"),
            row(self.save, button(_("Print"), self._print, icon="printer"), None,
                button(_("Close"), self._close)),
        )  # fmt: skip
        for part in parts:
            if isinstance(part, QWidget):
                inside.addWidget(part)
            else:
                inside.addLayout(part)
        layout = QVBoxLayout(self)
        layout.addWidget(self.banner)
        frame = card(inside)
        frame.setMaximumWidth(self.fontMetrics().averageCharWidth() * 90)
        layout.addWidget(frame)
        layout.addStretch(1)

    def _copy(self) -> None:
        self._to_clipboard(lambda made: made.passphrase)

    def _copy_words(self) -> None:
        self._to_clipboard(lambda _made: self.words.toPlainText())

    def _to_clipboard(self, what: Callable[[Made], str]) -> None:
        if self._made is not None:
            copy_secret(what(self._made))
            self._desk.announce(
                _("Copied. The clipboard is cleared in {n} seconds.").format(n=SECONDS)
            )

    def _save(self) -> None:
        made = self._made
        if made is None:
            return
        name = _("handover-{number}.pdf").format(number=made.prepared.resolution.number)
        path = self._desk.questions.file_to_save(_("Save the handover"), name, "PDF (*.pdf)")
        if path is None:
            return
        self._desk.runner.change(
            lambda: self._write(path, made), lambda _done: self._saved(path), owner=self
        )

    def _write(self, path: Path, made: Made) -> None:
        self._note(Act.EXPORT, N_("Handover saved"), made)  # no line, no file
        write_document(path, made.file)

    def _saved(self, path: Path) -> None:
        self._kept = True
        self.banner.say(_("Saved as {file}. It opens with the passphrase.").format(file=path.name),
                        "good")  # fmt: skip

    def _print(self) -> None:
        made = self._made
        if made is None:
            return
        from casedesk.desktop.case.gate import read_first
        from casedesk.desktop.handover.printing import print_pdf
        from casedesk.paper.render import render

        sheet = made.prepared.sheet
        first = read_first(self._desk, made.prepared.resolution.case_id)
        if print_pdf(render(sheet), sheet.title, self._desk.questions, self, first=first):
            self._kept = True
            self._desk.runner.change(
                lambda: self._note(Act.PRINT, N_("Handover printed"), made), owner=self
            )

    def _note(self, act: Act, label: str, made: Made) -> None:
        self._desk.sitting.store.note(
            act, label, kind="disclosure", record_id=made.disclosure_id,
            case_id=made.prepared.resolution.case_id,
        )  # fmt: skip

    def _close(self) -> None:
        if not self._kept and not self._desk.questions.confirm(
            _("The handover was not saved or printed. Close it?"),
            _("Close without the file"),
            _("The file and its passphrase cannot be made again. The register keeps its line."),
        ):
            return
        self.forget()
        self.closed.emit()
