"""Who must sign a consent, by the age of the person on that day: a dated rule, read from data."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from casedesk.kernel.dates import VagueDate, age_on
from casedesk.kernel.resources import resource_path

SELF = "self"


@dataclass(frozen=True, slots=True)
class Born:
    """Between which days somebody was born."""

    earliest: date
    latest: date

    def ages_on(self, day: date) -> frozenset[int]:
        """The youngest and the oldest that the person can be on a day; never below 0."""
        return frozenset(max(0, age_on(each, day)) for each in (self.latest, self.earliest))


@dataclass(frozen=True, slots=True)
class _Row:
    from_age: int
    to_age: int | None
    who: frozenset[str]
    again: bool
    valid_from: date


def born(birth: VagueDate | None) -> Born | None:
    """The days between which a birth date lies; None where one side is open."""
    if birth is None or birth.earliest is None or birth.latest is None:
        return None
    return Born(birth.earliest, birth.latest)


def who_signs(age: int, on: date) -> frozenset[str]:
    """Who may sign at that age, as the rules were on a day; codes of ``consent_signatory``."""
    return frozenset(code for row in _rows_for(age, on) for code in row.who)


def may_sign(birth: Born | None, on: date) -> frozenset[str]:
    """Everybody who may have to sign, as far as the age is known; all where it is not."""
    ages = birth.ages_on(on) if birth is not None else {0, 200}
    return frozenset(code for age in ages for code in who_signs(age, on))


def is_settled(birth: Born | None, on: date) -> bool:
    """Whether the age on a day is known well enough to say who must sign."""
    return birth is not None and len({who_signs(age, on) for age in birth.ages_on(on)}) == 1


def is_outgrown(signatory: str, birth: Born | None, given_on: date, on: date) -> bool:
    """Whether somebody else signed for a person who surely decides alone on this day."""
    if birth is None or signatory == SELF:
        return False
    youngest_now = min(birth.ages_on(on))
    oldest_then = max(birth.ages_on(given_on))
    signed = {r for r in _rows_for(oldest_then, given_on) if r.again and signatory in r.who}
    return bool(signed) and SELF in who_signs(youngest_now, on)


@cache
def _rows() -> tuple[_Row, ...]:
    with resource_path("sharing_policy", "signatory.toml").open("rb") as file:
        rows = tomllib.load(file)["signatory"]
    return tuple(
        _Row(
            row["from_age"], row.get("to_age"), frozenset(row["who"]), row.get("again", False),
            row["valid_from"],
        )
        for row in rows
    )  # fmt: skip


def _rows_for(age: int, on: date) -> tuple[_Row, ...]:
    """The newest rows for an age that held on a day."""
    fitting = [
        row
        for row in _rows()
        if row.valid_from <= on and row.from_age <= age and (row.to_age is None or age < row.to_age)
    ]
    newest = max((row.valid_from for row in fitting), default=None)
    return tuple(row for row in fitting if row.valid_from == newest)
