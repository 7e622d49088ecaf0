"""What to look at again on a consult. The program shows and records, it does not forbid.

Whether data may be shared at a consult is for the organisation to decide (domain.md 2 and 5.1).
"""

from collections.abc import Mapping
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _


def ground_doubt(values: Mapping[str, Any]) -> Refused | None:
    """A consult that shares what was said without a ground for it."""
    if values.get("ground_id") is None and (values.get("report") or values.get("agreements")):
        return Refused(_("On what ground is this shared? Choose the legal ground."), "ground_id")
    return None


def informed_doubt(values: Mapping[str, Any]) -> Refused | None:
    """Whether the person knows, or why not (domain.md 11, 10 and 45)."""
    informed = values.get("informed")
    if informed == "no" and not values.get("informed_not_reason"):
        return Refused(_("Why is the person not informed? Choose the reason."), "informed")
    return None
