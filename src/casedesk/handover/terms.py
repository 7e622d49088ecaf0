"""How long a receipt and a return are awaited: dated data in ``disclosure_terms.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from casedesk.kernel.resources import resource_path


@dataclass(frozen=True, slots=True)
class Terms:
    """Days that we wait before a handover is chased. See the file for what each guards."""

    valid_from: date
    source: str
    receipt_days: int
    return_days: int


@cache
def _all() -> tuple[Terms, ...]:
    with resource_path("disclosure_terms.toml").open("rb") as stream:
        rows = tomllib.load(stream)["terms"]
    return tuple(sorted((Terms(**row) for row in rows), key=lambda row: row.valid_from))


def terms_on(day: date) -> Terms:
    """The terms of a day; before the first ones those count."""
    known = _all()
    return next((row for row in reversed(known) if row.valid_from <= day), known[0])
