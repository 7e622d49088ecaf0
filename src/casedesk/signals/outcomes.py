"""What a signal may come to, and what each outcome asks; pure."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _
from casedesk.store.code_list_files import read_lists

LINKED, OPENED, PASSED_ON = "linked", "case_opened", "passed_on"
INSPECTION, WATCH, DROPPED = "inspection", "watch", "dropped"
"""Codes of the list ``signal_outcome``."""

WITH_CASE = (LINKED, OPENED)
NEEDS_REASON = (WATCH, DROPPED)

_OTHER = "other"


def outcome_problem(
    outcome: str,
    *,
    reason: str = "",
    partner: bool = False,
    until: date | None = None,
    today: date = date.min,
) -> Refused | None:
    """What an outcome still lacks: a partner, a reason or a day that is to come."""
    if outcome == PASSED_ON and not partner:
        return Refused(_("Choose to whom the signal is passed on."), "partner_id")
    if outcome in NEEDS_REASON and not reason.strip():
        return Refused(_("Write down why, in one sentence."), "reason")
    if outcome == WATCH and until is None:
        return Refused(_("Choose the day on which you look at it again."), "until")
    if outcome == WATCH and until is not None and until <= today:
        return Refused(_("Choose a day that is still to come."), "until")
    return None


def reporter_of(source: str | None) -> str | None:
    """What a source of a signal is called among reporters, as the shipped list says."""
    return None if source is None else _reporters().get(source, _OTHER)


@cache
def _reporters() -> Mapping[str, str]:
    sources = next(found for found in read_lists() if found.name == "signal_source")
    facts = {row.code: dict(f.split("=", 1) for f in row.note.split(";") if f) for row in
             sources.rows}  # fmt: skip
    return {code: found["reporter"] for code, found in facts.items() if "reporter" in found}
