"""The glyphs that a document uses: how its pages name them, and the fonts that travel with it.

Each pair of glyph and meaning gets its own code, so that the code always says what it stands for,
also where one glyph serves several characters. Codes are given in order of use: the same document
has the same codes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casedesk.paper.fonts import Face, metrics
from casedesk.paper.lines import Line
from casedesk.paper.shaping import Piece

# What a glyph stands for that shares its character with another: an invisible sign, never nothing.
_NOTHING = "\u200b"
_NOT_EMBEDDED = (
    *("GSUB", "GPOS", "GDEF", "kern", "cmap", "name", "OS/2", "post"),
    *("MATH", "vhea", "vmtx", "gasp", "DSIG", "FFTM"),
)
_OUTLINE = 0.03  # of the em: how much wider an outlined letter gets where a bold file is missing


@dataclass(frozen=True, slots=True)
class _Shown:
    """A piece as operands of TJ, glyph after glyph in reading order.

    Distances from its left edge, in thousandths of its font's em.
    """

    begin: int
    end: int
    parts: tuple[tuple[int, str], ...]  # rise above the baseline, operand


class UsedFont:
    """One font file in one document."""

    def __init__(self, resource: str, face: Face) -> None:
        self.resource = resource
        self.face = face
        self.codes: dict[tuple[int, str], int] = {}
        self._shown: dict[Piece, _Shown] = {}

    def shown(self, piece: Piece) -> _Shown:
        """How a piece is written in a page."""
        known = self._shown.get(piece)
        if known is None:
            known = self._shown[piece] = self._encode(piece)
        return known

    def _encode(self, piece: Piece) -> _Shown:
        # Tagged PDF wants content in reading order: a word from right to left starts at its right
        # end, each next letter placed to the left.
        at = 0
        places = []
        for glyph in piece.glyphs:
            places.append((at + glyph.dx, glyph))
            at += glyph.advance
        if piece.backward:
            places.reverse()
        parts: list[tuple[int, str]] = []
        begin = pen = places[0][0] if places else 0
        rise = 0
        body = ""
        for x, glyph in places:
            # Viewers turn the letters of one operator round, so each shows a single one.
            if body and (glyph.dy != rise or piece.backward):
                parts.append((rise, body))
                body = ""
            rise = glyph.dy
            body = _joined(body, pen - x, f"<{self._code(glyph.number, glyph.text):04X}>")
            pen = x + self.face.advance(glyph.number)
        if body:
            parts.append((rise, body))
        return _Shown(begin, pen, tuple(parts))

    def _code(self, glyph: int, text: str) -> int:
        key = (glyph, text)
        known = self.codes.get(key)
        if known is None:
            known = self.codes[key] = len(self.codes) + 1
        return known


def _joined(body: str, back: float, shown: str) -> str:
    """Operands followed by others that start ``back`` thousandths to the left."""
    if abs(back) >= 0.5:
        return f"{body} {back:.0f} {shown}" if body else f"{back:.0f} {shown}"
    if body.endswith(">") and shown.startswith("<"):
        return body[:-1] + shown[1:]
    return body + shown


class UsedGlyphs:
    """All glyphs of one document."""

    def __init__(self) -> None:
        self.fonts: dict[str, UsedFont] = {}

    def _font(self, face: Face) -> UsedFont:
        font = self.fonts.get(face.name)
        if font is None:
            font = self.fonts[face.name] = UsedFont(f"F{len(self.fonts) + 1}", face)
        return font

    def drawing(self, line: Line, x: float, y: float) -> list[Stretch]:
        """Operators that draw a line inside a text object, its baseline starting at x, y."""
        style = line.style
        pencil = _Pencil(f"1 0 0 1 {x:.2f} {y:.2f} Tm {style.grey:g} g")
        face: Face | None = None
        pen = 0.0  # thousandths of the em of the text
        for piece, start in line.pieces:
            font = self._font(piece.face)
            pencil.tell(piece.text if piece.spoken else None)
            if piece.face is not face:
                pencil.set(_switch(face, piece.face, font.resource, style.size, style.grey))
                face = piece.face
            shown = font.shown(piece)
            scale = face.scale
            back = (pen - start) / scale - shown.begin
            pen = start + shown.end * scale
            for rise, operands in shown.parts:
                if piece.backward:
                    pencil.close()
                pencil.show(operands, back, rise * style.size * scale / 1000)
                back = 0.0
        pencil.close()
        if face is not None and face.drawn_bold:
            pencil.set("0 Tr")
        return pencil.stretches


@dataclass(slots=True)
class Stretch:
    """Operators of a stretch of text, and its text where the glyphs do not say it."""

    told: str | None
    operators: str
    shows: bool = False


class _Pencil:
    """Gathers the operators of one line."""

    def __init__(self, setting: str) -> None:
        self.stretches = [Stretch(None, setting)]
        self._body = ""

    def tell(self, text: str | None) -> None:
        """Begin a stretch when what follows is told, or the stretch before was."""
        last = self.stretches[-1]
        if text is None and last.told is None:
            return
        self.close()
        if last.shows:
            self.stretches.append(Stretch(text, ""))
        else:
            last.told = text

    def set(self, operators: str) -> None:
        self.close()
        self.stretches[-1].operators += f" {operators}"

    def show(self, operands: str, back: float, rise: float) -> None:
        if not rise:
            self._body = _joined(self._body, back, operands)
            return
        self.close()
        last = self.stretches[-1]
        last.operators += f" {rise:.3f} Ts [{_joined('', back, operands)}]TJ 0 Ts"
        last.shows = True

    def close(self) -> None:
        if self._body:
            last = self.stretches[-1]
            last.operators += f" [{self._body}]TJ"
            last.shows = True
            self._body = ""


def _switch(before: Face | None, after: Face, resource: str, size: float, grey: float) -> str:
    operators = f"/{resource} {size * after.scale:g} Tf"
    if after.drawn_bold:
        operators += f" 2 Tr {size * _OUTLINE:.2f} w {grey:g} G"
    elif before is not None and before.drawn_bold:
        operators += " 0 Tr"
    return operators


def utf16(text: str) -> str:
    """A text as a hexadecimal PDF string."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def embed(pdf: Any, used: UsedGlyphs) -> Any:
    """Write the fonts into a pikepdf document, only the glyphs in use; give the page resource."""
    import pikepdf

    return pikepdf.Dictionary(
        {f"/{font.resource}": _composite_font(pdf, font) for font in used.fonts.values()}
    )


def _composite_font(pdf: Any, font: UsedFont) -> Any:
    import pikepdf

    name, dictionary, array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array
    program, new_numbers = _subset(font)
    tag = hashlib.sha256(program).digest()
    prefix = "".join(chr(65 + byte % 26) for byte in tag[:6])
    full_name = name(f"/{prefix}+{font.face.name}")
    measures = metrics(font.face)
    descriptor = pdf.make_indirect(
        dictionary(
            Type=name.FontDescriptor,
            FontName=full_name,
            Flags=4,
            FontBBox=array(measures.box),
            ItalicAngle=0,
            Ascent=measures.ascent,
            Descent=measures.descent,
            CapHeight=measures.cap_height,
            StemV=measures.stem,
            FontFile2=pdf.make_stream(program, Length1=len(program)),
        )
    )
    numbers = [0, *(new_numbers[glyph] for glyph, _ in font.codes)]
    widths = [font.face.advance(glyph) for glyph, _ in font.codes]
    descendant = pdf.make_indirect(
        dictionary(
            Type=name.Font,
            Subtype=name.CIDFontType2,
            BaseFont=full_name,
            CIDSystemInfo=dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            FontDescriptor=descriptor,
            DW=0,
            W=array([1, array(widths)]),
            CIDToGIDMap=pdf.make_stream(b"".join(n.to_bytes(2, "big") for n in numbers)),
        )
    )
    return pdf.make_indirect(
        dictionary(
            Type=name.Font,
            Subtype=name.Type0,
            BaseFont=full_name,
            Encoding=name("/Identity-H"),
            DescendantFonts=array([descendant]),
            ToUnicode=pdf.make_stream(_meanings(font)),
        )
    )


def _subset(font: UsedFont) -> tuple[bytes, dict[int, int]]:
    """The font file with only the used glyphs, and the numbers that they have in it."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.glyph_set.update({glyph for glyph, _ in font.codes})
    # A PDF names glyphs by number and places them itself: what finds and shapes them can go.
    wanted.drop_table_tag_set.update({int.from_bytes(tag.encode(), "big") for tag in _NOT_EMBEDDED})
    plan = hb.SubsetPlan(font.face.face, wanted)
    numbers = dict(plan.old_to_new_glyph_mapping.items())
    return plan.execute().blob.data, numbers


def _meanings(font: UsedFont) -> bytes:
    return meanings((code, text or _NOTHING) for (_, text), code in font.codes.items())


def meanings(told: Iterable[tuple[int, str]], digits: int = 4) -> bytes:
    """The ToUnicode map of a font: what each code of so many hexadecimal digits stands for."""
    rows = [
        f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in told
    ]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * digits}> <{'F' * digits}>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
