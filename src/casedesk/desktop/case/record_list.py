"""Records of one kind below each other: each opens into its form, and a new one can be added."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from casedesk.desktop.case.head_row import HeadRow
from casedesk.desktop.case.in_view import bring_into_view, holds_focus
from casedesk.desktop.case.items import Item
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.row import Extras, ItemRow, MakeForm
from casedesk.desktop.forms.record_form import Make, RecordForm
from casedesk.desktop.forms.unfinished import UnfinishedList
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, column, row, show_if, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import _
from casedesk.store.declare import fields_of, record_class

AT_ONCE = 25
"""So many rows are made at first, and with each order for more."""

Key = tuple[str, int]
Read = Callable[[Session], Sequence[Item]]


@dataclass(frozen=True, slots=True)
class ListShape:
    """What a list shows and how it grows.

    ``preset`` are values that a new record has without asking; ``draft`` tells the drafts of
    this list from those of other lists of the kind. ``title`` is empty where the tab says it.
    Nothing is added to, or removed from, a ``fixed`` list. ``also`` names other kinds of which its
    rows speak.
    """

    kind: str
    read: Read
    title: str = ""
    add_words: str = ""
    preset: Mapping[str, Any] = field(default_factory=dict)
    draft: str = ""
    before: Extras | None = None
    below: Extras | None = None
    make: Make | None = None
    form: MakeForm | None = None
    fixed: bool = False
    also: tuple[str, ...] = ()


class RecordList(QWidget):
    """Reads, shows, opens and adds."""

    loaded = Signal()

    def __init__(self, room: Room, shape: ListShape) -> None:
        super().__init__()
        self._room, self._shape = room, shape
        self._desk = room.desk
        self._items: Sequence[Item] = ()
        self._rows: dict[Key, ItemRow] = {}
        self._most = AT_ONCE
        self._wanted: Key | None = None
        self._new: RecordForm | None = None
        self._new_frame: QFrame | None = None
        self._new_key: Key | None = None
        record = record_class(shape.kind).record
        self._changeable = room.may_change(shape.kind) and not shape.fixed
        self._empty = text(_(record.empty) or _("Nothing yet."), "muted", wrap=True)
        self._empty.hide()
        self._add = button(shape.add_words or _add_words(shape.kind), self.add, icon="plus")
        show_if(self._add, self._changeable)
        title = (text(shape.title, "heading"),) if shape.title else ()
        self._head = HeadRow(row(*title), row(self._add))
        show_if(self._head, bool(shape.title) or self._changeable)
        self._list = column(spacing=tokens.SPACE_S)
        self._more = button(_("Show more"), self._show_more, look="quiet")
        self._more.hide()
        self.unfinished: UnfinishedList | None = None
        if self._changeable and not shape.draft:
            self.unfinished = UnfinishedList(self._desk, (shape.kind,), room.case_id)
            self.unfinished.resume.connect(lambda _draft: self.add())
        self._lay_out()
        self.reload()

    @property
    def rows(self) -> Sequence[ItemRow]:
        """The rows that are shown, from top to bottom."""
        return [self._rows[item.key] for item in self._items if item.key in self._rows]

    @property
    def kind(self) -> str:
        """What stands in the list."""
        return self._shape.kind

    @property
    def count(self) -> int:
        """How many records there are, shown or not."""
        return len(self._items)

    @property
    def new_form(self) -> RecordForm | None:
        """The form of a record that is being added."""
        return self._new

    def refresh(self, changes: Changes) -> None:
        """Some records changed; titles can speak of others, so all that points there counts."""
        declared = fields_of(record_class(self._shape.kind)).values()
        if changes.touches(
            self._shape.kind, *self._shape.also, *(f.target for f in declared if f.target)
        ):
            self.reload()
        for each in self._rows.values():
            each.refresh(changes)
        if self._new is not None:
            self._new.refresh(changes)

    def reload(self) -> None:
        """Read the list again."""
        store, read = self._desk.sitting.store, self._shape.read

        def work() -> Sequence[Item]:
            with store.read() as session:
                return read(session)

        self._desk.runner.run(work, self._show, owner=self)

    def flush(self) -> None:
        """Save what was typed as drafts."""
        for each in self._rows.values():
            each.flush()
        if self._new is not None:
            self._new.flush()

    def add(self) -> None:
        """Start a new record, above the others."""
        if not self._changeable:
            return
        if self._new_key is not None:
            self.finish()
        if self._new is None:
            self._make_new()
        if self._new is not None and self._new_frame is not None:
            self._new.start()
            bring_into_view(self._new_frame)

    def finish(self) -> None:
        """The record that was added is ready: it becomes a row like the others."""
        key, frame = self._new_key, self._new_frame
        had_focus = frame is not None and holds_focus(frame)
        self._put_away()
        self._place_rows()
        if key in self._rows and had_focus:
            self._rows[key].arrow.setFocus()

    def show_record(self, record_id: int, kind: str = "") -> None:
        """Open one record and bring it into view, now or as soon as it is read."""
        self._wanted = (kind or self._shape.kind, record_id)
        self._open_wanted()

    def open_row(self, found: ItemRow) -> None:
        """Open a row and bring it into view."""
        found.open()
        found.arrow.setFocus()
        bring_into_view(found)

    def start(self) -> None:
        """Put the focus on the first row, or on the button that adds one."""
        first = next(iter(self.rows), None)
        if first is not None:
            first.arrow.setFocus()
        elif self._changeable:
            self._add.setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_M)
        layout.addWidget(self._head)
        if self.unfinished is not None:
            layout.addWidget(self.unfinished)
        layout.addWidget(self._empty)
        layout.addLayout(self._list)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show(self, items: Sequence[Item]) -> None:
        self._items = items
        ids = {item.key for item in items} - {self._new_key}
        for gone in [i for i in self._rows if i not in ids]:
            taken = self._rows.pop(gone)
            self._list.removeWidget(taken)
            taken.hide()
            taken.deleteLater()
        self._place_rows()
        self._empty.setVisible(not items and self._new is None)
        self._open_wanted()
        self.loaded.emit()

    def _place_rows(self) -> None:
        shown = [item for item in self._items if item.key != self._new_key][: self._most]
        for place, item in enumerate(shown):
            each = self._rows.get(item.key)
            if each is None:
                each = self._make_row(item)
                self._rows[item.key] = each
            else:
                each.show_item(item)
            if self._list.indexOf(each) != place:
                self._list.insertWidget(place, each)
        hidden = len(self._items) - self._most
        self._more.setVisible(hidden > 0)
        if hidden > 0:
            self._more.setText(_("Show more ({n})").format(n=hidden))

    def _make_row(self, item: Item) -> ItemRow:
        shape = self._shape
        return ItemRow(
            self._desk,
            item,
            before=shape.before,
            below=shape.below,
            form=shape.form,
            removable=self._changeable,
        )

    def _show_more(self) -> None:
        before = min(self._most, len(self._items)) - 1
        self._most += AT_ONCE
        self._place_rows()
        following = self.rows[before + 1 :]
        if following:
            following[0].arrow.setFocus()

    def _open_wanted(self) -> None:
        if self._wanted is None:
            return
        place = next((p for p, item in enumerate(self._items) if item.key == self._wanted), -1)
        if place < 0:
            return
        if self._wanted == self._new_key:
            self.finish()
        if place >= self._most:
            self._most = place + AT_ONCE
            self._place_rows()
        found = self._rows[self._wanted]
        self._wanted = None
        self.open_row(found)

    def _make_new(self) -> None:
        shape = self._shape
        self._new = RecordForm(
            self._desk,
            shape.kind,
            None,
            case_id=self._room.case_id,
            place=shape.draft,
            preset=shape.preset,
            make=shape.make,
        )
        self._new.created.connect(self._made)
        self._new.gone.connect(self._given_up)
        self._done = button(_("Ready"), self.finish, icon="check")
        self._done.hide()
        self._new_frame = card(
            column(
                text(self._new.title(), "heading"), self._new, self._done, spacing=tokens.SPACE_M
            )
        )
        inside = self._new_frame.layout()
        if inside is not None:
            inside.setAlignment(self._done, Qt.AlignmentFlag.AlignLeft)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self._new_frame)
        self._empty.hide()
        self._add.setEnabled(False)
        if self.unfinished is not None:
            self.unfinished.hide()

    def _made(self, record_id: int) -> None:
        # The form stays where it is: the user may be in the middle of a sentence.
        self._new_key = (self._shape.kind, record_id)
        self._done.show()
        self._add.setEnabled(True)
        self.reload()

    def _given_up(self) -> None:
        self._put_away()
        self._empty.setVisible(not self._items)
        self._add.setFocus()

    def _put_away(self) -> None:
        if self._new_frame is not None:
            self._new_frame.hide()
            self._new_frame.deleteLater()
        self._new, self._new_frame, self._new_key = None, None, None
        self._add.setEnabled(True)
        if self.unfinished is not None:
            self.unfinished.reload()


def _add_words(kind: str) -> str:
    label = _(record_class(kind).record.label)
    return _("New: {kind}").format(kind=label[0].lower() + label[1:])
