"""The page on which a handover is put together, beside the page as it will be."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy import select

from casedesk.access.rights import Right, may, refusal
from casedesk.bootstrap import author
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.handover.ask import AskPanel, Known, Start
from casedesk.desktop.handover.beside import Beside, StackRoom
from casedesk.desktop.handover.deciding import DecisionList
from casedesk.desktop.handover.given import GivenPanel
from casedesk.desktop.handover.settling import SettlingPanel
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.empty import EmptyState
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.handover.facts import FactId, Outcome
from casedesk.handover.model import Disclosure
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.profiles import suspect_profiles
from casedesk.handover.use_cases import Made, make_handover
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.commands import Command
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import N_, _
from casedesk.organisations.model import Organisation
from casedesk.records.reading import Choice
from casedesk.referrals.model import Referral
from casedesk.store.declare import fields_of
from casedesk.store.journal import Act

if TYPE_CHECKING:
    from casedesk.desktop.handover.preview import PdfPreview

MAKE = Command("make-handover", N_("&Make the handover"), "Ctrl+Return", "file-export")
PAUSE_MS = 250
"""The page is made again when the typing pauses so long."""


class HandoverPage(Page):
    """One handover in the making; nothing of it is kept until it is made."""

    looking = False

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk = desk
        self._begin = _start(place, looking=self.looking)
        self._case_id = self._begin.case_id or 0
        self._entry, self._tab = place.entry, place.tab
        self._prepared: Prepared | None = None
        self._asked = 0
        self._looked_at: set[int] = set()
        self._finished = False
        self._preview: PdfPreview | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._may = may(desk.sitting.actor, Right.HANDOVER)
        if not self._may:
            layout.addWidget(EmptyState("lock", refusal(Right.HANDOVER).sentence))
            return
        named = place.entry or ("", 0)
        self._suspect = named[1] if named[0] == "suspect" else None
        self.ask = AskPanel(desk, self._begin)
        self.list = DecisionList(desk.sitting.labels, fixed=self.looking)
        self.settling = SettlingPanel(desk)
        self.banner = Banner()
        self.make = button(_("Make the handover"), self._make, look="primary", icon="file-export")
        self.add_all = button(
            _("Add all that may go"),
            lambda: _add_all(desk, self.ask, self.banner, self._prepared),
            icon="list-check",
        )
        self.given = GivenPanel(desk)
        self._stack = QStackedWidget()
        self._room = QVBoxLayout()
        self._first = EmptyState("file-export", _(Disclosure.record.empty))
        self._split = Beside(150)
        self._lay_out(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._prepare)
        self.ask.changed.connect(self._timer.start)
        ticks = self.ask.ticks
        ticks.changed.connect(self._prepare)
        self.list.leftOut.connect(ticks.leave_out)
        self.list.taken.connect(ticks.take)
        self.settling.settled.connect(ticks.settle)
        self.settling.leftOut.connect(ticks.leave_out)
        self.list.addAsked.connect(self._add)
        self.given.closed.connect(self._done)
        self.add_all.setVisible(self._suspect is not None)
        self.make.setVisible(not self.looking)
        start, entry = self._begin, self._entry
        desk.runner.change(lambda: _read(desk, start, entry), self._built, owner=self)

    # What the window asks.

    def title(self) -> str:
        return _("Handover")

    def refresh(self, changes: Changes) -> None:
        if self._may and changes and not changes.touches("disclosure"):
            self._timer.start()

    def commands(self) -> Sequence[BoundCommand]:
        return [BoundCommand(MAKE, self._make, self.ready)] if self._may else []

    def place(self, arrived: Place) -> Place:
        """The partner that was chosen meanwhile comes back after a lock."""
        partner = self.ask.partner_id() if self._may else None
        if partner is None or (arrived.entry and arrived.entry[0] != "organisation"):
            return arrived
        return Place("handover", id=self._case_id, case_id=self._case_id, tab=arrived.tab,
                     entry=("organisation", partner))  # fmt: skip

    def go_to(self, place: Place) -> bool:
        """A page half filled in comes back; one whose handover was made does not."""
        now = self.place(Place("handover", entry=self._entry)).entry
        same = place.entry in (self._entry, now) and place.tab == self._tab
        return same and not self._finished

    def start(self) -> None:
        if self._may:
            self.ask.start()

    # Qt's own: a page out of sight does not work on.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._may and self._prepared is not None:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._may:
            self._timer.stop()

    # Building.

    def _lay_out(self, layout: QVBoxLayout) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.ask)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.SPACE_M)
        heading = self.title() if self._suspect is None else _("Report about a suspect")
        inside.addWidget(text(heading, "title", wrap=True))
        inside.addWidget(scroll, 1)
        inside.addWidget(self.banner)
        inside.addLayout(row(self.make, None))
        inside.addLayout(row(self.add_all, None))
        middle = QWidget()
        middle.setLayout(self._room)
        self._room.setContentsMargins(tokens.SPACE_M, 0, tokens.SPACE_M, 0)
        self._room.addWidget(self._first, 1)
        unit = self.fontMetrics().averageCharWidth()
        left.setMinimumWidth(unit * 38)
        beside = Beside()
        beside.addWidget(middle)
        answer = QWidget()
        parts = column(self.settling, self.list)
        parts.setStretch(1, 1)
        answer.setLayout(parts)
        beside.addWidget(answer)
        beside.setSizes([unit * 62, unit * 74])
        for part, share in ((left, 28), (beside, 84)):
            self._split.addWidget(part)
            self._split.setStretchFactor(self._split.count() - 1, share)
        self._split.setSizes([unit * 42, unit * 136])
        self._split.stack_with((30, 48))
        whole = QWidget()
        around = QVBoxLayout(whole)
        margin = tokens.SPACE_XL
        around.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_M)
        around.addWidget(StackRoom(self._split))
        after = QWidget()
        around = QVBoxLayout(after)
        around.setContentsMargins(margin, tokens.SPACE_L, margin, tokens.SPACE_M)
        around.addWidget(self.given)
        self._stack.addWidget(whole)
        self._stack.addWidget(after)
        layout.addWidget(self._stack)
        self.make.setEnabled(False)

    def _built(self, known: Known) -> None:
        self.ask.build(known)
        self.ask.start()
        self._prepare()

    # Live.

    def _prepare(self) -> None:
        """Decide and lay out anew, off the window's thread; only the latest answer counts."""
        request = self.ask.request()
        if request is None:
            return
        self._asked += 1
        number, sitting = self._asked, self._desk.sitting
        if self._begin.case_id is None and request.case_id not in self._looked_at:
            self._looked_at.add(request.case_id)
            seen = replace(self._begin, case_id=request.case_id)
            self._desk.runner.change(lambda: note_looked(self._desk, seen), owner=self)

        def work() -> tuple[Prepared, bytes] | Refused:
            from casedesk.paper.render import render

            prepared = prepare(author(sitting), request)
            return prepared if isinstance(prepared, Refused) else (prepared, render(prepared.sheet))

        self._desk.runner.run(
            work, lambda found: self._show(number, found), refused=self._refused, owner=self
        )

    def _show(self, number: int, found: tuple[Prepared, bytes]) -> None:
        if number != self._asked:
            return
        self._prepared, pages = found
        if self._preview is None:
            from casedesk.desktop.handover.preview import PdfPreview

            self._preview = PdfPreview()
            self._first.hide()
            self._room.addWidget(self._preview, 1)
        self._preview.show_pdf(pages)
        self.list.show_decisions(
            self._prepared.resolution, self._prepared.candidates, frozenset(self.ask.ticks.added)
        )
        if not self.looking:
            open_ones = self._prepared.resolution.to_settle()
            self.settling.show_open(open_ones, self.ask.ticks.verdicts)
        refused = self._prepared.refused
        if refused is None or self.looking:
            self.banner.quiet()
        else:
            self.banner.say(refused.sentence, "info")
        self.make.setEnabled(refused is None)
        self.commandsChanged.emit()
        self.ask.offer(self._prepared)

    def _refused(self, refused: Refused) -> None:
        self._prepared = None
        self.make.setEnabled(False)
        self.banner.say(refused.sentence, "warning")
        self.commandsChanged.emit()

    def _add(self, fact_id: FactId) -> None:
        because = self._desk.questions.text(
            _("Why does this partner need it? The reason is kept in the register.")
        )
        if because and because.strip():
            self.ask.ticks.add([fact_id], because.strip())
        else:
            self.list.untick(fact_id)

    # Making.

    def ready(self) -> bool:
        """Whether what stands on the page is what was asked, and may be made."""
        prepared = self._prepared
        return (
            self._stack.currentIndex() == 0
            and prepared is not None
            and prepared.refused is None
            and self.ask.request() == prepared.request
        )

    def _make(self) -> None:
        prepared = self._prepared
        if prepared is None or not self.ready():
            # What was typed last is not on the page yet: look at it first.
            self._prepare()
            return
        self.make.setEnabled(False)
        sitting, request = self._desk.sitting, prepared.request

        def work() -> Made | Refused:
            return make_handover(author(sitting), request, seen=prepared.resolution)

        self._desk.runner.change(work, self._made, refused=self._not_made, owner=self)

    def _made(self, made: Made) -> None:
        self._finished = True
        self._stack.setCurrentIndex(1)
        self.given.show_made(made)
        self.commandsChanged.emit()

    def _not_made(self, refused: Refused) -> None:
        self._desk.questions.tell(refused.sentence)
        self._prepare()

    def _done(self) -> None:
        if self._preview is not None:
            self._preview.clear()
        self._desk.open_case(self._case_id, "documents")


def _add_all(desk: Desk, ask: AskPanel, banner: Banner, prepared: Prepared | None) -> None:
    """In a report about a suspect everything needs a reason; often it is the same one."""
    stays = _may_still_go(prepared)
    if not stays:
        banner.say(_("Nothing else may go. Choose the ground and read the texts."), "info")
        return
    because = desk.questions.text(
        _("Why does this partner need it? The reason is kept in the register.")
    )
    if because and because.strip():
        ask.ticks.add(stays, because.strip())


def _may_still_go(prepared: Prepared | None) -> list[FactId]:
    """What of a suspect stays only for want of a reason."""
    decisions = prepared.resolution.decisions if prepared is not None else ()
    return [
        decision.fact.id
        for decision in decisions
        if decision.outcome is Outcome.STAYS and decision.reason == "suspect"
    ]


def _start(place: Place, *, looking: bool) -> Start:
    """What the place names: the document as its tab, and what or whom it is about."""
    kind, record_id = place.entry or ("", 0)
    return Start(
        place.case_id if place.case_id is not None else place.id,
        record_id if kind == "referral" else None,
        record_id if kind == "suspect" else None,
        record_id if kind == PERSON else None,
        place.tab,
        looking,
    )


def _read(desk: Desk, start: Start, entry: tuple[str, int] | None) -> Known:
    """The partners, and the one that the place names, by itself or by a referral."""
    partner_id = entry[1] if entry is not None and entry[0] == "organisation" else None
    person_id, reader = None, ""
    with desk.sitting.store.read() as session:
        partners = desk.reader.choices(session, fields_of(Disclosure)["partner_id"])
        rows = session.execute(select(Organisation.id, Organisation.partner_kind))
        kinds = {row.id: row.partner_kind for row in rows}
        if start.suspect_id is not None:
            fit = {profile.partner_kind for profile in suspect_profiles()}
            partners = tuple(partner for partner in partners if kinds.get(partner.id) in fit)
        if start.referral_id is not None:
            referral = session.get(Referral, start.referral_id)
            if referral is not None:
                partner_id, person_id = referral.partner_id, referral.person_id
        if start.person_id is not None:
            named = desk.reader.titles(session, PERSON, [start.person_id], start.case_id)
            reader = named.get(start.person_id, "")
        cases: tuple[Choice, ...] = ()
        if start.case_id is None:
            cases = desk.reader.choices(session, fields_of(Disclosure)["case_id"])
        else:
            note_looked(desk, start)
    return Known(partners, kinds, partner_id, person_id, reader, cases)


def note_looked(desk: Desk, start: Start) -> None:
    """Keep that somebody looked at what would leave, or at what a partner would see."""
    label = N_("Looked at what a partner would see") if start.looking else N_("Handover looked at")
    desk.sitting.store.note(
        Act.READ,
        label,
        kind="case_file",
        record_id=start.case_id,
        case_id=start.case_id,
        restricted=start.suspect_id is not None,
    )
