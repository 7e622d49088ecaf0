"""One field on a form: its label, its editor, help beside it, and what is wrong with it."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casedesk.desktop.accessible import announce
from casedesk.desktop.forms.conflict import ConflictPanel
from casedesk.desktop.forms.editors import Editor
from casedesk.desktop.forms.editors.shown import ShownValue
from casedesk.desktop.forms.offer_line import OfferLine
from casedesk.desktop.forms.values import Clash
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import row, set_look, text
from casedesk.kernel.fields import Field, Kind, Sensitivity
from casedesk.kernel.words import _
from casedesk.records.offers import Offered

_WIDE = (Kind.LONG_TEXT, Kind.CHOICES)


class FieldRow(QWidget):
    """Holds what belongs to one field; decides nothing about saving.

    ``seen`` is the stored value that the user's typing started from, ``pending`` the value that
    is being saved.
    """

    edited = Signal()
    left = Signal()
    resolved = Signal(bool)
    """The user chose in a conflict: True for the own value."""

    def __init__(self, field: Field, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor
        self.seen: Any = None
        self.pending = False
        self.wanted = True
        self._panel: ConflictPanel | None = None
        self.offers: OfferLine | None = None
        self._understood = ""
        self._label = text(_(field.label) + (" *" if field.required else ""), "muted")
        self._label.setWordWrap(True)
        self._label.setBuddy(editor.control())
        self._mark = text("", "saved")
        self._mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._help = text(_(field.help), "small", wrap=True)
        if not field.help or isinstance(editor, ShownValue):
            self._help.hide()  # never show before it has a parent: that makes a window of it
        self._remark = text("", "small", wrap=True)
        self._remark.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_XS)
        head = row(self._label, self._mark)
        head.setStretch(0, 1)
        self._column.addLayout(head)
        self._column.addWidget(editor)
        self._column.addWidget(self._remark)
        self._column.addWidget(self._help)
        self._column.addStretch(1)
        self._name = _(field.label)
        editor.set_accessible(self._name, _(field.help))
        editor.edited.connect(self._edited)
        editor.left.connect(self.left)
        editor.understood.connect(self._say_understood)

    @property
    def wide(self) -> bool:
        """Whether the field needs the whole width of the form."""
        sentence = self.field.kind is Kind.TEXT and Sensitivity.FREE_TEXT in self.field.classes
        return sentence or self.field.kind in _WIDE

    @property
    def problem(self) -> str:
        """The sentence about what is wrong, empty if nothing is."""
        return self._remark.text() if self._remark.property("look") == "problem" else ""

    @property
    def remark(self) -> str:
        """What stands below the field now."""
        return self._remark.text()

    @property
    def in_conflict(self) -> bool:
        """Whether the user has to choose between two values first."""
        return self._panel is not None

    @property
    def conflict(self) -> ConflictPanel | None:
        """The panel with both values."""
        return self._panel

    def show_value(self, value: Any, words: str = "") -> None:
        """What is stored now."""
        self.seen = value
        self.editor.show_value(value)
        if isinstance(self.editor, ShownValue):
            self.editor.show_words(words)
            self.editor.set_accessible(self._name, "")
        self._clear()

    def show_problem(self, sentence: str) -> None:
        """Say beside the field what is wrong; what was typed stays."""
        self._mark.setText("")
        self._say(sentence, "problem")
        self._flag(bool(sentence))
        announce(self, sentence)

    def show_news(self, sentence: str) -> None:
        """Say that the stored value changed while the user was typing."""
        self._say(sentence, "warning")
        announce(self, sentence)

    def show_saved(self) -> None:
        """The quiet mark."""
        self._clear()
        self._mark.setText("✓ " + _("saved"))

    def forget_mark(self) -> None:
        """Another field was saved; one mark at a time is enough."""
        self._mark.setText("")

    def show_conflict(self, clash: Clash) -> None:
        """Ask which of two values stays."""
        self.end_conflict()
        self._clear()
        self._panel = ConflictPanel(clash, self)
        self._panel.keepMine.connect(lambda: self.resolved.emit(True))
        self._panel.takeTheirs.connect(lambda: self.resolved.emit(False))
        self._column.insertWidget(3, self._panel)
        announce(self, self._panel.accessibleName())

    def show_offers(self, offered: Sequence[Offered], take: Callable[[Offered], None]) -> None:
        """Offer values that were entered elsewhere, below the editor; none takes the offer away."""
        if self.offers is not None:
            self.offers.take_away()
            self.offers = None
        if offered and not isinstance(self.editor, ShownValue):
            self.offers = OfferLine(offered, take, self)
            self._column.insertWidget(2, self.offers)

    def end_conflict(self) -> None:
        """The choice was made."""
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None

    def _edited(self) -> None:
        self._mark.setText("")
        if self.problem:
            self._clear()
            self._say_understood(self._understood)
        self.edited.emit()

    def _say_understood(self, words: str) -> None:
        self._understood = words
        if not self.problem or words:
            self._say(f"= {words}" if words else "", "small")

    def _clear(self) -> None:
        self._flag(False)
        self._say("", "small")

    def _say(self, sentence: str, look: str) -> None:
        set_look(self._remark, look)
        self._remark.setText(sentence)
        self._remark.setVisible(bool(sentence))

    def _flag(self, wrong: bool) -> None:
        control = self.editor.control()
        if bool(control.property("problem")) == wrong:
            return
        control.setProperty("problem", wrong)
        control.style().unpolish(control)
        control.style().polish(control)
        control.setAccessibleDescription(self._remark.text() if wrong else _(self.field.help))
