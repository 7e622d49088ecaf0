"""Rules over several fields of a record that many kinds share."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.words import _

Rule = Callable[[Mapping[str, Any]], Refused | None]


def in_order(first: str, last: str) -> Rule:
    """A rule: what the field ``last`` says cannot lie wholly before what ``first`` says.

    Works for days, moments and vague dates; "summer 2022" and "August 2022" are in order.
    """

    def rule(values: Mapping[str, Any]) -> Refused | None:
        start, end = _first_day(values.get(first)), _last_day(values.get(last))
        if start is None or end is None or end >= start:
            return None
        return Refused(_("The end is before the start. Check both dates."), last)

    return rule


def one_of(*names: str) -> Rule:
    """A rule: at least one of these fields has a value."""

    def rule(values: Mapping[str, Any]) -> Refused | None:
        if any(values.get(name) not in (None, "", ()) for name in names):
            return None
        return Refused(_("Fill in at least one of these."), names[0])

    return rule


def _first_day(value: Any) -> date | None:
    if isinstance(value, VagueDate):
        return value.earliest
    return _day(value)


def _last_day(value: Any) -> date | None:
    if isinstance(value, VagueDate):
        return value.latest
    return _day(value)


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
