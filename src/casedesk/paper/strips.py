"""Strips: the horizontal slices of which pages are stacked. Lengths in points.

A strip is never cut. Blocks become strips (one for each line of text, roughly), pages are filled
with strips. Positions in a strip count down from its top edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from casedesk.paper.blocks import Figure, Weight
from casedesk.paper.entries import Entry
from casedesk.paper.images import Image
from casedesk.paper.lines import Line
from casedesk.paper.structure import Node

FREE, SOFT, HARD = 0, 1, 2  # how much a strip wants the next one on its page


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of text at its place; without a node it is no part of the content."""

    x: float
    baseline: float
    line: Line
    node: Node | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x0: float
    x1: float
    y: float
    weight: float
    grey: float


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle over the strip's height."""

    x0: float
    x1: float
    grey: float


@dataclass(slots=True, eq=False)
class Frame:
    """A frame around the strips that share it, closed on each page."""

    weight: Weight
    last: Strip | None = None


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A picture of dots at its place, upright."""

    x: float
    y: float
    width: float
    height: float
    image: Image
    node: Node


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """A field of a form at its place."""

    x: float
    y: float
    width: float
    height: float
    entry: Entry
    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class RepeatedHead:
    """A table's head as it returns on later pages: looks the same, read aloud only once."""

    strips: tuple[Strip, ...]

    @property
    def height(self) -> float:
        return sum(strip.height for strip in self.strips) + self.strips[-1].after


@dataclass(slots=True, eq=False)
class Strip:
    """One slice. ``before`` and ``after`` ask for room; of two neighbours the larger counts."""

    height: float
    texts: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    figure: tuple[Figure, Node] | None = None
    images: list[PlacedImage] = field(default_factory=list)
    entries: list[PlacedEntry] = field(default_factory=list)
    before: float = 0.0
    after: float = 0.0
    keep: int = FREE
    frame: Frame | None = None
    head: RepeatedHead | None = None  # of the table whose row this is
    breaks_page: bool = False
    is_room: bool = False  # vanishes at the top of a page


def lower(strip: Strip, by: float) -> None:
    """Add room on top of a strip."""
    strip.height += by
    strip.texts = [Placed(t.x, t.baseline + by, t.line, t.node) for t in strip.texts]
    strip.entries = [replace(entry, y=entry.y + by) for entry in strip.entries]


def keep_lines(strips: list[Strip], longest_whole: float = 0.0) -> None:
    """Keep lines together that would look lost: all of a short text, two at each end of a long."""
    whole = len(strips) <= 3 or sum(strip.height for strip in strips) <= longest_whole
    for i, strip in enumerate(strips[:-1]):
        if whole or i == 0 or i == len(strips) - 2:
            strip.keep = HARD
