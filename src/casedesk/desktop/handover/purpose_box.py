"""What the handover is for: suggestions of the partner's profile, or own words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.forms.editors.lines import Line
from casedesk.desktop.handover.document_choice import fitted_box
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import set_look, text
from casedesk.handover.profiles import Profile
from casedesk.kernel.words import current_language


class PurposeBox(QWidget):
    """A list to choose from or type into, with what is wrong below it."""

    changed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = fitted_box()
        self.box.setEditable(True)
        self.box.setLineEdit(Line(self.box))
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setAccessibleName(words)
        self.box.editTextChanged.connect(lambda _text: self.changed.emit())
        label = labelled(f"{words} *", self.box)
        set_look(label, "muted")
        self.problem = text("", "problem", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        for part in (label, self.box, self.problem):
            column.addWidget(part)

    def said(self) -> str:
        """What stands there."""
        return self.box.currentText().strip()

    def offer(self, profile: Profile) -> None:
        """Suggest what this partner is often asked; own words stay."""
        typed = self.box.currentText()
        suggested = [each.in_language(current_language()) for each in profile.purposes]
        known = {self.box.itemText(row) for row in range(self.box.count())}
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems(suggested)
        own = typed if typed.strip() and typed not in known else ""
        self.box.setEditText(own or suggested[0])
        self.box.blockSignals(False)

    def complain(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
