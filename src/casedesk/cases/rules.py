"""What holds for a case as a whole; pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

FIRST_PHASE = "report"
CLOSED = "closed"
REOPENED_PHASE = "active"


class KnowsCodes(Protocol):
    """Says whether a code stands in a list (``CodeLabels``)."""

    def knows(self, list_name: str, code: str) -> bool: ...


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


@dataclass(frozen=True, slots=True)
class Ending:
    """How a case ends: reason, outcome, day, aftercare (or why there is none), basis to keep."""

    reason: str
    outcome: str
    on: date
    aftercare_on: date | None = None
    no_aftercare: str = ""
    retention: str = ""


def closing_problem(
    ending: Ending, labels: KnowsCodes, *, opened_on: date | None = None
) -> Refused | None:
    """A case is not closed without reason, outcome, aftercare and a basis to keep it.

    Aftercare may be left out with a reason (domain.md 1.2 step 11; 11, 12).
    """
    if not labels.knows("case_close_reason", ending.reason):
        return Refused(_("Choose why the case is closed."), "close_reason")
    if not labels.knows("case_outcome", ending.outcome):
        return Refused(_("Choose how it ended for the person."), "outcome")
    if opened_on is not None and ending.on < opened_on:
        return Refused(_("This day is before the case was opened. Check the date."), "on")
    if ending.aftercare_on is None and not ending.no_aftercare.strip():
        return Refused(
            _("Give the day of the aftercare contact, or say why there is none."), "aftercare_on"
        )
    if ending.aftercare_on is not None and ending.aftercare_on < ending.on:
        return Refused(_("Aftercare comes after the closing. Check the date."), "aftercare_on")
    if not labels.knows("retention_basis", ending.retention):
        return Refused(_("Choose on what basis the case is kept."), "retention_basis")
    return None
