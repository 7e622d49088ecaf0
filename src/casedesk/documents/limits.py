"""How large files may be: dated data in ``resources/document_limits.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from casedesk.kernel.resources import resource_path


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may be; sizes in bytes. See the file for what each number guards."""

    valid_from: date
    source: str
    file_bytes: int
    total_bytes: int
    image_pixels: int
    image_side: int
    unpacked_bytes: int
    unpacked_times: int
    packed_parts: int
    text_pages: int
    text_signs: int
    text_seconds: int


@cache
def _all() -> tuple[Limits, ...]:
    with resource_path("document_limits.toml").open("rb") as stream:
        rows = tomllib.load(stream)["limits"]
    return tuple(sorted((Limits(**row) for row in rows), key=lambda row: row.valid_from))


def limits_on(day: date) -> Limits:
    """The limits of a day; before the first ones those count."""
    known = _all()
    return next((row for row in reversed(known) if row.valid_from <= day), known[0])
