"""What steps with rules of their own have in common: sending a referral, closing a case.

A step names the record and the version that the user saw; it is refused when the record changed
since, or when the role may not change such records.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from casedesk.access.rights import REALM_RIGHTS, may_change, refusal
from casedesk.kernel.changes import Refused, RefusedError
from casedesk.kernel.words import _
from casedesk.store.base import Record
from casedesk.store.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Step:
    """Which record, as it was seen in which version; ``on`` is the day of the step (today)."""

    id: int
    version: int
    on: date | None = None
    why: str | None = None


def take(unit: UnitOfWork, cls: type[R], step: Step) -> R:
    """The record of a step, in the version that was seen."""
    if not may_change(unit.actor, cls.record.realm):
        raise RefusedError(refusal(REALM_RIGHTS[cls.record.realm][1]))
    record = unit.get(cls, step.id)
    if record.version != step.version:
        unit.refuse(_("Somebody changed this meanwhile. Look at it again first."))
    return record


def day_of(unit: UnitOfWork, step: Step) -> date:
    """The day on which the step was taken; never one that is still to come."""
    today = unit.store.clock.today()
    if step.on is not None and step.on > today:
        unit.refuse(_("This day is still to come. Check the date."), "on")
    return step.on or today


def refuse_if(problem: Refused | None) -> None:
    """Leave the unit of work with this refusal, if there is one."""
    if problem is not None:
        raise RefusedError(problem)
