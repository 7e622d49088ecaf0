"""The fonts of ``resources/fonts`` and which of them serves a character.

Noto Sans is the base; scripts that it lacks are routed to a font of their own, so that a name is
never drawn from two designs. What no font has is drawn as a visible replacement sign. Fonts are
read once for the life of the program; they hold nothing of any document.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unicodedata import normalize

from casedesk.kernel.resources import resource_path
from casedesk.paper.text import IGNORABLE

BASE = "NotoSans"
_BOLD_FILES = frozenset({"NotoSans", "NotoNaskhArabic", "NotoSansGeorgian", "NotoSansThai"})
# Drawn larger than the text around it, so that its small letters are as easy to read.
_SCALES = {"NotoNaskhArabic": 1.15}
# First character, last character, font. Whatever is not here tries the base first.
_ROUTES = (
    (0x0530, 0x058F, "NotoSansArmenian"),
    (0x0590, 0x05FF, "NotoSansHebrew"),
    (0x0600, 0x06FF, "NotoNaskhArabic"),
    (0x0750, 0x077F, "NotoNaskhArabic"),
    (0x08A0, 0x08FF, "NotoNaskhArabic"),
    (0x0900, 0x097F, "NotoSansDevanagari"),
    (0x0980, 0x09FF, "NotoSansBengali"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi"),
    (0x0B80, 0x0BFF, "NotoSansTamil"),
    (0x0D80, 0x0DFF, "NotoSansSinhala"),
    (0x0E00, 0x0E7F, "NotoSansThai"),
    (0x0E80, 0x0EFF, "NotoSansLao"),
    (0x1000, 0x109F, "NotoSansMyanmar"),
    (0x10A0, 0x10FF, "NotoSansGeorgian"),
    (0x1200, 0x139F, "NotoSansEthiopic"),
    (0x1780, 0x17FF, "NotoSansKhmer"),
    (0x19E0, 0x19FF, "NotoSansKhmer"),
    (0x1C90, 0x1CBF, "NotoSansGeorgian"),
    (0x2D00, 0x2D2F, "NotoSansGeorgian"),
    (0x2D80, 0x2DDF, "NotoSansEthiopic"),
    (0x2E80, 0x9FFF, "DroidSansFallback"),
    (0xA8E0, 0xA8FF, "NotoSansDevanagari"),
    (0xAB00, 0xAB2F, "NotoSansEthiopic"),
    (0xAC00, 0xD7AF, "DroidSansFallback"),
    (0xF900, 0xFAFF, "DroidSansFallback"),
    (0xFB50, 0xFDFF, "NotoNaskhArabic"),
    (0xFE70, 0xFEFF, "NotoNaskhArabic"),
    (0xFF00, 0xFFEF, "DroidSansFallback"),
)
_STARTS = tuple(route[0] for route in _ROUTES)
_LAST_RESORT = (BASE, "DejaVuSans", "DroidSansFallback")


@dataclass(eq=False)
class Face:
    """One font file at one weight; sizes in thousandths of its own em.

    ``scale`` is its em beside that of the text around it.
    """

    name: str
    scale: float
    drawn_bold: bool  # no bold file: the letters are outlined to look bold
    face: Any
    font: Any
    chars: frozenset[str]
    ascent: int
    descent: int  # below the baseline, positive
    advances: dict[int, int] = field(default_factory=dict)

    def covers(self, text: str) -> bool:
        """Whether each character, or its parts, has a glyph here."""
        return all(
            char in self.chars
            or IGNORABLE.match(char) is not None
            or self.chars.issuperset(normalize("NFD", char))
            for char in text
        )

    def advance(self, glyph: int) -> int:
        """Width of a glyph as the font file states it, without kerning."""
        known = self.advances.get(glyph)
        if known is None:
            known = self.advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return known


@cache
def _load(file: str) -> tuple[Any, Any, frozenset[str], int, int]:
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(resource_path("fonts", f"{file}.ttf"))))
    font = hb.Font(face)
    font.scale = (1000, 1000)
    extents = font.get_font_extents("ltr")
    chars = frozenset(map(chr, face.unicodes))
    return face, font, chars, extents.ascender, -extents.descender


@cache
def face_of(name: str, bold: bool) -> Face:
    """A font by the name of its file without the weight."""
    if name in ("DejaVuSans", "DroidSansFallback"):
        return Face(name, 1.0, bold, *_load(name))
    own = bold and name in _BOLD_FILES
    file = f"{name}-{'Bold' if own else 'Regular'}"
    return Face(file, _SCALES.get(name, 1.0), bold and not own, *_load(file))


def _candidates(char: str) -> tuple[str, ...]:
    code = ord(char)
    at = bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= _ROUTES[at][1]:
        return (_ROUTES[at][2], *_LAST_RESORT)
    return _LAST_RESORT


def face_for(cluster: str, bold: bool) -> Face | None:
    """The font for a character with its accents, or None when no font has them all."""
    for name in _candidates(cluster[0]):
        face = face_of(name, bold)
        if face.covers(cluster):
            return face
    return None


def replacement_face(bold: bool) -> Face:
    """The font that draws the replacement sign."""
    return face_of(BASE, bold)


@dataclass(frozen=True)
class Metrics:
    """What a PDF must know of an embedded font, in thousandths of the em."""

    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    stem: int


@cache
def metrics(face: Face) -> Metrics:
    """Measures for the font descriptor, read from the font's own tables."""
    upem = face.face.upem
    head = face.face.reference_table("head").data
    os2 = face.face.reference_table("OS/2").data
    x0, y0, x1, y1 = (side * 1000 // upem for side in struct.unpack(">4h", head[36:44]))
    version = struct.unpack(">H", os2[:2])[0]
    cap = struct.unpack(">h", os2[88:90])[0] if version >= 2 and len(os2) >= 90 else 0
    return Metrics(
        (x0, y0, x1, y1),
        face.ascent,
        -face.descent,
        (cap * 1000 // upem) or face.ascent,
        160 if face.name.endswith("-Bold") else 80,
    )
