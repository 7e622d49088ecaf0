"""What a page author writes: plain values, in reading order.

All texts are data and print literally: no markup is read in them. A line feed in a text starts a
new line. Lengths are in points (1/72 inch); positions in a figure start at its lower left corner.

``language`` on a block (BCP 47: "ar", "zh-Hans") is for text in another language than that of the
document: it is read aloud in that language, shaped by its rules and set in its direction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["body", "small", "lead"]
Weight = Literal["warning", "info"]
Language = Literal["nl", "en"]

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_MOST_LINES = 40


def _check_language(*tags: str | None) -> None:
    for tag in tags:
        if tag is not None and not _TAG.fullmatch(tag):
            raise ValueError(f"{tag!r} is no language tag")


def _check_name(*names: str) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a field in a form")


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (title of the document) to 3.

    A level that is skipped in the text is looked at as written, but tagged as the next level, so
    that a reader that walks from heading to heading misses none.
    """

    text: str
    level: int
    language: str | None = None

    def __post_init__(self) -> None:
        _check_language(self.language)
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    style: Style = "body"
    language: str | None = None

    def __post_init__(self) -> None:
        _check_language(self.language)


@dataclass(frozen=True)
class KeyValues:
    """Label and value pairs; tagged as a table whose labels are row headers. May be empty."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table with a head that returns on every page.

    Widths are shares of the page's text width, one for each column; only their proportion counts.
    Rows of fewer or more cells than the head are a mistake of the author. ``languages`` gives one
    for each column, None for the language of the document.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    caption: str | None = None
    languages: tuple[str | None, ...] | None = None

    def __post_init__(self) -> None:
        if self.languages is not None:
            _check_language(*self.languages)
            if len(self.languages) != len(self.head):
                raise ValueError("a table needs one language for each column of its head")
        if not self.head or len(self.widths) != len(self.head):
            raise ValueError("a table needs one width for each column of its head")
        if min(self.widths) <= 0:
            raise ValueError("a column needs a width above zero")
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError("each row of a table has as many cells as its head")


@dataclass(frozen=True)
class Notice:
    """A framed notice. A warning has a heavy frame and a black title bar, also on a poor printer.

    The title carries the word that says what it is ("Veilig contact", "Let op").
    """

    title: str
    lines: tuple[str, ...]
    weight: Weight = "info"
    language: str | None = None

    def __post_init__(self) -> None:
        _check_language(self.language)


@dataclass(frozen=True)
class Bullets:
    """A list without order. May be empty."""

    items: tuple[str, ...]
    language: str | None = None

    def __post_init__(self) -> None:
        _check_language(self.language)


@dataclass(frozen=True)
class Signature:
    """Lines to sign on, side by side, each with its label below (name, date, signature)."""

    labels: tuple[str, ...]
    language: str | None = None

    def __post_init__(self) -> None:
        _check_language(self.language)


@dataclass(frozen=True)
class ReceiptLine:
    """One line to fill in by hand, its label before it."""

    label: str


@dataclass(frozen=True)
class Stroke:
    """A straight line in a figure; ``dashed`` and ``weight`` (points) tell lines apart."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float = 0.75
    dashed: bool = False


@dataclass(frozen=True)
class Area:
    """A rectangle in a figure, filled from 0 (black) to 1 (white) and framed."""

    x: float
    y: float
    width: float
    height: float
    fill: float = 1.0
    weight: float = 0.75


@dataclass(frozen=True)
class Label:
    """A line of text in a figure; ``at`` says which end stands at x, y (baseline)."""

    x: float
    y: float
    text: str
    at: Literal["start", "middle", "end"] = "start"
    size: float = 8.0
    bold: bool = False


@dataclass(frozen=True)
class Figure:
    """A drawing, ``height`` points high and as wide as the text.

    ``alternative`` is read aloud in its place and must say all that the drawing says. Its width
    in points is ``casedesk.paper.styles.TEXT_WIDTH``.
    """

    alternative: str
    height: float
    shapes: tuple[Stroke | Area | Label, ...]


@dataclass(frozen=True)
class Picture:
    """A picture of dots (PNG), ``height`` points high, or less where it would be too wide.

    Printed without transparency, on white. ``alternative`` is read aloud in its place.
    """

    png: bytes
    alternative: str
    height: float

    def __post_init__(self) -> None:
        if self.height <= 0:
            raise ValueError("a picture needs a height above zero")


@dataclass(frozen=True)
class TextInput:
    """A field to type in, ``lines`` lines high, its label above it.

    ``name`` is how the field is called in the file: small letters, digits and underscores, once in
    a document.
    """

    name: str
    label: str
    lines: int = 1
    default: str = ""

    def __post_init__(self) -> None:
        _check_name(self.name)
        if not 1 <= self.lines <= _MOST_LINES:
            raise ValueError(f"a field to type in has 1 to {_MOST_LINES} lines")


@dataclass(frozen=True)
class Choice:
    """One of some options, or ``many`` of them; each option is a code and the words beside it.

    One answer reads back as ``name`` -> code; many as ``name.code`` -> "yes" for each.
    """

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    many: bool = False

    def __post_init__(self) -> None:
        codes = [code for code, _ in self.options]
        _check_name(self.name, *codes)
        if not codes or len(set(codes)) != len(codes) or "off" in codes:
            raise ValueError("a choice needs options with different codes, none of them 'off'")


@dataclass(frozen=True)
class Tick:
    """A box to tick, its label beside it; reads back as "yes" or nothing."""

    name: str
    label: str

    def __post_init__(self) -> None:
        _check_name(self.name)


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True)
class Spacer:
    """Empty room, in points; vanishes at the top of a page."""

    height: float = 10.0


@dataclass(frozen=True)
class KeepTogether:
    """Blocks that stay on one page when they fit on one."""

    blocks: tuple[Block, ...]


Block = (
    Heading
    | Paragraph
    | KeyValues
    | Table
    | Notice
    | Bullets
    | Signature
    | ReceiptLine
    | Figure
    | Picture
    | TextInput
    | Choice
    | Tick
    | PageBreak
    | Spacer
    | KeepTogether
)


@dataclass(frozen=True)
class Sheet:
    """A whole document.

    ``title`` is its metadata title (never a person's name: viewers show it in the window title);
    the visible title is the author's first heading. ``running_head`` stands on top of each page
    (classification, version). ``running_foot`` stands below; ``{page}`` and ``{pages}`` in it
    become numbers, all other braces stay. ``watermark`` ("DEMO") is drawn across each page and
    set as a mark in its head. ``logo`` stands at the right on top of the first page.
    """

    title: str
    language: Language
    running_head: str
    running_foot: str
    watermark: str | None
    blocks: tuple[Block, ...]
    logo: Picture | None = None

    def __post_init__(self) -> None:
        if self.language not in ("nl", "en"):
            raise ValueError(f"no document in language {self.language!r}")
        if not self.title.strip():
            raise ValueError("a document needs a title")
