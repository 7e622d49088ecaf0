"""Partner profiles: what holds now and before, and a new version from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QVBoxLayout, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.desktop.accessible import labelled
from casedesk.desktop.case.part import Sheet
from casedesk.desktop.desk import Desk
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.reference.logo_part import LogoPart
from casedesk.desktop.reference.paper_sheet import PaperSheet, paper_words
from casedesk.desktop.reference.words import CLASS_NAMES, LEVEL_NAMES, TOPIC_NAMES
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, card, column, row, text
from casedesk.desktop.widgets.plain_table import PlainTable
from casedesk.handover.own_profiles import (
    NewProfile,
    OwnProfile,
    decide_profile,
    paper_of,
    profile_on,
    widening,
)
from casedesk.handover.profiles import FreeText, Profile, profile_for
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field, Kind, Level
from casedesk.kernel.words import N_, _, current_language, ngettext
from casedesk.store.code_lists import CodeLabels

_TITLES = (N_("Holds from"), N_("Level"), N_("Compared with CaseDesk"), N_("Why"))
FROM = Field("profile.valid_from", "valid_from", Kind.DATE, N_("Holds from"), required=True)
REASON = Field("profile.reason", "reason", Kind.TEXT, N_("Why"), required=True, max_length=500)
DAYS = Field("profile.response_days", "response_days", Kind.NUMBER, N_("Answer within (days)"),
             required=True)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """What holds today, what the program shipped, and the versions in words, newest first."""

    now: Profile
    shipped: Profile
    versions: tuple[tuple[str, ...], ...]


class ProfilesPart(QWidget):
    """Choose a kind of partner; see what it may have; decide a version of your own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.shown: Shown | None = None
        self.sheet: ProfileSheet | None = None
        self.kinds = QComboBox()
        today = desk.sitting.clock.today()
        for option in desk.sitting.labels.options("partner_kind", today):
            self.kinds.addItem(option.label, option.code)
        self.banner = Banner()
        self.now = text("", wrap=True)
        self.table = PlainTable(_("Versions of this profile"), _TITLES, grow=3)
        least = self.fontMetrics().averageCharWidth() * 14
        self.table.horizontalHeader().setMinimumSectionSize(least)
        self.decide = button(_("Decide a version"), self.ask, look="primary", icon="plus")
        page = Sheet(widest=130)
        self._column = page.column
        page.column.addLayout(
            column(labelled(_("Kind of partner"), self.kinds), self.kinds, spacing=tokens.SPACE_XS)
        )
        page.column.addWidget(self.banner)
        page.column.addWidget(card(column(text(_("Holds now"), "heading"), self.now)))
        page.column.addWidget(self.table)
        page.column.addLayout(row(self.decide, None))
        self.logo = LogoPart(desk)
        page.column.addWidget(self.logo)
        page.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_M, 0, 0)
        layout.addWidget(page)
        self.kinds.currentIndexChanged.connect(lambda _row: self._chosen())
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Somebody decided a version."""
        if changes.touches("own_profile"):
            self._load()

    def ask(self) -> None:
        """Begin a version with what holds now."""
        self._put_away()
        if self.shown is not None:
            self.sheet = ProfileSheet(self._desk, self.shown)
            self.sheet.given.connect(self._decide)
            self.sheet.given_up.connect(self._put_away)
            self._column.insertWidget(self._column.count() - 1, self.sheet)
            self.sheet.start()

    def _chosen(self) -> None:
        self._put_away()
        self.banner.quiet()
        self._load()

    def _put_away(self) -> None:
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None

    def _load(self) -> None:
        desk, kind = self._desk, str(self.kinds.currentData())

        def read() -> Shown:
            with desk.sitting.store.read() as session:
                return _read(session, kind, desk.sitting.clock.today())

        desk.runner.run(read, self._show, owner=self)

    def _show(self, found: Shown) -> None:
        self.shown = found
        self.now.setText(_in_words(found.now, self._desk.sitting.labels))
        self.table.setRowCount(0)
        for version in found.versions:
            self.table.add(version)
        self.table.fit()

    def _decide(self, given: Mapping[str, Any]) -> None:
        sitting, sheet = self._desk.sitting, self.sheet
        if sheet is None:
            return
        wanted = NewProfile(str(self.kinds.currentData()), **given)

        def done(_changes: Changes) -> None:
            self._put_away()
            said = _("From {day} on handovers follow this version. What was given stays as it was.")
            self.banner.say(said.format(day=show_date(wanted.valid_from)), "good")
            self._load()

        self._desk.runner.change(
            lambda: decide_profile(sitting.store, wanted, sitting.labels),
            done,
            refused=sheet.refuse,
            owner=sheet,
        )


class ProfileSheet(QFrame):
    """Asks what a kind of partner may have; says at once where that is more than shipped."""

    given = Signal(object)
    given_up = Signal()

    def __init__(self, desk: Desk, shown: Shown) -> None:
        super().__init__()
        self.setProperty("look", "banner-info")
        self._shown = shown
        now, sitting = shown.now, desk.sitting
        around = Around(sitting.labels, sitting.clock.today, sitting.clock.now, lambda _field: ())
        self.rows = {f.name: FieldRow(f, editor_for(f, around)) for f in (FROM, DAYS, REASON)}
        self.rows["valid_from"].show_value(sitting.clock.today())
        self.rows["response_days"].show_value(now.response_days)
        self.level = QComboBox()
        for level, words in LEVEL_NAMES.items():
            self.level.addItem(_(words), int(level))
        self.level.setCurrentIndex(self.level.findData(int(now.level)))
        self.topics = {
            topic: _tick(words, topic in now.topics)
            for topic, words in TOPIC_NAMES.items()
            if topic not in shown.shipped.never
        }
        self.classes = {
            each: _tick(words, each in now.classes) for each, words in CLASS_NAMES.items()
        }
        self.free_text = _tick(
            N_("Free text goes after its author looked at it"), now.free_text is FreeText.REVIEWED
        )
        self.paper = PaperSheet(desk, paper_of(now, now.language or current_language()))
        self.sure = _tick(N_("It is meant to give more than the profile of CaseDesk"), False)
        self.wider = Banner()
        self.problem = Banner()
        self._lay_out()
        self.level.currentIndexChanged.connect(lambda _row: self._compare())
        for box in (*self.topics.values(), *self.classes.values(), self.free_text):
            box.toggled.connect(lambda _on: self._compare())
        self._compare()

    def start(self) -> None:
        """Put the focus on the first question."""
        self.rows["valid_from"].editor.control().setFocus()

    def refuse(self, refused: Refused) -> None:
        """Say why not, beside what it is about."""
        asked = self.rows.get(refused.field or "")
        if asked is not None:
            asked.show_problem(refused.sentence)
            asked.editor.control().setFocus()
        else:
            self.problem.say(refused.sentence, "warning")

    def _lay_out(self) -> None:
        inside = column(
            text(_("A version of our own"), "heading"), self.problem, self.rows["valid_from"],
            spacing=tokens.SPACE_M,
        )  # fmt: skip
        words = _("How much of the identity goes")
        inside.addLayout(column(labelled(words, self.level), self.level, spacing=tokens.SPACE_XS))
        for title, boxes in (
            (_("What it may be about"), tuple(self.topics.values())),
            (_("How sensitive it may be"), (*self.classes.values(), self.free_text)),
        ):
            inside.addWidget(text(title))
            inside.addWidget(_Grid(boxes))
        inside.addWidget(self.rows["response_days"])
        inside.addWidget(text(_("How the documents look")))
        inside.addWidget(self.paper)
        inside.addWidget(self.rows["reason"])
        inside.addWidget(self.wider)
        inside.addWidget(self.sure)
        self.decide = button(_("Let this version hold"), self._give, look="primary")
        inside.addLayout(
            row(self.decide, button(_("Cancel"), self.given_up.emit, look="quiet"), None)
        )
        inside.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        self.setLayout(inside)

    def _compare(self) -> None:
        wanted = self._wanted("", self._shown.now.valid_from, 1)
        found = widening(self._shown.shipped, NewProfile("", **wanted))
        self.sure.setVisible(bool(found))
        if found:
            said = _("Wider than the profile of CaseDesk: {what}. Ask the functionaris first.")
            self.wider.say(said.format(what=_wider_words(found)), "warning")
        else:
            self.wider.quiet()

    def _wanted(self, reason: str, valid_from: date, days: int) -> dict[str, Any]:
        return {
            "valid_from": valid_from,
            "level": Level(int(self.level.currentData())),
            "topics": frozenset(topic for topic, box in self.topics.items() if box.isChecked()),
            "classes": frozenset(each for each, box in self.classes.items() if box.isChecked()),
            "free_text": FreeText.REVIEWED if self.free_text.isChecked() else FreeText.LEAVE_OUT,
            "response_days": days,
            "reason": reason,
            "sure": self.sure.isChecked(),
            "paper": self.paper.paper(),
        }

    def _give(self) -> None:
        values: dict[str, Any] = {}
        for name, asked in self.rows.items():
            value = asked.editor.value()
            if isinstance(value, Refused):
                self.refuse(Refused(value.sentence, name))
                return
            values[name] = value
        if values["valid_from"] is None or values["response_days"] is None:
            empty = "valid_from" if values["valid_from"] is None else "response_days"
            self.refuse(Refused(_("Fill this in."), empty))
            return
        self.problem.quiet()
        self.given.emit(
            self._wanted(values["reason"] or "", values["valid_from"], values["response_days"])
        )


class _Grid(QWidget):
    """Boxes in as many columns as there is room for."""

    def __init__(self, boxes: tuple[QCheckBox, ...]) -> None:
        super().__init__()
        self._boxes = boxes
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self._place(1)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        widest = max(box.sizeHint().width() for box in self._boxes) + tokens.SPACE_L
        self._place(max(1, min(3, self.width() // widest)))

    def _place(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            for place, box in enumerate(self._boxes):
                self._grid.addWidget(box, place // columns, place % columns)


def _tick(words: str, on: bool) -> QCheckBox:
    box = QCheckBox(_(words))
    box.setChecked(on)
    return box


def _read(session: Session, kind: str, today: date) -> Shown:
    rows = session.scalars(
        select(OwnProfile)
        .where(OwnProfile.partner_kind == kind)
        .order_by(OwnProfile.valid_from.desc())
    )
    shipped = profile_for(kind, today)
    versions = [
        (
            show_date(each.valid_from),
            _(LEVEL_NAMES[Level[each.level.upper()]]),
            _("wider: {what}").format(what=_wider_words((each.widens or "").split()))
            if each.widens
            else _("not wider"),
            each.reason,
        )
        for each in rows
    ]
    shipped_words = (
        _("from the start"), _(LEVEL_NAMES[shipped.level]), _("the profile of CaseDesk"),
        _("Proposal. Let the privacy officer confirm it."),
    )  # fmt: skip
    return Shown(profile_on(session, kind, today), shipped, (*versions, shipped_words))


def _in_words(profile: Profile, labels: CodeLabels) -> str:
    topics = [_(words) for topic, words in TOPIC_NAMES.items() if topic in profile.topics]
    classes = [_(words) for each, words in CLASS_NAMES.items() if each in profile.classes]
    days = ngettext("{n} day", "{n} days", profile.response_days).format(n=profile.response_days)
    return "\n".join(
        (
            _("Identity: {level}.").format(level=_(LEVEL_NAMES[profile.level])),
            _("About: {topics}.").format(topics="; ".join(topics)),
            _("Kinds of data: {classes}.").format(classes="; ".join(classes)),
            _("Answer within {days}.").format(days=days),
            *paper_words(profile, labels, current_language()),
        )
    )


def _wider_words(codes: Any) -> str:
    names = {topic.value: words for topic, words in TOPIC_NAMES.items()}
    names |= {each.value: words for each, words in CLASS_NAMES.items()}
    names |= {"level": N_("the level"), "free_text": N_("Free text")}
    return ", ".join(_(names.get(code, code)) for code in codes)
