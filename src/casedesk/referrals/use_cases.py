"""Ask a partner, and move the question on: one function per step, each one line and one undo.

All of them go through ``acting.move``, which asks whether the step is allowed. What comes in from
a partner moves by the same functions; ``rules`` has a table for each direction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casedesk.grounds.model import SharingGround
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.organisations.model import Organisation
from casedesk.records.steps import Step, refuse_if
from casedesk.records.use_cases import make
from casedesk.referrals.acting import Further, Trial, holding, move, record_refusal, write_step
from casedesk.referrals.model import Referral
from casedesk.referrals.rules import INCOMING, MADE, OUTGOING, Act, waiting_problem
from casedesk.referrals.terms import answer_day, feedback_day
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act as Deed
from casedesk.store.store import Store

HOLDS = "holds"
_NOTE = 500
"""So many signs of what was said about a reason stand on the referral itself."""


@dataclass(frozen=True, slots=True)
class SendReferral(Step):
    """The question goes to the partner.

    What is given here goes before what the referral says: the ground, or why none is recorded
    yet, and the day by which the answer is needed.
    """

    ground_id: int | None = None
    no_ground_reason: str | None = None
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class RefuseReferral(Step):
    """It was refused, for a reason of the list ``refusal_reason``; ``note`` is what was said."""

    reason: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawReferral(Step):
    """It is taken back, for a reason of the list ``referral_withdrawal``."""

    reason: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FinishReferral(Step):
    """The help ended, with what it brought."""

    result: str | None = None


@dataclass(frozen=True, slots=True)
class GiveFeedback(Step):
    """The sender of an incoming handover was told what came of it."""

    words: str | None = None


def make_referral(store: Store, values: Mapping[str, Any], labels: CodeLabels) -> Changes | Refused:
    """A question to a partner in draft, or a handover that came in from one.

    ``direction`` says which; the state follows from it, whatever ``values`` say.
    """
    direction = values.get("direction") or OUTGOING
    act, state = MADE[direction]
    with store.write(N_("New: {kind}"), act=Deed.CREATE) as writing:
        trial = Trial(writing.unit, act)
        trial.check_role()
        given = dict(values) | {"direction": direction, "state": state}
        if given.get("case_id") is not None:
            trial.check_case(given["case_id"])
            trial.check_person(given["case_id"], given.get("person_id"))
        on = store.clock.today()
        if direction == INCOMING:
            on = _came_on(trial, given, on)
            given |= {"came_on": on, "feedback_due": given.get("feedback_due") or feedback_day(on)}
        referral = make(trial.unit, Referral, given, labels)
        if isinstance(referral, Referral):
            write_step(trial.unit, referral, act, on, before=None)
    if trial.forbidden is not None:
        record_refusal(store, act, None, trial.forbidden)
    return writing.answer


MAKERS = {Referral.record.name: make_referral}


def send(store: Store, step: Step) -> Changes | Refused:
    """The question went to the partner; its answer is due as agreed, unless a day was set.

    Refused without an open case, for a person who left the case, and without a ground or the
    reason why none is recorded yet.
    """
    asked = step if isinstance(step, SendReferral) else SendReferral(step.id, step.version)

    def prepare(trial: Trial, referral: Referral, on: date) -> Further:
        trial.check_person(referral.case_id, referral.person_id)
        values = _ground_of(trial, referral, asked, on)
        values["answer_by"] = _answer_by(trial, referral, asked, on)
        return Further(values)

    return move(store, Act.SEND, step, prepare)


def receipt(store: Store, step: Step) -> Changes | Refused:
    """The partner confirmed that it has the question."""
    return move(store, Act.RECEIPT, step)


def accept(store: Store, step: Step) -> Changes | Refused:
    """The partner said yes; or we did, to what came in."""
    return move(store, Act.ACCEPT, step)


def refuse(store: Store, step: RefuseReferral, labels: CodeLabels) -> Changes | Refused:
    """The answer is no; the reason teaches where help is missing."""

    def prepare(trial: Trial, referral: Referral, _on: date) -> Further:
        if not labels.knows("refusal_reason", step.reason):
            ours = referral.direction == INCOMING
            sentence = _("Choose why you refuse.") if ours else _("Choose why the partner refused.")
            trial.unit.refuse(sentence, "refusal_reason")
        return _reasoned("refusal_reason", step.reason, step.note)

    return move(store, Act.REFUSE, step, prepare)


def start(store: Store, step: Step) -> Changes | Refused:
    """The help began."""
    return move(store, Act.START, step)


def finish(store: Store, step: FinishReferral) -> Changes | Refused:
    """The help ended; what it brought must be said, here or on the referral already."""

    def prepare(trial: Trial, referral: Referral, _on: date) -> Further:
        result = _clean(step.result) or referral.result
        if result is None:
            trial.unit.refuse(_("Write down what it brought."), "result")
        return Further({"result": result}, {"note": result})

    return move(store, Act.FINISH, step, prepare)


def withdraw(store: Store, step: WithdrawReferral, labels: CodeLabels) -> Changes | Refused:
    """We take the question back, or the person does: the reason says who."""

    def prepare(trial: Trial, _referral: Referral, _on: date) -> Further:
        rows = labels.codes("referral_withdrawal").get(step.reason)
        if not rows:
            trial.unit.refuse(_("Choose why it is withdrawn."), "withdrawal_reason")
        if step.reason == "other" and not _clean(step.note):
            trial.unit.refuse(_("Say in a few words why."), "reason_note")
        found = _reasoned("withdrawal_reason", step.reason, step.note)
        return Further(found.values, found.told, to=rows[-1].parent)

    return move(store, Act.WITHDRAW, step, prepare)


def expire(store: Store, step: Step) -> Changes | Refused:
    """No answer came, and its day has passed."""

    def prepare(trial: Trial, referral: Referral, on: date) -> Further:
        trial.forbid(waiting_problem(referral.answer_by, on))
        return Further()

    return move(store, Act.EXPIRE, step, prepare)


def give_feedback(store: Store, step: GiveFeedback) -> Changes | Refused:
    """The sender heard what came of it."""

    def prepare(trial: Trial, referral: Referral, _on: date) -> Further:
        words = _clean(step.words) or referral.feedback
        if words is None:
            trial.unit.refuse(_("Write down what you told the sender."), "feedback")
        return Further({"feedback": words}, {"note": words})

    return move(store, Act.FEEDBACK, step, prepare)


def _came_on(trial: Trial, given: Mapping[str, Any], today: date) -> date:
    came_on = given.get("came_on")
    if not isinstance(came_on, date):
        return today
    if came_on > today:
        trial.unit.refuse(_("This day is still to come. Check the date."), "came_on")
    return came_on


def _ground_of(trial: Trial, referral: Referral, asked: SendReferral, on: date) -> dict[str, Any]:
    """The ground that carries the sending, or why none is recorded yet."""
    ground_id = asked.ground_id or referral.ground_id
    reason = _clean(asked.no_ground_reason) or referral.no_ground_reason
    found = {"ground_id": ground_id, "no_ground_reason": reason}
    if ground_id is None:
        if reason is None:
            sentence = _("Choose the legal ground, or say why none is recorded yet.")
            trial.forbid(Refused(sentence, "no_ground_reason"))
        return found
    ground = trial.unit.get(SharingGround, ground_id)
    others = ground.person_id is not None and ground.person_id != referral.person_id
    if ground.case_id != referral.case_id or others:
        trial.forbid(Refused(_("This ground is about somebody else. Choose another."), "ground_id"))
    if holding(ground, on) != HOLDS and reason is None:
        sentence = _("This ground does not hold on that day. Choose another, or say why you send.")
        trial.forbid(Refused(sentence, "no_ground_reason"))
    return found


def _answer_by(trial: Trial, referral: Referral, asked: SendReferral, on: date) -> date:
    wanted = asked.answer_by or referral.answer_by
    if wanted is None:
        partner = trial.unit.get(Organisation, referral.partner_id)
        return answer_day(on, partner.response_days, referral.service)
    if wanted < on:
        refuse_if(Refused(_("The day of the answer has passed. Choose a later day."), "answer_by"))
    return wanted


def _reasoned(name: str, reason: str, note: str | None) -> Further:
    said = _clean(note)
    short = said[:_NOTE] if said else None
    return Further({name: reason, "reason_note": short}, {name: reason, "note": said})


def _clean(words: str | None) -> str | None:
    return (words or "").strip() or None
