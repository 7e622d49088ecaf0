"""The left side of the handover page: for whom, about whom, why, and what is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.handover.about_whom import AboutWhom
from casedesk.desktop.handover.document_choice import DocumentPanel, fitted_box
from casedesk.desktop.handover.purpose_box import PurposeBox
from casedesk.desktop.handover.ticks import Ticks
from casedesk.desktop.handover.who_looks import WhoLooks
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import set_look, text
from casedesk.handover.asking import HANDOVER, Request
from casedesk.handover.facts import Overrides, Purpose, Subject
from casedesk.handover.kinds.kind import DocumentKind
from casedesk.handover.kinds.registry import kinds_for, kinds_for_person
from casedesk.handover.model import Disclosure
from casedesk.handover.numbers import new_number
from casedesk.handover.preparing import Prepared
from casedesk.handover.profiles import FreeText, Profile
from casedesk.handover.sheets import LEVEL_NAMES
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Level
from casedesk.kernel.words import _
from casedesk.records.reading import Choice
from casedesk.store.declare import fields_of

_FIELDS = (
    *("partner_id", "ground", "ground_reason", "informed", "informed_not_reason"),
    *("request", "answer_by"),
)
_NEEDED = ("partner_id", "ground")
LANGUAGES = (("Nederlands", "nl"), ("English", "en"))
"""Each in its own words."""
_NOT_LOOKED_FOR = ("informed", "informed_not_reason", "request", "answer_by")

_Reader = tuple[int, int | None, str, str]
"""Case, partner, or else the kind of partner, and document."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a handover begins with: the case, and what is known from where it was ordered.

    Without ``case_id`` its author chooses one; ``looking`` asks what a partner would see.
    """

    case_id: int | None
    referral_id: int | None = None
    suspect_id: int | None = None
    person_id: int | None = None
    document: str = ""
    looking: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What was read for the form: the partners with their kinds, and who was named.

    ``person_id`` is the person of the referral, ``reader`` the name of the person to whom an
    access export goes.
    """

    partners: tuple[Choice, ...]
    kinds: Mapping[int, str] = field(default_factory=dict)
    partner_id: int | None = None
    person_id: int | None = None
    reader: str = ""
    cases: tuple[Choice, ...] = ()


class AskPanel(QWidget):
    """What the author fills in. Holds no record: nothing is kept until the handover is made."""

    changed = Signal()
    """Something was typed or chosen; perhaps not for the last time."""

    def __init__(self, desk: Desk, start: Start) -> None:
        super().__init__()
        self._desk, self._begin = desk, start
        self._number = new_number()
        self._known = Known(())
        self._offered: _Reader | None = None
        self.ticks = Ticks(self)
        self.rows: Mapping[str, FieldRow] = {}
        self.documents = DocumentPanel(desk, start.document)
        self.whom = AboutWhom(desk.sitting.labels)
        why = fields_of(Disclosure)["purpose"].label
        self.purposes = PurposeBox(_(why))
        self.look = WhoLooks(desk, start.case_id) if start.looking else None
        self.language = fitted_box()
        self.level = fitted_box()
        self._level_head = QLabel()
        self.read = QCheckBox(_("I have read the free texts"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, tokens.SPACE_M, 0)
        self._layout.setSpacing(tokens.SPACE_M)

    @property
    def purpose(self) -> QComboBox:
        """The list of purposes, to choose from or type into."""
        return self.purposes.box

    @property
    def persons(self) -> dict[int, QCheckBox]:
        """The ticks of whom it is about."""
        return self.whom.boxes

    # What the page calls.

    def build(self, known: Known) -> None:
        """Lay the form out, once the partners are known."""
        self._known = known
        clock = self._desk.sitting.clock
        around = Around(
            self._desk.sitting.labels, clock.today, clock.now, lambda _f: known.partners
        )
        self.rows = {name: self._row(name, around) for name in _FIELDS}
        self.rows["partner_id"].show_value(known.partner_id)
        if self.look is not None:
            self.look.offer_cases(known.cases)
            self._layout.addWidget(self.look)
            self.look.changed.connect(self._edited)
        self._layout.addWidget(self.rows["partner_id"])
        if self._begin.person_id is not None:
            self.rows["partner_id"].hide()
            self._layout.addWidget(text(_("For: {name}").format(name=known.reader), wrap=True))
        if self._begin.suspect_id is None:
            self._layout.addWidget(self.documents)
        self._layout.addWidget(self.whom)
        self._layout.addWidget(self.purposes)
        for name in _FIELDS[1:]:
            self._layout.addWidget(self.rows[name])
        self._level_head = labelled(_("Identity of persons"), self.level)
        set_look(self._level_head, "muted")
        self.read.setToolTip(_("Free texts go only after you have read them in the preview."))
        for part in (self._level_head, self.level, self.read):
            self._layout.addWidget(part)
        spoken = labelled(_("Language of the document"), self.language)
        set_look(spoken, "muted")
        for words, code in ((_("As usual for this partner"), ""), *LANGUAGES):
            self.language.addItem(words, code)
        self.language.activated.connect(lambda _row: self.changed.emit())
        self._layout.addWidget(spoken)
        self._layout.addWidget(self.language)
        self._layout.addStretch(1)
        self.level.activated.connect(lambda _row: self.changed.emit())
        self.read.clicked.connect(lambda _on: self.changed.emit())
        self.documents.changed.connect(self.changed)
        self.purposes.changed.connect(self.changed)
        self.whom.changed.connect(self.changed)
        if self.look is not None:
            self.rows["ground"].show_value("public_task")
            self.purposes.hide()
            for name in _NOT_LOOKED_FOR:
                self.rows[name].hide()
        self._show_what_applies()

    def start(self) -> None:
        """Put the focus where work begins."""
        if self.look is not None:
            self.look.start()
        elif self.rows:
            first = "partner_id" if self._nobody_yet() else "ground"
            self.rows[first].editor.control().setFocus()

    def partner_id(self) -> int | None:
        """The chosen partner."""
        value = self._value("partner_id")
        return value if isinstance(value, int) else None

    def request(self) -> Request | None:
        """What is asked now; None as long as no case or partner is chosen."""
        case_id = self._begin.case_id if self.look is None else self.look.case_id()
        if case_id is None or self._nobody_yet():
            return None
        self.documents.offer_documents(self._kinds())
        any_of = self._any_of_kind()
        fresh = (case_id, self.partner_id(), any_of, self.documents.document()) != self._offered
        if fresh:
            self.ticks.clear()
        day = self._value("answer_by")
        return Request(
            case_id,
            self.partner_id(),
            Purpose(
                self.purposes.said(),
                self._said("ground"),
                self._said("ground_reason") if self._said("ground") == "other" else "",
            ),
            Overrides() if fresh else self._overrides(),
            self._said("informed"),
            self._said("informed_not_reason") if self._said("informed") == "no" else "",
            self._said("request"),
            day if isinstance(day, date) else None,
            self._begin.referral_id,
            self._begin.suspect_id,
            self.documents.document() if self._begin.suspect_id is None else HANDOVER,
            self._begin.person_id,
            self.documents.options(),
            self._number,
            any_of,
            str(self.language.currentData() or ""),
        )

    def offer(self, prepared: Prepared) -> None:
        """Show what this partner's profile and this document let the author choose."""
        options = self.documents.options()
        self.documents.offer_choices(prepared.choices)
        asked = prepared.request
        reader = (asked.case_id, asked.partner_id, asked.partner_kind, asked.document)
        if self._offered == reader:
            self._complain(prepared.refused)
            if self.documents.options() != options:
                self.changed.emit()
            return
        self._offered = reader
        profile = prepared.resolution.recipient.profile
        self._offer_persons(prepared.candidates, prepared.resolution.subjects)
        self.purposes.offer(profile)
        self._offer_level(profile)
        self.read.setChecked(False)
        self.read.setVisible(profile.texts_at(prepared.resolution.level) is FreeText.REVIEWED)
        today = self._desk.sitting.clock.today()
        self.rows["answer_by"].show_value(today + timedelta(days=profile.response_days))
        self.changed.emit()

    # Private.

    def _nobody_yet(self) -> bool:
        somebody = self.partner_id() or self._begin.person_id or self._any_of_kind()
        return not somebody

    def _any_of_kind(self) -> str:
        """The kind of partner through whose eyes one looks, where no partner is named."""
        named = self.partner_id() is not None or self.look is None
        return "" if named or self.look is None else self.look.partner_kind()

    def _kinds(self) -> Sequence[DocumentKind]:
        if self._begin.person_id is not None:
            return kinds_for_person()
        kind = self._known.kinds.get(self.partner_id() or 0, "")
        return kinds_for(kind or self._any_of_kind())

    def _row(self, name: str, around: Around) -> FieldRow:
        needed = name in _NEEDED and not (self.look is not None and name == "partner_id")
        declared = replace(fields_of(Disclosure)[name], may_be_missing=False, required=needed)
        made = FieldRow(declared, editor_for(declared, around))
        made.show_value(None)
        made.edited.connect(self._edited)
        made.left.connect(self._edited)
        return made

    def _value(self, name: str) -> object:
        return self.rows[name].editor.value() if name in self.rows else None

    def _said(self, name: str) -> str:
        value = self._value(name)
        return value.strip() if isinstance(value, str) else ""

    def _edited(self) -> None:
        self._show_what_applies()
        self.changed.emit()

    def _show_what_applies(self) -> None:
        chosen = not self._nobody_yet()
        self.rows["ground_reason"].setVisible(self._said("ground") == "other")
        if self.look is None:
            self.rows["informed_not_reason"].setVisible(self._said("informed") == "no")
        self.whom.setVisible(chosen)
        self.documents.setVisible(chosen)
        if not chosen:
            for part in (self._level_head, self.level, self.read):
                part.hide()

    def _overrides(self) -> Overrides:
        level = self.level.currentData()
        return Overrides(
            persons=self.whom.chosen(),
            added=dict(self.ticks.added),
            left_out=frozenset(self.ticks.left_out),
            verdicts=dict(self.ticks.verdicts),
            texts_read=self.read.isChecked(),
            level=None if level is None else Level(level),
        )

    def _offer_persons(self, candidates: tuple[Subject, ...], default: tuple[Subject, ...]) -> None:
        ticked = frozenset(subject.person_id for subject in default)
        if sum("victim" in subject.roles for subject in default) > 1:
            ticked = frozenset()  # of several victims, their author must choose
        person = self._known.person_id
        if person is not None and person in {subject.person_id for subject in candidates}:
            ticked = frozenset({person})
        begin = self._begin
        only = begin.person_id if begin.suspect_id is None else begin.suspect_id
        self.whom.offer(candidates, ticked, only)

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
        about = refused.field if refused else None
        sentence = refused.sentence if refused else ""
        places: Mapping[str, Callable[[str], None]] = {
            "purpose": self.purposes.complain,
            "persons": self.whom.complain,
            "request": self.rows["request"].show_problem,
            "ground_reason": self.rows["ground_reason"].show_problem,
        }
        typed = {"purpose": self.purposes.said(), "request": self._said("request"),
                 "ground_reason": self._said("ground_reason"), "persons": "x"}  # fmt: skip
        for name, show in places.items():
            wanted = sentence if name == about and typed[name] else ""
            show(wanted)
        kind, _point, key = (about or "").partition(".")
        self.documents.complain(key if kind == "option" else "", sentence)
