"""When a plan, a goal or an agreement is in order."""

from collections.abc import Mapping
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

OPEN_GOALS = ("open", "running")
DRAFT, AGREED, NOT_AGREED, REPLACED = "draft", "agreed", "not_agreed", "replaced"
CARRIED_OVER = "carried_over"
OPEN_ACTIONS = ("open", "running", "waiting")
YES, NO = "yes", "no"


def agreement_problem(
    *, agreed: bool, disagreement: str | None, copy_safe: Any, copy_given: Any
) -> Refused | None:
    """Why an agreement cannot be written down like this; None if it can."""
    if not agreed and not (disagreement or "").strip():
        return Refused(_("Write down what the person does not agree with."), "disagreement")
    if copy_given == YES and copy_safe == NO:
        return Refused(_("A copy is not safe for this person. Do not hand it out."), "copy_given")
    return None


def next_version(versions: Mapping[int, int]) -> int:
    """The number of the next version, given those that there are by id of the plan."""
    return max(versions.values(), default=0) + 1
