"""The care plan of one person on one screen: life domains down, with goals and actions."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from casedesk.desktop.care.domain_block import DomainBlock
from casedesk.desktop.care.plan_head import PlanHead
from casedesk.desktop.care.plan_reading import (
    ACTION,
    GOAL,
    NO_DOMAIN,
    PLAN,
    PlanReading,
    read_plan,
    version_words,
)
from casedesk.desktop.case.part import Room
from casedesk.desktop.forms.drafts import DraftKeeper
from casedesk.desktop.forms.flow import Flow
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import _
from casedesk.needs.course import DOMAINS, NEED
from casedesk.plans.use_cases import start_plan
from casedesk.records.use_cases import Create, create
from casedesk.store.drafts import drafts_of

DRAFT = "plan_lines"


class PlanBoard(QWidget):
    """Shows one version; the present one can be worked on."""

    def __init__(self, room: Room, person_id: int) -> None:
        super().__init__()
        self._room, self._person_id = room, person_id
        self._desk = room.desk
        self._asked: int | None = None
        self._wanted: tuple[str, int] | None = None
        self.reading: PlanReading | None = None
        self.blocks: dict[str, DomainBlock] = {}
        self._typed_before: Mapping[str, str] = {}
        self.versions = QComboBox()
        self.versions.setAccessibleName(_("Version of the plan"))
        self.versions.activated.connect(self._version_chosen)
        self.head = PlanHead(room)
        self._none = text("", "muted", wrap=True)
        self.begin = button(_("Start a plan"), self.start_plan, look="primary", icon="route")
        self._domains = column(spacing=tokens.SPACE_M)
        self._rest_words = text(_("Nothing planned yet on:"), "muted", wrap=True)
        self._rest = QWidget()
        self._rest_flow = Flow(self._rest, space=tokens.SPACE_S)
        self.drafts = DraftKeeper(
            self._desk, DRAFT, f"plan {room.case_id} {person_id}", self._typed, self
        )
        self.drafts.case_id = room.case_id
        self._lay_out()
        self._find_draft()
        self.load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        self.head.refresh(changes)
        for block in self.blocks.values():
            block.refresh(changes)
        if changes.touches(PLAN, GOAL, ACTION, NEED, "organisation"):
            if changes.touches(PLAN) and changes.created in changes.ids.get(PLAN, ()):
                self._asked = None  # a new version is there: show it
            self.load()

    def flush(self) -> None:
        """Save what was typed as drafts."""
        self.drafts.write()
        self.head.flush()
        for block in self.blocks.values():
            block.flush()

    def load(self) -> None:
        """Read the plan again."""
        desk, case_id, person_id, asked = (
            self._desk, self._room.case_id, self._person_id, self._asked
        )  # fmt: skip

        def read() -> PlanReading:
            with desk.sitting.store.read() as session:
                return read_plan(session, desk.reader, case_id, person_id, asked)

        desk.runner.run(read, self._show, owner=self)

    def start_plan(self) -> None:
        """Make the first plan of the person, as a draft of today."""
        sitting = self._desk.sitting
        values = {
            "case_id": self._room.case_id,
            "person_id": self._person_id,
            "made_on": sitting.clock.today(),
        }
        self._desk.runner.change(
            lambda: start_plan(sitting.store, values, sitting.labels),
            lambda _done: self.head.open_form(),
            owner=self,
        )

    def add_goal(self) -> None:
        """Write a goal; on the first domain that has a need or a goal, else on the first."""
        if self.reading is None or self.reading.old:
            return
        shown = [d for d, block in self.blocks.items() if not block.isHidden()]
        order = list(self._desk.sitting.labels.codes(DOMAINS))
        self._block(shown[0] if shown else order[0]).open_quick()

    def show_record(self, kind: str, record_id: int) -> None:
        """Open a plan or a goal, now or as soon as it is read."""
        self._wanted = (kind, record_id)
        self._open_wanted()

    # Private.

    def _lay_out(self) -> None:
        self.versions.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.versions.setMinimumContentsLength(20)
        inside = column(text(_("Care plan"), "heading"), self.versions, spacing=tokens.SPACE_M)
        inside.addWidget(self._none)
        inside.addLayout(row(self.begin, None))
        inside.addWidget(self.head)
        inside.addLayout(self._domains)
        inside.addWidget(self._rest_words)
        inside.addWidget(self._rest)
        self.setLayout(inside)

    def _show(self, reading: PlanReading) -> None:
        self.reading = reading
        self._show_versions(reading)
        plan, may_change = reading.plan, self._room.may_change(PLAN)
        self._none.setText(_("There is no plan yet. You can write down goals before it."))
        self._none.setVisible(plan is None)
        self.begin.setVisible(plan is None and may_change)
        self.head.show_plan(reading)
        order = [*self._desk.sitting.labels.codes(DOMAINS), NO_DOMAIN]
        rest = []
        for domain in order:
            goals = reading.goals.get(domain, ())
            need = None if reading.old else reading.needs.get(domain)
            if not goals and (need is None or not need.need) and not self._open(domain):
                rest.append(domain)
                if domain in self.blocks:
                    self.blocks[domain].hide()
                continue
            self._block(domain).show_domain(need, goals, old=reading.old)
        self._show_rest([domain for domain in rest if domain != NO_DOMAIN])
        self._open_wanted()

    def _show_versions(self, reading: PlanReading) -> None:
        self.versions.setVisible(len(reading.versions) > 1)
        self.versions.clear()
        for view in reading.versions:
            self.versions.addItem(version_words(view, self._desk.reader), view.id)
        if reading.plan is not None:
            self.versions.setCurrentIndex(self.versions.findData(reading.plan.id))

    def _version_chosen(self, place: int) -> None:
        self._asked = self.versions.itemData(place)
        self.load()

    def _block(self, domain: str) -> DomainBlock:
        """The block of a domain, in the order of the list, made if need be."""
        if domain not in self.blocks:
            labels = self._desk.sitting.labels
            name = labels.label(DOMAINS, domain) if domain else _("No life domain")
            made = DomainBlock(self._room, self._person_id, name)
            made.given.connect(partial(self._add_goal, domain))
            made.edited.connect(self.drafts.note)
            self.blocks[domain] = made
            order = [*labels.codes(DOMAINS), NO_DOMAIN]
            earlier = [d for d in order[: order.index(domain)] if d in self.blocks]
            self._domains.insertWidget(len(earlier), made)
            if domain in self._typed_before:
                made.open_quick()
                made.quick.propose(self._typed_before[domain])
        block = self.blocks[domain]
        if block.isHidden():
            need = self.reading.needs.get(domain) if self.reading is not None else None
            block.show_domain(need, (), old=False)
            block.show()
        return block

    def _open(self, domain: str) -> bool:
        """Whether somebody is writing there."""
        block = self.blocks.get(domain)
        return domain in self._typed_before or (
            block is not None and not block.isHidden() and not block.quick.isHidden()
        )

    def _show_rest(self, domains: list[str]) -> None:
        labels, reading = self._desk.sitting.labels, self.reading
        self._rest_flow.clear()
        shown = bool(domains) and self._room.may_change(GOAL)
        shown = shown and reading is not None and not reading.old
        self._rest.setVisible(shown)
        self._rest_words.setVisible(shown)
        for domain in domains if shown else ():
            name = labels.label(DOMAINS, domain)
            made = button(name, partial(self._start_domain, domain), look="filter", icon="plus")
            made.setAccessibleName(_("New goal: {domain}").format(domain=name))
            self._rest_flow.addWidget(made)

    def _start_domain(self, domain: str) -> None:
        self._block(domain).open_quick()
        if self.reading is not None:
            self._show(self.reading)
        self.blocks[domain].quick.words.setFocus()

    def _add_goal(self, domain: str, words: str, day: date | None) -> None:
        sitting, reading = self._desk.sitting, self.reading
        need = reading.needs.get(domain) if reading is not None else None
        plan = reading.plan if reading is not None else None
        values = {
            "case_id": self._room.case_id,
            "person_id": self._person_id,
            "plan_id": plan.id if plan is not None else None,
            "domain": domain or None,
            "what": words,
            "due_on": day,
            "need_id": need.id if need is not None and need.need == words else None,
        }
        quick = self.blocks[domain].quick

        def refused(answer: Refused) -> None:
            quick.refuse(answer.sentence)

        def added(_done: Any) -> None:
            quick.settle()
            self._desk.saved()

        self._desk.runner.change(
            lambda: create(sitting.store, Create(GOAL, values), sitting.labels),
            added,
            refused=refused,
            owner=self,
        )

    def _open_wanted(self) -> None:
        if self._wanted is None or self.reading is None:
            return
        kind, record_id = self._wanted
        if kind == PLAN:
            if self.reading.plan is not None and self.reading.plan.id == record_id:
                self._wanted = None
                self.head.open_form()
            elif any(view.id == record_id for view in self.reading.versions):
                self._asked = record_id
                self.load()
            return
        for block in self.blocks.values():
            found = block.goals.get(record_id)
            if found is not None:
                self._wanted = None
                found.row.open()
                found.row.arrow.setFocus()
                return

    def _typed(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for domain, block in self.blocks.items():
            if words := block.quick.words.text():
                found[f"goal {domain}"] = words
            for goal_id, goal in block.goals.items():
                if words := goal.quick.words.text():
                    found[f"action {goal_id}"] = words
        return found

    def _find_draft(self) -> None:
        """Lines that were being written when the program stopped."""
        sitting, place = self._desk.sitting, self.drafts.place

        def read() -> Mapping[str, str]:
            with sitting.store.read() as session:
                for draft in drafts_of(session.connection(), sitting.actor.login):
                    if draft.kind == DRAFT and draft.place == place:
                        return dict(draft.typed)
            return {}

        def found(typed: Mapping[str, str]) -> None:
            if typed:
                self.drafts.found()
            self._typed_before = {
                key.partition(" ")[2]: words
                for key, words in typed.items()
                if key.startswith("goal ")
            }
            for domain, words in self._typed_before.items():
                if domain in self.blocks:
                    self.blocks[domain].open_quick()
                    self.blocks[domain].quick.propose(words)
            if typed and self.reading is not None:
                self._show(self.reading)

        self._desk.runner.run(read, found, owner=self)
