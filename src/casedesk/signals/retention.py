"""How long a signal or a request for advice may be kept when it leads to no case.

The terms are dated data (``resources/retention/intake.toml``): no law names one, so a gemeente
chooses. The clock starts on the day on which the thing came in and is never set back.
"""

import tomllib
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from casedesk.kernel.resources import resource_path


@dataclass(frozen=True, slots=True)
class Term:
    """A number of whole months for one record kind, from a day on."""

    kind: str
    months: int
    valid_from: date
    source: str
    verified: bool


@cache
def terms() -> tuple[Term, ...]:
    """The shipped terms. Raises ValueError for one that is not a positive number of months."""
    with resource_path("retention", "intake.toml").open("rb") as file:
        found = tuple(Term(**table) for table in tomllib.load(file)["term"])
    for term in found:
        if term.months < 1:
            raise ValueError(f"{term.kind}: {term.months} months is no term")
    return found


def last_day(
    kind: str, came_in: date, case_id: int | None, known: Sequence[Term] | None = None
) -> date | None:
    """The last day on which it may be kept; None while the case that came of it decides."""
    if case_id is not None:
        return None
    valid = [t for t in known or terms() if t.kind == kind and t.valid_from <= came_in]
    if not valid:
        return None
    newest = max(valid, key=lambda term: term.valid_from)
    return _months_later(came_in, newest.months)


def keep_until(kind: str, came_in: str) -> Callable[[Mapping[str, Any]], date | None]:
    """The same from the values of a record, whose field ``came_in`` holds the first day."""

    def derive(values: Mapping[str, Any]) -> date | None:
        on = values.get(came_in)
        return last_day(kind, on, values.get("case_id")) if isinstance(on, date) else None

    return derive


def _months_later(on: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short."""
    years, month = divmod(on.month - 1 + months, 12)
    year = on.year + years
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
