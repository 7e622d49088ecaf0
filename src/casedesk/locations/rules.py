"""What an address of the national register (BAG) looks like; pure.

Shapes: a postcode is four digits (in use from 1000 up; invented ones begin with 00) and two
letters other than SA, SD and SS. An identification of an address has 16 digits, of which the
fifth and sixth say of what: 01 a unit, 02 a berth, 03 a pitch, 20 the address itself. Source: BAG
catalogue 2018, Kadaster.
"""

import re
from collections.abc import Mapping
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

SECRET_KIND = "shelter"  # noqa: S105 - a code of the list location_kind
"""The kind of place whose address is secret: it stands in no list of places."""

HOME_COUNTRY = "6030"
"""The Netherlands in national table 34."""

_POSTCODE = re.compile(r"\d{4} ?(?!SA|SD|SS)[A-Z]{2}")
_BAG_ID = re.compile(r"(?!0000)\d{4}(01|02|03|20)\d{10}")


def bag_id_problem(value: Any) -> Refused | None:
    """Refuse what cannot be the number of an address in the BAG."""
    digits = str(value).replace(" ", "")
    if not re.fullmatch(r"\d{16}", digits):
        return Refused(_("A BAG number has 16 digits."))
    if not _BAG_ID.fullmatch(digits):
        return Refused(_("This is no BAG number of an address. Digits 5 and 6 say: 01, 02 or 03."))
    return None


def postcode_doubt(values: Mapping[str, Any]) -> Refused | None:
    """Doubt a Dutch postcode that is not four digits and two letters."""
    written, country = values.get("postcode"), values.get("country")
    if not isinstance(written, str) or country not in (None, "", HOME_COUNTRY):
        return None
    if _POSTCODE.fullmatch(written.strip().upper()):
        return None
    return Refused(_("A postcode has four digits and two letters, such as 1234 AB."), "postcode")


def kvk_doubt(values: Mapping[str, Any]) -> Refused | None:
    """Doubt a number of the trade register that has not eight digits."""
    written = values.get("kvk_number")
    if not isinstance(written, str) or re.fullmatch(r"\d{8}", re.sub(r"[ .]", "", written)):
        return None
    return Refused(_("A KvK number has eight digits. Check it."), "kvk_number")


def shelter_doubt(values: Mapping[str, Any]) -> Refused | None:
    """Say that a shelter stands in no list of places."""
    if values.get("location_kind") != SECRET_KIND:
        return None
    return Refused(_("The address of a shelter is secret. It is not shown among the places."),
                   "location_kind")  # fmt: skip
