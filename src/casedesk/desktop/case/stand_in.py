"""Take over a case in minutes: what is dangerous, what cannot wait, what was said last."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.case.brief import Brief, brief_kinds, read_brief
from casedesk.desktop.case.glance import Glance, read_glance
from casedesk.desktop.case.head_row import HeadRow, Orders
from casedesk.desktop.case.header import contact_words
from casedesk.desktop.case.items import Item
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.case.overview import Card
from casedesk.desktop.case.part import Sheet
from casedesk.desktop.desk import BoundCommand, Desk, Page, Place
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, row, show_if, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.commands import Command
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import N_, _

PAPER = Command("stand-in.paper", N_("&Page for a stand-in"), "std:Print", "printer")

_MOST = 8


@dataclass(frozen=True, slots=True)
class Taken:
    """What the page shows, read in one go."""

    glance: Glance
    brief: Brief


class StandInPage(Page):
    """One page: each line opens what it stands for."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk, self._case_id = desk, place.case_id or place.id or 0
        self._taken: Taken | None = None
        self._title = text(_("Take over a case"), "title", wrap=True)
        self._facts = text("", "muted", wrap=True)
        self._banner = Banner()
        self.danger = Card(_("Danger now"))
        self.contact = Card(_("Safe contact"))
        self.coming = Card(_("Running dates and open actions"))
        self.referrals = Card(_("Open referrals"))
        self.latest = Card(_("Latest contacts and notes"))
        self.persons = Card(_("Persons"))
        self._may_print = may(desk.sitting.actor, Right.SUMMARY) and may(
            desk.sitting.actor, Right.IDENTITIES
        )
        self.paper = button(_("Page to print"), self._print, icon="printer")
        self.open = button(_("Open the case"), self._open, look="primary", icon="folder")
        self._lay_out()
        self._load()

    # What the window asks.

    def title(self) -> str:
        if self._taken is None:
            return _("Take over a case")
        return _("Take over case {number}").format(number=self._taken.glance.number)

    def refresh(self, changes: Changes) -> None:
        if changes.touches(*brief_kinds()):
            self._load()

    def commands(self) -> Sequence[BoundCommand]:
        return [BoundCommand(PAPER, self._print, lambda: self._may_print)]

    def start(self) -> None:
        self.open.setFocus()

    # Private.

    def _lay_out(self) -> None:
        sheet = Sheet(widest=140)
        show_if(self.paper, self._may_print)
        sheet.column.addWidget(HeadRow(row(self._title), Orders(self.paper, self.open)))
        for part in (
            self._facts, self._banner, self.danger, self.contact, self.coming, self.referrals,
            self.latest, self.persons,
        ):  # fmt: skip
            sheet.column.addWidget(part)
        sheet.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(sheet)

    def _load(self) -> None:
        desk, case_id = self._desk, self._case_id

        def read() -> Taken | None:
            with desk.sitting.store.read() as session:
                glance = read_glance(session, desk.reader, case_id)
                if glance is None:
                    return None
                return Taken(glance, read_brief(session, desk.reader, case_id))

        desk.runner.run(read, self._show, owner=self)

    def _show(self, taken: Taken | None) -> None:
        if taken is None:
            self._banner.say(_("This case is no longer there, or is not for your role."))
            return
        first = self._taken is None
        self._taken = taken
        glance, brief = taken.glance, taken.brief
        self._title.setText(self.title())
        facts = (glance.phase, glance.urgency, glance.gemeente, glance.coordinator)
        self._facts.setText(" · ".join(part for part in facts if part))
        worst = [
            text(f"{part.name}: {chip.words}", wrap=True)
            for part in brief.persons
            for person_id, chip in brief.safety.items()
            if person_id == part.person_id
        ]
        said = [text(glance.danger, wrap=True)] if glance.danger else []
        self.danger.fill([*said, *worst], empty=_("Nothing is written down about danger."))
        self.contact.fill(
            [text(f"{card.name}: {contact_words(card)}", wrap=True) for card in glance.contacts],
            empty=_("There is no victim in this case yet."),
        )
        self.coming.fill(
            self._links(brief.coming),
            more=len(brief.coming) - _MOST,
            go=partial(self._desk.open_case, self._case_id, "actions"),
            empty=_("Nothing has a date, and nothing is open."),
        )
        self.referrals.fill(self._links(brief.referrals), empty=_("No referral is open."))
        self.latest.fill(self._links(brief.contacts[:6]), empty=_("Nothing was written down yet."))
        self.persons.fill(
            [
                LinkRow(
                    "shield" if part.shielded else "user",
                    part.name,
                    partial(self._go, PERSON, part.person_id),
                    meta=part.parts_played,
                )
                for part in brief.persons
            ]
        )
        if first:
            self.titleChanged.emit()
            self._note()

    def _links(self, items: Sequence[Item]) -> list[QWidget]:
        return [
            LinkRow(
                item.icon,
                item.title,
                partial(self._go, item.kind, item.id),
                meta=" – ".join(part for part in (item.meta, item.text) if part),
                chips=item.chips,
            )
            for item in items[:_MOST]
        ]

    def _go(self, kind: str, record_id: int) -> None:
        self._desk.open_case(self._case_id, None, (kind, record_id))

    def _open(self) -> None:
        self._desk.open_case(self._case_id)

    def _print(self) -> None:
        place = Place("stand_in_paper", id=self._case_id, case_id=self._case_id)
        self._desk.navigation.go(place)

    def _note(self) -> None:
        """Whoever looks at this page has read the case."""
        from casedesk.access.trail import record_read

        store, case_id = self._desk.sitting.store, self._case_id
        self._desk.runner.change(
            lambda: record_read(store, "case_file", case_id, case_id), owner=self
        )
