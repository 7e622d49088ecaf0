"""How safe a person is now, whether that got better, from what, and what is done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QGridLayout, QWidget

from casedesk.desktop.care.line_picture import Course, LinePicture
from casedesk.desktop.care.words import turn_chip
from casedesk.desktop.case.items import days_chip, toned
from casedesk.desktop.case.part import Room
from casedesk.desktop.case.row import ChipLabel
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.needs.course import SAFETY, SAFETY_LEVELS, SafetyNow, safety_course, safety_now
from casedesk.needs.rules import Level
from casedesk.store.declare import fields_of, record_class

_TOLD = ("risks", "threat", "threat_from", "regions_to_avoid", "measures", "measures_note",
         "children_safe", "police_informed", "nature", "assessed_by")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reading:
    now: SafetyNow | None
    facts: tuple[tuple[str, str], ...]
    course: tuple[Level, ...]


class SafetyPanel(QWidget):
    """The latest assessment in words; a button assesses again."""

    def __init__(self, room: Room, person_id: int, assess: Callable[[], None]) -> None:
        super().__init__()
        self._room, self._person_id = room, person_id
        labels = room.desk.sitting.labels
        order = tuple(labels.codes(SAFETY_LEVELS))[::-1]
        self._chips = Flow(space=tokens.SPACE_S)
        self._said = text("", "muted", wrap=True)
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_L)
        self._grid.setVerticalSpacing(tokens.SPACE_XS)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 3)
        self.picture = LinePicture(
            order,
            {code: labels.label(SAFETY_LEVELS, code) for code in order},
            _("Safety through time"),
        )
        inside = column(text(_("Safety"), "heading"), spacing=tokens.SPACE_M)
        inside.addLayout(self._chips)
        inside.addWidget(self._said)
        inside.addWidget(self._facts)
        inside.addWidget(self.picture)
        if room.may_change(SAFETY):
            again = button(_("Assess safety again"), assess, icon="shield-check")
            inside.addLayout(row(again, None))
        outer = row()
        outer.addWidget(card(inside))
        self.setLayout(outer)
        self.load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(SAFETY):
            self.load()

    def load(self) -> None:
        """Read the latest assessment and the levels before it."""
        desk, case_id, person_id = self._room.desk, self._room.case_id, self._person_id
        declared = fields_of(record_class(SAFETY))

        def read() -> _Reading:
            with desk.sitting.store.read() as session:
                now = safety_now(session, desk.reader, case_id, person_id)
                facts = tuple(
                    (_(declared[name].label), words)
                    for name in _TOLD
                    if now is not None
                    and (
                        words := desk.reader.show(
                            session, declared[name], now.latest.values[name], case_id=case_id
                        )
                    )
                )
                course = safety_course(session, desk.reader, case_id, person_id)
            return _Reading(now, facts, course)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, found: _Reading) -> None:
        self._chips.clear()
        while self._grid.count():
            taken = self._grid.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line, (label, words) in enumerate(found.facts):
            self._grid.addWidget(text(label, "muted", wrap=True), line, 0)
            self._grid.addWidget(text(words, wrap=True), line, 1)
        self._facts.setVisible(bool(found.facts))
        several = len(found.course) > 1
        self.picture.show_courses([Course(_("Safety"), found.course)] if several else [])
        if found.now is None:
            self._said.setText(_(record_class(SAFETY).record.empty))
            return
        self._show_level(found.now)

    def _show_level(self, now: SafetyNow) -> None:
        sitting, values = self._room.desk.sitting, now.latest.values
        code = values["level"]
        if isinstance(code, str):
            level = toned(sitting.labels.label(SAFETY_LEVELS, code), code)
            self._chips.addWidget(ChipLabel(level))
        if now.before is not None:
            self._chips.addWidget(ChipLabel(turn_chip(now.turn)))
        parts = [_("Assessed on {date}").format(date=show_date(values["assessed_on"]))]
        if now.before is not None:
            before = now.before.values
            old = before["level"]
            words = sitting.labels.label(SAFETY_LEVELS, old) if isinstance(old, str) else ""
            parts.append(
                _("before, on {date}: {level}").format(
                    date=show_date(before["assessed_on"]), level=words
                )
            )
        again = values["next_on"]
        if isinstance(again, date):
            parts.append(_("again on {date}").format(date=show_date(again)))
            chip = days_chip(again, sitting.clock.today())
            if chip is not None:
                self._chips.addWidget(ChipLabel(chip))
        self._said.setText(" · ".join(parts))
