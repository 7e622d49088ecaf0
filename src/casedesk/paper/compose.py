"""Blocks become strips, and nodes of the structure tree in the order of reading."""

from __future__ import annotations

from collections.abc import Callable

from casedesk.paper import styles
from casedesk.paper.blocks import (
    Block,
    Bullets,
    Choice,
    Figure,
    Heading,
    KeepTogether,
    KeyValues,
    Notice,
    PageBreak,
    Paragraph,
    Picture,
    ReceiptLine,
    Signature,
    Spacer,
    Table,
    TextInput,
    Tick,
)
from casedesk.paper.formparts import choice_strips, text_input_strips, tick_strips
from casedesk.paper.images import read_image
from casedesk.paper.lines import Setter
from casedesk.paper.strips import (
    HARD,
    SOFT,
    Fill,
    Frame,
    Placed,
    PlacedImage,
    Rule,
    Strip,
    keep_lines,
    lower,
)
from casedesk.paper.structure import Node, Tree
from casedesk.paper.styles import TextStyle
from casedesk.paper.tables import (
    key_value_strips,
    receipt_strips,
    signature_strips,
    start_of,
    table_strips,
)
from casedesk.paper.text import cleaned

_LEFT, _RIGHT = styles.MARGIN_LEFT, styles.PAGE_WIDTH - styles.MARGIN_RIGHT
_INDENT = 14.0
_FRAME_SIDE = 9.0
_WHOLE_NOTICE = 400.0
_PARAGRAPHS = {"body": styles.BODY, "small": styles.SMALL, "lead": styles.LEAD}


def compose(blocks: tuple[Block, ...], setter: Setter, tree: Tree) -> list[Strip]:
    """All strips of a document in reading order."""
    strips: list[Strip] = []
    for block in blocks:
        strips += _COMPOSERS[type(block)](block, setter, tree)
    return strips


def _text(
    setter: Setter,
    text: str,
    style: TextStyle,
    node: Node | None,
    *,
    inset: float = 0.0,
    language: str | None = None,
) -> list[Strip]:
    """A text as strips of one line, ``inset`` from both margins."""
    x, width = _LEFT + inset, styles.TEXT_WIDTH - 2 * inset
    return [
        Strip(line.height, [Placed(start_of(line, x, width), line.above, line, node)])
        for line in setter.lines(text, style, width, language)
    ]


def _heading(block: Heading, setter: Setter, tree: Tree) -> list[Strip]:
    style = styles.HEADINGS[block.level]
    strips = _text(setter, block.text, style, None, language=block.language)
    if not strips:
        return []
    node = tree.heading(block.level, block.language)
    for strip in strips:
        strip.texts = [Placed(t.x, t.baseline, t.line, node) for t in strip.texts]
        strip.keep = HARD
    if block.level == 1:
        strips[-1].height += 3.0
        strips[-1].rules.append(Rule(_LEFT, _RIGHT, strips[-1].height, 1.4, styles.BLACK))
    strips[0].before = styles.HEADING_BEFORE[block.level]
    strips[-1].after = styles.HEADING_AFTER[block.level]
    return strips


def _paragraph(block: Paragraph, setter: Setter, tree: Tree) -> list[Strip]:
    style = _PARAGRAPHS[block.style]
    node = tree.add(tree.root, "P", language=block.language)
    strips = _text(setter, block.text, style, node, language=block.language)
    keep_lines(strips)
    if strips:
        strips[-1].after = styles.PARAGRAPH_AFTER
    return strips


def _item(setter: Setter, text: str, node: Node, language: str | None) -> list[Strip]:
    """A list item; a long one from right to left has its bullet at the right."""
    width = styles.TEXT_WIDTH - 2 * _INDENT
    lines = setter.lines(text, styles.BODY, width, language)
    alone = len(lines) == 1 and language is None
    return [
        Strip(
            line.height,
            [Placed(start_of(line, _LEFT + _INDENT, width, alone=alone), line.above, line, node)],
        )
        for line in lines
    ] or [Strip(styles.BODY.leading)]


def _bullets(block: Bullets, setter: Setter, tree: Tree) -> list[Strip]:
    if not block.items:
        return []
    strips: list[Strip] = []
    listing = tree.add(tree.root, "L", language=block.language)
    for text in block.items:
        item = tree.add(listing, "LI")
        bullet = tree.add(item, "Lbl")
        lines = _item(setter, text, tree.add(item, "LBody"), block.language)
        sign = setter.line("\u2022", styles.BODY)
        first = lines[0].texts[0] if lines[0].texts else None
        at_right = first is not None and first.line.backward
        at_right = at_right and (len(lines) > 1 or block.language is not None)
        x = _RIGHT - 3.0 - sign.width if at_right else _LEFT + 3.0
        baseline = first.baseline if first else styles.BODY.above
        lines[0].texts.insert(0, Placed(x, baseline, sign, bullet))
        keep_lines(lines)
        lines[-1].after = 2.0
        strips += lines
    strips[-1].after = styles.PARAGRAPH_AFTER
    return strips


def _notice(block: Notice, setter: Setter, tree: Tree) -> list[Strip]:
    warning = block.weight == "warning"
    node = tree.add(tree.root, "Div", language=block.language)
    title_style = styles.NOTICE_TITLE_WHITE if warning else styles.NOTICE_TITLE
    title = _text(
        setter,
        block.title,
        title_style,
        tree.add(node, "P"),
        inset=_FRAME_SIDE,
        language=block.language,
    )
    for strip in title:
        strip.keep = HARD
        if warning:
            strip.fills.append(Fill(_LEFT, _RIGHT, styles.BLACK))
    strips = [*title]
    for number, text in enumerate(block.lines):
        lines = _text(
            setter,
            text,
            styles.NOTICE_BODY,
            tree.add(node, "P"),
            inset=_FRAME_SIDE,
            language=block.language,
        )
        if lines and number == 0 and warning:
            lower(lines[0], 4.0)
        keep_lines(lines)
        strips += lines
    if not strips:
        return []
    if not warning:
        lower(strips[0], 4.0)
    elif title:
        lower(title[0], 1.0)
        title[-1].height += 1.0
    keep_lines(strips, _WHOLE_NOTICE)
    strips[-1].height += 5.0
    frame = Frame(block.weight, strips[-1])
    for strip in strips:
        strip.frame = frame
    strips[0].before = styles.BLOCK_BEFORE + 3.0
    strips[-1].after = styles.BLOCK_AFTER
    return strips


def _figure(block: Figure, setter: Setter, tree: Tree) -> list[Strip]:  # noqa: ARG001
    node = tree.add(tree.root, "Figure", alt=cleaned(block.alternative))
    return [
        Strip(
            block.height,
            figure=(block, node),
            before=styles.BLOCK_BEFORE,
            after=styles.BLOCK_AFTER,
        )
    ]


def picture_strip(block: Picture, tree: Tree, *, at_right: bool = False) -> Strip:
    """A picture at the left margin, or the right one; never wider than the text."""
    image = read_image(block.png, block.height)
    height = min(block.height, styles.TEXT_WIDTH / image.shape)
    width = height * image.shape
    x = _RIGHT - width if at_right else _LEFT
    node = tree.add(tree.root, "Figure", alt=cleaned(block.alternative))
    return Strip(
        height,
        images=[PlacedImage(x, 0.0, width, height, image, node)],
        before=styles.BLOCK_BEFORE,
        after=styles.BLOCK_AFTER,
    )


def _picture(block: Picture, setter: Setter, tree: Tree) -> list[Strip]:  # noqa: ARG001
    return [picture_strip(block, tree)]


def _page_break(block: PageBreak, setter: Setter, tree: Tree) -> list[Strip]:  # noqa: ARG001
    return [Strip(0.0, breaks_page=True)]


def _spacer(block: Spacer, setter: Setter, tree: Tree) -> list[Strip]:  # noqa: ARG001
    return [Strip(max(block.height, 0.0), is_room=True)]


def _kept_together(block: KeepTogether, setter: Setter, tree: Tree) -> list[Strip]:
    strips = compose(block.blocks, setter, tree)
    for strip in strips[:-1]:
        strip.keep = max(strip.keep, SOFT)
    return strips


_COMPOSERS: dict[type, Callable[..., list[Strip]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Notice: _notice,
    Figure: _figure,
    Picture: _picture,
    TextInput: text_input_strips,
    Choice: choice_strips,
    Tick: tick_strips,
    PageBreak: _page_break,
    Spacer: _spacer,
    KeepTogether: _kept_together,
    Table: table_strips,
    KeyValues: key_value_strips,
    Signature: signature_strips,
    ReceiptLine: receipt_strips,
}
