"""The one way in which a referral moves: right, state and circumstances, then one act.

Every caller comes through here: window, bulk work, and what files the answer of a partner. A
step that is not allowed is refused and leaves a line in the trail, without personal data.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

from sqlalchemy import select

from casedesk.access.rights import REALM_RIGHTS, may_change, refusal
from casedesk.cases.model import CaseFile
from casedesk.grounds.model import SharingGround
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.dates import VagueDate, age_on
from casedesk.kernel.words import N_, _
from casedesk.people.model import RESTRICTED_ROLES, Person, PersonRole
from casedesk.records.steps import Step, day_of, refuse_if
from casedesk.referrals.model import Referral, ReferralStep
from casedesk.referrals.rules import (
    NEEDS_OPEN_CASE,
    Act,
    date_problem,
    ground_state,
    may_take,
    step_problem,
    table,
)
from casedesk.store import journal
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

_DATES = ("came_on", "sent_on", "received_on", "answered_on", "decided_on", "started_on")
NO_GROUND = "none"


@dataclass(frozen=True, slots=True)
class Further:
    """What a step sets beside state and day: on the referral, and on its line in the history.

    ``to`` is the state where the table leaves a choice.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    to: str = ""


class Trial:
    """One attempt at a step; remembers why it was not allowed."""

    def __init__(self, unit: UnitOfWork, act: Act) -> None:
        self.unit, self.act = unit, act
        self.forbidden: Refused | None = None

    def forbid(self, problem: Refused | None) -> None:
        """The step is not allowed, if there is a problem; mistakes in typing are another thing."""
        if problem is not None:
            self._stop(problem)

    def check_role(self) -> None:
        """Who acts must do case work."""
        actor = self.unit.actor
        if not (may_take(self.act, actor.role) and may_change(actor, Referral.record.realm)):
            self._stop(refusal(REALM_RIGHTS[Referral.record.realm][1]))

    def check_case(self, case_id: int) -> None:
        """Something new is asked in an open case only."""
        case = self.unit.get(CaseFile, case_id)
        if self.act in NEEDS_OPEN_CASE and case.closed_on is not None:
            self._stop(Refused(_("This case is closed. Reopen it first."), "case_id"))

    def check_person(self, case_id: int, person_id: int | None) -> None:
        """Who it is about must still be a person of the case."""
        if person_id is not None and role_of(self.unit, case_id, person_id) is None:
            sentence = _("This person is no longer in the case. Choose for whom you ask.")
            self._stop(Refused(sentence, "person_id"))

    def _stop(self, problem: Refused) -> NoReturn:
        self.forbidden = problem
        raise RefusedError(problem)


Prepare = Callable[[Trial, Referral, date], Further]
"""Looks at what a step needs beside the table; raises RefusedError where that is missing."""


def _nothing(_trial: Trial, _referral: Referral, _on: date) -> Further:
    return Further()


def move(store: Store, act: Act, step: Step, prepare: Prepare = _nothing) -> Changes | Refused:
    """Take one step: one unit of work, one line in the trail, one undo."""
    with store.write(N_("Step of a referral"), why=step.why) as writing:
        trial = Trial(writing.unit, act)
        _move(trial, step, prepare)
    if trial.forbidden is not None:
        record_refusal(store, act, step.id, trial.forbidden)
    return writing.answer


def _move(trial: Trial, step: Step, prepare: Prepare) -> None:
    unit, act = trial.unit, trial.act
    trial.check_role()
    referral = unit.get(Referral, step.id)
    if referral.version != step.version:
        unit.refuse(_("Somebody changed this meanwhile. Look at it again first."))
    trial.forbid(step_problem(act, referral.state, referral.direction))
    trial.check_case(referral.case_id)
    on = day_of(unit, step)
    refuse_if(date_problem(on, {name: getattr(referral, name) for name in _DATES}))
    further = prepare(trial, referral, on)
    transition = table(referral.direction)[act]
    before = referral.state
    after = further.to or transition.to or before
    unit.label = transition.label
    unit.set(referral, **{"state": after, transition.dates: on, **further.values})
    told = dict(further.told)
    if transition.told:
        told["told_on"] = on
    write_step(unit, referral, act, on, before=before, **told)


def write_step(
    unit: UnitOfWork, referral: Referral, act: Act, on: date, *, before: str | None, **told: Any
) -> None:
    """Write down what was done, and how case, person and ground stood at that moment."""
    case = unit.get(CaseFile, referral.case_id)
    person_id = referral.person_id
    values: dict[str, Any] = {
        "case_id": referral.case_id,
        "referral_id": referral.id,
        "person_id": person_id,
        "partner_id": referral.partner_id,
        "act": act.value,
        "taken_on": on,
        "at": unit.store.clock.now(),
        "by": unit.actor.login,
        "state_before": before,
        "state_after": referral.state,
        "case_phase": case.phase,
        **_ground(unit, referral, on),
        **told,
    }
    if person_id is not None:
        values["person_role"] = role_of(unit, referral.case_id, person_id)
        values["person_age"] = _age(unit, person_id, on)
    unit.add(ReferralStep(**values))


def record_refusal(store: Store, act: Act, referral_id: int | None, problem: Refused) -> None:
    """Leave the line that a step was tried and not allowed: which, on what, and why."""
    with store.read() as session:
        case_id = session.scalar(select(Referral.case_id).where(Referral.id == referral_id))
    store.note(
        journal.Act.REFUSED,
        N_("Step of a referral refused"),
        kind=Referral.record.name,
        record_id=referral_id,
        case_id=case_id,
        result="refused",
        why=f"{act.value}: {problem.sentence}",
    )


def role_of(unit: UnitOfWork, case_id: int, person_id: int) -> str | None:
    """The part that a person plays in the case, an open one before a shielded one."""
    query = select(PersonRole.role).where(
        PersonRole.case_id == case_id, PersonRole.person_id == person_id
    )
    roles = unit.session.scalars(query.order_by(PersonRole.id)).all()
    return min(roles, key=lambda role: role in RESTRICTED_ROLES, default=None)


def holding(ground: SharingGround, on: date) -> str:
    """Whether this ground holds on a day: a code of ``referral_ground_state``."""
    return ground_state(ground.given_on, ground.valid_until, ground.withdrawn_on, on)


def _ground(unit: UnitOfWork, referral: Referral, on: date) -> dict[str, Any]:
    if referral.ground_id is None:
        return {"ground_state": NO_GROUND, "no_ground_reason": referral.no_ground_reason}
    ground = unit.get(SharingGround, referral.ground_id)
    return {
        "ground_id": ground.id,
        "ground": ground.ground,
        "ground_state": holding(ground, on),
        "ground_version": ground.text_version or str(ground.version),
        "no_ground_reason": referral.no_ground_reason,
    }


def _age(unit: UnitOfWork, person_id: int, on: date) -> int | None:
    """The age in whole years; none where the day of birth is not known exactly."""
    born = unit.get(Person, person_id).birth
    if not isinstance(born, VagueDate) or born.earliest is None or born.earliest != born.latest:
        return None
    return age_on(born.earliest, on)
