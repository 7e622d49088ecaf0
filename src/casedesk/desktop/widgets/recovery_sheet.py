"""The recovery code on screen and on paper, and the proof that it was written down."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLineEdit, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.background import Runner
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.kernel.words import _

if TYPE_CHECKING:
    from casedesk.bootstrap import Sitting


class RecoverySheet(QWidget):
    """Makes a code, shows it, prints it, and asks two groups of it back."""

    confirmed = Signal()

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._store_name = ""
        self.code = ""
        self._asked = (2, 6)
        self._shown = text(_("The code is being made."), "code", wrap=True)
        self._shown.setAccessibleName(_("Recovery code"))
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._print = button(_("Print"), self._print_code, icon="printer")
        self._print.setEnabled(False)
        self.typed = [QLineEdit() for _group in self._asked]
        self._banner = Banner()
        asked = [
            part
            for group, field in zip(self._asked, self.typed, strict=True)
            for part in (labelled(_("Group {n} of the code").format(n=group), field), field)
        ]
        for field in self.typed:
            field.setMaxLength(5)
        layout = column(self._shown, spacing=tokens.SPACE_S)
        layout.addLayout(row(self._print, None))
        layout.addWidget(
            text(_("Type two groups from your paper, to be sure that it is right."), wrap=True)
        )
        for part in (self._banner, *asked):
            layout.addWidget(part)
        self.setLayout(layout)
        self.setFocusProxy(self._print)

    def make_for(self, sitting: "Sitting") -> None:
        """Make a fresh code for a store; earlier codes no longer open it."""
        self._store_name = sitting.vault.path.stem
        self._banner.quiet()

        def work() -> str:
            from casedesk.kernel.words import N_
            from casedesk.store import key_changes
            from casedesk.store.journal import Act

            code = key_changes.new_recovery_code(sitting.vault)
            sitting.store.note(Act.KEYS, N_("Recovery code made"))
            return code

        self._runner.change(work, self._made, owner=self)

    def check(self) -> None:
        """Compare what was typed with the code."""
        groups = self.code.split("-")
        for group, field in zip(self._asked, self.typed, strict=True):
            if not self.code or field.text().strip().upper() != groups[group - 1]:
                self._banner.say(
                    _("Group {n} is different. Look at your paper again.").format(n=group),
                    "warning",
                )
                field.setFocus()
                field.selectAll()
                return
        self.forget()
        self.confirmed.emit()

    def forget(self) -> None:
        """Take the code off the screen."""
        self.code = ""
        self._shown.clear()
        self._print.setEnabled(False)
        self._banner.quiet()
        for field in self.typed:
            field.clear()

    def _made(self, code: str) -> None:
        self.code = code
        groups = code.split("-")
        half = len(groups) // 2
        self._shown.setText("-".join(groups[:half]) + "-\n" + "-".join(groups[half:]))
        self._print.setEnabled(True)
        self._print.setFocus()

    def _print_code(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("CaseDesk")
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            self.sheet().print_(printer)

    def sheet(self) -> QTextDocument:
        """The page that is printed."""
        document = QTextDocument()
        lines = (
            _("Recovery code of the CaseDesk store {name}").format(name=self._store_name),
            self.code,
            _("Keep this paper in a safe. Whoever has it and the folder can give out keys."),
            _("A new code makes this one worthless."),
        )
        document.setPlainText("\n\n".join(lines))
        return document
