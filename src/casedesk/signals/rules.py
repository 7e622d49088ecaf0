"""What may not stand in a record that is kept without identifying data."""

import re
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _


def no_citizen_number(value: Any) -> Refused | None:
    """Refuse a text with a BSN in it: advice is kept without data of the victim (domain.md 11, 3).

    A BSN is nine digits that pass the elfproef; dots and spaces between them are seen through.
    """
    from stdnum.nl import bsn  # loaded here because start-up counts

    for digits in re.findall(r"(?<!\d)\d(?:[ .]?\d){8}(?!\d)", str(value)):
        if bsn.is_valid(re.sub(r"\D", "", digits)):
            return Refused(_("There is a BSN in this text. Leave it out."))
    return None
