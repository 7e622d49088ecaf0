"""Papers for colleagues and for the table of a consult: built by the resolver, not encrypted.

Each is looked at in the program first; printing and saving are written in the trail by the page.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, refusal
from casedesk.consults.model import CaseConsult, ConsultParticipant
from casedesk.grounds.model import SharingGround
from casedesk.handover.asking import Author
from casedesk.handover.consult_sheets import Consult, agenda_sheet, minutes_sheet, withheld
from casedesk.handover.facts import Overrides, Purpose, Recipient, Resolution
from casedesk.handover.profiles import CONSULT, STAND_IN, profile_for
from casedesk.handover.resolve import resolve
from casedesk.handover.snapshot import snapshot
from casedesk.handover.stand_in import stand_in_sheet
from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Level
from casedesk.kernel.words import _
from casedesk.paper.blocks import Sheet
from casedesk.people.model import VictimDetails
from casedesk.records.listing import colleagues
from casedesk.store.declare import fields_of
from casedesk.tasks.model import Action


class ConsultPaper(StrEnum):
    """Before the consult, or after it."""

    AGENDA = "agenda"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished page to look at. ``left_out`` are texts that had to stay, by their labels."""

    file: bytes
    sheet: Sheet
    resolution: Resolution
    left_out: tuple[str, ...] = ()


_TEXTS = {
    ConsultPaper.AGENDA: ("goal", "agenda"),
    ConsultPaper.MINUTES: ("goal", "report", "agreements"),
}


def prepare_stand_in(author: Author, case_id: int) -> Paper | Refused:
    """The page for a stand-in: at most one page where the case allows it."""
    actor = author.store.actor
    if not (may(actor, Right.SUMMARY) and may(actor, Right.IDENTITIES)):
        return refusal(Right.IDENTITIES)
    today = author.reader.clock.today()
    from casedesk.paper.render import render

    with author.store.read() as session:
        try:
            content = snapshot(session, author.reader, case_id)
        except LookupError:
            return Refused(_("This case is no longer there."))
        recipient = Recipient(_("Stand-in"), profile_for(STAND_IN, today))
        resolution = resolve(
            content, recipient, Purpose(_("Standing in"), "public_task"), Overrides(texts_read=True)
        )
        names = colleagues(session)
    case = next((d.fact.value for d in resolution.decisions if d.fact.field.key ==
                 "case_file.coordinator"), "")  # fmt: skip
    labels = author.reader.labels
    sheet = stand_in_sheet(
        resolution,
        maker=actor.name,
        coordinator=names.get(case, case),
        day=today,
        demo=author.demo,
        roles={code: labels.label("person_role", code) for code in labels.codes("person_role")},
        labels={name: _(field.label) for name, field in fields_of(VictimDetails).items()},
    )
    return Paper(render(sheet), sheet, resolution)


def prepare_consult(author: Author, consult_id: int, paper: ConsultPaper) -> Paper | Refused:
    """The agenda without names, or the minutes with the names of whom they are about."""
    if not may(author.store.actor, Right.HANDOVER):
        return refusal(Right.HANDOVER)
    today = author.reader.clock.today()
    from casedesk.paper.render import render

    with author.store.read() as session:
        row = session.scalars(select(CaseConsult).where(CaseConsult.id == consult_id)).first()
        if row is None:
            return Refused(_("This consult is no longer there."))
        consult = _consult(session, author, row)
        content = snapshot(session, author.reader, row.case_id)
        purpose = Purpose(row.goal or _("Case consult"), _ground(session, row) or "public_task")
    recipient = Recipient(_("Participants"), profile_for(CONSULT, today))
    level = Level.NAME if paper is ConsultPaper.MINUTES else Level.PSEUDONYM
    resolution = resolve(content, recipient, purpose, Overrides(texts_read=True, level=level))
    make = minutes_sheet if paper is ConsultPaper.MINUTES else agenda_sheet
    sheet = make(resolution, consult)
    return Paper(render(sheet), sheet, resolution, withheld(resolution, consult, _TEXTS[paper]))


def _consult(session: Session, author: Author, row: CaseConsult) -> Consult:
    participants = select(ConsultParticipant.id).where(ConsultParticipant.consult_id == row.id)
    actions = select(Action.id).where(Action.consult_id == row.id)
    ground, label = _ground(session, row), author.reader.labels.label
    return Consult(
        row.id,
        frozenset(session.scalars(participants)),
        frozenset(session.scalars(actions)),
        label("ground", ground) if ground else "",
        label("informed", row.informed) if row.informed else "",
        label("informed_not_reason", row.informed_not_reason) if row.informed_not_reason else "",
        author.store.actor.name,
        author.reader.clock.today(),
        author.demo,
    )


def _ground(session: Session, row: CaseConsult) -> str:
    query = select(SharingGround.ground).where(SharingGround.id == row.ground_id)
    return session.scalar(query) or ""
