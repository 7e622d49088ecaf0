"""What holds for a case as a whole; pure."""

from collections.abc import Collection, Mapping
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

FIRST_PHASE = "report"
CLOSED = "closed"
REOPENED_PHASE = "active"


def closed_as_a_whole(values: Mapping[str, Any]) -> Refused | None:
    """A case is closed by its step, which asks for reason and outcome, not by its phase."""
    if values.get("phase") == CLOSED and values.get("closed_on") is None:
        return Refused(
            _("Close the case with the order for it, which asks for the reason."), "phase"
        )
    if values.get("phase") not in (None, CLOSED) and values.get("closed_on") is not None:
        return Refused(_("This case is closed. Reopen it first."), "phase")
    return None


def case_number(year: int, sequence: int, taken: Collection[str] = ()) -> str:
    """The number of a new case: a year and a count, which tell nothing about the person.

    ``sequence`` is where to begin; ``taken`` are numbers that exist already.
    """
    while (number := f"{year}-{sequence:04d}") in taken:
        sequence += 1
    return number


def closing_problem(reason: str | None, outcome: str | None) -> Refused | None:
    """A case is not closed without its reason and outcome."""
    if not reason:
        return Refused(_("Choose why the case is closed."), "close_reason")
    if not outcome:
        return Refused(_("Choose how it ended for the person."), "outcome")
    return None
