"""The ways in which one date with its year is written; what stands around it is read elsewhere."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from casedesk.kernel.calendar_words import (
    HOLIDAYS,
    MONTH_NUMBERS,
    PART_NUMBERS,
    SEASON_MONTHS,
    holiday,
)
from casedesk.kernel.vague_dates import Precision, VagueDate, month_span, part_span, season_span
from casedesk.kernel.words import _

FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a typed date cannot be used: one or two sentences that say what to do."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Circumstances of reading: the day it is, and how far ahead two digits may point."""

    today: date
    years_ahead: int

    def year(self, text: str) -> int:
        """A year of four digits, or of two: the century that lies nearest before the limit."""
        digits = text.lstrip("'’")
        if len(digits) > 2:
            return int(digits)
        limit = self.today.year + self.years_ahead
        year = limit - limit % 100 + int(digits)
        return year - 100 if year > limit else year


Read = VagueDate | Problem | None
"""A date, a reason why not, or None: this is not that sort of date."""


def checked(found: VagueDate | Problem) -> VagueDate | Problem:
    """The date itself, or a problem if it lies in a year that must be a slip of the finger."""
    if isinstance(found, Problem):
        return found
    for day in (found.earliest, found.latest):
        if day is not None and not FIRST_YEAR - 1 <= day.year <= LAST_YEAR + 1:
            return wrong_year(day.year)
    return found


def wrong_year(year: int) -> Problem:
    """The problem of a year that no living person's case can have."""
    return Problem(_("Check the year: {year}.").format(year=year))


def yearless(text: str, reader: Reader) -> Callable[[int], Read] | None:
    """For a date without its year: the function that reads it for a given year."""
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}\.?", text):
        numbers = text.rstrip(".")
        return lambda year: read_dated(f"{numbers}-{year:04d}", reader)
    if text.isdigit() or re.search(r"\d{4}|'\d\d", text):
        return None
    if read_dated(f"{text} 2000", reader) is None:
        return None
    return lambda year: read_dated(f"{text} {year:04d}", reader)


def read_dated(text: str, reader: Reader) -> Read:
    """The first way of writing that fits the whole text."""
    for pattern, build in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        found = build(match, reader)
        if found is not None:
            return found
    return None


def whole_year(year: int) -> VagueDate:
    """A year of which no more is known."""
    return VagueDate(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _make_day(year: int, month: int, day: int) -> VagueDate | Problem:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return wrong_year(year)
    if not 1 <= month <= 12:
        return Problem(_("There is no month {month}. Type day, month, year.").format(month=month))
    first, last = month_span(year, month)
    if not 1 <= day <= last.day:
        sentence = _("{month} has {days} days. Check the day.")
        return Problem(sentence.format(month=f"{first:%m-%Y}", days=last.day))
    return VagueDate.on(first.replace(day=day))


def _numeric(match: re.Match[str], reader: Reader) -> Read:
    return _make_day(reader.year(match["y"]), int(match["m"]), int(match["d"]))


def _digits(match: re.Match[str], reader: Reader) -> Read:
    """Six or eight digits in a row: ddmmyy, ddmmyyyy, else yyyymm, yyyymmdd."""
    text = match[0]
    found = _make_day(reader.year(text[4:]), int(text[2:4]), int(text[:2]))
    if isinstance(found, VagueDate):
        return found
    year, month = int(text[:4]), int(text[4:6])
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12:
        if len(text) == 6:
            return VagueDate(*month_span(year, month), Precision.MONTH)
        return _make_day(year, month, int(text[6:]))
    return found


def _named_day(match: re.Match[str], reader: Reader) -> Read:
    month = MONTH_NUMBERS.get(match["name"])
    if month is None:
        return None
    return _make_day(reader.year(match["y"]), month, int(match["d"]))


def _within_years(build: Callable[[int, re.Match[str]], Read]) -> Callable[..., Read]:
    def guarded(match: re.Match[str], reader: Reader) -> Read:
        year = reader.year(match["y"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return wrong_year(year)
        return build(year, match)

    return guarded


@_within_years
def _month(year: int, match: re.Match[str]) -> Read:
    month = int(match["m"])
    if not 1 <= month <= 12:
        return Problem(_("There is no month {month}. Type day, month, year.").format(month=month))
    return VagueDate(*month_span(year, month), Precision.MONTH)


@_within_years
def _named(year: int, match: re.Match[str]) -> Read:
    """A month, season or feast with its year."""
    name = match["name"].rstrip(".")
    if name in MONTH_NUMBERS:
        return VagueDate(*month_span(year, MONTH_NUMBERS[name]), Precision.MONTH)
    if name in SEASON_MONTHS:
        # Winter 2022 ends in February 2022, as weather services count.
        start = year - 1 if SEASON_MONTHS[name] == 12 else year
        return VagueDate(*season_span(start, SEASON_MONTHS[name]), Precision.SEASON)
    if name in HOLIDAYS:
        day = holiday(name, year)
        return VagueDate(day, day, Precision.DAY, words=f"{name} {year}")
    return None


@_within_years
def _winter(year: int, match: re.Match[str]) -> Read:
    """A winter named by both its years."""
    second = match["second"]
    if SEASON_MONTHS.get(match["name"]) != 12 or int(second) % 100 != (year + 1) % 100:
        return None
    return VagueDate(*season_span(year, 12), Precision.SEASON)


@_within_years
def _part(year: int, match: re.Match[str]) -> Read:
    third = PART_NUMBERS.get(match["part"])
    name = match["name"]
    month = MONTH_NUMBERS.get(name.rstrip(".")) if name else None
    if third is None or (name and month is None):
        return None
    return VagueDate(*part_span(year, month, third), Precision.PART)


@_within_years
def _year(year: int, _match: re.Match[str]) -> Read:
    return whole_year(year)


@_within_years
def _week(year: int, match: re.Match[str]) -> Read:
    try:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
    except ValueError:
        return Problem(
            _("{year} has no week {week}. Check the week.").format(year=year, week=match["week"])
        )
    words = f"week {int(match['week'])} {year}"
    return VagueDate(monday, monday + timedelta(days=6), Precision.BETWEEN, words=words)


_Y = r"(?P<y>\d{4}|'\d\d)"
_NAME = r"(?P<name>[a-z][a-z ]*?\.?)"
_DAY_NUMBER = r"(?P<d>\d{1,2})(?:e|de|ste|st|nd|rd|th)?"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Reader], Read]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4}|'?\d\d)", _numeric),
        (r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})", _numeric),
        (r"\d{6}|\d{8}", _digits),
        (rf"{_DAY_NUMBER} ?-?(?:of )?(?P<name>[a-z]+)\.?,? ?-?(?P<y>\d{{4}}|'?\d\d)", _named_day),
        (rf"(?P<name>[a-z]+)\.? {_DAY_NUMBER},? {_Y}", _named_day),
        (r"(?P<m>\d{1,2})[-/. ](?P<y>\d{4})", _month),
        (r"(?P<y>\d{4})[-/](?P<m>\d{1,2})", _month),
        (r"(?P<y>\d{4})", _year),
        (rf"week (?P<week>\d{{1,2}}),? (?:van |of )?{_Y}", _week),
        (rf"{_NAME} (?P<y>\d{{4}})[/-](?P<second>\d{{4}}|\d\d)", _winter),
        (rf"(?P<part>[a-z]+)[ -](?:van |of )?(?:(?P<name>[a-z]+\.?) )?{_Y}", _part),
        (rf"{_NAME} (?:van |of )?{_Y}", _named),
    )
)
