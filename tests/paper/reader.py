"""Reads our PDFs back by the letter of the standard, without any of the code that wrote them.

Text comes from the content streams through ToUnicode and ActualText, structure from the tree,
places from matrices and widths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf


@dataclass
class Element:
    """One element of the structure tree with the text of its own marked content."""

    tag: str
    text: str
    scope: str | None
    alternative: str | None
    kids: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()


@dataclass
class Drawn:
    """One shown glyph: its meaning and where it stands, in points from the page's lower left."""

    text: str
    x0: float
    x1: float
    y: float
    font: str
    size: float
    code: int
    page: int
    artifact: bool


@dataclass
class Font:
    name: str
    meanings: dict[int, str]
    widths: dict[int, float]
    glyphs: dict[int, int]
    embedded: bool


def operators(page: pikepdf.Page) -> list[tuple[str, Any]]:
    """Each operator of a page with its operands."""
    return [(str(item.operator), item.operands) for item in pikepdf.parse_content_stream(page)]


class Document:
    """What a reader can know of a file."""

    def __init__(self, data: bytes, password: str = "") -> None:
        self.pdf = pikepdf.open(BytesIO(data), password=password)
        self.drawn: list[Drawn] = []
        self.fonts: dict[str, Font] = {}
        self._marked: dict[tuple[int, int], str] = {}
        for number, page in enumerate(self.pdf.pages):
            self._read_page(number, page)
        root = self.pdf.Root.StructTreeRoot
        self._pages = {page.obj.objgen: i for i, page in enumerate(self.pdf.pages)}
        self.tree = self._element(root.K[0], None)
        self.marked_count = len(self._marked)

    @property
    def elements(self) -> list[Element]:
        return list(self.tree.walk())

    def texts(self, tag: str) -> list[str]:
        """The texts of all elements of a kind, in reading order."""
        return [element.text for element in self.elements if element.tag == tag]

    @property
    def reading(self) -> str:
        """All text in reading order."""
        return "\n".join(element.text for element in self.elements if element.text)

    def artifacts(self, page: int) -> str:
        return "".join(d.text for d in self.drawn if d.page == page and d.artifact)

    def _element(self, node: Any, page: Any) -> Element:
        page = node.get("/Pg", page)
        attributes = node.get("/A", {})
        alternative = node.get("/Alt")
        element = Element(
            str(node.S)[1:],
            "",
            str(attributes["/Scope"])[1:] if "/Scope" in attributes else None,
            None if alternative is None else str(alternative),
        )
        for kid in node.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/MCR":
                element.kids.append(self._element(kid, page))
                continue
            if isinstance(kid, pikepdf.Dictionary):
                key = (self._pages[kid.Pg.objgen], int(kid.MCID))
            else:
                key = (self._pages[page.objgen], int(kid))
            element.text += self._marked[key]
        return element

    def _read_page(self, number: int, page: pikepdf.Page) -> None:
        state = _State({name: self._font(obj) for name, obj in page.obj.Resources.Font.items()})
        for operator, operands in operators(page):
            if operator == "EMC":
                state.end(self._marked, number)
            elif operator == "TJ":
                for part in operands[0]:
                    self._show(state, part, number)
            else:
                state.obey(operator, operands)
        assert not state.stack, "marked content left open"

    def _show(self, state: _State, part: Any, page: int) -> None:
        if not isinstance(part, pikepdf.String):
            state.x -= float(part) * state.size / 1000
            return
        codes = bytes(part)
        font = state.font
        assert font is not None
        assert state.stack, "text outside marked content"
        for i in range(0, len(codes), 2):
            code = int.from_bytes(codes[i : i + 2], "big")
            text = font.meanings[code]
            width = font.widths[code] * state.size / 1000
            dx, dy = state.ctm
            drawn = Drawn(
                text, state.x + dx, state.x + dx + width, state.y + dy + state.rise,
                font.name, state.size, font.glyphs[code], page, state.stack[-1].artifact,
            )  # fmt: skip
            self.drawn.append(drawn)
            state.x += width
            state.stack[-1].shown.append(text)

    def _font(self, obj: Any) -> Font:
        name = str(obj.BaseFont)[1:]
        if name in self.fonts:
            return self.fonts[name]
        inner = obj.DescendantFonts[0]
        meanings = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for code, text in re.findall(
                r"^<(\w{4})> <(\w+)>$", obj.ToUnicode.read_bytes().decode("ascii"), re.MULTILINE
            )
        }
        first = int(inner.W[0])
        widths = {first + i: float(width) for i, width in enumerate(inner.W[1])}
        table = inner.CIDToGIDMap.read_bytes()
        glyphs = {i // 2: int.from_bytes(table[i : i + 2], "big") for i in range(0, len(table), 2)}
        embedded = "/FontFile2" in inner.FontDescriptor
        self.fonts[name] = Font(name, meanings, widths, glyphs, embedded)
        return self.fonts[name]


@dataclass
class _Mark:
    number: int | None
    artifact: bool
    told: str | None
    shown: list[str] = field(default_factory=list)


class _State:
    def __init__(self, fonts: dict[str, Font]) -> None:
        self.fonts = fonts
        self.stack: list[_Mark] = []
        self.saved: list[tuple[float, float]] = []
        self.ctm = (0.0, 0.0)
        self.x = self.y = self.size = self.rise = 0.0
        self.font: Font | None = None

    def obey(self, operator: str, operands: Any) -> None:
        match operator:
            case "BDC":
                self.begin(operands)
            case "q":
                self.saved.append(self.ctm)
            case "Q":
                self.ctm = self.saved.pop()
            case "cm":  # only shifts matter: nothing that is text is turned or scaled
                self.ctm = (self.ctm[0] + float(operands[4]), self.ctm[1] + float(operands[5]))
            case "Tm":
                self.x, self.y = float(operands[4]), float(operands[5])
            case "Tf":
                self.font, self.size = self.fonts[str(operands[0])], float(operands[1])
            case "Ts":
                self.rise = float(operands[0])

    def begin(self, operands: Any) -> None:
        assert not self.stack, "marked content within marked content"
        properties = operands[1]
        told = properties.get("/ActualText")
        self.stack.append(
            _Mark(
                int(properties["/MCID"]) if "/MCID" in properties else None,
                str(operands[0]) == "/Artifact",
                None if told is None else str(told),
            )
        )

    def end(self, marked: dict[tuple[int, int], str], page: int) -> None:
        mark = self.stack.pop()
        assert mark.artifact == (mark.number is None)
        if mark.number is not None:
            assert (page, mark.number) not in marked
            text = "".join(mark.shown) if mark.told is None else mark.told
            marked[page, mark.number] = text
