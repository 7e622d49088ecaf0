"""Tables, label and value pairs, and lines to sign on, as strips."""

from __future__ import annotations

from dataclasses import dataclass

from casedesk.paper import styles
from casedesk.paper.blocks import KeyValues, ReceiptLine, Signature, Table
from casedesk.paper.lines import Line, Setter
from casedesk.paper.strips import HARD, Fill, Placed, RepeatedHead, Rule, Strip, keep_lines, lower
from casedesk.paper.structure import Node, Tree
from casedesk.paper.styles import TextStyle

_LEFT, _RIGHT = styles.MARGIN_LEFT, styles.PAGE_WIDTH - styles.MARGIN_RIGHT
_CELL_SIDE, _CELL_TOP, _CELL_BOTTOM = 4.0, 4.0, 2.5
_KEY_SHARE = 0.31
_WHOLE_ROW = 240.0  # a row up to this height is not divided over two pages
_SIGN_ROOM = 36.0
_GUTTER = 18.0


@dataclass(frozen=True)
class _Column:
    x: float
    width: float


@dataclass(frozen=True)
class _Cell:
    column: _Column
    lines: list[Line]
    node: Node | None
    language: str | None = None


def _columns(widths: tuple[float, ...]) -> list[_Column]:
    total = sum(widths)
    columns, x = [], _LEFT
    for share in widths:
        width = styles.TEXT_WIDTH * share / total
        columns.append(_Column(x + _CELL_SIDE, max(width - 2 * _CELL_SIDE, 1.0)))
        x += width
    return columns


def _placed(cell: _Cell, line: Line, baseline: float) -> Placed:
    alone = len(cell.lines) == 1 and cell.language is None
    x = start_of(line, cell.column.x, cell.column.width, alone=alone)
    return Placed(x, baseline, line, cell.node)


def _whole(cells: list[_Cell]) -> Strip:
    """A row as one strip: the first lines on one baseline, each cell at its own pace below."""
    firsts = [cell.lines[0].above for cell in cells if cell.lines]
    first = max(firsts, default=styles.CELL.above)
    lowest = first + styles.CELL.below
    texts = []
    for cell in cells:
        y = first - cell.lines[0].above if cell.lines else 0.0
        for line in cell.lines:
            texts.append(_placed(cell, line, y + line.above))
            y += line.height
        lowest = max(lowest, y)
    return Strip(lowest, texts)


def _divided(cells: list[_Cell]) -> list[Strip]:
    """A row that may go on over pages: the first lines of its cells, the second lines, and on."""
    strips = []
    for i in range(max(len(cell.lines) for cell in cells)):
        here = [(cell, cell.lines[i]) for cell in cells if i < len(cell.lines)]
        above = max(line.above for _, line in here)
        below = max(line.below for _, line in here)
        strips.append(
            Strip(above + below, [_placed(cell, line, above) for cell, line in here]),
        )
    return strips


def _cells(cells: list[_Cell], top: float, bottom: float) -> list[Strip]:
    """A row of cells as strips, with room above and below."""
    whole = _whole(cells)
    strips = [whole] if whole.height <= _WHOLE_ROW else _divided(cells)
    lower(strips[0], top)
    strips[-1].height += bottom
    keep_lines(strips)
    return strips


def start_of(line: Line, x: float, width: float, *, alone: bool = False) -> float:
    """Where a line starts: right-to-left text stands at the right, unless alone in a cell."""
    if not line.backward or alone:
        return x
    return x + width - line.width - line.lead


def table_strips(table: Table, setter: Setter, tree: Tree) -> list[Strip]:
    """Head, rows and caption; the head returns on every page, long rows may go on."""
    columns = _columns(table.widths)
    node = tree.add(tree.root, "Table")
    strips = _caption(table, setter, tree, node)
    spoken = table.languages or (None,) * len(columns)
    heads = [
        setter.lines(text, styles.CELL_HEAD, column.width, language)
        for text, column, language in zip(table.head, columns, spoken, strict=True)
    ]
    row = tree.add(node, "TR")
    strips += _head([
        _Cell(column, lines, tree.add(row, "TH", scope="Column", language=language), language)
        for column, lines, language in zip(columns, heads, spoken, strict=True)
    ])  # fmt: skip
    copies = _head([
        _Cell(column, lines, None, language)
        for column, lines, language in zip(columns, heads, spoken, strict=True)
    ])  # fmt: skip
    copies[-1].after = 2.0  # a row that goes on below it has no room of its own above
    repeated = RepeatedHead(tuple(copies))
    for texts in table.rows:
        row = tree.add(node, "TR")
        cells = [
            _Cell(
                column,
                setter.lines(text, styles.CELL, column.width, language),
                tree.add(row, "TD", language=language),
                language,
            )
            for text, column, language in zip(texts, columns, spoken, strict=True)
        ]
        strips += _row(cells, repeated)
    if not table.rows:
        strips[-1].keep = 0
    strips[0].before = styles.BLOCK_BEFORE
    strips[-1].after = styles.BLOCK_AFTER
    return strips


def _caption(table: Table, setter: Setter, tree: Tree, node: Node) -> list[Strip]:
    if not table.caption:
        return []
    caption = tree.add(node, "Caption")
    lines = setter.lines(table.caption, styles.CAPTION, styles.TEXT_WIDTH)
    return [
        Strip(
            line.height,
            [Placed(start_of(line, _LEFT, styles.TEXT_WIDTH), line.above, line, caption)],
            keep=HARD,
        )
        for line in lines
    ]


def _head(cells: list[_Cell]) -> list[Strip]:
    strips = _cells(cells, _CELL_TOP, _CELL_BOTTOM)
    for strip in strips:
        strip.keep = HARD
        strip.fills.append(Fill(_LEFT, _RIGHT, styles.BAND))
    strips[0].rules.append(Rule(_LEFT, _RIGHT, 0.0, 0.8, styles.BLACK))
    strips[-1].rules.append(Rule(_LEFT, _RIGHT, strips[-1].height, 0.8, styles.BLACK))
    return strips


def _row(cells: list[_Cell], head: RepeatedHead | None) -> list[Strip]:
    strips = _cells(cells, _CELL_TOP, _CELL_BOTTOM)
    for strip in strips:
        strip.head = head
    strips[-1].rules.append(Rule(_LEFT, _RIGHT, strips[-1].height, 0.4, styles.HAIRLINE))
    return strips


def key_value_strips(block: KeyValues, setter: Setter, tree: Tree) -> list[Strip]:
    """Labels left, values right; a table of which the labels are the row headers."""
    if not block.rows:
        return []
    key, value = _columns((_KEY_SHARE, 1 - _KEY_SHARE))
    key = _Column(_LEFT, key.width + _CELL_SIDE)
    node = tree.add(tree.root, "Table")
    strips: list[Strip] = []
    for label, text in block.rows:
        row = tree.add(node, "TR")
        cells = [
            _Cell(
                key, setter.lines(label, styles.KEY, key.width), tree.add(row, "TH", scope="Row")
            ),
            _Cell(value, setter.lines(text, styles.VALUE, value.width), tree.add(row, "TD")),
        ]
        strips += _row(cells, None)
    strips[0].before = styles.BLOCK_BEFORE
    strips[-1].after = styles.BLOCK_AFTER
    return strips


def signature_strips(block: Signature, setter: Setter, tree: Tree) -> list[Strip]:
    """Room and a line for each label, the labels below."""
    if not block.labels:
        return []
    width = (styles.TEXT_WIDTH - _GUTTER * (len(block.labels) - 1)) / len(block.labels)
    columns = [_Column(_LEFT + i * (width + _GUTTER), width) for i in range(len(block.labels))]
    room = Strip(_SIGN_ROOM, keep=HARD, before=styles.BLOCK_BEFORE)
    room.rules = [Rule(c.x, c.x + c.width, _SIGN_ROOM, 0.6, styles.BLACK) for c in columns]
    cells = [
        _Cell(
            column,
            setter.lines(label, styles.SMALL, column.width, block.language),
            tree.add(tree.root, "P", language=block.language),
            block.language,
        )
        for label, column in zip(block.labels, columns, strict=True)
    ]
    strips = [room, *_cells(cells, 2.0, 0.0)]
    strips[-1].after = styles.BLOCK_AFTER
    return strips


def receipt_strips(block: ReceiptLine, setter: Setter, tree: Tree) -> list[Strip]:
    """A label and, from its last word to the margin, a line to write on."""
    style: TextStyle = styles.BODY
    node = tree.add(tree.root, "P")
    lines = setter.lines(block.label, style, styles.TEXT_WIDTH * 0.6)
    strips = [
        Strip(line.height, [Placed(_LEFT, line.above, line, node)], keep=HARD) for line in lines
    ] or [Strip(style.leading)]
    written = lines[-1].width + 6.0 if lines else 0.0
    last = strips[-1]
    last.rules.append(Rule(_LEFT + written, _RIGHT, style.above + 2.0, 0.6, styles.BLACK))
    last.keep = 0
    strips[0].before = 10.0
    last.after = 10.0
    return strips
