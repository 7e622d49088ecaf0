"""One screen for a round over the twelve life domains, with one person on one day.

Saves as one goes, like every form: a level when it is chosen, a text when it is left. What was
typed and not left is kept as a draft.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from casedesk.desktop.care.domain_row import DomainRow
from casedesk.desktop.case.part import Room
from casedesk.desktop.forms.drafts import DraftKeeper
from casedesk.desktop.forms.editors import Around, editor_for
from casedesk.desktop.forms.field_row import FieldRow
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, column, line, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Missing
from casedesk.kernel.words import _
from casedesk.needs.course import DOMAINS, NEED, NEED_LEVELS, RoundRow, round_of
from casedesk.needs.use_cases import MarkNeed, Round, keep_unchanged, mark_need
from casedesk.records.reading import RecordView
from casedesk.records.showing import SHIELDED
from casedesk.store.declare import fields_of, record_class
from casedesk.store.drafts import drafts_of

DRAFT = "need_round"
_HEAD = ("assessed_on", "nature", "assessed_by")


class NeedsRound(QWidget):
    """Twelve rows below a head that says when, by whom, and where it comes from."""

    finished = Signal()

    def __init__(self, room: Room, person_id: int) -> None:
        super().__init__()
        self._room, self._person_id = room, person_id
        self._desk = room.desk
        self._fields = fields_of(record_class(NEED))
        self.on = self._desk.sitting.clock.today()
        self.head = {name: self._head_row(name) for name in _HEAD}
        self.rows: dict[str, DomainRow] = {}
        self._last: Mapping[str, RecordView] = {}
        self.drafts = DraftKeeper(self._desk, DRAFT, self._place(), self._typed, self)
        self.drafts.case_id = room.case_id
        self._gap = Banner()
        self.keep = button(_("All others unchanged"), self.keep_others, icon="check")
        self.keep.hide()
        self._lay_out()
        self._find_draft()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches(NEED):
            self.load()

    def flush(self) -> None:
        """Save what was typed as a draft."""
        self.drafts.write()

    def start(self) -> None:
        """Put the focus on the level of the first domain."""
        next(iter(self.rows.values())).level.setFocus()

    def load(self) -> None:
        """Read the round of this day, and what was written before it."""
        desk, case_id, person_id, on = self._desk, self._room.case_id, self._person_id, self.on

        def read() -> tuple[RoundRow, ...]:
            with desk.sitting.store.read() as session:
                return round_of(session, desk.reader, case_id, person_id, on)

        desk.runner.run(read, partial(self._show, on), owner=self)

    def keep_others(self) -> None:
        """Say of all domains that were not marked: as the last time."""
        sitting, asked = self._desk.sitting, self._round()
        self._desk.runner.change(
            lambda: keep_unchanged(sitting.store, asked, sitting.labels),
            lambda _done: self._desk.announce(
                _("The others stand as they were. Ctrl+Z takes it back.")
            ),
            refused=lambda refused: self._gap.say(refused.sentence, "warning"),
            owner=self,
        )

    # Private.

    def _lay_out(self) -> None:
        labels, today = self._desk.sitting.labels, self._desk.sitting.clock.today()
        levels = [(option.code, option.label) for option in labels.options(NEED_LEVELS, today)]
        inside = column(spacing=tokens.SPACE_M)
        inside.addWidget(
            text(
                _(
                    "Keys: 1 (acute) to 5 (goes well), u for unknown, = for unchanged. "
                    "Down goes on, Tab goes to the texts. Leave out what you did not discuss."
                ),
                "small",
                wrap=True,
            )
        )
        inside.addWidget(self._gap)
        for each in self.head.values():
            inside.addWidget(each)
        longest = min(self._fields[name].max_length for name in ("need", "wish"))
        domains = labels.codes(DOMAINS)
        for domain in domains:
            made = DomainRow(labels.label(DOMAINS, domain), levels, longest)
            made.decided.connect(partial(self._save, domain))
            made.edited.connect(self.drafts.note)
            made.unchanged.connect(partial(self._keep_one, domain))
            made.moved.connect(partial(self._move, domain))
            made.set_changeable(self._room.may_change(NEED))
            self.rows[domain] = made
            inside.addWidget(line())
            inside.addWidget(made)
        foot = QWidget()
        flow = Flow(foot, space=tokens.SPACE_S)
        # Leaving the last text saves it first.
        ready = partial(QTimer.singleShot, 0, self, self.finished.emit)
        flow.addWidget(button(_("Ready"), ready, look="primary", icon="check"))
        flow.addWidget(self.keep)
        inside.addWidget(foot)
        self.setLayout(inside)

    def _head_row(self, name: str) -> FieldRow:
        sitting = self._desk.sitting
        around = Around(sitting.labels, sitting.clock.today, sitting.clock.now, lambda _field: ())
        made = FieldRow(self._fields[name], editor_for(self._fields[name], around))
        preset = {"assessed_on": self.on, "assessed_by": sitting.actor.name}
        made.show_value(preset.get(name))
        if name == "assessed_on":
            made.left.connect(self._day_left)
        return made

    def _place(self) -> str:
        return f"{self._room.case_id} {self._person_id} {self.on.isoformat()}"

    def _day_left(self) -> None:
        editor = self.head["assessed_on"].editor
        wanted = editor.value()
        if isinstance(wanted, Refused):
            self.head["assessed_on"].show_problem(wanted.sentence)
        elif isinstance(wanted, date) and wanted > self._desk.sitting.clock.today():
            self.head["assessed_on"].show_problem(_("This day is still to come. Check the date."))
        elif isinstance(wanted, date) and wanted != self.on:
            self._go_to(wanted)

    def _go_to(self, on: date) -> None:
        self.drafts.write()
        self.on = on
        self.drafts.place = self._place()
        self.head["assessed_on"].show_value(on)
        for each in self.rows.values():
            each.show_typed({name: each.seen[name] or "" for name in each.texts})
        self.load()

    def _show(self, on: date, found: tuple[RoundRow, ...]) -> None:
        if on != self.on:
            return  # read before another day was chosen
        self._last = {row.domain: row.last for row in found if row.last is not None}
        for row in found:
            each = self.rows[row.domain]
            each.show_last(self._last_words(row.last))
            each.show_values(row.here.values if row.here is not None else {})
        left = [row for row in found if row.here is None and row.last is not None]
        self.keep.setVisible(bool(left) and self._room.may_change(NEED))

    def _last_words(self, last: RecordView | None) -> str:
        if last is None:
            return ""
        labels, level = self._desk.sitting.labels, last.values["level"]
        known = isinstance(level, str) and not isinstance(level, Missing)
        words = labels.label(NEED_LEVELS, level) if known else _("level unknown")
        if level is SHIELDED:
            words = _("shielded")
        need = last.values["need"]
        parts = [show_date(last.values["assessed_on"]), words]
        if isinstance(need, str) and need:
            parts.append(need)
        return _("Last time: {what}").format(what=" · ".join(parts))

    def _round(self) -> Round:
        nature, by = (self.head[name].editor.value() for name in ("nature", "assessed_by"))
        return Round(
            self._room.case_id,
            self._person_id,
            self.on,
            None if isinstance(nature, Refused) else nature,
            None if isinstance(by, Refused) else by,
        )

    def _save(self, domain: str, name: str) -> None:
        row = self.rows[domain]
        values = {name: row.value(name)}
        self._mark(domain, values, {name: row.seen[name]})

    def _keep_one(self, domain: str) -> None:
        """The key "=": this domain stands as it did the last time."""
        last, row = self._last.get(domain), self.rows[domain]
        if last is None:
            row.show_problem(_("There is no earlier level to take over."))
            return
        told = {
            name: last.values[name]
            for name in ("level", "situation", "need", "wish")
            if last.values[name] is not SHIELDED
        }
        self._mark(domain, told, dict(row.seen))
        self._move(domain, 1)

    def _mark(self, domain: str, values: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
        sitting, row = self._desk.sitting, self.rows[domain]
        command = MarkNeed(self._round(), domain, values, seen)

        def saved(_done: Changes) -> None:
            row.show_problem("")
            for name, value in values.items():
                if name in row.seen:
                    row.seen[name] = value
            self._desk.saved()
            self.drafts.write()

        def refused(answer: Refused) -> None:
            row.show_problem(answer.sentence)
            row.take_back()

        self._desk.runner.change(
            lambda: mark_need(sitting.store, command, sitting.labels),
            saved,
            refused=refused,
            owner=self,
        )

    def _move(self, domain: str, steps: int) -> None:
        names = list(self.rows)
        place = names.index(domain) + steps
        if 0 <= place < len(names):
            self.rows[names[place]].level.setFocus()

    def _typed(self) -> dict[str, Any]:
        return {domain: typed for domain, row in self.rows.items() if (typed := row.typed())}

    def _find_draft(self) -> None:
        """Go on where this person's round was broken off, on whichever day it was."""
        sitting, mine = self._desk.sitting, f"{self._room.case_id} {self._person_id} "

        def read() -> tuple[date, Mapping[str, Any]] | None:
            with sitting.store.read() as session:
                for draft in drafts_of(session.connection(), sitting.actor.login):
                    if draft.kind == DRAFT and draft.place.startswith(mine):
                        return date.fromisoformat(draft.place.split()[-1]), draft.typed
            return None

        def found(draft: tuple[date, Mapping[str, Any]] | None) -> None:
            if draft is not None:
                self._go_to(draft[0])
                self.drafts.found()
                for domain, typed in draft[1].items():
                    self.rows[domain].show_typed(typed)
                self._gap.say(_("You go on with what you typed and did not save."))
            else:
                self.load()

        self._desk.runner.run(read, found, owner=self)
