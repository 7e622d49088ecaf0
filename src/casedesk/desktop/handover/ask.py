"""The left side of the handover page: for whom, about whom, why, and what is asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.forms.editors.lines import Line
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import set_look, text
from casedesk.handover.asking import Request
from casedesk.handover.facts import FactId, Overrides, Purpose, Subject
from casedesk.handover.model import Disclosure
from casedesk.handover.preparing import Prepared
from casedesk.handover.profiles import FreeText, Profile
from casedesk.handover.sheets import LEVEL_NAMES
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Level
from casedesk.kernel.words import _, current_language
from casedesk.records.reading import Choice
from casedesk.store.declare import fields_of

_FIELDS = (
    *("partner_id", "ground", "ground_reason", "informed", "informed_not_reason"),
    *("request", "answer_by"),
)
_NEEDED = ("partner_id", "ground")


class AskPanel(QWidget):
    """What the author fills in. Holds no record: nothing is kept until the handover is made."""

    changed = Signal()
    """Something was typed or chosen; perhaps not for the last time."""
    ticked = Signal()
    """A value was added or left out, for good."""

    def __init__(
        self,
        desk: Desk,
        case_id: int,
        referral_id: int | None = None,
        suspect_id: int | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._case_id, self._referral_id = desk, case_id, referral_id
        self._suspect_id = suspect_id
        self._partners: tuple[Choice, ...] = ()
        self._offered: int | None = None
        self._person_of_referral: int | None = None
        self.added: dict[FactId, str] = {}
        self.left_out: set[FactId] = set()
        self.rows: Mapping[str, FieldRow] = {}
        self.purpose = QComboBox()
        self._purpose_problem = text("", "problem", wrap=True)
        self.persons: dict[int, QCheckBox] = {}
        self._persons_box = QVBoxLayout()
        self._persons_head = text(_("About whom"), "muted")
        self._persons_problem = text("", "problem", wrap=True)
        self.level = QComboBox()
        self._level_head = QLabel()
        self.read = QCheckBox(_("I have read the free texts"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, tokens.SPACE_M, 0)
        self._layout.setSpacing(tokens.SPACE_M)

    # What the page calls.

    def build(
        self, partners: tuple[Choice, ...], partner_id: int | None, person_id: int | None
    ) -> None:
        """Lay the form out, once the partners are known."""
        self._partners, self._person_of_referral = partners, person_id
        today = self._desk.sitting.clock.today
        around = Around(
            self._desk.sitting.labels, today, self._desk.sitting.clock.now, lambda _f: partners
        )
        declared = fields_of(Disclosure)
        self.rows = {name: self._row(name, around) for name in _FIELDS}
        self.rows["partner_id"].show_value(partner_id)
        self._layout.addWidget(self.rows["partner_id"])
        self._layout.addWidget(self._persons_head)
        self._layout.addLayout(self._persons_box)
        self._layout.addWidget(self._persons_problem)
        why = declared["purpose"].label
        self._add_purpose(_(why))
        for name in _FIELDS[1:]:
            self._layout.addWidget(self.rows[name])
        self._level_head = labelled(_("Identity of persons"), self.level)
        set_look(self._level_head, "muted")
        self.level.activated.connect(lambda _row: self.changed.emit())
        self.read.setToolTip(_("Free texts go only after you have read them in the preview."))
        self.read.clicked.connect(lambda _on: self.changed.emit())
        for part in (self._level_head, self.level, self.read):
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        self._show_what_applies()

    def start(self) -> None:
        """Put the focus where work begins."""
        if self.rows:
            first = "partner_id" if self.partner_id() is None else "ground"
            self.rows[first].editor.control().setFocus()

    def partner_id(self) -> int | None:
        """The chosen partner."""
        value = self._value("partner_id")
        return value if isinstance(value, int) else None

    def request(self) -> Request | None:
        """What is asked now; None as long as no partner is chosen."""
        partner_id = self.partner_id()
        if partner_id is None:
            return None
        fresh = partner_id != self._offered
        if fresh:
            self.added.clear()
            self.left_out.clear()
        day = self._value("answer_by")
        return Request(
            self._case_id,
            partner_id,
            Purpose(
                self.purpose.currentText().strip(),
                self._said("ground"),
                self._said("ground_reason") if self._said("ground") == "other" else "",
            ),
            Overrides() if fresh else self._overrides(),
            self._said("informed"),
            self._said("informed_not_reason") if self._said("informed") == "no" else "",
            self._said("request"),
            day if isinstance(day, date) else None,
            self._referral_id,
            self._suspect_id,
        )

    def offer(self, prepared: Prepared) -> None:
        """Show what this partner's profile lets the author choose."""
        if self._offered == prepared.request.partner_id:
            self._complain(prepared.refused)
            return
        self._offered = prepared.request.partner_id
        profile = prepared.resolution.recipient.profile
        self._offer_persons(prepared.candidates, prepared.resolution.subjects)
        self._offer_purposes(profile)
        self._offer_level(profile)
        self.read.setChecked(False)
        self.read.setVisible(profile.free_text is FreeText.REVIEWED)
        today = self._desk.sitting.clock.today()
        self.rows["answer_by"].show_value(today + timedelta(days=profile.response_days))
        self.changed.emit()

    def leave_out(self, ids: list[FactId]) -> None:
        """These values stay; one that was added is simply no longer added."""
        for fact_id in ids:
            if self.added.pop(fact_id, None) is None:
                self.left_out.add(fact_id)
        self.ticked.emit()

    def take(self, ids: list[FactId]) -> None:
        """These values go after all."""
        self.left_out.difference_update(ids)
        self.ticked.emit()

    def add(self, ids: Iterable[FactId], because: str) -> None:
        """Let values go, for this reason."""
        self.added |= dict.fromkeys(ids, because)
        self.ticked.emit()

    # Private.

    def _row(self, name: str, around: Around) -> FieldRow:
        field = replace(fields_of(Disclosure)[name], may_be_missing=False, required=name in _NEEDED)
        made = FieldRow(field, editor_for(field, around))
        made.show_value(None)
        made.edited.connect(self._edited)
        made.left.connect(self._edited)
        return made

    def _add_purpose(self, words: str) -> None:
        self.purpose.setEditable(True)
        self.purpose.setLineEdit(Line(self.purpose))
        self.purpose.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.purpose.setMinimumContentsLength(16)
        self.purpose.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        label = labelled(f"{words} *", self.purpose)
        set_look(label, "muted")
        self.purpose.setAccessibleName(words)
        self.purpose.editTextChanged.connect(lambda _text: self.changed.emit())
        for part in (label, self.purpose, self._purpose_problem):
            self._layout.addWidget(part)
        self._purpose_problem.hide()
        self._persons_problem.hide()

    def _value(self, name: str) -> object:
        return self.rows[name].editor.value() if name in self.rows else None

    def _said(self, name: str) -> str:
        value = self._value(name)
        return value.strip() if isinstance(value, str) else ""

    def _edited(self) -> None:
        self._show_what_applies()
        self.changed.emit()

    def _show_what_applies(self) -> None:
        chosen = self.partner_id() is not None
        self.rows["ground_reason"].setVisible(self._said("ground") == "other")
        self.rows["informed_not_reason"].setVisible(self._said("informed") == "no")
        self._persons_head.setVisible(chosen)
        if not chosen:
            for part in (self._level_head, self.level, self.read):
                part.hide()

    def _overrides(self) -> Overrides:
        chosen = frozenset(i for i, box in self.persons.items() if box.isChecked())
        level = self.level.currentData()
        return Overrides(
            persons=chosen,
            added=dict(self.added),
            left_out=frozenset(self.left_out),
            texts_read=self.read.isChecked(),
            level=None if level is None else Level(level),
        )

    def _offer_persons(self, candidates: tuple[Subject, ...], default: tuple[Subject, ...]) -> None:
        for box in self.persons.values():
            self._persons_box.removeWidget(box)
            box.deleteLater()
        self.persons.clear()
        ticked = {subject.person_id for subject in default}
        if sum("victim" in subject.roles for subject in default) > 1:
            ticked = set()  # of several victims, their author must choose
        if self._person_of_referral in {subject.person_id for subject in candidates}:
            ticked = {self._person_of_referral}
        label = self._desk.sitting.labels.label
        for subject in candidates:
            others = sorted(subject.roles - {"victim"})
            words = [subject.name, *(label("person_role", role) for role in others)]
            box = QCheckBox(" · ".join(words))
            box.setToolTip(box.text())
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setChecked(subject.person_id in ticked)
            box.clicked.connect(lambda _on: self.changed.emit())
            # A report is about the suspect from whose page it was started.
            box.setEnabled(self._suspect_id is None)
            box.setVisible(self._suspect_id in (None, subject.person_id))
            self._persons_box.addWidget(box)
            self.persons[subject.person_id] = box
        if not candidates:
            self._persons_head.setText(_("A handover to this partner is about no person."))
        else:
            self._persons_head.setText(_("About whom"))

    def _offer_purposes(self, profile: Profile) -> None:
        typed = self.purpose.currentText()
        suggested = [each.in_language(current_language()) for each in profile.purposes]
        known = {self.purpose.itemText(row) for row in range(self.purpose.count())}
        self.purpose.blockSignals(True)
        self.purpose.clear()
        self.purpose.addItems(suggested)
        own = typed if typed.strip() and typed not in known else ""
        self.purpose.setEditText(own or suggested[0])
        self.purpose.blockSignals(False)

    def _offer_level(self, profile: Profile) -> None:
        self.level.clear()
        for level in Level:
            if profile.level <= level <= profile.highest_level:
                self.level.addItem(_(LEVEL_NAMES[level]), int(level))
        choice = self.level.count() > 1
        self._level_head.setVisible(choice)
        self.level.setVisible(choice)

    def _complain(self, refused: Refused | None) -> None:
        """Say what is missing beside the field that it is about, once something was said there."""
        field = refused.field if refused else None
        sentence = refused.sentence if refused else ""
        places: Mapping[str, Callable[[str], None]] = {
            "purpose": lambda words: _show(self._purpose_problem, words),
            "persons": lambda words: _show(self._persons_problem, words),
            "request": self.rows["request"].show_problem,
            "ground_reason": self.rows["ground_reason"].show_problem,
        }
        typed = {"purpose": self.purpose.currentText(), "request": self._said("request"),
                 "ground_reason": self._said("ground_reason"), "persons": "x"}  # fmt: skip
        for name, show in places.items():
            wanted = sentence if name == field and typed[name] else ""
            show(wanted)


def _show(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
