"""A consent is withdrawn: what was sent on it, whom to tell, and who was told.

Withdrawing does not undo what was lawful before (AVG art. 7(3)); partners hear of it, so that they
stop, return or destroy, or say on which ground of their own they go on (AVG art. 19).
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.model import CaseFile
from casedesk.grounds.model import SharingGround
from casedesk.grounds.policy import tell_within_days
from casedesk.handover.facts import Outcome
from casedesk.handover.model import Disclosure
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import N_, _
from casedesk.organisations.model import Organisation
from casedesk.records.reading import Reader
from casedesk.records.steps import Step, day_of, take
from casedesk.store.code_lists import CodeLabels
from casedesk.store.store import Store

CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class WithdrawConsent(Step):
    """Which consent, from which day on, who said so (a code of ``consent_signatory``).

    ``note`` is the reason, if one was given: nobody has to give one.
    """

    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """One document that went out about the person of a ground.

    ``under`` says that it went on this consent. ``tell_by`` is set once it was withdrawn and the
    partner must hear of it; ``told_on`` when that was done.
    """

    id: int
    version: int
    number: str
    made_on: date
    partner: str
    purpose: str
    ground: str
    under: bool
    tell_by: date | None
    told_on: date | None
    returned_on: date | None

    @property
    def must_be_told(self) -> bool:
        """Whether the partner has still to hear that consent was withdrawn."""
        return self.tell_by is not None and self.told_on is None


def withdraw_consent(
    store: Store, command: WithdrawConsent, labels: CodeLabels
) -> Changes | Refused:
    """The person no longer agrees. Whoever got something on this consent is to be told.

    Refused for another ground than consent, for one that was withdrawn, before it was given, on
    a day to come, and without who said so.
    """
    with store.write(N_("Consent withdrawn"), why=command.why) as writing:
        unit = writing.unit
        ground = take(unit, SharingGround, command)
        on = day_of(unit, command)
        if ground.ground != CONSENT:
            unit.refuse(_("Only a consent can be withdrawn. Give another ground an end date."))
        if ground.withdrawn_on is not None:
            unit.refuse(_("This consent was withdrawn already."))
        if ground.given_on is not None and on < ground.given_on:
            unit.refuse(_("This day is before the consent was given. Check the date."), "on")
        if not labels.knows("consent_signatory", command.by):
            unit.refuse(_("Say who withdrew it."), "withdrawn_by")
        unit.set(
            ground,
            withdrawn_on=on,
            withdrawn_by=command.by,
            withdrawn_note=command.note.strip() or None,
        )
        tell_by = max(on, store.clock.today()) + timedelta(days=tell_within_days())
        for row in _about(unit.session, ground):
            if _is_under(unit.session, row, ground) and row.returned_on is None:
                unit.set(row, withdrawal_tell_by=tell_by, withdrawal_told_on=None)
    return writing.answer


def note_told(store: Store, step: Step) -> Changes | Refused:
    """The partner was told that the consent behind this document was withdrawn."""
    with store.write(N_("Partner told of the withdrawal"), why=step.why) as writing:
        unit = writing.unit
        row = take(unit, Disclosure, step)
        on = day_of(unit, step)
        if row.withdrawal_tell_by is None:
            unit.refuse(_("No consent behind this document was withdrawn."))
        if on < _day(row):
            unit.refuse(_("This day is before the document was made. Check the date."), "on")
        unit.set(row, withdrawal_told_on=on)
    return writing.answer


def sent_about(session: Session, reader: Reader, ground_id: int) -> tuple[Sent, ...]:
    """What went out about the person of a ground, newest first; what is on it is marked."""
    ground = session.scalars(select(SharingGround).where(SharingGround.id == ground_id)).first()
    if ground is None:
        return ()
    return tuple(
        Sent(
            row.id,
            row.version,
            row.number or "",
            _day(row),
            _partner(session, reader, row),
            row.purpose,
            reader.labels.label("ground", row.ground) if row.ground else "",
            _is_under(session, row, ground),
            row.withdrawal_tell_by,
            row.withdrawal_told_on,
            row.returned_on,
        )
        for row in _about(session, ground)
    )


def notice(session: Session, ground_id: int, disclosure_id: int) -> str:
    """The words to tell a partner that consent was withdrawn: no names, no data of the person.

    Empty where ground or document is gone, or nothing was withdrawn.
    """
    ground = session.scalars(select(SharingGround).where(SharingGround.id == ground_id)).first()
    row = session.scalars(select(Disclosure).where(Disclosure.id == disclosure_id)).first()
    if ground is None or row is None or ground.withdrawn_on is None:
        return ""
    number = session.scalar(select(CaseFile.number).where(CaseFile.id == row.case_id)) or ""
    sent = (
        _("You got document {print} about case {number} from us on {day}.")
        if row.number
        else _("You got a document about case {number} from us on {day}.")
    )
    made, ended = show_date(_day(row)), show_date(ground.withdrawn_on)
    return "\n".join(
        (
            sent.format(print=row.number, number=number, day=made),
            _("The consent for it was withdrawn on {day}.").format(day=ended),
            "",
            _("We ask you:"),
            "- " + _("Stop using these data from now on, and pass them on to nobody."),
            "- " + _("Return or destroy the document and all copies."),
            "- " + _("Confirm to us what you did and on which day."),
            "",
            _("Must you keep the data on a ground of your own? Then tell us which one."),
            _("What you did before the withdrawal was allowed and stays so."),
        )
    )


def _about(session: Session, ground: SharingGround) -> tuple[Disclosure, ...]:
    """The documents of the case in which something of this person went to a partner."""
    rows = session.scalars(
        select(Disclosure)
        .where(
            Disclosure.case_id == ground.case_id,
            Disclosure.partner_id.is_not(None),
            Disclosure.suspect_id.is_(None),
        )
        .order_by(Disclosure.made_at.desc(), Disclosure.id.desc())
    )
    return tuple(row for row in rows if ground.id == row.ground_id or _tells_of(row, ground))


def _tells_of(row: Disclosure, ground: SharingGround) -> bool:
    went = {
        about
        for _kind, _id, _key, outcome, _reason, _because, about, *_rest in json.loads(row.fields)
        if outcome == Outcome.GOES
    }
    return bool(went) and (ground.person_id is None or ground.person_id in went)


def _is_under(session: Session, row: Disclosure, ground: SharingGround) -> bool:
    """Whether a document went on this very consent, or on one that can be none but this."""
    if row.ground_id is not None:
        return row.ground_id == ground.id
    if row.ground != CONSENT or row.partner_id is None:
        return False
    made = _day(row)
    if ground.given_on is not None and made < ground.given_on:
        return False
    if row.partner_id == ground.partner_id:
        return True
    query = select(Organisation.partner_kind).where(Organisation.id == row.partner_id)
    return session.scalar(query) in (ground.partner_kinds or ())


def _day(row: Disclosure) -> date:
    """The day on which it was made, as the office lives it."""
    return row.made_at.astimezone(ZoneInfo(AMSTERDAM)).date()


def _partner(session: Session, reader: Reader, row: Disclosure) -> str:
    return reader.title(session, "organisation", row.partner_id or 0, row.case_id)
