"""About whom the document is: a tick for each person whom it may be about."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import text
from casedesk.handover.facts import Subject
from casedesk.kernel.words import _
from casedesk.store.code_lists import CodeLabels


class AboutWhom(QWidget):
    """The persons, and what is wrong with the choice."""

    changed = Signal()

    def __init__(self, labels: CodeLabels) -> None:
        super().__init__()
        self._labels = labels
        self.boxes: dict[int, QCheckBox] = {}
        self.head = text(_("About whom"), "muted", wrap=True)
        self._problem = text("", "problem", wrap=True)
        self._problem.hide()
        self._rows = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.head)
        column.addLayout(self._rows)
        column.addWidget(self._problem)

    def offer(
        self, candidates: Sequence[Subject], ticked: frozenset[int], only: int | None = None
    ) -> None:
        """Show who may be in it; ``only`` is the one person whom it is about in any case."""
        for box in self.boxes.values():
            self._rows.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes.clear()
        for subject in candidates:
            if only not in (None, subject.person_id):
                continue
            others = sorted(subject.roles - {"victim"})
            label = self._labels.label
            words = [subject.name, *(label("person_role", role) for role in others)]
            box = QCheckBox(" · ".join(words))
            box.setToolTip(box.text())
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setChecked(subject.person_id in ticked or only is not None)
            box.setEnabled(only is None)
            box.clicked.connect(lambda _on: self.changed.emit())
            self._rows.addWidget(box)
            self.boxes[subject.person_id] = box
        nobody = _("A handover to this partner is about no person.")
        self.head.setText(_("About whom") if candidates else nobody)

    def chosen(self) -> frozenset[int]:
        """Whom the document shall be about."""
        return frozenset(person_id for person_id, box in self.boxes.items() if box.isChecked())

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the choice, or nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
