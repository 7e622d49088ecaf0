"""Terms and proposals for questions to partners: dated data, read once.

The rows stand in ``resources/referrals/terms.toml`` with their source and first day.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from casedesk.kernel.resources import resource_path
from casedesk.organisations.rules import answer_due


def answer_day(asked_on: date, response_days: int | None, service: str | None) -> date:
    """The day by which a partner answers: as agreed with it, else by the rule of that day."""
    agreed = answer_due(asked_on, response_days)
    if agreed is not None:
        return agreed
    rows = [r for r in _rows("answer") if r.get("service") in (None, service)]
    # A row for this service goes before the row for all others.
    rows.sort(key=lambda row: "service" in row)
    return asked_on + timedelta(days=_newest(rows, asked_on)["days"])


def chase_again(chased_on: date) -> date:
    """The day on which it is asked again, if no answer comes."""
    return chased_on + timedelta(days=_newest(_rows("chase"), chased_on)["days"])


def feedback_day(came_on: date) -> date:
    """The day by which the sender of a handover hears what came of it."""
    return came_on + timedelta(days=_newest(_rows("feedback"), came_on)["days"])


def service_for(domain: str | None, on: date) -> str | None:
    """What a need on this life domain most often asks of a partner; None where nothing does."""
    asked: Mapping[str, str] = _newest(_rows("service"), on)["for"]
    return asked.get(domain or "")


@cache
def _read() -> Mapping[str, Any]:
    with resource_path("referrals", "terms.toml").open("rb") as file:
        return tomllib.load(file)


def _rows(name: str) -> list[dict[str, Any]]:
    return list(_read()[name])


def _newest(rows: list[dict[str, Any]], on: date) -> dict[str, Any]:
    """Of the rows that hold on a day the last; the first of all for a day before them."""
    holding = [row for row in rows if row["valid_from"] <= on]
    return holding[-1] if holding else rows[0]
