"""The states of an action, and when the date of a deadline may differ from its rule; pure."""

from collections.abc import Mapping
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

OPEN_STATES = ("open", "running", "waiting")
"""Something is still to be done."""


def set_with_reason(values: Mapping[str, Any]) -> Refused | None:
    """A rule: a date that differs from what its rule gives needs its reason."""
    computed = values.get("computed_on")
    if computed is None or values.get("due_on") == computed or values.get("override_reason"):
        return None
    return Refused(_("A rule gives this date. Set it by hand, with the reason."), "due_on")
