"""Lines: words filled to a width in reading order, then given their places from left to right."""

from __future__ import annotations

from dataclasses import dataclass

from casedesk.paper import bidi
from casedesk.paper.shaping import Piece, Shaper
from casedesk.paper.styles import TextStyle
from casedesk.paper.text import cleaned, joins_previous, words

_ROOM = 0.01  # points; widths are sums of rounded numbers
_BETTER_ENDS = "-/.,:;_@&=?"  # where a web address or a date in a narrow column had best be cut
_ASCENT, _DESCENT = 1070, 300  # what a style's line distance provides for, thousandths of the em


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of text, ready to draw. Lengths in points."""

    # In reading order, each with its distance from the start, in thousandths of the em.
    pieces: tuple[tuple[Piece, float], ...]
    text: str  # in reading order, with the space at which it was broken
    width: float  # without that space
    lead: float  # width of a closing space that stands left of a right-to-left line
    style: TextStyle
    backward: bool  # its paragraph runs from right to left
    above: float
    below: float

    @property
    def height(self) -> float:
        return self.above + self.below


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    levels: list[int] | None
    pieces: tuple[Piece, ...]
    width: float

    @property
    def is_space(self) -> bool:
        return self.text[0] == " "


class Setter:
    """Sets the text of one document into lines."""

    def __init__(self, language: str) -> None:
        self._shaper = Shaper(language)
        self._known: dict[tuple[str, bool, float, str | None], _Word] = {}

    def lines(
        self, text: str, style: TextStyle, width: float, language: str | None = None
    ) -> list[Line]:
        """Break a text into lines no wider than ``width``; an empty text has no lines.

        ``language``, where it differs from that of the document, decides shapes and direction.
        """
        text = cleaned(text)
        if not text or text.isspace():
            return []
        hard = text.split("\n")
        found: list[Line] = []
        for number, part in enumerate(hard, 1):
            last = number == len(hard)
            found.extend(self._paragraph(part, style, width, language, last=last))
        return found

    def line(self, text: str, style: TextStyle, language: str | None = None) -> Line:
        """The whole text on one line, however long."""
        lines = self.lines(text.replace("\n", " "), style, float("inf"), language)
        return lines[0] if lines else self._line([], style, backward=False, closing="")

    def _paragraph(
        self, text: str, style: TextStyle, width: float, language: str | None, *, last: bool
    ) -> list[Line]:
        base = bidi.level_of(language) if language else bidi.base_level(text)
        levels = bidi.levels(text, base)
        filled: list[tuple[list[_Word], bool]] = []
        row: list[_Word] = []
        used = 0.0
        at = 0
        for part in words(text):
            end = at + len(part)
            word = self._word(part, levels[at:end] if levels else None, style, language)
            at = end
            if used + word.width <= width + _ROOM or word.is_space:
                row.append(word)
                used += word.width
                continue
            if row:
                filled.append((row, row[-1].is_space))
            while word.width > width + _ROOM and (
                cut := self._fitting(word, style, width, language)
            ):
                filled.append(([cut[0]], False))
                word = cut[1]
            row, used = [word], word.width
        filled.append((row, not last))
        return [
            self._line(line, style, backward=base == 1, closing=" " if spaced else "")
            for line, spaced in filled
        ]

    def _word(
        self, text: str, levels: list[int] | None, style: TextStyle, language: str | None = None
    ) -> _Word:
        if levels is not None:
            return self._set(text, levels, style, language)
        # Most words of a document stand in it more than once, the space above all.
        key = (text, style.bold, style.size, language)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._set(text, None, style, language)
        return known

    def _set(
        self, text: str, levels: list[int] | None, style: TextStyle, language: str | None
    ) -> _Word:
        pieces = self._shaper.pieces(text, style.bold, levels, language)
        width = sum(piece.width for piece in pieces) * style.size / 1000
        return _Word(text, levels, pieces, width)

    def _fitting(
        self, word: _Word, style: TextStyle, width: float, language: str | None
    ) -> tuple[_Word, _Word] | None:
        """Cut an unbreakable word where the line is full; None when it is one character."""
        ends = [i for i in range(1, len(word.text)) if not joins_previous(word.text[i])]
        if not ends:
            return None
        wide = _widths(word, style)
        fitting = [i for i in ends if wide[i] <= width] or ends[:1]
        after_sign = [i for i in fitting if word.text[i - 1] in _BETTER_ENDS]
        if after_sign and after_sign[-1] * 3 > fitting[-1]:
            fitting = after_sign
        while True:
            end = fitting.pop()
            levels = word.levels[:end] if word.levels else None
            head = self._word(word.text[:end], levels, style, language)
            if head.width <= width + _ROOM or not fitting:
                break
        tail_levels = word.levels[end:] if word.levels else None
        return head, self._word(word.text[end:], tail_levels, style, language)

    def _line(self, row: list[_Word], style: TextStyle, *, backward: bool, closing: str) -> Line:
        while row and row[-1].is_space:
            row.pop()
        width = sum(word.width for word in row)
        text = "".join(word.text for word in row) + closing
        pieces = [piece for word in row for piece in word.pieces]
        lead = 0.0
        if closing and row:
            space = self._word(closing, [1] if backward else None, style)
            pieces.extend(space.pieces)
            lead = space.width if backward else 0.0
        above, below = style.above, style.below
        for face in {piece.face for piece in pieces}:  # tall scripts push the lines apart
            em = style.size * face.scale / 1000
            above = max(above, style.above + face.ascent * em - _ASCENT * style.size / 1000)
            below = max(below, style.below + face.descent * em - _DESCENT * style.size / 1000)
        return Line(_ordered(pieces), text, width, lead, style, backward, above, below)


def _ordered(pieces: list[Piece]) -> tuple[tuple[Piece, float], ...]:
    """The pieces in reading order, each at its place on the line."""
    starts = [0.0] * len(pieces)
    x = 0.0
    for i in bidi.visual_order([piece.level for piece in pieces]):
        starts[i] = x
        x += pieces[i].width
    return tuple(zip(pieces, starts, strict=True))


def _widths(word: _Word, style: TextStyle) -> list[float]:
    """Width of the word's first n characters, for each n, by its shaped glyphs."""
    own = [0.0] * len(word.text)
    start = 0
    for piece in word.pieces:
        for glyph in piece.glyphs:
            own[start + glyph.start] += glyph.advance * piece.face.scale
        start += len(piece.text)
    total = 0.0
    wide = [0.0]
    for advance in own:
        total += advance
        wide.append(total * style.size / 1000)
    return wide
