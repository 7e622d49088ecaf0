"""A page with one list: search box, filters, order, count, and a first step when it is empty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QVBoxLayout

from casedesk.desktop.case.head_row import HeadRow, Orders
from casedesk.desktop.desk import BoundCommand, Desk, Page
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.forms.unfinished import UnfinishedList
from casedesk.desktop.lists.row_model import RowModel
from casedesk.desktop.lists.table import ListTable
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.columns import Filter, ListQuery, ListSource
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_, _, current_language

PAUSE_MS = 1500
"""A search is recorded when the typing pauses so long, or when a hit is opened."""

SEARCH = Command("search", N_("&Search in the list"), "std:Find", "search", Menu.EDIT, 2)
OPEN = Command("open", N_("&Open"), "", "", Menu.PAGE)


@dataclass(frozen=True, slots=True)
class ListShape:
    """What a list page shows and where its rows lead.

    ``new`` is the first step, as (words on the button, act); None for readers who may not take
    it.
    """

    name: str
    title: str
    icon: str
    empty: str
    open: Callable[[int], None]
    new: tuple[str, Callable[[], None]] | None = None


class ListPage(Page):
    """Draws any list source."""

    def __init__(self, desk: Desk, source: ListSource, shape: ListShape) -> None:
        super().__init__()
        self._desk, self._shape = desk, shape
        self._said: str | None = None
        self.model = RowModel(source, desk.sitting.store, desk.runner, desk.reader, self)
        self.table = ListTable(self.model, shape.name, desk.settings)
        self.table.setAccessibleName(_(shape.title))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search in {list}").format(list=_(shape.title)))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self._count = text("", "muted")
        self._filters = [self._filter(found) for found in source.filters(desk.reader)]
        self._middle = QStackedWidget()
        self._nothing = _empty_state(self._shape)
        self._no_hit = EmptyState(
            "search",
            _("Nothing fits what you search for."),
            _("Clear the search"),
            self._clear,
            step_icon="x",
        )
        for part in (self.table, self._nothing, self._no_hit):
            self._middle.addWidget(part)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._record_search)
        self._unfinished = self._begun_before(source.kind)
        self._lay_out()
        self.search.textChanged.connect(self._typed)
        self.model.loaded.connect(self._loaded)
        self.model.sortAsked.connect(self._sort)
        self.table.opened.connect(self._open)
        self.model.ask()
        self._note_reading()

    # What the window asks.

    def title(self) -> str:
        return _(self._shape.title)

    def refresh(self, changes: Changes) -> None:
        # A row can show something of any record: reading all ids again is cheap.
        if changes:
            self.model.ask(fresh=True)

    def commands(self) -> Sequence[BoundCommand]:
        found = [
            BoundCommand(SEARCH, self._to_search),
            BoundCommand(OPEN, self._open_selected, lambda: self.table.selected() is not None),
        ]
        if self._shape.new is not None:
            words, act = self._shape.new
            new = Command(f"new-{self._shape.name}", words, "std:New", "plus", Menu.PAGE, 1)
            found.append(BoundCommand(new, act))
        return found

    def start(self) -> None:
        if self._unfinished is not None:
            self._unfinished.reload()
        if self.table.currentIndex().isValid():
            self.table.setFocus()
        else:
            self.search.setFocus()

    # Qt's own.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.table.select_first()
                self.table.setFocus()
                if event.key() != Qt.Key.Key_Down and self.model.rowCount() == 1:
                    self._open_selected()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    # Private.

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        margin = tokens.SPACE_XL
        layout.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_M)
        title, orders = Flow(space=tokens.SPACE_L), Orders()
        title.addWidget(text(_(self._shape.title), "title"))
        title.addWidget(self._count)
        if self._shape.new is not None:
            words, act = self._shape.new
            orders.addWidget(button(_(words), act, look="primary", icon="plus"))
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 42)
        tools = Flow()
        for part in (self.search, *(combo for combo, _filter in self._filters)):
            tools.addWidget(part)
        layout.addWidget(HeadRow(title, orders))
        layout.addLayout(tools)
        if self._unfinished is not None:
            layout.addWidget(self._unfinished)
        layout.addWidget(self._middle, 1)

    def _begun_before(self, kind: str) -> UnfinishedList | None:
        """What was begun and not made, for who may begin one here."""
        if self._shape.new is None:
            return None
        _words, act = self._shape.new
        begun = UnfinishedList(self._desk, [kind])
        begun.resume.connect(lambda _draft: act())
        return begun

    def _filter(self, found: Filter) -> tuple[QComboBox, Filter]:
        combo = QComboBox()
        label = _(found.label)
        combo.setAccessibleName(label)
        combo.setToolTip(label)
        combo.addItem(_("{what}: all").format(what=label), "")
        for value, words in found.options:
            combo.addItem(words, value)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(min(24, max(12, len(label) + 7)))
        combo.currentIndexChanged.connect(lambda _row: self._ask())
        return combo, found

    def _query(self) -> ListQuery:
        chosen = {found.key: str(combo.currentData() or "") for combo, found in self._filters}
        return replace(
            self.model.query,
            text=self.search.text().strip(),
            filters={key: value for key, value in chosen.items() if value},
        )

    def _ask(self) -> None:
        self.model.ask(self._query())

    def _typed(self, _text: str) -> None:
        self._ask()
        self._pause.start()

    def _sort(self, key: str, descending: bool) -> None:
        if (key, descending) != (self.model.query.sort, self.model.query.descending):
            self.model.ask(replace(self._query(), sort=key, descending=descending))

    def _loaded(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        narrowed = bool(self.model.query.text or self.model.query.filters)
        if shown:
            self._middle.setCurrentWidget(self.table)
        else:
            self._middle.setCurrentWidget(self._no_hit if narrowed else self._nothing)
        count = (
            _("{shown} of {total}").format(shown=_number(shown), total=_number(max(shown, total)))
            if narrowed
            else _number(total)
        )
        self._count.setText(count if shown or narrowed else "")
        self.commandsChanged.emit()

    def _note_reading(self) -> None:
        from casedesk.access.trail import record_list

        store, kind = self._desk.sitting.store, self.model.source.kind
        self._desk.runner.change(lambda: record_list(store, kind))

    def _record_search(self) -> None:
        """One line in the trail for what was searched, not one for each letter."""
        self._pause.stop()
        words, shown = self.search.text().strip(), self.model.rowCount()
        if not words or words == self._said:
            return
        self._said = words
        self._desk.announce(_("{n} found").format(n=_number(shown)))
        store = self._desk.sitting.store

        def note() -> None:
            from casedesk.access.trail import record_search

            record_search(store, words, shown)

        self._desk.runner.change(note)

    def _clear(self) -> None:
        """Search for nothing and filter nothing: the whole list is back."""
        for combo, _found in self._filters:
            combo.setCurrentIndex(0)
        self.search.clear()
        self._ask()
        self.search.setFocus()

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _open_selected(self) -> None:
        record_id = self.table.selected()
        if record_id is not None:
            self._open(record_id)

    def _open(self, record_id: int) -> None:
        self._record_search()
        self._shape.open(record_id)


def _empty_state(shape: ListShape) -> EmptyState:
    """What an empty list says, with its first step."""
    words, act = shape.new or ("", None)
    return EmptyState(shape.icon, _(shape.empty), _(words), act)


def _number(count: int) -> str:
    """A count with the thousands apart, as the Dutch write them: 20.000."""
    return QLocale(current_language()).toString(count)
