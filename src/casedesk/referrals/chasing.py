"""Ask again for an answer that is late.

What is chased waits in the daily list until the day on which it is asked again: its late date is
put off until then, with the chasing as the reason.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import _
from casedesk.records.steps import Step, refuse_if
from casedesk.records.use_cases import make
from casedesk.referrals.acting import Further, Trial, move
from casedesk.referrals.model import Referral
from casedesk.referrals.rules import Act, next_chase_problem
from casedesk.referrals.terms import chase_again
from casedesk.reminders.model import Snooze
from casedesk.store.code_lists import CodeLabels
from casedesk.store.store import Store

_DATE = "answer_by"


@dataclass(frozen=True, slots=True)
class ChaseReferral(Step):
    """We asked again: ``way`` is a code of ``contact_channel``, ``note`` what was said.

    ``next_on`` is the day on which it is asked once more; left out, the term of the day gives it.
    """

    way: str = ""
    next_on: date | None = None
    note: str | None = None


def chase(store: Store, step: ChaseReferral, labels: CodeLabels) -> Changes | Refused:
    """Note that we asked again, and when we do so once more."""

    def prepare(trial: Trial, referral: Referral, on: date) -> Further:
        unit, today = trial.unit, store.clock.today()
        if not labels.knows("contact_channel", step.way):
            unit.refuse(_("Choose how you asked again."), "way")
        next_on = step.next_on or max(chase_again(on), chase_again(today))
        refuse_if(next_chase_problem(on, next_on, today))
        _let_wait(trial, referral, on, next_on, labels)
        note = (step.note or "").strip() or None
        told = {"way": step.way, "next_on": next_on, "note": note}
        return Further({"chase_on": next_on}, told)

    return move(store, Act.CHASE, step, prepare)


def _let_wait(
    trial: Trial, referral: Referral, on: date, next_on: date, labels: CodeLabels
) -> None:
    """Put the late date off until the question is asked again."""
    if referral.answer_by is None or referral.answer_by >= next_on:
        return
    unit, kind = trial.unit, Referral.record.name
    values = {
        "of_kind": kind,
        "of_id": referral.id,
        "of_date": _DATE,
        "of_day": referral.answer_by,
        "until": next_on,
        "reason": _("Chased on {date}").format(date=show_date(on)),
        "put_off_by": unit.actor.login,
        "case_id": referral.case_id,
        "person_id": referral.person_id,
        "shielded": unit.is_restricted(Referral, referral.id),
    }
    query = select(Snooze).where(
        Snooze.of_kind == kind, Snooze.of_id == referral.id, Snooze.of_date == _DATE
    )
    before = unit.session.scalars(query.order_by(Snooze.id.desc())).first()
    if before is None:
        make(unit, Snooze, values, labels)
    else:
        unit.set(before, **values)
