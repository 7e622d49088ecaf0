"""Count time limits; pure.

How is counted, each with its ground:

- *Months and years*: the last day is the day of the same number in the last month, or the last day
  of that month where it has no such day (European Convention on the Calculation of Time-Limits,
  Basel 1972, art. 3 and 4(2)). 30 November and three months is 28 February, 29 in a leap year.
- *Days and weeks*: the day of the event does not count (art. 3(1) there). One week from Monday is
  the next Monday.
- *Working days*: not Saturday, Sunday or a day of art. 3 Algemene termijnenwet, in which Good
  Friday stands equal to a Sunday and 5 May counts every year.
- *Moving on*: where a rule says so, a term that ends on a Saturday, Sunday or such a day runs on to
  the next ordinary day (art. 1), and a term of three days or more holds at least two ordinary days
  (art. 2). The law does not move terms in hours, nor those above 90 days, 12 weeks, 3 months or
  any number of years (art. 4).
- *Hours*: real hours, also across the change of the clocks. Of a day without a time the hours
  count from its beginning, the safe side.
- *Vague dates*: from the first day that it can be, and marked as an estimate.
- *Birthdays*: who was born on 29 February is a year older on 1 March in an ordinary year, as in
  ``kernel.dates.age_on``.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.dates import Precision, VagueDate, add_months

_ZONE = ZoneInfo(AMSTERDAM)
_DAY = timedelta(days=1)

FAR = date(9999, 12, 30)
"""The last day that a term can have. The one after it says in vague dates that there is no end."""


class Unit(StrEnum):
    """In what a time limit is counted."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_MOVES_AT_MOST = {Unit.DAYS: 90, Unit.WORKING_DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3}
"""The longest terms that art. 1 moves (art. 4 Algemene termijnenwet)."""


@dataclass(frozen=True, slots=True)
class Length:
    """So many of a unit; never less than none."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("a time limit does not run backwards")

    @classmethod
    def parse(cls, text: str) -> "Length":
        """The length that stands in a file of rules: ``3 months``, ``5 working_days``."""
        amount, _space, unit = text.partition(" ")
        if not amount.isdigit():
            raise ValueError(f"no length of time: {text!r}")
        return cls(int(amount), Unit(unit if unit.endswith("s") else f"{unit}s"))


@dataclass(frozen=True, slots=True)
class Start:
    """From when a term counts; ``estimated`` when the day itself is not known for sure.

    ``at`` is the moment, where one is known; terms in hours need it.
    """

    day: date
    at: datetime | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """The last day of a term; for terms in hours also the very moment."""

    day: date
    at: datetime | None = None
    moved: bool = False


def start_of(when: VagueDate | datetime | date | None) -> Start | None:
    """The first moment that it can have been; None where no day is known."""
    match when:
        case datetime():
            return Start(when.astimezone(_ZONE).date(), when)
        case date():
            return Start(when)
        case VagueDate() if when.anchor is not None:
            return Start(when.anchor, None, when.precision is not Precision.DAY or when.estimated)
    return None


def end_of(start: Start, length: Length, *, moves: bool = False) -> End:
    """When a term ends. ``moves`` says that the Algemene termijnenwet applies to it.

    One that would end after all years that a date can have ends on :data:`FAR`: a typing error in
    a year must not keep anybody from writing down the rest.
    """
    try:
        return _end_of(start, length, moves=moves)
    except (OverflowError, ValueError):
        return End(FAR)


def _end_of(start: Start, length: Length, *, moves: bool) -> End:
    if length.unit is Unit.HOURS:
        return _after_hours(start, length.amount)
    day = _last_day(start.day, length)
    if not moves or length.amount > _MOVES_AT_MOST.get(length.unit, 0):
        return End(day)
    shifted = day
    if length.unit is Unit.DAYS and length.amount >= 3:
        while _ordinary_days(start.day, shifted) < 2:
            shifted += _DAY
    shifted = next_ordinary_day(shifted)
    return End(shifted, moved=shifted != day)


def birthday(birth: date, years: int) -> date:
    """The day on which somebody becomes so many years old."""
    year = birth.year + years
    if year >= FAR.year:
        return FAR
    if (birth.month, birth.day) == (2, 29) and not _is_leap(year):
        return date(year, 3, 1)
    return birth.replace(year=year)


def before(day: date, length: Length) -> date:
    """The day so much earlier, for warnings: 6 months before a birthday."""
    try:
        return _before(day, length)
    except (OverflowError, ValueError):
        return date.min


def _before(day: date, length: Length) -> date:
    match length.unit:
        case Unit.MONTHS:
            return add_months(day, -length.amount)
        case Unit.YEARS:
            return add_months(day, -12 * length.amount)
        case Unit.WEEKS:
            return day - timedelta(weeks=length.amount)
        case Unit.DAYS:
            return day - timedelta(days=length.amount)
        case Unit.HOURS:
            return day - timedelta(days=-(-length.amount // 24))
        case Unit.WORKING_DAYS:
            for _each in range(length.amount):
                day -= _DAY
                while not is_ordinary(day):
                    day -= _DAY
            return day


def is_ordinary(day: date) -> bool:
    """Whether it is no Saturday, Sunday or day that stands equal to a Sunday."""
    return day.weekday() < 5 and day not in free_days(day.year)


def next_ordinary_day(day: date) -> date:
    """The day itself if it is an ordinary one, else the first ordinary day after it."""
    while not is_ordinary(day):
        day += _DAY
    return day


@cache
def free_days(year: int) -> frozenset[date]:
    """The days of art. 3 Algemene termijnenwet in a year.

    New Year, Good Friday, Easter Monday, King's Day, 5 May, Ascension, Whit Monday and both days
    of Christmas. Easter and Whit Sunday are Sundays anyhow.
    """
    from holidays import country_holidays  # it takes a tenth of a second

    return frozenset(country_holidays("NL", years=year)) | {date(year, 5, 5)}


def _last_day(start: date, length: Length) -> date:
    match length.unit:
        case Unit.DAYS:
            return start + timedelta(days=length.amount)
        case Unit.WEEKS:
            return start + timedelta(weeks=length.amount)
        case Unit.MONTHS:
            return add_months(start, length.amount)
        case Unit.YEARS:
            return add_months(start, 12 * length.amount)
        case _:
            return _after_working_days(start, length.amount)


def _after_working_days(start: date, amount: int) -> date:
    day = start
    for _each in range(amount):
        day = next_ordinary_day(day + _DAY)
    return next_ordinary_day(day)


def _after_hours(start: Start, hours: int) -> End:
    began = start.at or datetime.combine(start.day, time(), _ZONE)
    ends = began.astimezone(UTC) + timedelta(hours=hours)
    local = ends.astimezone(_ZONE)
    # What ends with a day at midnight is due on that day, not on the next.
    last = local - timedelta(microseconds=1) if hours else local
    return End(last.date(), ends)


def _ordinary_days(start: date, end: date) -> int:
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_ordinary(day) for day in days)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
