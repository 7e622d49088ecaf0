"""What stands on which line of the drawn timeline: headings, today, entries, periods, gaps.

Pure reckoning over entries, newest first, so that what is ahead stands above today.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from casedesk.kernel.calendar_words import MONTHS
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_, current_language
from casedesk.timeline.entries import Entry

MOST_BARS = 3
"""So many periods of one track are drawn beside each other; more would hide the entries."""


class Look(StrEnum):
    """What sort of line it is."""

    ENTRY = "entry"
    YEAR = "year"
    MONTH = "month"
    TODAY = "today"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Zoom:
    """How much room time takes, in pixels a day at 100 % text; ``months`` have headings.

    ``lines`` is how many lines of text an entry takes.
    """

    name: str
    pixels: float
    months: bool
    lines: int


ZOOMS = (
    Zoom(N_("Years"), 0.0, months=False, lines=1),
    Zoom(N_("Quarters"), 0.08, months=False, lines=2),
    Zoom(N_("Months"), 0.4, months=True, lines=2),
    Zoom(N_("Weeks"), 2.0, months=True, lines=2),
    Zoom(N_("Days"), 9.0, months=True, lines=2),
)
FIRST_ZOOM = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a period on one line; ``place`` counts bars beside each other on a track."""

    track: Track
    place: int
    starts: bool
    ends: bool
    vague: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``gap`` is the number of days to the line above it."""

    look: Look
    text: str = ""
    entry: Entry | None = None
    gap: int = 0
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """Which entries are shown: all kinds and tracks but these."""

    kinds_off: frozenset[str] = frozenset()
    tracks_off: frozenset[Track] = frozenset()

    def has(self, entry: Entry) -> bool:
        """Whether this entry is shown."""
        return entry.kind not in self.kinds_off and entry.track not in self.tracks_off


def lines_of(
    entries: Sequence[Entry], today: date, zoom: Zoom, still_on: Collection[tuple[str, str]] = ()
) -> tuple[Line, ...]:
    """The lines, from top to bottom.

    ``still_on`` names (kind, field) of periods that go on while they have no end.
    """
    dated = [entry for entry in reversed(entries) if entry.sort[0] != date.max]
    bars = _bars(dated, today, still_on)
    found: list[Line] = []
    before: date | None = None
    today_said = False
    month: tuple[int, int] | None = None
    for place, entry in enumerate(dated):
        day = entry.sort[0]
        if day <= today and not today_said:
            gap = 0 if before is None else (before - today).days
            found.append(Line(Look.TODAY, gap=gap, bars=_through(bars[place])))
            before, today_said = today, True
        gap = 0 if before is None else (before - day).days
        if month is None or month[0] != day.year:
            found.append(Line(Look.YEAR, str(day.year), gap=gap, bars=_through(bars[place])))
            gap = 0
        if zoom.months and month != (day.year, day.month):
            name = f"{MONTHS[current_language()][day.month - 1]} {day.year}"
            found.append(Line(Look.MONTH, name, gap=gap, bars=_through(bars[place])))
            gap = 0
        month, before = (day.year, day.month), day
        found.append(Line(Look.ENTRY, entry=entry, gap=gap, bars=bars[place]))
    if not today_said:
        found.append(Line(Look.TODAY))
    undated = [entry for entry in entries if entry.sort[0] == date.max]
    if undated:
        found.append(Line(Look.UNDATED))
        found += [Line(Look.ENTRY, entry=entry) for entry in undated]
    return tuple(found)


def running(rules: Iterable[MomentRule]) -> frozenset[tuple[str, str]]:
    """Which entries, by kind and field, are periods that go on while they have no end."""
    return frozenset((rule.kind, rule.when) for rule in rules if rule.runs)


def _through(bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    """The bars that pass a heading: those that go on above the entry below it."""
    return tuple(Bar(b.track, b.place, False, False, b.vague) for b in bars if not b.ends)


def _bars(
    dated: Sequence[Entry], today: date, still_on: Collection[tuple[str, str]]
) -> list[tuple[Bar, ...]]:
    """Which periods pass each entry; ``dated`` is newest first."""
    pieces: list[list[Bar]] = [[] for _entry in dated]
    # Negated ordinals rise from top to bottom, as bisect needs them.
    days = [-entry.sort[0].toordinal() for entry in dated]
    busy: dict[tuple[Track, int], int] = {}
    for low in range(len(dated) - 1, -1, -1):
        entry = dated[low]
        last = _last_day(entry, today, still_on)
        if last is None or last <= entry.sort[0]:
            continue
        high = min(bisect_left(days, -last.toordinal()), low)
        for place in range(MOST_BARS):
            if busy.get((entry.track, place), len(dated)) > low:
                busy[entry.track, place] = high
                for row in range(high, low + 1):
                    pieces[row].append(
                        Bar(entry.track, place, row == low, row == high, entry.vague)
                    )
                break
    return [tuple(found) for found in pieces]


def _last_day(entry: Entry, today: date, still_on: Collection[tuple[str, str]]) -> date | None:
    end = entry.end
    if end is None:
        goes_on = (entry.kind, entry.when) in still_on and entry.sort[0] < today
        return today if goes_on else None
    if isinstance(end, VagueDate):
        return end.latest or end.anchor
    return end.date() if isinstance(end, datetime) else end
