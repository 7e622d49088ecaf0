"""The span of one invented case, and arithmetic on its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from casedesk.demo.material import material


@dataclass(frozen=True, slots=True)
class Frame:
    """What is fixed about a case before anything else is invented.

    Nothing that has happened lies after ``end``: the day of closing, or today.
    """

    today: date
    opened_on: date
    end: date
    closed_on: date | None
    phase: str
    form: str
    group: str
    gemeente: str
    no_trafficking: bool

    @property
    def early(self) -> bool:
        """Whether the case has not yet come to an intake talk."""
        return self.phase in ("report", "triage")

    def after(self, days: int) -> date:
        """A working day so many days after the opening; it may lie after the end."""
        return weekday(self.opened_on + timedelta(days=days))


def weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def form_group(form: str) -> str:
    """The heading of ``stories.toml`` that fits a form of exploitation."""
    return form if form in material("stories") else "other"
