"""Which document it becomes, and what its kind lets the author choose."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import set_look, text
from casedesk.handover.asking import HANDOVER
from casedesk.handover.kinds.kind import DocumentChoice, DocumentKind, Form
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.words import _
from casedesk.store.code_lists import CodeLabels


class DocumentPanel(QWidget):
    """A list of documents, hidden where there is only one, and the choices of the chosen one."""

    changed = Signal()

    def __init__(self, desk: Desk, wanted: str = "") -> None:
        super().__init__()
        self._desk, self._wanted = desk, wanted or HANDOVER
        self._choices: tuple[DocumentChoice, ...] = ()
        self.answers: dict[str, _Answer] = {}
        self.box = fitted_box()
        self._head = labelled(_("Document"), self.box)
        set_look(self._head, "muted")
        self.box.activated.connect(self._picked)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_M)
        for part in (self._head, self.box):
            self._layout.addWidget(part)
            part.hide()

    def document(self) -> str:
        """The code of the chosen document."""
        return str(self.box.currentData() or self._wanted)

    def options(self) -> dict[str, str]:
        """What was chosen for it."""
        return {key: answer.value() for key, answer in self.answers.items()}

    def offer_documents(self, kinds: Sequence[DocumentKind]) -> None:
        """What this partner may get; the document that was chosen stays where it fits."""
        codes = [kind.code for kind in kinds]
        if codes == [self.box.itemData(row) for row in range(self.box.count())]:
            return
        wanted, label = self.document(), self._desk.sitting.labels.label
        self.box.clear()
        for code in codes:
            self.box.addItem(label("disclosure_document", code), code)
        self.box.setCurrentIndex(codes.index(wanted) if wanted in codes else 0)
        for part in (self._head, self.box):
            part.setVisible(len(codes) > 1)

    def offer_choices(self, choices: tuple[DocumentChoice, ...]) -> None:
        """Draw what can be chosen; what was answered stays where the choice stays."""
        if choices == self._choices:
            return
        old = {choice.key: choice for choice in self._choices}
        self._choices = choices
        kept = {c.key: self.answers[c.key] for c in choices if old.get(c.key) == c}
        for key, answer in self.answers.items():
            if key not in kept:
                self._layout.removeWidget(answer)
                answer.hide()
                answer.deleteLater()
        self.answers = {}
        for choice in choices:
            answer = kept.get(choice.key) or self._new(choice)
            self._layout.removeWidget(answer)
            self._layout.addWidget(answer)
            answer.show()
            self.answers[choice.key] = answer

    def complain(self, key: str, sentence: str) -> None:
        """Say beside one choice what is wrong with it; the others are fine."""
        for other, answer in self.answers.items():
            answer.show_problem(sentence if other == key else "")

    # Private.

    def _new(self, choice: DocumentChoice) -> "_Answer":
        made: _Answer
        if choice.form in (Form.DAY, Form.WORDS):
            made = _Written(choice, self._desk)
        else:
            made = _Several(choice) if choice.form is Form.SEVERAL else _One(choice)
        made.changed.connect(self.changed)
        return made

    def _picked(self, _row: int) -> None:
        self.offer_choices(())
        self.changed.emit()


class _Answer(QWidget):
    """The answer to one choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.SPACE_XS)
        self._problem: QLabel | None = None

    def value(self) -> str:
        """As it stands in ``Request.options``."""
        raise NotImplementedError

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        if self._problem is None:
            if not sentence:
                return
            self._problem = text("", "problem", wrap=True)
            self.column.addWidget(self._problem)
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def add_help(self, words: str) -> None:
        """What stands below in small print."""
        if words:
            self.column.addWidget(text(words, "small", wrap=True))


class _One(_Answer):
    def __init__(self, choice: DocumentChoice) -> None:
        super().__init__()
        self.box = fitted_box()
        head = labelled(_head(choice), self.box)
        set_look(head, "muted")
        self.box.setAccessibleName(choice.label)
        if not choice.default:
            self.box.addItem("", "")
        for code, label in choice.values:
            self.box.addItem(label, code)
        self.box.setCurrentIndex(max(self.box.findData(choice.default), 0))
        self.box.activated.connect(lambda _row: self.changed.emit())
        self.column.addWidget(head)
        self.column.addWidget(self.box)
        self.add_help(choice.help)

    def value(self) -> str:
        return str(self.box.currentData() or "")


class _Several(_Answer):
    def __init__(self, choice: DocumentChoice) -> None:
        super().__init__()
        self.column.addWidget(text(_head(choice), "muted", wrap=True))
        ticked = choice.default.split()
        self.boxes: dict[str, QCheckBox] = {}
        for code, label in choice.values:
            box = QCheckBox(label)
            box.setToolTip(label)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setChecked(code in ticked)
            box.clicked.connect(lambda _on: self.changed.emit())
            self.column.addWidget(box)
            self.boxes[code] = box
        self.add_help(choice.help)

    def value(self) -> str:
        return " ".join(code for code, box in self.boxes.items() if box.isChecked())


class _Written(_Answer):
    """A day or some words, in the same editors as elsewhere."""

    def __init__(self, choice: DocumentChoice, desk: Desk) -> None:
        super().__init__()
        kind = Kind.DATE if choice.form is Form.DAY else Kind.LONG_TEXT
        field = Field(
            f"option.{choice.key}", choice.key, kind, choice.label, choice.help,
            required=choice.required, max_length=4000,
        )  # fmt: skip
        clock = desk.sitting.clock
        labels: CodeLabels = desk.sitting.labels
        around = Around(labels, clock.today, clock.now, lambda _field: ())
        self.row = FieldRow(field, editor_for(field, around))
        default = choice.default
        is_day = choice.form is Form.DAY and bool(default)
        self.row.show_value(date.fromisoformat(default) if is_day else default or None)
        self.row.edited.connect(self.changed)
        self.row.left.connect(self.changed)
        self.column.addWidget(self.row)

    def value(self) -> str:
        found = self.row.editor.value()
        if isinstance(found, date):
            return found.isoformat()
        return found.strip() if isinstance(found, str) else ""

    def show_problem(self, sentence: str) -> None:
        if sentence != self.row.problem:
            self.row.show_problem(sentence)


def _head(choice: DocumentChoice) -> str:
    return f"{choice.label} *" if choice.required else choice.label


def fitted_box() -> QComboBox:
    """A list that does not claim the width of its longest line."""
    box = QComboBox()
    box.setMinimumContentsLength(16)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
