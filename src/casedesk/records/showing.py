"""How a value reads, in the user's language: one answer for screens, lists, history and paper.

What a reader may not see is :data:`SHIELDED`: that there is a value is known, what it is not.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final
from zoneinfo import ZoneInfo

from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.dates import VagueDate, show_date
from casedesk.kernel.fields import Field, Kind, Missing
from casedesk.kernel.words import N_, _, current_language
from casedesk.store.code_lists import CodeLabels


class Shielded(Enum):
    """The type of :data:`SHIELDED`."""

    SHIELDED = "shielded"


SHIELDED: Final = Shielded.SHIELDED
"""There is a value, and this reader may not see it (``access.rights.may_read``)."""

MISSING_WORDS: Mapping[Missing, str] = {
    Missing.UNKNOWN: N_("unknown"),
    Missing.NOT_ASKED: N_("not asked"),
    Missing.REFUSED: N_("would not say"),
    Missing.NOT_APPLICABLE: N_("not applicable"),
}

_AMSTERDAM = ZoneInfo(AMSTERDAM)


def shielded_words() -> str:
    """What stands in the place of a value that the reader may not see."""
    return _("shielded")


def show_moment(value: datetime) -> str:
    """A moment as the office lives it: dd-mm-jjjj uu:mm."""
    local = value.astimezone(_AMSTERDAM)
    return f"{show_date(local.date())} {local:%H:%M}"


def show_plain(field: Field, value: Any, labels: CodeLabels, on: date | None = None) -> str:
    """Any value but a reference, which needs a session (``Reader.show``)."""
    if isinstance(value, str) and not isinstance(value, Missing):
        return labels.label(field.choices, value, on) if field.kind is Kind.CHOICE else value
    if field.kind is Kind.CHOICES and isinstance(value, tuple):
        return ", ".join(labels.label(field.choices, code, on) for code in value)
    return _without_labels(value)


def _without_labels(value: Any) -> str:
    match value:
        case None:
            return ""
        case Shielded():
            return shielded_words()
        case Missing():
            return _(MISSING_WORDS[value])
        case bool():
            return _("yes") if value else _("no")
        case VagueDate():
            return value.show(current_language())
        case datetime():
            return show_moment(value)
        case date():
            return show_date(value)
    return str(value)
