"""Boxes to fill in become fields of the PDF, each looking right before any program redraws it.

Readers that show a typed text use the font that the form names. That is one of the simple kind
that they all can write with, with every letter of Western Europe and not only those in use; a
letter outside it is up to the reader's own fonts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from casedesk.paper import styles
from casedesk.paper.entries import Entry
from casedesk.paper.fonts import BASE, face_of, metrics
from casedesk.paper.glyphs import meanings
from casedesk.paper.structure import Node

FONT = "CaseDeskForm"
SHOWN = "X"  # in a ticked box: a letter, which stays in the file as text when it is flattened
_MULTILINE, _RADIO, _PRINT = 1 << 12, 1 << 15, 4
_FRAME, _GROUND = 0.35, 0.97
_SIDE = 4.0  # from the frame of a box to its text
_LEAST_CODE = 32


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box on its page: where, and the operators that draw the text it begins with."""

    entry: Entry
    page: int
    box: tuple[float, float, float, float]
    node: Node
    text: str

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def write_form(pdf: Any, drawn: Sequence[Drawn], fonts: Any) -> Mapping[Node, tuple[int, Any]]:
    """Write the fields; the answer says which annotation on which page is a node's."""
    if not drawn:
        return {}
    import pikepdf

    own = pdf.make_indirect(pikepdf.Dictionary({f"/{FONT}": _font(pdf)}))
    maker = _Maker(pdf, own, fonts)
    found = {box.node: (box.page, maker.widget(box)) for box in drawn}
    for number, page in enumerate(pdf.pages):
        boxes = [widget for at, widget in found.values() if at == number]
        if boxes:
            page.obj.Annots = pikepdf.Array(boxes)
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array(maker.fields.values()),
        DR=pikepdf.Dictionary(Font=own),
        DA=pikepdf.String(_appearance()),
        NeedAppearances=False,
    )
    return found


def _appearance() -> str:
    return f"/{FONT} {styles.ENTRY.size:g} Tf 0 g"


class _Maker:
    """Makes the objects of the boxes, each with the field that it belongs to."""

    def __init__(self, pdf: Any, own: Any, fonts: Any) -> None:
        self._pdf = pdf
        self._own = own
        self._fonts = fonts
        self.fields: dict[str, Any] = {}

    def widget(self, box: Drawn) -> Any:
        import pikepdf

        name, dictionary, string = pikepdf.Name, pikepdf.Dictionary, pikepdf.String
        entry = box.entry
        made = self._pdf.make_indirect(
            dictionary(
                Type=name.Annot,
                Subtype=name.Widget,
                F=_PRINT,
                P=self._pdf.pages[box.page].obj,
                Rect=pikepdf.Array([round(side, 2) for side in box.box]),
                MK=dictionary(BC=pikepdf.Array([_FRAME]), BG=pikepdf.Array([_GROUND])),
                BS=dictionary(W=1, S=name.S),
            )
        )
        if entry.kind == "text":
            made.DA = string(_appearance())
            made.V = made.DV = string(entry.default)
            made.Ff = _MULTILINE if entry.lines > 1 else 0
            made.AP = dictionary(N=self._look(box, box.text, self._fonts))
        else:
            made.AS = name.Off
            ticked = dictionary({
                f"/{entry.code}": self._look(box, _cross(box), self._own),
                "/Off": self._look(box, "", self._own),
            })  # fmt: skip
            made.AP = dictionary(N=ticked)
        self._place(made, entry)
        return made

    def _place(self, made: Any, entry: Entry) -> None:
        """Make the box a field, or one of the boxes of a field."""
        import pikepdf

        if entry.kind == "option":
            field = self._parent(entry.name)
            field.FT, field.Ff = pikepdf.Name.Btn, _RADIO
            field.TU, field.V = pikepdf.String(entry.group), pikepdf.Name.Off
            self._join(field, made)
            return
        made.FT = pikepdf.Name.Tx if entry.kind == "text" else pikepdf.Name.Btn
        if entry.kind == "tick":
            made.V = pikepdf.Name.Off
        made.TU = pikepdf.String(entry.label)
        first, _, rest = entry.name.partition(".")
        made.T = pikepdf.String(rest or first)
        if rest:
            self._join(self._parent(first), made)
        elif first in self.fields:
            raise ValueError(f"two fields of a form are called {first!r}")
        else:
            self.fields[first] = made

    def _parent(self, name: str) -> Any:
        import pikepdf

        if name not in self.fields:
            self.fields[name] = self._pdf.make_indirect(
                pikepdf.Dictionary(T=pikepdf.String(name), Kids=pikepdf.Array([]))
            )
        field = self.fields[name]
        if "/Kids" not in field:
            raise ValueError(f"two fields of a form are called {name!r}")
        return field

    def _join(self, field: Any, made: Any) -> None:
        made.Parent = field
        field.Kids.append(made)

    def _look(self, box: Drawn, text: str, fonts: Any) -> Any:
        """How the box looks, as a drawing of its own; ``text`` are operators of a text object."""
        import pikepdf

        width, height = box.width, box.height
        drawing = (
            f"q {_GROUND:g} g {_FRAME:g} G 1 w 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re B Q\n"
            "/Tx BMC\n"
        )
        if text:
            drawing += f"q 1 1 {width - 2:.2f} {height - 2:.2f} re W n BT\n{text}\nET Q\n"
        look = self._pdf.make_stream((drawing + "EMC").encode("ascii"))
        look.Type, look.Subtype, look.FormType = pikepdf.Name.XObject, pikepdf.Name.Form, 1
        look.BBox = pikepdf.Array([0, 0, round(width, 2), round(height, 2)])
        look.Resources = pikepdf.Dictionary(Font=fonts)
        return look


def text_start(height: float) -> tuple[float, float]:
    """Where the first line of a text begins in a box: from its left and its lower edge."""
    return _SIDE, height - 3.0 - styles.ENTRY.above


def _cross(box: Drawn) -> str:
    size = box.height - 1.5
    advance = _advances()[ord(SHOWN) - _LEAST_CODE] * size / 1000
    x, y = (box.width - advance) / 2, (box.height - size * 0.714) / 2
    return f"/{FONT} {size:.2f} Tf 0 g 1 0 0 1 {x:.2f} {y:.2f} Tm ({SHOWN}) Tj"


def _letters() -> list[str]:
    """What the codes from 32 to 255 mean (WinAnsiEncoding); a code without meaning is a bullet."""
    letters = [bytes([code]).decode("cp1252", "ignore") for code in range(_LEAST_CODE, 256)]
    return [letter if letter and letter != "\x7f" else "\u2022" for letter in letters]


@cache
def _advances() -> list[int]:
    face = face_of(BASE, bold=False)
    return [face.advance(face.font.get_nominal_glyph(ord(letter))) for letter in _letters()]


@cache
def _program() -> bytes:
    """The base font with the letters of Western Europe and the table that finds them."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.unicode_set.update({ord(letter) for letter in _letters()})
    dropped = ("GSUB", "GPOS", "GDEF", "kern", "name", "OS/2", "post", "gasp", "DSIG")
    wanted.drop_table_tag_set.update({int.from_bytes(tag.encode(), "big") for tag in dropped})
    plan = hb.SubsetPlan(face_of(BASE, bold=False).face, wanted)
    program: bytes = plan.execute().blob.data
    return program


def _font(pdf: Any) -> Any:
    import pikepdf

    name, array = pikepdf.Name, pikepdf.Array
    program = _program()
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
    full_name = name(f"/{tag}+NotoSans-Regular")
    measures = metrics(face_of(BASE, bold=False))
    descriptor = pikepdf.Dictionary(
        Type=name.FontDescriptor,
        FontName=full_name,
        Flags=32,
        FontBBox=array(measures.box),
        ItalicAngle=0,
        Ascent=measures.ascent,
        Descent=measures.descent,
        CapHeight=measures.cap_height,
        StemV=measures.stem,
        FontFile2=pdf.make_stream(program, Length1=len(program)),
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=name.Font,
            Subtype=name.TrueType,
            BaseFont=full_name,
            Encoding=name.WinAnsiEncoding,
            FirstChar=_LEAST_CODE,
            LastChar=255,
            Widths=array(_advances()),
            FontDescriptor=pdf.make_indirect(descriptor),
            ToUnicode=pdf.make_stream(meanings(enumerate(_letters(), _LEAST_CODE), 2)),
        )
    )
