"""Sizes, room and greys of a page. Lengths in points; grey from 0 (black) to 1 (white).

Only weights, frames and greys carry meaning, so a black-and-white print loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4
MARGIN_LEFT = MARGIN_RIGHT = 56.7  # 20 mm
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
HEAD_TOP = 28.0  # from the upper edge to the head band
FOOT_BOTTOM = 28.0  # from the lower edge to the foot
HEAD_GAP = 16.0  # between head band and text
FOOT_GAP = 14.0
BAND_PADDING = 4.0

BLACK = 0.0
QUIET = 0.32  # labels, captions, head and foot; 7:1 on white and on the band
HAIRLINE = 0.72
RULE = 0.35
BAND = 0.93
WATERMARK = 0.92


@dataclass(frozen=True)
class TextStyle:
    """Type size, line distance, weight and grey of a text."""

    size: float
    leading: float
    bold: bool = False
    grey: float = BLACK

    @property
    def above(self) -> float:
        """Room above the baseline."""
        return self.leading - self.below

    @property
    def below(self) -> float:
        """Room below the baseline."""
        return (self.leading - self.size) / 2 + self.size * 0.22


BODY = TextStyle(10, 14)
LEAD = TextStyle(11.5, 16.5)
SMALL = TextStyle(8.5, 11.5)
HEADINGS = {
    1: TextStyle(19, 24, bold=True),
    2: TextStyle(13, 17, bold=True),
    3: TextStyle(10.5, 14.5, bold=True),
}
CELL = TextStyle(9, 12)
CELL_HEAD = TextStyle(9, 12, bold=True)
CAPTION = TextStyle(8.5, 12, grey=QUIET)
KEY = TextStyle(9, 13.5, grey=QUIET)
VALUE = TextStyle(10, 13.5)
NOTICE_TITLE = TextStyle(10.5, 14.5, bold=True)
NOTICE_TITLE_WHITE = TextStyle(10.5, 14.5, bold=True, grey=1.0)
NOTICE_BODY = TextStyle(10, 14)
QUESTION = TextStyle(9.5, 13, bold=True)
ENTRY = TextStyle(10, 14)  # what is typed into a form
RUNNING = TextStyle(8, 10.5, grey=QUIET)
MARK = TextStyle(8, 10.5, bold=True)

# Room before and after blocks.
PARAGRAPH_AFTER = 6.0
HEADING_BEFORE = {1: 6.0, 2: 16.0, 3: 11.0}
HEADING_AFTER = {1: 8.0, 2: 5.0, 3: 3.0}
BLOCK_BEFORE = 4.0
BLOCK_AFTER = 10.0
