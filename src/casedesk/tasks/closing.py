"""Say what is still to be done on a case that is about to be closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.closing import StillOpen
from casedesk.kernel.words import ngettext
from casedesk.tasks.model import Action, Deadline
from casedesk.tasks.rules import OPEN_STATES


def open_actions(session: Session, case_id: int) -> StillOpen | None:
    """The actions of the case that are not done."""
    query = (
        select(Action.id)
        .where(Action.case_id == case_id, Action.state.in_(OPEN_STATES))
        .order_by(Action.due_on, Action.id)
    )
    ids = tuple(session.scalars(query))
    said = ngettext("{n} action is still open.", "{n} actions are still open.", len(ids))
    return StillOpen("action", ids, said.format(n=len(ids))) if ids else None


def open_deadlines(session: Session, case_id: int) -> StillOpen | None:
    """The deadlines of the case that are not met."""
    query = (
        select(Deadline.id)
        .where(Deadline.case_id == case_id, Deadline.met_on.is_(None))
        .order_by(Deadline.due_on, Deadline.id)
    )
    ids = tuple(session.scalars(query))
    said = ngettext("{n} deadline is not met.", "{n} deadlines are not met.", len(ids))
    return StillOpen("deadline", ids, said.format(n=len(ids))) if ids else None


CHECKS = (open_actions, open_deadlines)
