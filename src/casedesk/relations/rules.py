"""What looks wrong in a tie; a warning never blocks."""

import re
from collections.abc import Mapping
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _


def kvk_doubt(values: Mapping[str, Any]) -> Refused | None:
    """A number of the trade register has eight digits (Handelsregisterwet 2007, KvK-nummer)."""
    written = values.get("kvk_number")
    if not isinstance(written, str) or re.fullmatch(r"\d{8}", re.sub(r"[\s.]", "", written)):
        return None
    return Refused(_("A KvK number has eight digits. Check it."), "kvk_number")
