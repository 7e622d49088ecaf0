"""One line in which something new is written down: what, by when, Enter."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.words import N_, _

_BY_WHEN = Field("quick.due_on", "due_on", Kind.DATE, N_("By when"))
_BESIDE = 70
"""From this width on, in characters, words and day stand beside each other."""


class QuickLine(QWidget):
    """Emits what was written; stays, empty, for the next one."""

    given = Signal(str, object)
    """Carries the words, and the day or None."""
    edited = Signal()

    def __init__(self, desk: Desk, asks: str, longest: int, about: str = "") -> None:
        super().__init__()
        sitting = desk.sitting
        around = Around(sitting.labels, sitting.clock.today, sitting.clock.now, lambda _field: ())
        name = f"{asks}: {about}" if about else asks
        self.words = QLineEdit()
        self.words.setPlaceholderText(asks)
        self.words.setAccessibleName(name)
        self.words.setMaxLength(longest)
        self.words.textEdited.connect(lambda _words: self.edited.emit())
        self.words.returnPressed.connect(self.give)
        self.day = editor_for(_BY_WHEN, around)
        self.day.set_accessible(f"{_(_BY_WHEN.label)}: {name}", "")
        for line in self.day.findChildren(QLineEdit):
            line.returnPressed.connect(self.give)
        self.day.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.add = button(_("Add"), self.give, icon="plus")
        self.add.setAccessibleName(_("Add: {what}").format(what=name))
        self._problem = text("", "problem", wrap=True)
        self._problem.hide()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(tokens.SPACE_S)
        rest = row(text(_(_BY_WHEN.label), "muted"), self.day, self.add, None)
        self._line.addWidget(self.words, 1)
        self._line.addLayout(rest, 1)
        inside = column(spacing=tokens.SPACE_XS)
        inside.addLayout(self._line)
        inside.addWidget(self._problem)
        self.setLayout(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for line in self.day.findChildren(QLineEdit):
            asked = line.fontMetrics().horizontalAdvance(_("dd-mm-yyyy")) + 2 * tokens.SPACE_XL
            line.setMaximumWidth(max(asked, line.maximumWidth()))
            line.setMinimumWidth(asked)
        beside = self.width() / max(1, self.fontMetrics().averageCharWidth()) >= _BESIDE
        self._line.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def give(self) -> None:
        """What stands here is meant."""
        words, day = self.words.text().strip(), self.day.value()
        if not words:
            self.refuse(_("Write down what it is first."))
        elif isinstance(day, Refused):
            self.refuse(day.sentence)
        else:
            self.given.emit(words, day if isinstance(day, date) else None)

    def settle(self) -> None:
        """It was written down; ready for the next one."""
        self.words.clear()
        self.day.show_value(None)
        self.refuse("")
        self.words.setFocus()
        self.edited.emit()

    def refuse(self, sentence: str) -> None:
        """Say why it was not written down."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def propose(self, words: str) -> None:
        """Put words here that only need Enter."""
        self.words.setText(words[: self.words.maxLength()])
        self.words.setFocus()
        self.words.selectAll()
        self.edited.emit()
