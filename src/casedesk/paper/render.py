"""A sheet becomes a PDF: tagged, with its fonts embedded, the same bytes for the same sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casedesk.paper.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    KeepTogether,
    KeyValues,
    Label,
    Notice,
    Paragraph,
    ReceiptLine,
    Sheet,
    Signature,
    Table,
)
from casedesk.paper.text import cleaned

if TYPE_CHECKING:
    from casedesk.paper.pages import Page
    from casedesk.paper.paint import Margins
    from casedesk.paper.structure import Tree

PRODUCER = "CaseDesk"


def render(sheet: Sheet) -> bytes:
    """The sheet as an unencrypted, tagged PDF (version 1.7).

    Holds no dates, no author and no random identifiers. Raises ``ValueError`` for a figure that
    is higher than a page.
    """
    from casedesk.paper.finish import finish
    from casedesk.paper.paint import Painter

    margins, tree, pages = _laid_out(sheet)
    painter = Painter(margins)
    for index, page in enumerate(pages):
        painter.page(page, index, len(pages))
    return finish(painter.finish(), sheet, tree, painter.glyphs)


def _laid_out(sheet: Sheet) -> tuple[Margins, Tree, list[Page]]:
    from casedesk.paper.compose import compose
    from casedesk.paper.lines import Setter
    from casedesk.paper.pages import paginate
    from casedesk.paper.paint import Margins
    from casedesk.paper.structure import Tree

    setter, tree = Setter(sheet.language), Tree()
    margins = Margins(sheet, setter)
    strips = compose(sheet.blocks, setter, tree)
    highest = max((strip.height for strip in strips if strip.figure), default=0.0)
    if highest > margins.text_height:
        raise ValueError(f"a figure of {highest:.0f} points is higher than a page")
    return margins, tree, paginate(strips, margins.text_height)


def page_texts(sheet: Sheet) -> tuple[str, ...]:
    """The text of each page as it is laid out, before shaping: in reading order of its lines."""
    margins, _, pages = _laid_out(sheet)
    found = []
    for index, page in enumerate(pages):
        lines = [line.text for line in margins.head]
        lines += [margins.mark.text] if margins.mark else []
        for _, strip in page.strips:
            lines += [text.line.text for text in strip.texts]
            lines += block_texts(strip.figure[0]) if strip.figure else []
        lines += [line.text for line in margins.foot(index + 1, len(pages))]
        found.append("\n".join(line.rstrip(" ") for line in lines))
    return tuple(found)


def plain_text(sheet: Sheet) -> str:
    """All text that goes into the file, before shaping: title, head, foot, mark and blocks."""
    around = [sheet.title, sheet.running_head, sheet.running_foot, sheet.watermark or ""]
    inside = [text for block in sheet.blocks for text in block_texts(block)]
    return "\n".join(cleaned(text) for text in [*around, *inside])


def block_texts(block: Block) -> list[str]:
    """The texts of one block, in reading order, as the author gave them."""
    found: list[str] = []
    match block:
        case Heading(text=text) | Paragraph(text=text) | ReceiptLine(label=text):
            found = [text]
        case KeyValues(rows=rows):
            found = [text for row in rows for text in row]
        case Table():
            cells = [text for row in (block.head, *block.rows) for text in row]
            found = [*([block.caption] if block.caption else []), *cells]
        case Notice(title=title, lines=lines):
            found = [title, *lines]
        case Bullets(items=texts) | Signature(labels=texts):
            found = list(texts)
        case Figure(alternative=alternative, shapes=shapes):
            found = [alternative, *(s.text for s in shapes if isinstance(s, Label))]
        case KeepTogether(blocks=blocks):
            found = [text for part in blocks for text in block_texts(part)]
    return found
