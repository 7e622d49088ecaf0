"""The versions of a care plan: which one counts now, and what changed from one to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from casedesk.kernel.words import _
from casedesk.plans.model import CarePlan, Goal
from casedesk.plans.rules import CARRIED_OVER, REPLACED
from casedesk.records.reading import Reader, RecordView
from casedesk.store.declare import fields_of

ADDED, ENDED, CHANGED = "added", "ended", "changed"
_OF_PLAN = ("purpose", "review_on")
_OF_GOAL = ("what", "domain", "track", "owner", "partner_id", "due_on", "state")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise than in the version before; ``what`` names it.

    ``sort`` is added, ended or changed. ``before`` and ``after`` are the values in words.
    """

    sort: str
    what: str
    label: str = ""
    before: str = ""
    after: str = ""


def versions_of(
    session: Session, reader: Reader, case_id: int, person_id: int
) -> tuple[RecordView, ...]:
    """The plans of a person in a case, the newest first."""
    views = reader.views(session, "care_plan", case_id=case_id, person_id=person_id)
    order = sorted(views, key=lambda v: (v.values["made_on"], v.id), reverse=True)
    return tuple(order)


def present_of(versions: Sequence[RecordView]) -> RecordView | None:
    """The version that counts now; None where there is no plan."""
    return next((v for v in versions if v.values["state"] != REPLACED), None) or next(
        iter(versions), None
    )


def goals_of(
    session: Session, reader: Reader, plan: RecordView | None, case_id: int, person_id: int
) -> tuple[RecordView, ...]:
    """The goals of a version; the present one also has those that name no plan."""
    views = reader.views(session, "goal", case_id=case_id, person_id=person_id)
    if plan is None:
        return tuple(views)
    mine = {plan.id} if plan.values["state"] == REPLACED else {plan.id, None}
    return tuple(view for view in views if view.values["plan_id"] in mine)


def differences(session: Session, reader: Reader, plan: RecordView) -> tuple[Difference, ...]:
    """What this version says otherwise than the one before; empty for a first version."""
    former_id = plan.values["former_id"]
    if not isinstance(former_id, int):
        return ()
    former = reader.view(session, "care_plan", former_id)
    if former is None:
        return ()
    found = list(_changed(session, reader, former, plan, _OF_PLAN, _(CarePlan.record.label)))
    now = reader.views(session, "goal", parent=("plan_id", plan.id))
    then = {v.id: v for v in reader.views(session, "goal", parent=("plan_id", former_id))}
    for goal in now:
        old = then.pop(goal.values["former_id"] or 0, None)
        if old is None:
            found.append(Difference(ADDED, goal.title))
        else:
            found += _changed(session, reader, old, goal, _OF_GOAL, goal.title)
    declared = fields_of(Goal)["state"]
    for old in then.values():
        state = reader.show(session, declared, old.values["state"])
        found.append(Difference(ENDED, old.title, _(declared.label), after=state))
    return tuple(found)


def _changed(
    session: Session,
    reader: Reader,
    old: RecordView,
    new: RecordView,
    names: Sequence[str],
    what: str,
) -> Iterator[Difference]:
    declared = fields_of(CarePlan if new.kind == "care_plan" else Goal)
    for name in names:
        before, after = old.values[name], new.values[name]
        if before in (after, CARRIED_OVER):
            continue
        yield Difference(
            CHANGED,
            what,
            _(declared[name].label),
            reader.show(session, declared[name], before, case_id=old.case_id),
            reader.show(session, declared[name], after, case_id=new.case_id),
        )
