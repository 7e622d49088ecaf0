"""A paper that stays inside the organisation, as it will be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QVBoxLayout

from casedesk.access.rights import Right, may, refusal
from casedesk.bootstrap import author
from casedesk.desktop.case.head_row import HeadRow, Orders
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.handover.saving import write_document
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.handover.asking import Author
from casedesk.handover.facts import Resolution
from casedesk.handover.papers import ConsultPaper, prepare_consult, prepare_stand_in
from casedesk.handover.use_cases import prepare_summary
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.commands import Command
from casedesk.kernel.words import N_, _
from casedesk.paper.blocks import Sheet
from casedesk.store.journal import Act

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT = Command("print-summary", N_("&Print the page"), "std:Print", "printer")
SAVE = Command("save-summary", N_("&Save the page as PDF"), "std:Save", "file-export")


class Prepared(Protocol):
    """A finished paper."""

    @property
    def file(self) -> bytes: ...

    @property
    def sheet(self) -> Sheet: ...

    @property
    def resolution(self) -> Resolution: ...


@dataclass(frozen=True, slots=True)
class Words:
    """How a paper is called, and how the trail tells what was done with it."""

    title: str
    file_name: str
    looked: str
    printed: str
    saved: str


SUMMARY = Words(
    N_("Case summary"), N_("summary-{number}.pdf"), N_("Summary looked at"),
    N_("Summary printed"), N_("Summary saved"),
)  # fmt: skip
STAND_IN = Words(
    N_("Page for a stand-in"), N_("stand-in-{number}.pdf"), N_("Page for a stand-in looked at"),
    N_("Page for a stand-in printed"), N_("Page for a stand-in saved"),
)  # fmt: skip
AGENDA = Words(
    N_("Agenda of the case consult"), N_("agenda-{number}.pdf"), N_("Agenda looked at"),
    N_("Agenda printed"), N_("Agenda saved"),
)  # fmt: skip
MINUTES = Words(
    N_("Minutes of the case consult"), N_("minutes-{number}.pdf"), N_("Minutes looked at"),
    N_("Minutes printed"), N_("Minutes saved"),
)  # fmt: skip


class PaperPage(Page):
    """One paper; what it is, the subclass says. It is made again when the case changes."""

    words: Words
    rights: tuple[Right, ...]
    record = "case_file"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk, self._place = desk, place
        self._case_id = place.case_id if place.case_id is not None else place.id or 0
        self._made: Prepared | None = None
        self.banner = Banner()
        self._layout = QVBoxLayout(self)
        margin = tokens.SPACE_XL
        self._layout.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_M)
        self._layout.setSpacing(tokens.SPACE_M)
        missing = [right for right in self.rights if not may(desk.sitting.actor, right)]
        self._may = not missing
        if missing:
            self._layout.addWidget(EmptyState("lock", refusal(missing[0]).sentence))
            return
        from casedesk.desktop.handover.preview import PdfPreview

        self.preview = PdfPreview()
        self.print_button = button(_("Print"), self._print, look="primary", icon="printer")
        self.save_button = button(_("Save the PDF"), self._save, icon="file-export")
        title = text(_(self.words.title), "title", wrap=True)
        self._layout.addWidget(HeadRow(row(title), Orders(self.save_button, self.print_button)))
        self._layout.addWidget(self.banner)
        self._layout.addWidget(self.preview, 1)
        self._make(first=True)

    # What the window asks.

    def title(self) -> str:
        return _(self.words.title)

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

    # What the subclass says.

    def prepare(self, maker: Author) -> Prepared | Refused:
        """Make the paper; runs off the window's thread."""
        raise NotImplementedError

    def remark(self, made: Prepared) -> str:
        """What the author should know before it is printed; empty when nothing."""
        del made
        return ""

    # Private.

    def _make(self, *, first: bool) -> None:
        sitting = self._desk.sitting

        def work() -> Prepared | Refused:
            found = self.prepare(author(sitting))
            if first and not isinstance(found, Refused):
                self._note(Act.READ, self.words.looked)
            return found

        self._desk.runner.change(work, self._show, refused=self._refused, owner=self)

    def _show(self, made: Prepared) -> None:
        self._made = made
        self.preview.show_pdf(made.file)
        remark = self.remark(made)
        if remark:
            self.banner.say(remark, "warning")
        else:
            self.banner.quiet()
        self.commandsChanged.emit()

    def _refused(self, refused: Refused) -> None:
        self._made = None
        self.preview.clear()
        self.banner.say(refused.sentence, "warning")
        self.commandsChanged.emit()

    def _note(self, act: Act, label: str, result: str = "done") -> None:
        record_id = self._place.id or self._case_id
        self._desk.sitting.store.note(
            act, label, kind=self.record, record_id=record_id, case_id=self._case_id, result=result
        )

    def _print(self) -> None:
        made = self._made
        if made is None:
            return
        from casedesk.desktop.case.gate import read_first
        from casedesk.desktop.handover.printing import ask_printer

        first = read_first(self._desk, self._case_id)
        printer = ask_printer(made.sheet.title, self._desk.questions, self, first=first)
        if printer is not None:
            self._desk.runner.change(
                lambda: self._note(Act.PRINT, self.words.printed),  # no line, no paper
                lambda _noted: self._to_paper(printer, made),
                owner=self,
            )

    def _to_paper(self, printer: "QPrinter", made: Prepared) -> None:
        from casedesk.desktop.handover.printing import print_on

        if print_on(printer, made.file):
            return
        self.banner.say(_("The printer took no pages. Choose another one."), "warning")
        self._desk.runner.change(
            lambda: self._note(Act.PRINT, N_("Page was not printed"), result="failed"), owner=self
        )

    def _save(self) -> None:
        made = self._made
        if made is None:
            return
        name = _(self.words.file_name).format(number=made.resolution.number)
        path = self._desk.questions.file_to_save(_("Save the page as PDF"), name, "PDF (*.pdf)")
        if path is not None:
            self._desk.runner.change(
                lambda: self._write(path, made), lambda _done: self._saved(path), owner=self
            )

    def _write(self, path: Path, made: Prepared) -> None:
        self._note(Act.EXPORT, self.words.saved)  # no line, no file
        write_document(path, made.file)

    def _saved(self, path: Path) -> None:
        self.banner.say(
            _("Saved as {file}. It has no password: keep it where only you can read it.").format(
                file=path.name
            ),
            "good",
        )


class SummaryPage(PaperPage):
    """The summary for the supervisor: at most two pages, without names."""

    words = SUMMARY
    rights = (Right.SUMMARY,)

    def prepare(self, maker: Author) -> Prepared | Refused:
        """The summary of the case of this page."""
        return prepare_summary(maker, self._case_id)


class StandInPaperPage(PaperPage):
    """One page for the colleague who takes over."""

    words = STAND_IN
    rights = (Right.SUMMARY, Right.IDENTITIES)

    def prepare(self, maker: Author) -> Prepared | Refused:
        """The page of the case of this page."""
        return prepare_stand_in(maker, self._case_id)


class ConsultPaperPage(PaperPage):
    """Agenda or minutes: the tab of the place says which, its id of which consult."""

    rights = (Right.HANDOVER,)
    record = "case_consult"

    def __init__(self, desk: Desk, place: Place) -> None:
        self.paper = ConsultPaper(place.tab or ConsultPaper.AGENDA)
        self.words = MINUTES if self.paper is ConsultPaper.MINUTES else AGENDA
        super().__init__(desk, place)

    def go_to(self, place: Place) -> bool:
        return place.tab == self.paper

    def prepare(self, maker: Author) -> Prepared | Refused:
        """The paper of the consult of this page."""
        return prepare_consult(maker, self._place.id or 0, self.paper)

    def remark(self, made: Prepared) -> str:
        """Which texts name somebody who must stay out."""
        left_out: tuple[str, ...] = getattr(made, "left_out", ())
        if not left_out:
            return ""
        return _(
            "These texts name another person, a suspect or a secret place, and stay out: "
            "{texts}. Say it otherwise in the consult."
        ).format(texts=", ".join(_(label) for label in left_out))
