"""One partner: its form, whom to call there, and what was asked of it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.desktop.case.link_row import LinkRow
from casedesk.desktop.desk import Desk
from casedesk.desktop.pages.belongings import Belonging
from casedesk.desktop.pages.record import RecordPage
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.parts import button, card, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _, ngettext
from casedesk.referrals.model import Referral
from casedesk.referrals.rules import OPEN_STATES, WAITING_STATES

_FEW = 20


@dataclass(frozen=True, slots=True)
class _Asked:
    id: int
    case_id: int
    words: str
    meta: str


@dataclass(frozen=True, slots=True)
class _Found:
    open: tuple[_Asked, ...]
    late: int
    done: int


class ReferralsPart(QWidget):
    """Open questions to this partner, late ones first; the rest as a number."""

    def __init__(self, desk: Desk, partner_id: int) -> None:
        super().__init__()
        self._desk, self._id = desk, partner_id
        self.rows: list[LinkRow] = []
        self.count = text("", "muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.SPACE_S)
        self._list.addWidget(text(_("Referrals to this partner"), "heading", wrap=True))
        self._list.addWidget(self.count)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(self._list))
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Some records changed."""
        if changes.touches("referral", "person", "person_role"):
            self._load()

    def _load(self) -> None:
        desk, partner_id = self._desk, self._id

        def read() -> _Found:
            with desk.sitting.store.read() as session:
                return _read(session, desk, partner_id)

        desk.runner.run(read, self._show, owner=self)

    def _show(self, found: _Found) -> None:
        for each in self.rows:
            self._list.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.rows = []
        for asked in found.open[:_FEW]:
            go = partial(self._desk.open_case, asked.case_id, "referrals", ("referral", asked.id))
            self.rows.append(LinkRow("send", asked.words, go, meta=asked.meta))
            self._list.addWidget(self.rows[-1])
        number = len(found.open)
        said = [ngettext("{n} is open", "{n} are open", number).format(n=number)]
        if found.late:
            late = ngettext("{n} answer is late", "{n} answers are late", found.late)
            said.append(late.format(n=found.late))
        closed = ngettext("{n} is closed", "{n} are closed", found.done)
        said.append(closed.format(n=found.done))
        self.count.setText(", ".join(said) + ".")


def _read(session: Session, desk: Desk, partner_id: int) -> _Found:
    today, label = desk.sitting.clock.today(), desk.reader.labels.label
    mine = Referral.partner_id == partner_id
    is_open: ColumnElement[bool] = Referral.state.in_(OPEN_STATES)
    rows = session.execute(
        select(
            Referral.id, Referral.case_id, Referral.person_id, Referral.service, Referral.state,
            Referral.answer_by,
        ).where(mine, is_open)
    ).all()  # fmt: skip
    done = len(session.scalars(select(Referral.id).where(mine, ~is_open)).all())
    numbers = desk.reader.titles(session, "case_file", [row.case_id for row in rows])
    found, late = [], 0
    for row in rows:
        is_late = (
            row.state in WAITING_STATES and row.answer_by is not None and row.answer_by < today
        )
        late += is_late
        person = ""
        if row.person_id is not None:
            person = desk.reader.title(session, "person", row.person_id, row.case_id)
        what = label("referral_service", row.service) if row.service else ""
        words = ", ".join(part for part in (numbers.get(row.case_id, ""), person, what) if part)
        meta = label("referral_state", row.state)
        if row.answer_by is not None:
            late_words, early_words = (
                _("{state}, answer was due on {day}"),
                _("{state}, answer by {day}"),
            )
            pattern = late_words if is_late else early_words
            meta = pattern.format(state=meta, day=show_date(row.answer_by))
        found.append(
            (not is_late, row.answer_by or today, _Asked(row.id, row.case_id, words, meta))
        )
    found.sort(key=lambda each: (each[0], each[1], each[2].id))
    return _Found(tuple(asked for _late, _day, asked in found), late, done)


class PartnerPage(RecordPage):
    """The page of an organisation."""

    referrals: ReferralsPart | None = None

    def refresh(self, changes: Changes) -> None:
        super().refresh(changes)
        if self.referrals is not None:
            self.referrals.refresh(changes)

    def _add_belongings(self) -> list[Belonging]:
        parts = super()._add_belongings()
        sees = may(self._desk.sitting.actor, Right.CASES_SEE)
        if sees and self.form.record_id is not None and self.referrals is None:
            self.referrals = ReferralsPart(self._desk, self.form.record_id)
            below = self._column.indexOf(self.form) + 1 + len(parts)
            self._column.insertWidget(below, self.referrals)
            if may(self._desk.sitting.actor, Right.HANDOVER):
                look = partial(self._desk.open_partner_view, None, self.form.record_id)
                words = _("What would this partner see?")
                self._column.insertWidget(below, button(words, look, icon="eye"))
        return parts
