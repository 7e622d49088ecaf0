"""The archive copy of a document that left, page by page as it went; nothing of it is written."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from casedesk.access.rights import Right, refusal
from casedesk.desktop.case.head_row import HeadRow, Orders
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.handover.archive import (
    ArchiveCopy,
    Printing,
    may_open_archive,
    open_archive,
    printings,
)
from casedesk.handover.making import note_printed, print_failed
from casedesk.kernel.changes import Refused
from casedesk.kernel.commands import Command
from casedesk.kernel.words import N_, _

PRINT = Command("print-archive-copy", N_("&Print the archive copy"), "std:Print", "printer")
TO_CASE = Command("archive-copy-case", N_("To the &case"), "", "folder")

Read = tuple[ArchiveCopy, tuple[Printing, ...]]


class ArchivePage(Page):
    """Reading leaves a line each time; printing is one more disclosure."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        if place.id is None:
            raise ValueError("an archive copy belongs to a handover")
        self._desk, self._id = desk, place.id
        self._copy: ArchiveCopy | None = None
        self.banner = Banner()
        self.about = text("", "muted", wrap=True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.printed = text("", "muted", wrap=True)
        self.print_button = button(_("Print"), self._print, look="primary", icon="printer")
        self.case_button = button(_("To the case"), self._to_case, icon="folder")
        self._layout = QVBoxLayout(self)
        margin = tokens.SPACE_XL
        self._layout.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_M)
        self._layout.setSpacing(tokens.SPACE_M)
        self._may = may_open_archive(desk.sitting.store)
        if not self._may:
            self._layout.addWidget(EmptyState("lock", refusal(Right.IDENTITIES).sentence))
            return
        from casedesk.desktop.handover.preview import PdfPreview

        self.preview = PdfPreview()
        for each in (self.print_button, self.case_button):
            each.setEnabled(False)
        title = text(_("Archive copy of a handover"), "title", wrap=True)
        orders = Orders(self.case_button, self.print_button)
        self._layout.addWidget(HeadRow(row(title), orders))
        self._layout.addLayout(column(self.about, self.printed, spacing=tokens.SPACE_XS))
        self._layout.addWidget(self.banner)
        self._layout.addWidget(self.preview, 1)
        self._read()

    # What the window asks.

    def title(self) -> str:
        return _("Archive copy")

    def commands(self) -> Sequence[BoundCommand]:
        if self._copy is None:
            return []
        return [BoundCommand(PRINT, self._print), BoundCommand(TO_CASE, self._to_case)]

    def start(self) -> None:
        if self._may:
            self.preview.view.setFocus()

    # Private.

    def _read(self) -> None:
        desk, disclosure_id = self._desk, self._id

        def work() -> Read | Refused:
            copy = open_archive(desk.sitting.store, disclosure_id)
            return copy if isinstance(copy, Refused) else (copy, self._printings())

        desk.runner.change(work, self._show, refused=self._refused, owner=self)

    def _printings(self) -> tuple[Printing, ...]:
        with self._desk.sitting.store.read() as session:
            return printings(session, self._desk.reader, self._id)

    def _show(self, read: Read) -> None:
        copy, printed = read
        self._copy = copy
        self.preview.show_pdf(copy.data)
        labels = self._desk.sitting.labels
        parts = [labels.label("disclosure_document", copy.document)]
        if copy.number:
            parts.append(_("print number {number}").format(number=copy.number))
        if copy.signed_by:
            signed = _("the copy that was sent is signed with the certificate of {name}")
            parts.append(signed.format(name=copy.signed_by))
        self.about.setText(" · ".join(parts))
        self._say_printed(printed)
        for each in (self.print_button, self.case_button):
            each.setEnabled(True)
        if not copy.noted:
            self.banner.say(
                _("The disk is full: the log does not show that you opened this copy."), "warning"
            )
        self.commandsChanged.emit()

    def _say_printed(self, printed: Sequence[Printing]) -> None:
        lines = [f"{each.at} · {each.by} · {each.how}" for each in printed]
        self.printed.setText("\n".join([_("Printed:"), *lines]) if lines else _("Never printed."))

    def _refused(self, refused: Refused) -> None:
        self.banner.say(refused.sentence, "warning")

    def _to_case(self) -> None:
        if self._copy is not None:
            self._desk.open_case(self._copy.case_id, "documents")

    def _print(self) -> None:
        copy = self._copy
        if copy is None:
            return
        from casedesk.desktop.case.gate import read_first
        from casedesk.desktop.handover.printing import ask_printer, pages_chosen, print_on

        name = copy.number or _("Archive copy")
        first = read_first(self._desk, copy.case_id)
        printer = ask_printer(name, self._desk.questions, self, first=first)
        if printer is None:
            return
        store, copies = self._desk.sitting.store, printer.copyCount()
        pages = pages_chosen(printer, self.preview.document.pageCount())

        def put(_noted: object) -> None:
            if print_on(printer, copy.data):
                self.banner.say(
                    _("Sent to the printer. The register keeps when and how many."), "good"
                )
            else:
                failed = partial(print_failed, store, copy.disclosure_id)
                self._desk.runner.change(failed, owner=self)
                self.banner.say(_("The printer took no pages. Choose another one."), "warning")
            self._desk.runner.run(self._printings, self._say_printed, owner=self)

        self._desk.runner.change(
            lambda: note_printed(store, copy.disclosure_id, copies=copies, pages=pages),
            put, refused=self._refused, owner=self,
        )  # fmt: skip
