"""A date as far as it is known: "zomer 2022", "voor kerst", "ca. maart 2022".

Stored as one text that sorts by itself, see :meth:`VagueDate.encode`.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering

from casedesk.kernel.calendar_words import MONTHS, PARTS, PHRASES, SEASONS

_NO_DATE = "9999-99-99"
_NO_END = "9999-12-31"
_DAY = timedelta(days=1)
_WORDS_LIMIT = 150  # so that the encoded text stays under 200 characters


class Precision(StrEnum):
    """How much is known of a date."""

    DAY = "day"
    MONTH = "month"
    PART = "part"
    """A third of a month or of a year: begin maart 2022, eind 2022."""
    SEASON = "season"
    YEAR = "year"
    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"
    WORDS = "words"
    """Only words, with the dates that stand in them if there are any."""


@total_ordering
@dataclass(frozen=True, slots=True)
class VagueDate:
    """A date with the earliest and latest day that it can be, both included.

    ``earliest`` is None for "before", ``latest`` is None for "after", both are None for words
    without a date. ``words`` are kept only where the days cannot give back what was meant
    ("voor kerst 2021"); they are then shown instead of the days.

    Raises ``ValueError`` for days that do not fit the precision: a fault of the program, since
    the user's own typing goes through ``parse_vague``.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    estimated: bool = False
    words: str = ""

    def __post_init__(self) -> None:
        if not _fits(self):
            raise ValueError(f"days do not fit a {self.precision} date")
        if self.words != clean_words(self.words):
            raise ValueError("the words of a date must be one tidy line")

    @classmethod
    def on(cls, day: date) -> "VagueDate":
        """A date that is known exactly."""
        return cls(day, day, Precision.DAY)

    @property
    def anchor(self) -> date | None:
        """The day at which the date stands in a list; None if no day is known."""
        return self.earliest or self.latest

    def encode(self) -> str:
        """One text for the store: ``2022-06-01/2022-08-31 season``.

        The order of these texts, letter by letter, is the order of the dates:

        - characters 0-9 are the first day that it can be; for "before" the last one, since
          that is where a reader looks for it; ``9999-99-99`` if there is no day at all;
        - characters 11-20 are the last day that it can be; ``9999-12-31`` for "after";
        - then the precision, `` ca`` if estimated, and ``~`` with the words if there are any.

        So a list filters on the period a..b (ISO days) with
        ``text < next_day(b) AND substr(text, 12, 10) >= a``.
        """
        if self.anchor is None:
            span = f"{_NO_DATE}/{_NO_DATE}"
        else:
            span = f"{self.anchor}/{self.latest or _NO_END}"
        estimated = " ca" if self.estimated else ""
        words = f"~{self.words}" if self.words else ""
        return f"{span} {self.precision}{estimated}{words}"

    @classmethod
    def decode(cls, text: str) -> "VagueDate":
        """The date that ``encode`` wrote; ``ValueError`` for any other text."""
        head, _, words = text.partition("~")
        span, _, rest = head.partition(" ")
        precision_text, _, mark = rest.partition(" ")
        precision = Precision(precision_text)
        first, last = _day(span[:10]), _day(span[11:])
        if precision is Precision.BEFORE:
            first = None
        if precision is Precision.AFTER:
            last = None
        value = cls(first, last, precision, mark == "ca", words)
        if value.encode() != text:
            raise ValueError(f"not a stored date: {text!r}")
        return value

    def show(self, language: str) -> str:
        """The date as people read it: "zomer 2022", "12-03-2022", "ca. maart 2022"."""
        text = self.words or _SHOW[self.precision](self.earliest, self.latest, language)
        if not self.estimated:
            return text
        return PHRASES[language]["about"].format(date=text)

    def typed(self, language: str) -> str:
        """The date as an editor shows it; typing this text gives the same date again."""
        if self.precision is not Precision.WORDS:
            return self.show(language)
        return f'"{self.words}"'

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, VagueDate):
            return NotImplemented
        return self.encode() < other.encode()


def clean_words(text: str) -> str:
    """One line without double spaces, quotes or control characters, at most 150 characters."""
    kept = "".join(char if char.isprintable() else " " for char in text if char not in '"“”„')
    return " ".join(kept.split())[:_WORDS_LIMIT].strip()


def month_end(day: date) -> date:
    """The last day of the month that ``day`` lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = date(year, month, 1)
    return first, month_end(first)


def add_months(day: date, months: int) -> date:
    """The same day so many months on (or back); the month's last day where that is shorter.

    30 November and three months is 28 February, or 29 in a leap year.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def season_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of the season that begins in this month (3, 6, 9 or 12)."""
    first = date(year, month, 1)
    last_month = date(year + 1, 2, 1) if month == 12 else date(year, month + 2, 1)
    return first, month_end(last_month)


def part_span(year: int, month: int | None, third: int) -> tuple[date, date]:
    """First and last day of a third (0, 1 or 2) of a month, or of the year without a month."""
    if month is None:
        return date(year, 1 + 4 * third, 1), month_end(date(year, 4 + 4 * third, 1))
    first = date(year, month, 1 + 10 * third)
    return first, month_end(first) if third == 2 else first + timedelta(days=9)


def show_date(day: date) -> str:
    """A day as the Dutch write it: dd-mm-jjjj."""
    return f"{day:%d-%m-}{day.year:04d}"


def _day(text: str) -> date | None:
    return None if text == _NO_DATE else date.fromisoformat(text)


def _fits(value: VagueDate) -> bool:
    first, last, precision = value.earliest, value.latest, value.precision
    if precision is Precision.WORDS:
        if not value.words or value.estimated or (first is None) != (last is None):
            return False
        return first is None or last is None or first <= last
    if precision is Precision.BEFORE:
        return first is None and last is not None and last < date.max
    if precision is Precision.AFTER:
        return first is not None and last is None and first > date.min
    if first is None or last is None or first > last:
        return False
    return _NAMED[precision](first, last)


def _is_season(first: date, last: date) -> bool:
    return first.month % 3 == 0 and (first, last) == season_span(first.year, first.month)


def _is_part(first: date, last: date) -> bool:
    return _part_of(first, last) is not None


def _part_of(first: date, last: date) -> tuple[int | None, int] | None:
    """The month (None for a year) and the third that a span is, if it is one."""
    for month in (None, first.month):
        for third in range(3):
            if (first, last) == part_span(first.year, month, third):
                return month, third
    return None


_NAMED: dict[Precision, Callable[[date, date], bool]] = {
    Precision.DAY: lambda first, last: first == last,
    Precision.MONTH: lambda first, last: (first, last) == month_span(first.year, first.month),
    Precision.PART: _is_part,
    Precision.SEASON: _is_season,
    Precision.YEAR: lambda first, last: (
        (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))
    ),
    Precision.BETWEEN: lambda _first, _last: True,
}


def _month_name(month: int, language: str) -> str:
    return MONTHS[language][month - 1]


def _show_month(first: date, language: str) -> str:
    return f"{_month_name(first.month, language)} {first.year}"


def _show_part(first: date, last: date, language: str) -> str:
    month, third = _part_of(first, last) or (None, 0)
    named = f"{_month_name(month, language)} {first.year}" if month else f"{first.year}"
    return f"{PARTS[language][third]} {named}"


def _show_season(first: date, language: str) -> str:
    year = f"{first.year}/{first.year + 1}" if first.month == 12 else f"{first.year}"
    return f"{SEASONS[language][first.month]} {year}"


def _show_between(first: date, last: date, language: str) -> str:
    if first.day == 1 and last == month_end(last):
        if (first.month, last.month) == (1, 12):
            names = (str(first.year), str(last.year))
        elif first.year == last.year:
            names = (_month_name(first.month, language), _show_month(last, language))
        else:
            names = (_show_month(first, language), _show_month(last, language))
    else:
        names = (show_date(first), show_date(last))
    return PHRASES[language]["between"].format(first=names[0], last=names[1])


def _show_before(last: date, language: str) -> str:
    bound = last + _DAY
    if (bound.month, bound.day) == (1, 1):
        text = str(bound.year)
    else:
        text = _show_month(bound, language) if bound.day == 1 else show_date(bound)
    return PHRASES[language]["before"].format(date=text)


def _show_after(first: date, language: str) -> str:
    bound = first - _DAY
    if (bound.month, bound.day) == (12, 31):
        text = str(bound.year)
    else:
        whole_month = bound == month_end(bound)
        text = _show_month(bound, language) if whole_month else show_date(bound)
    return PHRASES[language]["after"].format(date=text)


# Checked by ``_fits`` before anything is shown, so the days below are there where used.
_SHOW: dict[Precision, Callable[..., str]] = {
    Precision.DAY: lambda first, _last, _language: show_date(first),
    Precision.MONTH: lambda first, _last, language: _show_month(first, language),
    Precision.PART: _show_part,
    Precision.SEASON: lambda first, _last, language: _show_season(first, language),
    Precision.YEAR: lambda first, _last, _language: str(first.year),
    Precision.BETWEEN: _show_between,
    Precision.BEFORE: lambda _first, last, language: _show_before(last, language),
    Precision.AFTER: lambda first, _last, language: _show_after(first, language),
}
