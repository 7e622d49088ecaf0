"""Pages are drawn on a reportlab canvas, each stretch of text marked with its structure node."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

from casedesk.paper import styles
from casedesk.paper.acroform import Drawn, text_start
from casedesk.paper.blocks import Area, Figure, Label, Sheet, Stroke
from casedesk.paper.glyphs import Stretch, UsedGlyphs, utf16
from casedesk.paper.images import Image
from casedesk.paper.lines import Line, Setter
from casedesk.paper.pages import Page
from casedesk.paper.strips import Frame, Placed, PlacedEntry, PlacedImage, Strip
from casedesk.paper.structure import Node
from casedesk.paper.styles import TextStyle

_LEFT, _RIGHT = styles.MARGIN_LEFT, styles.PAGE_WIDTH - styles.MARGIN_RIGHT
_FRAME_WEIGHT = {"warning": 2.0, "info": 0.9}
_FRAME_GOES_ON = 4.0  # room below the last line on a page when the notice goes on
_MARK_GAP = 12.0


class Margins:
    """What stands on every page around the text: head band, foot, watermark."""

    def __init__(self, sheet: Sheet, setter: Setter) -> None:
        self._setter = setter
        self._foot = sheet.running_foot
        self.mark = setter.line(sheet.watermark, styles.MARK) if sheet.watermark else None
        room = styles.TEXT_WIDTH - 2 * styles.BAND_PADDING
        if self.mark:
            room -= self.mark.width + _MARK_GAP
        self.head = setter.lines(sheet.running_head, styles.RUNNING, room)
        self.watermark = _watermark(setter, sheet.watermark) if sheet.watermark else None
        has_band = self.head or self.mark
        lines = max(sum(line.height for line in self.head), styles.RUNNING.leading)
        self.band = lines + styles.BAND_PADDING if has_band else 0.0
        self._foot_height = sum(line.height for line in self.foot(9999, 9999))

    def foot(self, page: int, pages: int) -> list[Line]:
        """The foot of one page, its numbers filled in."""
        text = self._foot.replace("{page}", str(page)).replace("{pages}", str(pages))
        return self._setter.lines(text, styles.RUNNING, styles.TEXT_WIDTH)

    def single(self, text: str, style: TextStyle) -> Line:
        """A text on one line, for labels in figures."""
        return self._setter.line(text, style)

    def wrapped(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """A text in lines, for what stands in a field of a form."""
        return self._setter.lines(text, style, width)

    @property
    def text_top(self) -> float:
        """Distance of the text area from the upper edge of the page."""
        return styles.HEAD_TOP + self.band + styles.HEAD_GAP

    @property
    def text_height(self) -> float:
        below = styles.FOOT_BOTTOM + self._foot_height + styles.FOOT_GAP
        return styles.PAGE_HEIGHT - self.text_top - below


def _watermark(setter: Setter, text: str) -> Line:
    line = setter.line(text, TextStyle(100, 100, bold=True))
    size = min(100 * 560 / max(line.width, 1.0), 190)
    return setter.line(text, TextStyle(size, size, bold=True))


def _canvas(file: BytesIO) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    class PlainCanvas(Canvas):  # type: ignore[misc]
        """A canvas whose pages do not begin by choosing Helvetica, which nobody embeds."""

        def _make_preamble(self) -> None:
            self._preamble = ""

    size = (styles.PAGE_WIDTH, styles.PAGE_HEIGHT)
    return PlainCanvas(file, pagesize=size, invariant=1, pageCompression=1)


class _Marks:
    """Numbers the marked content of one page and tells the nodes what is theirs."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._next = 0

    def begin(self, node: Node, told: str | None = None) -> str:
        """Open the next stretch of a node; ``told`` is its text when its glyphs do not say it."""
        node.marks.append((self._page, self._next))
        if told:
            opened = f"/Span <</MCID {self._next} /ActualText {utf16(told)}>> BDC"
        else:
            opened = f"/{node.tag} <</MCID {self._next}>> BDC"
        self._next += 1
        return opened

    def written(self, node: Node, stretches: list[Stretch]) -> str:
        """The text of a node, words that are told in a stretch of their own.

        Not nested in the node's: poppler would take the end of the word for the end of both.
        """
        out: list[str] = []
        told: str | None = None
        for stretch in stretches:
            if not out or told or stretch.told:
                out += ["EMC"] if out else []
                out.append(self.begin(node, stretch.told))
            out.append(stretch.operators)
            told = stretch.told
        return "\n".join([*out, "EMC"])


class Painter:
    """Draws pages one after the other and gathers the glyphs, pictures and fields on them."""

    def __init__(self) -> None:
        self._file = BytesIO()
        self._canvas = _canvas(self._file)
        self._margins: Margins
        self.drawn_pages = 0
        self.glyphs = UsedGlyphs()
        self.images: dict[str, tuple[str, Image]] = {}
        self.entries: list[Drawn] = []

    def drawn(self) -> bytes:
        """The drawn pages as a PDF that still lacks its fonts and structure."""
        self._canvas.save()
        return self._file.getvalue()

    def document(self, margins: Margins, pages: list[Page]) -> None:
        """Draw all pages of one document after those that are there."""
        self._margins = margins
        for index, page in enumerate(pages):
            self._page(page, index, len(pages))
            self.drawn_pages += 1

    def _page(self, page: Page, index: int, pages: int) -> None:
        """Draw one page: what is no content first, then the content in reading order."""
        top = styles.PAGE_HEIGHT - self._margins.text_top
        placed = [(top - y, strip) for y, strip in page.strips]
        canvas = self._canvas
        canvas.addLiteral("/Artifact <</Type /Layout>> BDC")
        self._watermark()
        canvas.saveState()
        for y, strip in placed:
            self._ground(y, strip)
        self._frames(placed)
        canvas.restoreState()
        canvas.addLiteral("EMC")
        self._running(index, pages)
        self._content(placed)
        canvas.showPage()

    def _watermark(self) -> None:
        line = self._margins.watermark
        if not line:
            return
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(styles.PAGE_WIDTH / 2, styles.PAGE_HEIGHT / 2)
        canvas.rotate(55)
        canvas.translate(-line.width / 2, -line.style.size * 0.36)
        canvas.scale(line.style.size / 1000, line.style.size / 1000)
        canvas.setFillGray(styles.WATERMARK)
        canvas.addLiteral(_outline(line))
        canvas.restoreState()

    def _ground(self, y: float, strip: Strip) -> None:
        canvas = self._canvas
        for fill in strip.fills:
            canvas.setFillGray(fill.grey)
            canvas.rect(
                fill.x0, y - strip.height, fill.x1 - fill.x0, strip.height, stroke=0, fill=1
            )
        for rule in strip.rules:
            canvas.setStrokeGray(rule.grey)
            canvas.setLineWidth(rule.weight)
            canvas.line(rule.x0, y - rule.y, rule.x1, y - rule.y)

    def _frames(self, placed: list[tuple[float, Strip]]) -> None:
        extents: dict[Frame, tuple[float, float]] = {}
        for y, strip in placed:
            if strip.frame:
                upper, _ = extents.get(strip.frame, (y, y))
                open_end = 0.0 if strip is strip.frame.last else _FRAME_GOES_ON
                extents[strip.frame] = (upper, y - strip.height - open_end)
        canvas = self._canvas
        canvas.setStrokeGray(styles.BLACK)
        for frame, (upper, lower) in extents.items():
            canvas.setLineWidth(_FRAME_WEIGHT[frame.weight])
            canvas.rect(_LEFT, lower, _RIGHT - _LEFT, upper - lower, stroke=1, fill=0)

    def _running(self, index: int, pages: int) -> None:
        margins, canvas = self._margins, self._canvas
        upper = styles.PAGE_HEIGHT - styles.HEAD_TOP
        canvas.addLiteral("/Artifact <</Type /Pagination /Subtype /Header>> BDC")
        if margins.band:
            canvas.saveState()
            canvas.setFillGray(styles.BAND)
            canvas.rect(_LEFT, upper - margins.band, _RIGHT - _LEFT, margins.band, stroke=0, fill=1)
            canvas.setLineWidth(0.8)
            canvas.line(_LEFT, upper - margins.band, _RIGHT, upper - margins.band)
            canvas.restoreState()
        y = upper - styles.BAND_PADDING / 2
        texts: list[Stretch] = []
        if margins.mark:
            x = _RIGHT - styles.BAND_PADDING - margins.mark.width
            texts.extend(self.glyphs.drawing(margins.mark, x, y - margins.mark.above))
        for line in margins.head:
            texts.extend(self.glyphs.drawing(line, _LEFT + styles.BAND_PADDING, y - line.above))
            y -= line.height
        self._text(texts)
        canvas.addLiteral("EMC /Artifact <</Type /Pagination /Subtype /Footer>> BDC")
        lines = margins.foot(index + 1, pages)
        y = styles.FOOT_BOTTOM + sum(line.height for line in lines)
        texts = []
        for line in lines:
            texts.extend(self.glyphs.drawing(line, _RIGHT - line.width, y - line.above))
            y -= line.height
        self._text(texts)
        canvas.addLiteral("EMC")

    def _text(self, stretches: list[Stretch]) -> None:
        """Text that is told elsewhere or not at all."""
        if stretches:
            operators = "\n".join(stretch.operators for stretch in stretches)
            self._canvas.addLiteral(f"BT {operators} ET")

    def _content(self, placed: list[tuple[float, Strip]]) -> None:
        """Text and figures in reading order; copies of table heads are artifacts."""
        owned: dict[Node, list[tuple[float, Placed]]] = {}
        copies: list[Stretch] = []
        pictures: dict[Node, Callable[[], None]] = {}
        for y, strip in placed:
            for text in strip.texts:
                if text.node is None:
                    copies.extend(self.glyphs.drawing(text.line, text.x, y - text.baseline))
                else:
                    owned.setdefault(text.node, []).append((y - text.baseline, text))
            if strip.figure:
                figure, node = strip.figure
                pictures[node] = partial(self._figure, node, figure, y - strip.height)
            for image in strip.images:
                pictures[image.node] = partial(self._image, image, y)
            for entry in strip.entries:
                self._entry(entry, y)
        if copies:
            self._canvas.addLiteral("/Artifact <</Type /Pagination>> BDC")
            self._text(copies)
            self._canvas.addLiteral("EMC")
        marks = _Marks(self.drawn_pages)
        for node in sorted([*owned, *pictures], key=lambda node: node.order):
            if node in pictures:
                self._canvas.addLiteral(marks.begin(node))
                pictures[node]()
                self._canvas.addLiteral("EMC")
                continue
            stretches = [
                stretch
                for y, text in owned[node]
                for stretch in self.glyphs.drawing(text.line, text.x, y)
            ]
            self._canvas.addLiteral("BT " + marks.written(node, stretches) + " ET")

    def _image(self, placed: PlacedImage, y: float) -> None:
        name, _ = self.images.setdefault(
            placed.image.key, (f"Im{len(self.images) + 1}", placed.image)
        )
        x, lower = placed.x, y - placed.y - placed.height
        placed.node.box = (x, lower, x + placed.width, lower + placed.height)
        self._canvas.addLiteral(
            f"q {placed.width:.2f} 0 0 {placed.height:.2f} {x:.2f} {lower:.2f} cm /{name} Do Q"
        )

    def _entry(self, placed: PlacedEntry, y: float) -> None:
        """Keep a field for later; fields are no content of the page but lie on it."""
        upper = y - placed.y
        box = (placed.x, upper - placed.height, placed.x + placed.width, upper)
        operators = ""
        if placed.entry.default:
            x, baseline = text_start(placed.height)
            stretches = []
            for line in self._margins.wrapped(
                placed.entry.default, styles.ENTRY, placed.width - 2 * x
            ):
                stretches += self.glyphs.drawing(line, x, baseline)
                baseline -= line.height
            operators = "\n".join(stretch.operators for stretch in stretches)
        self.entries.append(Drawn(placed.entry, self.drawn_pages, box, placed.node, operators))

    def _figure(self, node: Node, figure: Figure, lower: float) -> None:
        node.box = (_LEFT, lower, _RIGHT, lower + figure.height)
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(_LEFT, lower)
        texts: list[Stretch] = []
        for shape in figure.shapes:
            if isinstance(shape, Stroke):
                canvas.setLineWidth(shape.weight)
                canvas.setDash([3, 2] if shape.dashed else [])
                canvas.line(shape.x0, shape.y0, shape.x1, shape.y1)
            elif isinstance(shape, Area):
                canvas.setDash([])
                canvas.setLineWidth(shape.weight)
                canvas.setFillGray(shape.fill)
                canvas.rect(shape.x, shape.y, shape.width, shape.height, stroke=1, fill=1)
            else:
                texts += self._label(shape)
        self._text(texts)
        canvas.restoreState()

    def _label(self, label: Label) -> list[Stretch]:
        style = TextStyle(label.size, label.size * 1.4, bold=label.bold)
        line = self._margins.single(label.text, style)
        shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[label.at]
        return self.glyphs.drawing(line, label.x - shift, label.y)


def _outline(line: Line) -> str:
    """The letters of a line as a filled path, so that no reader takes them for text."""
    out: list[str] = []

    def add(operator: str, *numbers: float) -> None:
        out.append(" ".join(f"{number:.0f}" for number in numbers) + " " + operator)

    for piece, start in line.pieces:
        x = round(start)
        for glyph in piece.glyphs:
            _draw(piece.face.font, glyph.number, x + glyph.dx, glyph.dy, add)
            x += glyph.advance
    return "\n".join([*out, "f"])


def _draw(font: Any, glyph: int, x: int, y: int, add: Any) -> None:
    import uharfbuzz as hb

    at = [0.0, 0.0]

    def move(px: float, py: float, _: Any) -> None:
        at[:] = [px, py]
        add("m", px + x, py + y)

    def straight(px: float, py: float, _: Any) -> None:
        at[:] = [px, py]
        add("l", px + x, py + y)

    def cubic(ax: float, ay: float, bx: float, by: float, px: float, py: float, _: Any) -> None:
        at[:] = [px, py]
        add("c", ax + x, ay + y, bx + x, by + y, px + x, py + y)

    def quadratic(cx: float, cy: float, px: float, py: float, _: Any) -> None:
        sx, sy = at
        cubic(
            sx + (cx - sx) * 2 / 3, sy + (cy - sy) * 2 / 3,
            px + (cx - px) * 2 / 3, py + (cy - py) * 2 / 3, px, py, None,
        )  # fmt: skip

    def close(_: Any) -> None:
        add("h")

    functions = hb.DrawFuncs()
    functions.set_move_to_func(move)
    functions.set_line_to_func(straight)
    functions.set_cubic_to_func(cubic)
    functions.set_quadratic_to_func(quadratic)
    functions.set_close_path_func(close)
    font.draw_glyph(glyph, functions)
