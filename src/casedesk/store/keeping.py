"""Which automatic backups to keep: many recent ones, few old ones, none for ever.

A backup holds what was destroyed in the store since; so nothing but the newest outlives
``weeks``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Keeping:
    """Everything of the last ``hours``, then one a day, then one a week."""

    hours: int = 48
    days: int = 14
    weeks: int = 8


def superfluous(made: Iterable[datetime], now: datetime, keep: Keeping) -> set[datetime]:
    """The moments whose backups may go. The newest one always stays."""
    newest_first = sorted(set(made), reverse=True)
    kept: set[datetime] = set(newest_first[:1])
    periods: set[tuple[str, int]] = set()
    for moment in newest_first:
        age = now - moment
        if age <= timedelta(hours=keep.hours):
            kept.add(moment)
            continue
        day = moment.toordinal()
        period = ("day", day) if age <= timedelta(days=keep.days) else ("week", (day - 1) // 7)
        if age <= timedelta(weeks=keep.weeks) and period not in periods:
            periods.add(period)
            kept.add(moment)
    return set(newest_first) - kept
