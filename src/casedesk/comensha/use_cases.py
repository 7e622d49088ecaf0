"""Record a step with CoMensha for one victim: reported, shelter asked, placed, or not reported.

A step is a report (melding) that goes out, with its own ground, and the state of the victim moves
with it; both are one line in the trail and one undo.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from casedesk.access.rights import REALM_RIGHTS, may_change, refusal
from casedesk.comensha.reading import consents_of
from casedesk.comensha.rules import (
    CONSENT,
    NEEDS_NAME,
    NOT_REPORTED,
    OTHER,
    consent_problem,
    signatory_doubt,
)
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.fields import Realm
from casedesk.kernel.words import N_, _
from casedesk.organisations.model import Organisation
from casedesk.people.model import Person, VictimDetails
from casedesk.records.steps import refuse_if
from casedesk.records.use_cases import make
from casedesk.signals.notifications import Notification
from casedesk.store.code_lists import CodeLabels
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

_SHELTER_STATES = frozenset({"shelter_requested", "placed"})


@dataclass(frozen=True, slots=True)
class ComenshaStep:
    """A step for one victim in a case.

    ``ground`` is a code of the list ``ground``; with ``consent`` the newest consent that holds on
    the day is tied to the report. ``despite`` says: I saw the doubt about who signed.
    """

    case_id: int
    person_id: int
    state: str
    on: date | None = None
    ground: str = ""
    reason: str = ""
    reference: str = ""
    informed: str = ""
    informed_not_reason: str = ""
    despite: bool = False


@dataclass(frozen=True, slots=True)
class NotReported:
    """Why a victim is not reported: a code of ``comensha_not_reported_reason``, and a remark."""

    case_id: int
    person_id: int
    reason: str
    note: str = ""


def record_comensha_step(store: Store, step: ComenshaStep, labels: CodeLabels) -> Changes | Refused:
    """Write down that CoMensha was told, asked, or found a place."""
    with store.write(N_("CoMensha step recorded")) as writing:
        unit = writing.unit
        details = _victim(unit, step.case_id, step.person_id)
        on = _day(unit, step.on)
        if step.state == NOT_REPORTED or not labels.knows("comensha_state", step.state):
            unit.refuse(_("Choose how it stands with CoMensha now."), "comensha_state")
        if not labels.knows("ground", step.ground):
            unit.refuse(_("Choose the ground of this report."), "ground")
        if step.ground == OTHER and not step.reason.strip():
            unit.refuse(_("Say which ground it is, and why it holds."), "reason")
        values = {
            "direction": "outgoing",
            "reported_on": on,
            "case_id": step.case_id,
            "person_id": step.person_id,
            "organisation_id": _comensha(unit, step.state),
            "comensha_state": step.state,
            "ground": step.ground,
            "ground_id": _consent(unit, step, on) if step.ground == CONSENT else None,
            "reason": step.reason.strip() or None,
            "reference": step.reference.strip() or None,
            "informed": step.informed or None,
            "informed_not_reason": step.informed_not_reason or None,
        }
        make(unit, Notification, values, labels)
        unit.set(details, comensha_state=step.state, comensha_reason=None)
    return writing.answer


def record_not_reported(
    store: Store, command: NotReported, labels: CodeLabels
) -> Changes | Refused:
    """Write down that a victim is not reported, and why."""
    with store.write(N_("Not reported to CoMensha")) as writing:
        unit = writing.unit
        details = _victim(unit, command.case_id, command.person_id)
        if not labels.knows("comensha_not_reported_reason", command.reason):
            unit.refuse(_("Choose why the victim is not reported."), "not_reported_reason")
        words = labels.label("comensha_not_reported_reason", command.reason)
        said = f"{words}: {command.note.strip()}" if command.note.strip() else words
        unit.set(details, comensha_state=NOT_REPORTED, comensha_reason=said[:200])
    return writing.answer


def _victim(unit: UnitOfWork, case_id: int, person_id: int) -> VictimDetails:
    if not may_change(unit.actor, Realm.CASES):
        raise RefusedError(refusal(REALM_RIGHTS[Realm.CASES][1]))
    found = unit.session.scalars(
        select(VictimDetails).where(
            VictimDetails.case_id == case_id, VictimDetails.person_id == person_id
        )
    ).first()
    if found is None:
        unit.refuse(_("This person is no victim in this case."))
    return found


def _day(unit: UnitOfWork, on: date | None) -> date:
    today = unit.store.clock.today()
    if on is not None and on > today:
        unit.refuse(_("This day is still to come. Check the date."), "on")
    return on or today


def _consent(unit: UnitOfWork, step: ComenshaStep, on: date) -> int:
    """The consent that a report on this ground rests on."""
    found = consents_of(unit.session, step.case_id, step.person_id)
    consent = next((each for each in found if each.holds_on(on)), None)
    problem = consent_problem(consent, on)
    refuse_if(problem)
    if consent is None:
        raise AssertionError("a missing consent is a problem")
    birth = unit.session.scalar(select(Person.birth).where(Person.id == step.person_id))
    doubt = signatory_doubt(consent, birth)
    if doubt and not step.despite and step.state in NEEDS_NAME:
        unit.refuse(_("{doubt} Tick below that you record it all the same.").format(doubt=doubt),
                    "despite")  # fmt: skip
    return consent.id


def _comensha(unit: UnitOfWork, state: str) -> int | None:
    """CoMensha in the directory of partners: its desk for shelter or for registration."""
    kinds = ("comensha_shelter", "comensha_registration")
    wanted = kinds if state in _SHELTER_STATES else kinds[::-1]
    for kind in wanted:
        query = select(Organisation.id).where(Organisation.partner_kind == kind)
        found = unit.session.scalars(query.order_by(Organisation.id).limit(1)).first()
        if found is not None:
            return found
    return None
