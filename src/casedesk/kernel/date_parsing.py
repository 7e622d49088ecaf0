"""Read a date as people type it, in Dutch or English, exact or vague."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from casedesk.kernel.calendar_words import (
    ABOUT_WORDS,
    AFTER_WORDS,
    BEFORE_WORDS,
    BETWEEN_WORDS,
    FROM_WORDS,
    PART_NUMBERS,
    PERIODS,
    PLAIN_WORDS,
    RANGE_ENDS,
    RANGE_STARTS,
    RELATIVE_DAYS,
    UNITS,
    UNTIL_WORDS,
)
from casedesk.kernel.date_patterns import (
    Problem,
    Read,
    Reader,
    checked,
    read_dated,
    whole_year,
    yearless,
)
from casedesk.kernel.vague_dates import (
    Precision,
    VagueDate,
    add_months,
    clean_words,
    month_span,
)
from casedesk.kernel.words import _, speaking

_DAY = timedelta(days=1)


def parse_vague(text: str, today: date, language: str) -> VagueDate | Problem:
    """The date that was typed, as vague as it is.

    Both languages are understood whatever ``language`` is; it chooses that of a problem. A date
    without a year is the last one that is not after ``today``. Words between quotation marks
    are kept as they are, with the dates that stand in them.
    """
    with speaking(language):
        reader = Reader(today, years_ahead=1)
        typed = " ".join(text.split())
        if not typed:
            return Problem(_("Type a date, for example 12-03-2022, March 2022 or summer 2022."))
        if typed[0] in '"“”„':
            return _read_words(typed, reader)
        found = _read(_plain(typed), reader)
        if found is None:
            return Problem(
                _(
                    "CaseDesk does not know this date. Type for example 12-03-2022, March 2022 or"
                    " summer 2022. Words between quotation marks are kept as they are."
                )
            )
        return checked(found)


def parse_date(text: str, today: date, *, past: bool = False) -> date | Problem:
    """An exact day: 12-03-2022, 1-2-24, 010224, 1 feb, vandaag, -3d.

    A day without a year is the one nearest to ``today``. With ``past`` a day after today is a
    problem, as for a date of birth.
    """
    typed = _plain(" ".join(text.split()))
    reader = Reader(today, years_ahead=0 if past else 10)
    read = _read_exact(typed, reader)
    found = None if read is None else checked(read)
    if isinstance(found, Problem):
        return found
    if found is None or found.precision is not Precision.DAY or found.earliest is None:
        return Problem(_("Type day, month and year, for example 12-03-2022."))
    if past and found.earliest > today:
        return Problem(_("This day is still to come. Check the year."))
    return found.earliest


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return text.replace("’", "'").replace("–", "-").replace("vóór", "voor")


def _read_words(typed: str, reader: Reader) -> VagueDate | Problem:
    words = clean_words(typed)
    if not words:
        return Problem(_("Type the words between the quotation marks."))
    within = _date_within(_plain(words).split(), reader)
    first, last = (within.earliest, within.latest) if within else (None, None)
    return VagueDate(first or last, last or first, Precision.WORDS, words=words)


def _date_within(tokens: list[str], reader: Reader) -> VagueDate | None:
    """The longest run of words that is a date with its year, so that it never moves."""
    for length in range(min(len(tokens), 6), 0, -1):
        for start in range(len(tokens) - length + 1):
            part = " ".join(tokens[start : start + length]).strip(".,;:()")
            if not re.search(r"(?<!\d)(19|20|21)\d\d(?!\d)", part):
                continue
            found = _read(part, reader)
            if isinstance(found, VagueDate) and isinstance(checked(found), VagueDate):
                return found
    return None


def _read(text: str, reader: Reader) -> Read:
    rest, estimated = _without_about(text)
    found = _read_between(rest, reader) or _read_bound(rest, reader) or _read_one(rest, reader)
    if isinstance(found, VagueDate) and estimated:
        return replace(found, estimated=True)
    return found


def _without_about(text: str) -> tuple[str, bool]:
    for word in ABOUT_WORDS:
        rest = _after_word(text, word)
        if rest is not None:
            return rest, True
    if text.endswith("?"):
        return text[:-1].strip(), True
    return text, False


def _after_word(text: str, word: str) -> str | None:
    """What follows a word (or sign) at the start of a text; None if it does not stand there."""
    if not text.startswith(word):
        return None
    rest = text[len(word) :]
    if word[-1].isalpha() and not rest.startswith(" "):
        return None
    return rest.strip() or None


def _read_between(text: str, reader: Reader) -> Read:
    for opening, middle in BETWEEN_WORDS:
        rest = _after_word(text, opening)
        # The word in the middle may also stand inside a part ("oud en nieuw"): try each.
        for match in re.finditer(rf" {middle} ", rest or ""):
            found = _span(str(rest)[: match.start()], str(rest)[match.end() :], reader)
            if found is not None:
                return found
    ends = "|".join(map(re.escape, RANGE_ENDS))
    starts = "|".join(RANGE_STARTS)
    patterns = (
        rf"(?:(?:{starts}) )?(.+?) (?:{ends}) (.+)",
        r"(\d{4}) ?[-/] ?(\d{4})",
        r"([a-z]+) ?- ?([a-z]+ \d{4})",
    )
    for pattern in patterns:
        if (range_match := re.fullmatch(pattern, text)) and range_match[1] not in PART_NUMBERS:
            return _span(range_match[1], range_match[2], reader)
    return None


def _span(left: str, right: str, reader: Reader) -> Read:
    last = _read_one(right, reader)
    if not isinstance(last, VagueDate) or last.latest is None:
        return last
    with_year = yearless(left, reader)
    if with_year is None:
        first = _read_one(left, reader)
    else:
        first = with_year(last.latest.year)
        if isinstance(first, VagueDate) and first.earliest and first.earliest > last.latest:
            first = with_year(last.latest.year - 1)
    if not isinstance(first, VagueDate) or first.earliest is None:
        return first
    if first.earliest > last.latest:
        return Problem(_("The first date is after the last one. Swap them."))
    return VagueDate(first.earliest, last.latest, Precision.BETWEEN)


def _read_bound(text: str, reader: Reader) -> Read:
    """Before, after, until and from: dates with one end."""
    for words, make in _BOUNDS:
        for word in words:
            rest = _after_word(text, word)
            if rest is None:
                continue
            inner, estimated = _without_about(rest)
            found = _read_one(inner, reader)
            if isinstance(found, VagueDate):
                return replace(make(found, word), estimated=estimated)
            return found
    return None


def _kept(word: str, found: VagueDate) -> str:
    return f"{word} {found.words}" if found.words else ""


def _before(found: VagueDate, word: str) -> VagueDate:
    first = found.earliest or date.max
    return VagueDate(None, first - _DAY, Precision.BEFORE, words=_kept(word, found))


def _after(found: VagueDate, word: str) -> VagueDate:
    last = found.latest or date.min
    return VagueDate(last + _DAY, None, Precision.AFTER, words=_kept(word, found))


def _until(found: VagueDate, word: str) -> VagueDate:
    words = f"{word} {found.show(UNTIL_WORDS[word])}"
    return VagueDate(None, found.latest, Precision.BEFORE, words=words)


def _from(found: VagueDate, word: str) -> VagueDate:
    words = f"{word} {found.show(FROM_WORDS[word])}"
    return VagueDate(found.earliest, None, Precision.AFTER, words=words)


_BOUNDS: tuple[tuple[Iterable[str], Callable[[VagueDate, str], VagueDate]], ...] = (
    (BEFORE_WORDS, _before),
    (AFTER_WORDS, _after),
    (UNTIL_WORDS, _until),
    (FROM_WORDS, _from),
)


def _read_exact(text: str, reader: Reader) -> Read:
    text = _without_plain_words(text)
    relative = _read_relative(text, reader)
    if relative is not None:
        return relative
    with_year = yearless(text, reader)
    if with_year is None:
        return read_dated(text, reader)
    choices = [with_year(reader.today.year + step) for step in (0, -1, 1)]
    days = [found.earliest for found in choices if isinstance(found, VagueDate) and found.earliest]
    if not days or (isinstance(choices[0], VagueDate) and choices[0].precision != Precision.DAY):
        return choices[0]
    return VagueDate.on(min(days, key=lambda day: abs(day - reader.today)))


def _read_one(text: str, reader: Reader) -> Read:
    """One date without before, after or between; without a year the last one up to today."""
    relative = _read_relative(text, reader)
    if relative is not None:
        return relative
    text = _without_plain_words(text)
    with_year = yearless(text, reader)
    if with_year is None:
        return _read_relative(text, reader) or read_dated(text, reader)
    for year in range(reader.today.year, reader.today.year - 5, -1):
        found = with_year(year)  # five years back, for 29 February
        if isinstance(found, VagueDate) and found.earliest and found.earliest <= reader.today:
            return found
    return with_year(reader.today.year)


def _without_plain_words(text: str) -> str:
    first, _space, rest = text.partition(" ")
    while rest and first.rstrip(".,") in PLAIN_WORDS:
        text = rest
        first, _space, rest = text.partition(" ")
    return text


def _read_relative(text: str, reader: Reader) -> VagueDate | None:
    today = reader.today
    if text in RELATIVE_DAYS:
        return VagueDate.on(today + RELATIVE_DAYS[text] * _DAY)
    if text in PERIODS:
        unit, step = PERIODS[text]
        return _period(unit, step, today)
    match = re.fullmatch(r"([+-]) ?(\d{1,3}) ?([a-z]+)", text)
    if match and match[3] in UNITS:
        return VagueDate.on(_moved(today, int(match[1] + match[2]), UNITS[match[3]]))
    match = re.fullmatch(r"(\d{1,2}|een|one|a) ([a-z]+) (?:geleden|terug|ago)", text)
    if match and match[2] in UNITS:
        number = int(match[1]) if match[1].isdigit() else 1
        unit = UNITS[match[2]]
        if unit == "day":
            return VagueDate.on(today - number * _DAY)
        return replace(_period(unit, -number, today), estimated=True)
    return None


def _moved(day: date, steps: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + steps * _DAY * (7 if unit == "week" else 1)
    return add_months(day, steps * (12 if unit == "year" else 1))


def _period(unit: str, step: int, today: date) -> VagueDate:
    """The whole week (from Monday), month or year, so many steps from this one."""
    day = _moved(today, step, unit)
    if unit == "week":
        monday = day - day.weekday() * _DAY
        return VagueDate(monday, monday + 6 * _DAY, Precision.BETWEEN)
    if unit == "month":
        return VagueDate(*month_span(day.year, day.month), Precision.MONTH)
    return whole_year(day.year)
