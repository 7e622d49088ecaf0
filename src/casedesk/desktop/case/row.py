"""One record as a row that opens into its form."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from casedesk.desktop.case.items import Chip, Item
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.record_form import RecordForm
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.widgets.parts import Elided, Picture, button, column, line, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import _

Extras = Callable[[Item], Sequence[QWidget]]
"""More for one row: what stands before its title or below its words."""

MakeForm = Callable[["ItemRow"], RecordForm]
"""The form of a row, where it is not just the form of its kind."""


_LEAST = 24
_BESIDE = 62
"""Widths in characters: of the narrowest row, and from which on chips stand beside the words."""


class ChipLabel(QFrame):
    """A chip; an icon goes before words that warn, so that colour is never the only sign.

    One that ``shrinks`` ends in dots where a narrow page leaves it less than its words need.
    """

    def __init__(self, chip: Chip, *, shrinks: bool = False) -> None:
        super().__init__()
        layout = row(spacing=tokens.SPACE_XS)
        if chip.icon:
            layout.addWidget(Picture(chip.icon, 16, chip.tone or "text"))
        words = Elided(chip.words) if shrinks else text(chip.words)
        words.setProperty("look", f"chip-{chip.tone}" if chip.tone else "chip")
        layout.addWidget(words)
        self.setLayout(layout)


class ItemRow(QFrame):
    """Title, quiet words, excerpt and chips; the form is made when the row is opened."""

    opened = Signal(bool)

    def __init__(
        self,
        desk: Desk,
        item: Item,
        *,
        before: Extras | None = None,
        below: Extras | None = None,
        form: MakeForm | None = None,
        removable: bool = True,
    ) -> None:
        super().__init__()
        self._desk, self._before, self._below = desk, before, below
        self._form_of, self._removable = form, removable
        self.item = item
        self.form: RecordForm | None = None
        self._shown: Item | None = None
        self._chips_below = False
        self.setProperty("look", "row")
        self._arrow = QToolButton()
        self._arrow.setProperty("look", "small")
        self._arrow.setCheckable(True)
        self._arrow.toggled.connect(self._toggled)
        icons.dress(self._arrow, "chevron-right", "muted")
        self._picture = Picture(item.icon, 20, "muted")
        self._title = self._label("strong")
        self._meta = self._label("muted")
        self._text = self._label("")
        self._chips = column(spacing=tokens.SPACE_XS)
        self._start = row()
        self._foot = column(spacing=tokens.SPACE_S)
        self._lay_out()
        self.show_item(item)

    @property
    def arrow(self) -> QToolButton:
        """What opens and closes the row; takes the focus."""
        return self._arrow

    @property
    def is_open(self) -> bool:
        """Whether the form shows."""
        return self._arrow.isChecked()

    def show_item(self, item: Item) -> None:
        """Show what the record says now."""
        if item == self._shown:
            return
        self.item = self._shown = item
        for label, words in (
            (self._title, item.title), (self._meta, item.meta), (self._text, item.text)
        ):  # fmt: skip
            label.setText(words)
            label.setVisible(bool(words))
        self._text.setVisible(bool(item.text) and not self.is_open)
        self._fill(self._chips, [ChipLabel(chip) for chip in item.chips])
        self._fill(self._start, self._before(item) if self._before else ())
        # A box to tick says what it is by itself.
        self._picture.setVisible(self._start.count() == 0)
        self._fill(self._foot, self._below(item) if self._below else ())
        self._name()

    def open(self) -> None:
        """Show the form."""
        self._arrow.setChecked(True)

    def close_up(self) -> None:
        """Show the words only."""
        self._arrow.setChecked(False)

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if self.form is not None:
            self.form.refresh(changes)

    def flush(self) -> None:
        """Save what was typed as a draft."""
        if self.form is not None:
            self.form.flush()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the largest text: then the chips go below the words."""
        hint = super().minimumSizeHint()
        least = self.fontMetrics().averageCharWidth() * _LEAST
        return QSize(min(hint.width(), least), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < self.fontMetrics().averageCharWidth() * _BESIDE
        if below != self._chips_below:
            self._chips_below = below
            self._chip_place(below).addLayout(self._taken_chips())

    def _taken_chips(self) -> QBoxLayout:
        """The chips, out of where they stood."""
        self._chip_place(not self._chips_below).removeItem(self._chips)
        self._chips.setParent(None)
        return self._chips

    def _chip_place(self, below: bool) -> QBoxLayout:
        return self._words if below else self._head_row

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Only the words; in the form a click is no wish to close it.
        if event.position().y() <= self._head.geometry().bottom():
            self._arrow.toggle()
            self._arrow.setFocus()
        super().mousePressEvent(event)

    def _label(self, look: str) -> QLabel:
        label = text("", look, wrap=True)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    def _lay_out(self) -> None:
        self._words = words = column(self._title, self._meta, self._text, spacing=2)
        self._head = QWidget()
        self._head_row = head = row(self._arrow, self._picture, spacing=tokens.SPACE_S)
        head.insertLayout(1, self._start)
        head.addLayout(words, 1)
        head.addLayout(self._chips)
        head.setAlignment(self._chips, Qt.AlignmentFlag.AlignTop)
        head.setAlignment(self._arrow, Qt.AlignmentFlag.AlignTop)
        head.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        # In line with the arrow beside it.
        self._picture.setMinimumHeight(self._arrow.sizeHint().height())
        head.setAlignment(self._start, Qt.AlignmentFlag.AlignTop)
        self._head.setLayout(head)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(
            tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S
        )
        self._column.setSpacing(tokens.SPACE_S)
        self._column.addWidget(self._head)
        self._column.addLayout(self._foot)
        # In line with the words above.
        self._foot.setContentsMargins(tokens.SPACE_XL * 2 + tokens.SPACE_S, 0, 0, 0)

    def _fill(self, layout: QBoxLayout, widgets: Sequence[QWidget]) -> None:
        while layout.count():
            taken = layout.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        right = Qt.AlignmentFlag.AlignRight if layout is self._chips else Qt.AlignmentFlag(0)
        for widget in widgets:
            layout.addWidget(widget, 0, right)

    def _toggled(self, open_: bool) -> None:
        icons.dress(self._arrow, "chevron-down" if open_ else "chevron-right", "muted")
        if open_ and self.form is None:
            self._make_form()
        if self.form is not None:
            self._body.setVisible(open_)
        self._text.setVisible(bool(self.item.text) and not open_)
        self._name()
        self.opened.emit(open_)

    def _make_form(self) -> None:
        make = self._form_of
        self.form = make(self) if make else RecordForm(self._desk, self.item.kind, self.item.id)
        self._body = QWidget()
        inside = column(line(), self.form, spacing=tokens.SPACE_M)
        inside.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        if self._removable and self.form.changeable:
            inside.addLayout(
                row(None, button(_("Remove"), self._remove, look="quiet", icon="trash"))
            )
        self._body.setLayout(inside)
        self._column.addWidget(self._body)

    def _remove(self) -> None:
        from casedesk.records.use_cases import Remove, remove

        store, item = self._desk.sitting.store, self.item
        command = Remove(item.kind, item.id, item.version)
        said = _("Removed. Ctrl+Z brings it back.")
        self._desk.runner.change(
            lambda: remove(store, command), lambda _done: self._desk.announce(said), owner=self
        )

    def _name(self) -> None:
        state = _("open") if self.is_open else _("folded")
        self._arrow.setAccessibleName(f"{self.item.spoken} ({state})")
        self._arrow.setToolTip(_("Close") if self.is_open else _("Open and change"))
