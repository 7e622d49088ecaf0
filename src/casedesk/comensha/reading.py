"""How one victim stands with CoMensha now, how it came to that, and what to look at."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.comensha.rules import CONSENT, NEXT, Consent, signatory_doubt
from casedesk.grounds.model import SharingGround
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.people.model import Person, VictimDetails
from casedesk.records.reading import Reader
from casedesk.signals.notifications import Notification


@dataclass(frozen=True, slots=True)
class Told:
    """One report that went out, in words; ``doubts`` say what to check about its ground."""

    id: int
    on: date
    state: str
    ground: str
    reference: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The present state (code and words), since when, why not reported, history and next step."""

    state: str
    words: str
    since: date | None
    reason: str
    history: tuple[Told, ...]
    next: str


def consents_of(session: Session, case_id: int, person_id: int) -> tuple[Consent, ...]:
    """The consents of a person in a case, newest first."""
    rows = session.scalars(
        select(SharingGround)
        .where(
            SharingGround.case_id == case_id,
            SharingGround.person_id == person_id,
            SharingGround.ground == CONSENT,
        )
        .order_by(SharingGround.given_on.desc(), SharingGround.id.desc())
    )
    return tuple(_consent(row) for row in rows)


def standing(session: Session, reader: Reader, case_id: int, person_id: int) -> Standing | None:
    """How a victim stands with CoMensha; None for who is no victim in this case."""
    details = session.scalars(
        select(VictimDetails).where(
            VictimDetails.case_id == case_id, VictimDetails.person_id == person_id
        )
    ).first()
    if details is None:
        return None
    history = _history(session, reader, case_id, person_id)
    state = details.comensha_state or (history[0][0] if history else "")
    since = next((told.on for code, told in history if code == state), None)
    return Standing(
        state,
        reader.labels.label("comensha_state", state) if state else _("Not recorded yet"),
        since,
        details.comensha_reason or "",
        tuple(told for _code, told in history),
        _(NEXT.get(state, NEXT[""])),
    )


def _history(
    session: Session, reader: Reader, case_id: int, person_id: int
) -> list[tuple[str, Told]]:
    rows = session.scalars(
        select(Notification)
        .where(
            Notification.case_id == case_id,
            Notification.person_id == person_id,
            Notification.comensha_state.is_not(None),
            Notification.direction == "outgoing",
        )
        .order_by(Notification.reported_on.desc(), Notification.id.desc())
    ).all()
    consents = {each.id: each for each in consents_of(session, case_id, person_id)}
    birth = session.scalar(select(Person.birth).where(Person.id == person_id))
    label = reader.labels.label
    found = []
    for row in rows:
        state, consent = row.comensha_state or "", consents.get(row.ground_id or 0)
        doubts: list[str] = []
        if row.ground == CONSENT and consent is None:
            doubts.append(_("No consent is tied to this report."))
        if consent is not None:
            doubts += _doubts(consent, row.reported_on)
            doubt = signatory_doubt(consent, birth)
            doubts += [doubt] if doubt else []
        if row.ground is None:
            doubts.append(_("The ground of this report is not recorded."))
        told = Told(
            row.id,
            row.reported_on,
            label("comensha_state", state),
            label("ground", row.ground) if row.ground else "",
            row.reference or "",
            tuple(doubts),
        )
        found.append((state, told))
    return found


def _doubts(consent: Consent, on: date) -> list[str]:
    if consent.withdrawn_on is not None and consent.withdrawn_on > on:
        day = show_date(consent.withdrawn_on)
        return [_("Consent was withdrawn on {day}, after this report.").format(day=day)]
    if not consent.holds_on(on):
        return [_("The consent did not hold on the day of this report.")]
    return []


def _consent(row: SharingGround) -> Consent:
    return Consent(
        row.id,
        row.given_on,
        row.valid_until,
        row.withdrawn_on,
        row.signatory or "",
        row.text_version or "",
    )
