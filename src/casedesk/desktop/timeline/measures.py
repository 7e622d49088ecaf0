"""All distances of the drawn timeline, reckoned from the size of text and the room there is."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QFontMetrics

from casedesk.desktop.timeline.lines import Line, Look, Zoom
from casedesk.kernel.moments import Track

LANES = (Track.NONE, Track.CARE, Track.CRIMINAL, Track.RESIDENCE)
"""From left to right."""

NARROW, TIGHT = 100, 62
"""Below these widths, in characters, words get more lines and less stands beside them."""

MOST_GAP = 9.0
"""The tallest stretch without entries, in lines of text; a longer one is broken."""
SAY_GAP = 3.0
"""From this height on a stretch without entries says how long it is."""


class Fit(StrEnum):
    """How much room there is: titles of one line, of two, or with the date above them."""

    WIDE = "wide"
    NARROW = "narrow"
    TIGHT = "tight"


@dataclass(frozen=True, slots=True)
class Measures:
    """Distances in pixels; ``text`` is the height of a line of text."""

    fit: Fit
    text: int
    unit: float
    dates: int
    lane: int
    dot: int

    def lane_x(self, track: Track) -> float:
        """The middle of a lane."""
        return self.dates + (LANES.index(track) + 0.5) * self.lane

    @property
    def words_x(self) -> int:
        """Where the words of an entry begin."""
        return self.dates + len(LANES) * self.lane + round(16 * self.unit)

    @property
    def title_lines(self) -> int:
        """How many lines a title may take."""
        return 1 if self.fit is Fit.WIDE else 2

    def gap(self, line: Line, zoom: Zoom) -> int:
        """The height of the stretch above a line in which nothing is."""
        return round(min(line.gap * zoom.pixels * self.text / 16, MOST_GAP * self.text))

    def body(self, line: Line, zoom: Zoom) -> int:
        """The height of what stands on a line."""
        if line.look is Look.TODAY:
            return round(self.text * 2.2)
        if line.look is not Look.ENTRY:
            return round(self.text * (2.4 if line.look is Look.YEAR else 1.9))
        lines = zoom.lines + (self.title_lines - 1) + (self.fit is Fit.TIGHT)
        return round(self.text * (lines * 1.12 + 0.75))


def is_broken(line: Line, zoom: Zoom) -> bool:
    """Whether the stretch above a line is drawn shorter than it is."""
    return line.gap * zoom.pixels / 16 > MOST_GAP


_known: dict[tuple[Fit, int, int], Measures] = {}


def measures(metrics: QFontMetrics, width: int) -> Measures:
    """The distances for this text in a view of this width."""
    letter = max(1, metrics.averageCharWidth())
    fits = ((NARROW, Fit.WIDE), (TIGHT, Fit.NARROW))
    fit = next((fit for least, fit in fits if width / letter >= least), Fit.TIGHT)
    key = (fit, metrics.height(), letter)
    found = _known.get(key)
    if found is None:
        # Asked for each line; measuring text each time would be most of the work.
        found = _known[key] = _measured(fit, metrics)
    return found


def _measured(fit: Fit, metrics: QFontMetrics) -> Measures:
    text = metrics.height()
    unit = text / 16
    tight = fit is Fit.TIGHT
    dates = round(6 * unit)
    if not tight:
        longest = "00-00-0000 00:00" if fit is Fit.WIDE else "00-00-0000"
        dates = metrics.horizontalAdvance(longest) + round(22 * unit)
    lane, dot = (17, 18) if tight else (26, 22)
    return Measures(fit, text, unit, dates, round(lane * unit), round(dot * unit))
