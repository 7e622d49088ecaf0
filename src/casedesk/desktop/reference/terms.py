"""The code lists: what each offers and from when, and the ways to change that."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.case.part import Sheet
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, column, text
from casedesk.desktop.widgets.plain_table import PlainTable
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _, current_language
from casedesk.reference.rules import may_end, may_grow
from casedesk.reference.use_cases import (
    AddTerm,
    EndTerm,
    RewordTerm,
    add_term,
    end_term,
    reword_term,
)

_TITLES = (
    N_("Dutch words"), N_("English words"), N_("Offered from"), N_("No longer offered from"),
    N_("From whom"),
)  # fmt: skip
_ALWAYS = date(2000, 1, 1)

DUTCH = Field("term.label_nl", "label_nl", Kind.TEXT, N_("Dutch words"), required=True)
ENGLISH = Field("term.label_en", "label_en", Kind.TEXT, N_("English words"), required=True)
FROM = Field("term.valid_from", "valid_from", Kind.DATE, N_("Offered from"), required=True)
UNTIL = Field("term.ends_on", "ends_on", Kind.DATE, N_("No longer offered from"), required=True)
WHY = Field("term.why", "why", Kind.TEXT, N_("Why"))


@dataclass(frozen=True, slots=True)
class ListChoice:
    """A list and its title in the user's language; ``parent`` is another list, or empty."""

    name: str
    title: str
    parent: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term as the table shows it."""

    code: str
    texts: tuple[str, ...]
    shipped: bool
    ended: bool


class TermsPart(QWidget):
    """Choose a list, see its terms, and add, end or reword one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[TermRow] = []
        self._choices = _lists()
        self.panel: AskPanel | None = None
        self.lists, self.search = QComboBox(), QLineEdit()
        for choice in self._choices:
            self.lists.addItem(choice.title, choice.name)
        self.search.setPlaceholderText(_("Search in this list"))
        self.search.setAccessibleName(_("Search in this list"))
        self.search.setClearButtonEnabled(True)
        self.note = text("", "muted", wrap=True)
        self.banner = Banner()
        self.table = PlainTable(_("Terms of the list"), _TITLES, grow=0)
        self.add = button(_("Add a term"), self.ask_add, look="primary", icon="plus")
        self.reword = button(_("Other words"), self.ask_reword)
        self.end = button(_("No longer offer"), self.ask_end)
        self.offer = button(_("Offer again"), self.offer_again)
        self._asked = QVBoxLayout()
        self._lay_out()
        self.lists.currentIndexChanged.connect(lambda _row: self._chosen_list())
        self.search.textChanged.connect(lambda _typed: self._load())
        self.table.itemSelectionChanged.connect(self._selected)
        self._chosen_list()

    def refresh(self, changes: Changes) -> None:
        """Somebody changed a list."""
        if changes.touches("own_term", "term_ending"):
            self._load()

    def choose(self, list_name: str) -> None:
        """Show this list."""
        self.lists.setCurrentIndex(self.lists.findData(list_name))

    def choose_term(self, code: str) -> None:
        """Select this term in the table."""
        self.table.selectRow([row.code for row in self._rows].index(code))

    def ask_add(self) -> None:
        """Ask for the words in both languages, and from when."""
        choice = self._list()
        fields = [DUTCH, ENGLISH, FROM]
        if choice.parent:
            fields.append(Field("term.parent", "parent", Kind.CHOICE, N_("Belongs under"),
                                choices=choice.parent))  # fmt: skip
        self._ask((*fields, WHY), _("Add the term"), "", self._add)

    def ask_end(self) -> None:
        """Ask from when."""
        self._ask(
            (UNTIL, WHY),
            _("No longer offer"),
            _("Records that have this term keep it."),
            self._end,
        )

    def ask_reword(self) -> None:
        """Ask for the new words, and from when."""
        self._ask(
            (DUTCH, ENGLISH, FROM, WHY),
            _("Use these words"),
            _("The old term is no longer offered from that day. Records that have it keep it."),
            self._reword,
        )

    def offer_again(self) -> None:
        """Take the end of a term away."""
        row = self._row()
        if row is not None:
            command = EndTerm(self._list().name, row.code, None)
            self._take(lambda store, labels: end_term(store, command, labels))

    def _lay_out(self) -> None:
        choice = Flow()
        holder = QWidget()
        holder.setLayout(
            column(labelled(_("List"), self.lists), self.lists, spacing=tokens.SPACE_XS)
        )
        found = QWidget()
        found.setLayout(
            column(labelled(_("Search"), self.search), self.search, spacing=tokens.SPACE_XS)
        )
        self.lists.setMinimumContentsLength(28)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        choice.addWidget(holder)
        choice.addWidget(found)
        acts = Flow()
        for each in (self.add, self.reword, self.end, self.offer):
            acts.addWidget(each)
        metrics = self.fontMetrics()
        self.table.horizontalHeader().setMinimumSectionSize(metrics.averageCharWidth() * 16)
        self.table.setMinimumHeight(metrics.height() * 16)
        page = Sheet(widest=200)
        for part in (choice, self.note, self.banner, acts, self._asked, self.table):
            if isinstance(part, QWidget):
                page.column.addWidget(part)
            else:
                page.column.addLayout(part)
        page.column.setStretchFactor(self.table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def _chosen_list(self) -> None:
        self._put_away()
        self.banner.quiet()
        fixed = not may_grow(self._list().name)
        self.note.setText(
            _("CaseDesk works with these terms, so they stay as they are.")
            if fixed
            else _("Terms of CaseDesk stay as they are. You may add, and end what you do not use.")
        )
        self.search.clear()
        self._load()

    def _load(self) -> None:
        chosen = self._row()
        labels, wanted = self._desk.sitting.labels, fold(self.search.text())
        name, today = self._list().name, self._desk.sitting.clock.today()
        self._rows = []
        for code, versions in labels.codes(name).items():
            row = versions[-1]
            ends = labels.ends_on(name, code) or row.valid_to
            texts = (
                row.label_nl,
                row.label_en,
                "" if row.valid_from in (None, _ALWAYS) else show_date(row.valid_from),
                show_date(ends) if ends else "",
                _("CaseDesk") if row.origin == "shipped" else _("Ours"),
            )
            if wanted and wanted not in fold(f"{row.label_nl} {row.label_en}"):
                continue
            ends_here = labels.ends_on(name, code) is not None
            self._rows.append(TermRow(code, texts, row.origin == "shipped", ends_here))
        self._rows.sort(key=lambda row: labels.ended(name, row.code, today))
        self.table.setRowCount(0)
        for each in self._rows:
            self.table.add(each.texts)
        codes = [each.code for each in self._rows]
        if chosen is not None and chosen.code in codes:
            self.table.selectRow(codes.index(chosen.code))
        self._selected()

    def _selected(self) -> None:
        row, name = self._row(), self._list().name
        self.add.setEnabled(may_grow(name))
        may = row is not None and may_end(name, shipped=row.shipped)
        ended = row is not None and row.ended
        self.reword.setEnabled(may and not ended)
        self.end.setEnabled(may and not ended)
        self.offer.setEnabled(may and ended)

    def _list(self) -> ListChoice:
        return self._choices[max(0, self.lists.currentIndex())]

    def _row(self) -> TermRow | None:
        place = self.table.currentRow()
        chosen = self.table.selectedItems() and 0 <= place < len(self._rows)
        return self._rows[place] if chosen else None

    def _ask(
        self,
        fields: Sequence[Field],
        act: str,
        sentence: str,
        go_on: Callable[[Mapping[str, Any]], None],
    ) -> None:
        self._put_away()
        today = self._desk.sitting.clock.today()
        presets: dict[str, Any] = {FROM.name: today, UNTIL.name: today}
        row = self._row()
        if act == _("Use these words") and row is not None:
            presets |= {DUTCH.name: row.texts[0], ENGLISH.name: row.texts[1]}
        self.panel = AskPanel(self._desk, fields, act, sentence=sentence, presets=presets)
        self.panel.given.connect(go_on)
        self.panel.given_up.connect(self._put_away)
        self._asked.addWidget(self.panel)
        self.panel.start()

    def _put_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _add(self, given: Mapping[str, Any]) -> None:
        command = AddTerm(
            self._list().name, given["label_nl"] or "", given["label_en"] or "",
            given["valid_from"] or self._desk.sitting.clock.today(),
            _word(given.get("parent")), _word(given["why"]) or None,
        )  # fmt: skip
        self._take(lambda store, labels: add_term(store, command, labels))

    def _end(self, given: Mapping[str, Any]) -> None:
        row = self._row()
        if row is not None:
            day = given["ends_on"] or self._desk.sitting.clock.today()
            command = EndTerm(self._list().name, row.code, day, _word(given["why"]) or None)
            self._take(lambda store, labels: end_term(store, command, labels))

    def _reword(self, given: Mapping[str, Any]) -> None:
        row = self._row()
        if row is not None:
            command = RewordTerm(
                self._list().name, row.code, given["label_nl"] or "", given["label_en"] or "",
                given["valid_from"] or self._desk.sitting.clock.today(),
                _word(given["why"]) or None,
            )  # fmt: skip
            self._take(lambda store, labels: reword_term(store, command, labels))

    def _take(self, act: Callable[[Any, Any], Changes | Refused]) -> None:
        sitting, panel = self._desk.sitting, self.panel

        def done(_changes: Changes) -> None:
            self._put_away()
            self.banner.say(_("Done. Forms follow from that day on."), "good")
            self._load()

        def refused(why: Refused) -> None:
            if panel is not None:
                panel.refuse(why)
            else:
                self.banner.say(why.sentence, "warning")

        self._desk.runner.change(
            lambda: act(sitting.store, sitting.labels), done, refused=refused, owner=self
        )


def _word(value: Any) -> str:
    return value if type(value) is str else ""


def _lists() -> list[ListChoice]:
    """All lists by title."""
    from casedesk.store.code_list_files import read_lists

    dutch = current_language() == "nl"
    found = [
        ListChoice(
            each.name,
            each.title_nl if dutch else each.title_en,
            each.parent_list if each.parent_list != each.name else "",
        )
        for each in read_lists()
    ]
    return sorted(found, key=lambda choice: fold(choice.title))
