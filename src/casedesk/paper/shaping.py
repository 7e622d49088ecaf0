"""Words become glyphs: one font and one direction at a time, shaped by HarfBuzz.

What was shaped is kept for one document only, so that no name of a case outlives its document in
memory.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from casedesk.paper.fonts import Face, face_for, replacement_face
from casedesk.paper.text import PRIVATE, REPLACEMENT, joins_previous


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn glyph. Distances in thousandths of its font's em; ``text`` is what it means.

    Glyphs that mean some characters together share these out; one too many has no text.
    """

    number: int
    text: str
    advance: int
    dx: int
    dy: int
    start: int  # index in the piece's text of the first character that it means


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A stretch of text in one font and direction, its glyphs from left to right.

    ``width`` counts in thousandths of the em of the text around it.
    """

    face: Face
    text: str
    level: int
    glyphs: tuple[Glyph, ...]
    width: float
    spoken: bool  # its glyphs do not say its text one by one: readers need the text beside them

    @property
    def backward(self) -> bool:
        """Whether it runs from right to left."""
        return self.level % 2 == 1


class Shaper:
    """Shapes the words of one document."""

    def __init__(self, language: str) -> None:
        import uharfbuzz as hb

        self._hb = hb
        self._language = language
        self._pieces: dict[tuple[str, bool, int, str], tuple[Piece, ...]] = {}

    def pieces(
        self, word: str, bold: bool, levels: list[int] | None, language: str | None = None
    ) -> tuple[Piece, ...]:
        """The pieces of a word in reading order; ``levels`` holds its characters' bidi levels.

        ``language`` is that of the word where it differs from that of the document.
        """
        spoken = language or self._language
        if levels is None or levels.count(levels[0]) == len(levels):
            return self._uniform(word, bold, levels[0] if levels else 0, spoken)
        found: list[Piece] = []
        start = 0
        for i in range(1, len(word) + 1):
            if i == len(word) or levels[i] != levels[start]:
                found.extend(self._uniform(word[start:i], bold, levels[start], spoken))
                start = i
        return tuple(found)

    def _uniform(self, text: str, bold: bool, level: int, language: str) -> tuple[Piece, ...]:
        key = (text, bold, level, language)
        known = self._pieces.get(key)
        if known is None:
            known = tuple(
                self._shape(face, drawn, text, level, language)
                for face, drawn, text in _runs(text, bold)
            )
            self._pieces[key] = known
        return known

    def _shape(self, face: Face, drawn: str, text: str, level: int, language: str) -> Piece:
        """Shape ``drawn``, which stands for ``text`` (the same, or replacement signs for it)."""
        hb = self._hb
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(drawn)
        buffer.direction = "rtl" if level % 2 else "ltr"
        buffer.language = language
        buffer.guess_segment_properties()
        # Ligatures such as the one for "Allah" would hide letters from a search in the document.
        hb.shape(face.font, buffer, {"liga": False} if level % 2 else None)
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        if any(info.codepoint == 0 for info in infos) and REPLACEMENT not in drawn:
            fallback = replacement_face(bold=face.drawn_bold or face.name.endswith("-Bold"))
            return self._shape(fallback, REPLACEMENT * len(text), text, level, language)
        glyphs, spoken = _glyphs(infos, places, text, backward=level % 2 == 1)
        width = sum(glyph.advance for glyph in glyphs) * face.scale
        return Piece(face, text, level, glyphs, width, spoken)


def _runs(text: str, bold: bool) -> list[tuple[Face, str, str]]:
    """Cut a text by the font that serves it: (font, what to draw, what it stands for)."""
    base = replacement_face(bold)
    if base.chars.issuperset(text):
        return [(base, text, text)]
    runs: list[tuple[Face, str, str]] = []
    for cluster in clusters(text):
        face = face_for(cluster, bold)
        drawn = [(face, cluster, cluster)] if face else _piecemeal(cluster, bold)
        runs.extend(drawn)
    return _merged(runs)


def _merged(runs: list[tuple[Face, str, str]]) -> list[tuple[Face, str, str]]:
    """Join neighbours in the same font; replacement signs stay apart from true characters."""
    found: list[tuple[Face, str, str]] = []
    for face, part, meant in runs:
        if found:
            last_face, last, last_meant = found[-1]
            if last_face is face and (last == last_meant) == (part == meant):
                found[-1] = (face, last + part, last_meant + meant)
                continue
        found.append((face, part, meant))
    return found


def _piecemeal(cluster: str, bold: bool) -> list[tuple[Face, str, str]]:
    """A cluster that no font has whole, character by character."""
    drawn = []
    for char in cluster:
        face = face_for(char, bold)
        drawn.append((face or replacement_face(bold), char if face else REPLACEMENT, char))
    return drawn


def clusters(text: str) -> list[str]:
    """Characters with the accents and joiners that belong to them."""
    found: list[str] = []
    for char in text:
        if found and joins_previous(char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _glyphs(
    infos: Any, places: Any, text: str, *, backward: bool
) -> tuple[tuple[Glyph, ...], bool]:
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    left = Counter(info.cluster for info in infos)
    told = dict.fromkeys(starts, 0)
    glyphs: list[Glyph] = []
    pairs = list(zip(infos, places, strict=True))
    for info, place in reversed(pairs) if backward else pairs:
        start = info.cluster
        rest = text[start + told[start] : ends[start]]
        # Each of the glyphs that mean some characters together takes one, the last what is left:
        # read one after the other they say the text.
        meaning = rest if left[start] == 1 else rest[:1]
        left[start] -= 1
        told[start] += len(meaning)
        glyphs.append(
            Glyph(info.codepoint, meaning, place.x_advance, place.x_offset, place.y_offset, start)
        )
    if backward:
        glyphs.reverse()
    # Readers put raised accents on a line of their own unless they are told the word. Text from
    # right to left goes without: common readers turn such an aid round (see docs/decisions).
    # A sign for private use means nothing by itself: PDF/A wants it told as well.
    aside = any(not glyph.text or glyph.dy for glyph in glyphs) or PRIVATE.search(text) is not None
    return tuple(glyphs), aside and not backward
