"""The time, as one replaceable part, so that tests and documents can fix it."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = "Europe/Amsterdam"


class Clock(Protocol):
    """Tells the time in UTC and the date as the Dutch office lives it."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().astimezone(ZoneInfo(AMSTERDAM)).date()


class FixedClock:
    """A clock that stands still until moved; for tests and reproducible documents."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs a time zone")
        self._at = at

    def now(self) -> datetime:
        return self._at

    def today(self) -> date:
        return self._at.astimezone(ZoneInfo(AMSTERDAM)).date()

    def move_to(self, at: datetime) -> None:
        """Set the clock to another moment."""
        self._at = at
