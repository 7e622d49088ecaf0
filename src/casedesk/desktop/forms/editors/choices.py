"""Several codes of one list: boxes to tick for a short list, words to collect for a long one."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from casedesk.desktop.forms.editors.base import Around, Editor, missing_words
from casedesk.desktop.forms.editors.options import LONG, Offer, OptionBox, Typed
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import icons, tokens
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Field, Missing
from casedesk.kernel.words import _
from casedesk.store.code_lists import Option
from casedesk.store.types import to_plain


def choices_editor(field: Field, around: Around, parent: QWidget | None = None) -> Editor:
    """The editor that suits the length of the list."""
    options = around.labels.options(field.choices, around.today())
    made = TickEditor if len(options) <= LONG else CollectEditor
    return made(field, around, options, parent)


class TickEditor(Editor):
    """All options with a box each."""

    def __init__(
        self,
        field: Field,
        around: Around,
        options: tuple[Option, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, around, parent)
        self._area = QWidget(self)
        self._flow = Flow(self._area, tokens.SPACE_L)
        self._boxes: dict[str, QCheckBox] = {}
        self._row.addWidget(self._area, 1)
        for option in options:
            self._add(option.code, option.label)
        self._offer_reasons()

    def set_accessible(self, name: str, description: str) -> None:
        for box in self._boxes.values():
            box.setAccessibleName(f"{name}: {box.text()}")
        super().set_accessible(name, description)

    def _add(self, code: str, label: str) -> None:
        box = QCheckBox(label, self._area)
        box.clicked.connect(self._touch)
        self._boxes[code] = box
        self._flow.addWidget(box)
        box.installEventFilter(self)
        self._controls.append(box)
        if len(self._controls) == 1:
            self.setFocusProxy(box)

    def _display(self, value: Any) -> None:
        codes = value if isinstance(value, tuple) else ()
        for code in codes:
            if code not in self._boxes:
                self._add(code, self.around.labels.label(self.field.choices, code))
        self._order = tuple(codes)
        for code, box in self._boxes.items():
            box.setChecked(code in codes)
        self.understood.emit(missing_words(value))

    def _read(self) -> Any:
        ticked = [code for code, box in self._boxes.items() if box.isChecked()]
        # What stood there keeps its order; what is new comes after it.
        known = [code for code in self._order if code in ticked]
        return (*known, *(code for code in ticked if code not in known)) or None


class CollectEditor(Editor):
    """A box to search in, and below it what was chosen, each to be taken away again."""

    def __init__(
        self,
        field: Field,
        around: Around,
        options: tuple[Option, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, around, parent)
        self._codes: list[str] = []
        self._area = QWidget(self)
        column = QVBoxLayout(self._area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.box = OptionBox(self._area, searched=True)
        self.box.offer([Offer(option.code, option.label) for option in options])
        line = self.box.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._take)
            line.installEventFilter(self)
        self.box.picked.connect(self._take)
        self.box.typedText.connect(self._touch)
        self.box.installEventFilter(self)
        column.addWidget(self.box)
        self._chips = QWidget(self._area)
        self._flow = Flow(self._chips)
        column.addWidget(self._chips)
        self._controls.append(self.box)
        self.setFocusProxy(self.box)
        self._row.addWidget(self._area, 1)
        self._offer_reasons()

    def typed(self) -> Any:
        if self._reason is not None:
            return super().typed()
        return {"plain": to_plain(tuple(self._codes)), "text": self.box.currentText()}

    def show_typed(self, typed: Any) -> None:
        super().show_typed(typed)
        self.box.setEditText(typed.get("text", ""))

    def set_accessible(self, name: str, description: str) -> None:
        super().set_accessible(name, description)
        line = self.box.lineEdit()
        if line is not None:
            line.setAccessibleName(_("{field}: search and add").format(field=name))

    def _take(self) -> None:
        """Add what was found, and be ready for the next."""
        code = self.box.chosen()
        if not isinstance(code, str):
            return
        if code not in self._codes:
            self._codes.append(code)
        self.box.choose(None)
        self._draw()
        self._touch()

    def _drop(self, code: str) -> None:
        self._codes.remove(code)
        self._draw()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._decide()

    def _display(self, value: Any) -> None:
        self._codes = list(value) if isinstance(value, tuple) else []
        self.box.choose(None)
        line = self.box.lineEdit()
        if line is not None:
            words = missing_words(value) if isinstance(value, Missing) else ""
            line.setPlaceholderText(words or _("Type part of a word to search"))
        self._draw()

    def _draw(self) -> None:
        self._flow.clear()
        for code in self._codes:
            label = self.around.labels.label(self.field.choices, code)
            chip = QPushButton(label, self._chips)
            chip.setProperty("look", "chip")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind
            icons.dress(chip, "x", "muted")
            chip.setToolTip(_("Take this away"))
            chip.setAccessibleName(_("Take away {what}").format(what=label))
            chip.setEnabled(not self.read_only)
            chip.clicked.connect(lambda _checked=False, c=code: self._drop(c))
            chip.installEventFilter(self)
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(self._codes))
        self._chips.updateGeometry()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.box.setVisible(not read_only)
        self._draw()

    def _read(self) -> Any:
        left_over = self.box.chosen()
        if isinstance(left_over, Typed):
            return Refused(
                _("“{code}” is not in the list. Choose from the list.").format(code=left_over.text),
                self.field.name,
            )
        extra = () if left_over is None or left_over in self._codes else (left_over,)
        return (*self._codes, *extra) or None
