"""A sheet becomes a PDF: tagged, with its fonts embedded, the same bytes for the same sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casedesk.paper.blocks import (
    Block,
    Bullets,
    Choice,
    Figure,
    Heading,
    KeepTogether,
    KeyValues,
    Label,
    Notice,
    Paragraph,
    Picture,
    ReceiptLine,
    Sheet,
    Signature,
    Table,
    TextInput,
    Tick,
)
from casedesk.paper.text import cleaned

if TYPE_CHECKING:
    from casedesk.paper.lines import Setter
    from casedesk.paper.pages import Page
    from casedesk.paper.paint import Margins
    from casedesk.paper.structure import Tree


def render(sheet: Sheet) -> bytes:
    """The sheet as an unencrypted, tagged PDF (version 1.7), made to PDF/A-2 and PDF/UA-1.

    Holds no dates, no author and no random identifiers: the same sheet gives the same bytes. A
    sheet with fields to fill in bears no mark of PDF/A. Raises ``ValueError`` for a figure or
    field that is higher than a page, for a picture that cannot be read, and for two fields of
    one name.
    """
    return _rendered((sheet,), sheet.title)


def render_many(sheets: Sequence[Sheet], *, title: str | None = None) -> bytes:
    """Several documents in one PDF, for one print job; as :func:`render` otherwise.

    Each begins on a page of its own, counts its own pages and has one entry in the outline. The
    title of the whole is that of the first if none is given.
    """
    if not sheets:
        raise ValueError("no documents to render")
    return _rendered(tuple(sheets), title or sheets[0].title)


def _rendered(sheets: tuple[Sheet, ...], title: str) -> bytes:
    from casedesk.paper.finish import Bookmark, finish
    from casedesk.paper.lines import Setter
    from casedesk.paper.paint import Painter
    from casedesk.paper.structure import LANGUAGES, Tree

    painter, tree = Painter(), Tree()
    setters: dict[str, Setter] = {}
    bookmarks = []
    for sheet in sheets:
        setter = setters.setdefault(sheet.language, Setter(sheet.language))
        branch = tree if len(sheets) == 1 else tree.part(sheet.language)
        bookmarks.append(Bookmark(_one_line(sheet.title), painter.drawn_pages))
        painter.document(*_laid_out(sheet, setter, branch))
    language = LANGUAGES[sheets[0].language]
    outline = tuple(bookmarks) if len(sheets) > 1 else ()
    return finish(painter, tree, _one_line(title), language, outline)


def _one_line(text: str) -> str:
    return " ".join(cleaned(text).split())


def _laid_out(sheet: Sheet, setter: Setter, tree: Tree) -> tuple[Margins, list[Page]]:
    from casedesk.paper.compose import compose, picture_strip
    from casedesk.paper.pages import paginate
    from casedesk.paper.paint import Margins

    margins = Margins(sheet, setter)
    logo = [picture_strip(sheet.logo, tree, at_right=True)] if sheet.logo else []
    strips = logo + compose(sheet.blocks, setter, tree)
    drawn = (strip.height for strip in strips if strip.figure or strip.images or strip.entries)
    highest = max(drawn, default=0.0)
    if highest > margins.text_height:
        raise ValueError(f"a figure of {highest:.0f} points is higher than a page")
    return margins, paginate(strips, margins.text_height)


def page_texts(sheet: Sheet) -> tuple[str, ...]:
    """The text of each page as it is laid out, before shaping: in reading order of its lines."""
    from casedesk.paper.lines import Setter
    from casedesk.paper.structure import Tree

    margins, pages = _laid_out(sheet, Setter(sheet.language), Tree())
    found = []
    for index, page in enumerate(pages):
        lines = [line.text for line in margins.head]
        lines += [margins.mark.text] if margins.mark else []
        for _, strip in page.strips:
            lines += [text.line.text for text in strip.texts]
            lines += block_texts(strip.figure[0]) if strip.figure else []
            lines += [image.node.alternative or "" for image in strip.images]
            lines += [box.entry.default for box in strip.entries if box.entry.default]
        lines += [line.text for line in margins.foot(index + 1, len(pages))]
        found.append("\n".join(line.rstrip(" ") for line in lines))
    return tuple(found)


def plain_text(sheet: Sheet) -> str:
    """All text that goes into the file, before shaping: title, head, foot, mark and blocks."""
    around = [sheet.title, sheet.running_head, sheet.running_foot, sheet.watermark or ""]
    around += [sheet.logo.alternative] if sheet.logo else []
    inside = [text for block in sheet.blocks for text in block_texts(block)]
    return "\n".join(cleaned(text) for text in [*around, *inside])


def block_texts(block: Block) -> list[str]:
    """The texts of one block, in reading order, as the author gave them."""
    found: list[str] = []
    match block:
        case Heading(text=text) | Paragraph(text=text) | ReceiptLine(label=text) | Tick(label=text):
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
        case TextInput() | Choice():
            found = _form_texts(block)
        case Picture(alternative=alternative):
            found = [alternative]
        case KeepTogether(blocks=blocks):
            found = [text for part in blocks for text in block_texts(part)]
    return found


def _form_texts(block: TextInput | Choice) -> list[str]:
    if isinstance(block, Choice):
        return [block.label, *(words for _, words in block.options)]
    return [block.label, *([block.default] if block.default else [])]
