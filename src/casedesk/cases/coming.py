"""Which date of a case comes next: the earliest that somebody must meet and has not.

The features say which of their dates those are (``MomentRule.due``); they register their rules
here, because a case does not know what stands on it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casedesk.kernel.fields import Kind
from casedesk.kernel.moments import MomentRule
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class
from casedesk.store.long_lists import pairs

_rules: list[MomentRule] = []
_AT_ONCE = 500
_NO_END = "9999-12-31"


def register(rules: Iterable[MomentRule]) -> None:
    """Take the due dates among these rules into account; twice is once."""
    _rules.extend(rule for rule in rules if rule.due and rule not in _rules)


def next_dates(
    session: Session, today: date, case_ids: Sequence[int] | None = None
) -> dict[int, date]:
    """The next date of each case that has one: of these cases, or of all.

    A date that could be met and was not stays the next one, however long ago.
    """
    found: dict[int, str] = {}
    portions: list[Sequence[int] | None] = [None]
    if case_ids is not None:
        portions = [case_ids[i : i + _AT_ONCE] for i in range(0, len(case_ids), _AT_ONCE)]
    for rule in _rules:
        cls = record_class(rule.kind)
        if not cls.record.owner:
            continue
        for some in portions:
            for case_id, stored in pairs(session, _due(cls, rule, today, some)):
                on = _day(stored)
                if case_id not in found or on < found[case_id]:
                    found[case_id] = on
    return {case_id: date.fromisoformat(on) for case_id, on in found.items()}


def still_open(cls: type[Record], rule: MomentRule, today: date) -> list[Any]:
    """SQL conditions: the due date of this rule stands and is not met."""
    when = getattr(cls, rule.when)
    conditions = [when.is_not(None)]
    if rule.state:
        conditions.append(getattr(cls, rule.state).in_(rule.open_states))
    if rule.met:
        conditions.append(getattr(cls, rule.met).is_(None))
    elif fields_of(cls)[rule.when].kind is Kind.DATE:
        conditions.append(when >= today)
    return conditions


def _due(
    cls: type[Record], rule: MomentRule, today: date, case_ids: Sequence[int] | None
) -> Select[Any]:
    owner = getattr(cls, cls.record.owner)
    query = select(owner, getattr(cls, rule.when)).where(*still_open(cls, rule, today))
    return query if case_ids is None else query.where(owner.in_(case_ids))


def _day(stored: str) -> str:
    """The last day of a date as the store spells it, exact or vague (``VagueDate.encode``)."""
    last = stored[11:21]
    return stored[:10] if last in ("", _NO_END) else last
