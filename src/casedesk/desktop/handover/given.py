"""What stands there once a document is made: the file, its passphrase, and how both go."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.bootstrap import author
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.handover.beside import Beside
from casedesk.desktop.handover.certificate import CertificatePart, read_seal
from casedesk.desktop.handover.passing_on import PassingOn
from casedesk.desktop.handover.saving import write_document
from casedesk.desktop.handover.sending import SendingPart
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, card, column, row, text
from casedesk.handover.making import Made, note_printed, print_failed, sign_handover
from casedesk.handover.signing import can_sign, missing
from casedesk.handover.slip import note_slip, slip_of, slip_sheet
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import N_, _
from casedesk.store.journal import Act

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from casedesk.desktop.handover.preview import PdfPreview


class GivenPanel(QWidget):
    """Shows the passphrase as long as it stands open, and forgets it when it is closed."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._made: Made | None = None
        self._slip = b""
        self._kept = False
        self._previews: list[PdfPreview] = []
        self.banner = Banner()
        self.save = button(_("Save the PDF"), self._save, look="primary", icon="file-export")
        self.print = button(_("Print"), self._print, icon="printer")
        self.sign = button(_("Sign digitally"), self._ask_sign, icon="shield-check")
        self.about = text("", "muted", wrap=True)
        self.certificate = CertificatePart(desk)
        self.certificate.signAsked.connect(self._sign)
        self.passing = PassingOn(desk)
        self.passing.printAsked.connect(self._print_slip)
        self.passphrase, self.words = self.passing.passphrase, self.passing.words
        self.sending = SendingPart(desk, lambda: self.passing.road)
        self.sending.said.connect(self.banner.say)
        self.passing.roadChanged.connect(self.sending.warn)
        self.tabs = QTabWidget()
        self._lay_out()

    def show_made(self, made: Made) -> None:
        """A document was made: this is the only time that its passphrase is seen."""
        self._kept = False
        self._show(made)
        self.certificate.hide()
        self.tabs.setCurrentIndex(0)
        self.banner.say(_("The handover is made and stands in the register."), "good")
        self.save.setFocus()

    def forget(self) -> None:
        """Keep nothing of it."""
        self.passing.forget()
        self.certificate.clear()
        for preview in self._previews:
            preview.clear()
        self._made, self._slip = None, b""

    # Private.

    def _lay_out(self) -> None:
        orders = Flow()
        for each in (self.save, self.print, self.sign):
            orders.addWidget(each)
        inside = column(text(_("The file"), "heading"), self.about, spacing=tokens.SPACE_M)
        inside.addLayout(orders)
        for part in (
            self.certificate,
            text(_("Passphrase of the file"), "heading"),
            self.passing,
            text(_("Sending"), "heading"),
            self.sending,
            row(None, button(_("Close"), self._close)),
        ):
            if isinstance(part, QWidget):
                inside.addWidget(part)
            else:
                inside.addLayout(part)
        left = QWidget()
        around = QVBoxLayout(left)
        around.setContentsMargins(0, 0, tokens.SPACE_S, 0)
        around.addWidget(card(inside))
        around.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(left)
        scroll.setMinimumWidth(left.minimumSizeHint().width() + tokens.SPACE_XL)
        beside = Beside()
        beside.addWidget(scroll)
        beside.addWidget(self.tabs)
        unit = self.fontMetrics().averageCharWidth()
        beside.setSizes([unit * 80, unit * 72])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.banner)
        layout.addWidget(beside, 1)

    def _show(self, made: Made) -> None:
        from casedesk.paper.render import render

        self._made = made
        if not self.tabs.count():
            self._add_pages()
        slip = slip_of(author(self._desk.sitting), made)
        self._slip = render(slip_sheet(slip))
        self.passing.show_slip(made, slip)
        self.sending.show_made(made)
        for preview, data in zip(self._previews, (made.archive, self._slip), strict=True):
            preview.show_pdf(data)
        told = _("Print number {number}. It stands at the foot of each page.")
        if made.signed_by:
            told = _("Print number {number}. Signed with the certificate of {name}.")
        self.about.setText(told.format(number=made.number, name=made.signed_by))
        self.sign.setVisible(not made.signed_by)
        self.sign.setEnabled(not self._kept)

    def _add_pages(self) -> None:
        """The engine for PDF is loaded with the first document."""
        from casedesk.desktop.handover.preview import PdfPreview

        for title in (_("Pages"), _("Slip with the passphrase")):
            self._previews.append(preview := PdfPreview())
            preview.view.setAccessibleName(title)
            self.tabs.addTab(preview, title)

    # The file.

    def _save(self) -> None:
        made = self._made
        if made is None:
            return
        name = _("handover-{number}.pdf").format(number=made.number)
        path = self._desk.questions.file_to_save(_("Save the handover"), name, "PDF (*.pdf)")
        if path is not None:
            self._desk.runner.change(
                lambda: self._write(path, made), lambda _done: self._saved(path), owner=self
            )

    def _write(self, path: Path, made: Made) -> None:
        request = made.prepared.request
        self._desk.sitting.store.note(
            Act.EXPORT, N_("Handover saved"), kind="disclosure", record_id=made.disclosure_id,
            case_id=request.case_id, restricted=request.suspect_id is not None,
        )  # fmt: skip
        write_document(path, made.file)  # no line, no file

    def _saved(self, path: Path) -> None:
        self._left()
        self.banner.say(_("Saved as {file}. It opens with the passphrase.").format(file=path.name),
                        "good")  # fmt: skip

    def _left(self) -> None:
        """What has left is not changed any more."""
        self._kept = True
        self.sign.setEnabled(False)
        self.certificate.hide()

    # Printing.

    def _print(self) -> None:
        made = self._made
        if made is None:
            return
        from casedesk.desktop.case.gate import read_first
        from casedesk.desktop.handover.printing import ask_printer, pages_chosen

        first = read_first(self._desk, made.prepared.resolution.case_id)
        title = made.prepared.sheet.title
        printer = ask_printer(title, self._desk.questions, self, first=first)
        if printer is None:
            return
        store, pages = self._desk.sitting.store, self._previews[0].document.pageCount()
        chosen = pages_chosen(printer, pages)
        self._desk.runner.change(
            lambda: note_printed(
                store, made.disclosure_id, copies=printer.copyCount(), pages=chosen
            ),
            lambda _noted: self._to_paper(printer, made),
            owner=self,
        )

    def _to_paper(self, printer: "QPrinter", made: Made) -> None:
        from casedesk.desktop.handover.printing import print_on

        if print_on(printer, made.archive):
            self._kept = True
            self.banner.say(_("Sent to the printer. The register keeps when and how many."), "good")
            return
        store = self._desk.sitting.store
        self._desk.runner.change(lambda: print_failed(store, made.disclosure_id), owner=self)
        self.banner.say(_("The printer took no pages. Choose another one."), "warning")

    def _print_slip(self) -> None:
        made, slip = self._made, self._slip
        if made is None:
            return
        from casedesk.desktop.handover.printing import ask_printer, print_on

        self.tabs.setCurrentIndex(1)
        name = _("Passphrase for {number}").format(number=made.number)
        printer = ask_printer(name, self._desk.questions, self)
        if printer is None:
            return
        store, road = self._desk.sitting.store, self.passing.road
        self._desk.runner.change(
            lambda: note_slip(store, made, road, Act.PRINT),
            lambda _noted: self._slip_printed(print_on(printer, slip)),
            owner=self,
        )

    def _slip_printed(self, pages: int) -> None:
        if pages:
            self.banner.say(_("The slip was sent to the printer. Keep it apart."), "good")
        else:
            self.banner.say(_("The printer took no pages. Choose another one."), "warning")

    # The signature.

    def _ask_sign(self) -> None:
        if not can_sign():
            self.banner.say(missing().sentence, "info")
            return
        self.certificate.show()
        self.certificate.start()

    def _sign(self) -> None:
        made, path, secret = self._made, self.certificate.path, self.certificate.secret.text()
        if made is None or self._kept:
            return
        maker = author(self._desk.sitting)

        def work() -> Made | Refused:
            seal = read_seal(path, secret)
            return seal if isinstance(seal, Refused) else sign_handover(maker, made, seal)

        self._desk.runner.change(work, self._signed, refused=self._not_signed, owner=self)

    def _signed(self, made: Made) -> None:
        self.certificate.clear()
        self.certificate.hide()
        self._show(made)
        self.banner.say(_("Signed with the certificate of {name}.").format(name=made.signed_by),
                        "good")  # fmt: skip
        self.save.setFocus()

    def _not_signed(self, refused: Refused) -> None:
        self.certificate.clear()
        self.banner.say(refused.sentence, "warning")
        self.certificate.start()

    def _close(self) -> None:
        if not self._kept and not self._desk.questions.confirm(
            _("The handover was not saved or printed. Close it?"),
            _("Close without the file"),
            _("The file and its passphrase cannot be made again. The register keeps its line."),
        ):
            return
        self.forget()
        self.closed.emit()
