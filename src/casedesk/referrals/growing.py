"""Turn a need, a goal or a planned action into the first values of a question to a partner."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from casedesk.kernel.fields import Missing
from casedesk.records.reading import Reader, RecordView
from casedesk.records.showing import SHIELDED
from casedesk.referrals.terms import service_for

ORIGINS: Mapping[str, str] = {
    "need_assessment": "need_id",
    "action": "action_id",
    "goal": "goal_id",
}
"""Per kind out of which a referral can grow, the field of the referral that points at it."""

_ASKED = {"need_assessment": "need", "goal": "what", "action": "what"}


def first_values(session: Session, reader: Reader, kind: str, record_id: int) -> Mapping[str, Any]:
    """Person, partner, help, question and day, as far as the record says them, and the link back.

    ``kind`` is one of :data:`ORIGINS`. Empty when the record is not there for this reader.
    """
    view = reader.view(session, kind, record_id)
    if view is None:
        return {}
    goal = _goal_of(session, reader, view)
    domain = _text(view, "domain") or (goal and _text(goal, "domain"))
    today = reader.clock.today()
    due = view.values.get("due_on")
    values: dict[str, Any] = {
        ORIGINS[kind]: record_id,
        "person_id": view.person_id or (goal.person_id if goal is not None else None),
        "partner_id": view.values.get("partner_id"),
        "service": service_for(domain or None, today),
        "question": _text(view, _ASKED[kind]),
    }
    if due is not None and not isinstance(due, Missing) and due > today:
        values["answer_by"] = due
    return {name: value for name, value in values.items() if value not in (None, "", SHIELDED)}


def _goal_of(session: Session, reader: Reader, view: RecordView) -> RecordView | None:
    """The goal for which an action is done: it names the life domain."""
    goal_id = view.values.get("goal_id")
    return reader.view(session, "goal", goal_id) if isinstance(goal_id, int) else None


def _text(view: RecordView, name: str) -> str:
    value = view.values.get(name)
    return value if isinstance(value, str) and not isinstance(value, Missing) else ""
