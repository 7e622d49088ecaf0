"""Say what is still to be done on a case that is about to be closed."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.kernel.words import ngettext
from casedesk.tasks.model import Action, Deadline
from casedesk.tasks.rules import OPEN_STATES


def open_actions(session: Session, case_id: int) -> str | None:
    """How many actions of the case are not done."""
    query = select(func.count(Action.id)).where(
        Action.case_id == case_id, Action.state.in_(OPEN_STATES)
    )
    number = session.scalar(query) or 0
    said = ngettext("{n} action is still open.", "{n} actions are still open.", number)
    return said.format(n=number) if number else None


def open_deadlines(session: Session, case_id: int) -> str | None:
    """How many deadlines of the case are not met."""
    query = select(func.count(Deadline.id)).where(
        Deadline.case_id == case_id, Deadline.met_on.is_(None)
    )
    number = session.scalar(query) or 0
    said = ngettext("{n} deadline is not met.", "{n} deadlines are not met.", number)
    return said.format(n=number) if number else None


CHECKS = (open_actions, open_deadlines)
