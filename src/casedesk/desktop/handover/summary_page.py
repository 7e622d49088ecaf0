"""The summary of a case for the supervisor, as it will be printed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from casedesk.access.rights import Right, may, refusal
from casedesk.bootstrap import author
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.handover.saving import write_document
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.handover.use_cases import Summary, prepare_summary
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.commands import Command
from casedesk.kernel.words import N_, _
from casedesk.store.journal import Act

PRINT = Command("print-summary", N_("&Print the summary"), "std:Print", "printer")
SAVE = Command("save-summary", N_("&Save the summary as PDF"), "std:Save", "file-export")


class SummaryPage(Page):
    """One summary: at most two pages, without names."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk = desk
        self._case_id = place.case_id if place.case_id is not None else place.id or 0
        self._made: Summary | None = None
        self.banner = Banner()
        self._layout = QVBoxLayout(self)
        margin = tokens.SPACE_XL
        self._layout.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_M)
        self._layout.setSpacing(tokens.SPACE_M)
        self._may = may(desk.sitting.actor, Right.SUMMARY)
        if not self._may:
            self._layout.addWidget(EmptyState("lock", refusal(Right.SUMMARY).sentence))
            return
        from casedesk.desktop.handover.preview import PdfPreview

        self.preview = PdfPreview()
        self.print_button = button(_("Print"), self._print, look="primary", icon="printer")
        self.save_button = button(_("Save the PDF"), self._save, icon="file-export")
        self._layout.addLayout(
            row(text(_("Case summary"), "title"), None, self.save_button, self.print_button)
        )
        self._layout.addWidget(self.banner)
        self._layout.addWidget(self.preview, 1)
        self._make(first=True)

    # What the window asks.

    def title(self) -> str:
        return _("Case summary")

    def refresh(self, changes: Changes) -> None:
        if self._may and changes:
            self._make(first=False)

    def commands(self) -> Sequence[BoundCommand]:
        if not self._may:
            return []
        return [
            BoundCommand(PRINT, self._print, lambda: self._made is not None),
            BoundCommand(SAVE, self._save, lambda: self._made is not None),
        ]

    def start(self) -> None:
        if self._may:
            self.print_button.setFocus()

    # Private.

    def _make(self, *, first: bool) -> None:
        sitting, case_id = self._desk.sitting, self._case_id

        def work() -> Summary | Refused:
            found = prepare_summary(author(sitting), case_id)
            if first and isinstance(found, Summary):
                self._note(Act.READ, N_("Summary looked at"))
            return found

        self._desk.runner.change(work, self._show, refused=self._refused, owner=self)

    def _show(self, made: Summary) -> None:
        self._made = made
        self.preview.show_pdf(made.file)
        self.commandsChanged.emit()

    def _refused(self, refused: Refused) -> None:
        self._made = None
        self.preview.clear()
        self.banner.say(refused.sentence, "warning")
        self.commandsChanged.emit()

    def _note(self, act: Act, label: str) -> None:
        self._desk.sitting.store.note(
            act, label, kind="case_file", record_id=self._case_id, case_id=self._case_id
        )

    def _print(self) -> None:
        made = self._made
        if made is None:
            return
        from casedesk.desktop.handover.printing import print_pdf

        if print_pdf(made.file, made.sheet.title, self._desk.questions, self):
            self._desk.runner.change(
                lambda: self._note(Act.PRINT, N_("Summary printed")), owner=self
            )

    def _save(self) -> None:
        made = self._made
        if made is None:
            return
        name = _("summary-{number}.pdf").format(number=made.resolution.number)
        path = self._desk.questions.file_to_save(_("Save the summary"), name, "PDF (*.pdf)")
        if path is not None:
            self._desk.runner.change(
                lambda: self._write(path, made), lambda _done: self._saved(path), owner=self
            )

    def _write(self, path: Path, made: Summary) -> None:
        self._note(Act.EXPORT, N_("Summary saved"))  # no line, no file
        write_document(path, made.file)

    def _saved(self, path: Path) -> None:
        self.banner.say(
            _("Saved as {file}. It has no password: keep it where only you can read it.").format(
                file=path.name
            ),
            "good",
        )
