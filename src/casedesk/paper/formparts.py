"""The blocks of a form as strips: labels, and room for the boxes to fill in."""

from __future__ import annotations

from casedesk.paper import styles
from casedesk.paper.blocks import Choice, TextInput, Tick
from casedesk.paper.entries import YES, Entry
from casedesk.paper.lines import Setter
from casedesk.paper.strips import HARD, Placed, PlacedEntry, Strip
from casedesk.paper.structure import Node, Tree
from casedesk.paper.text import cleaned

_LEFT = styles.MARGIN_LEFT
_BOX = 11.0  # a box to tick
_BESIDE = 19.0  # from the left edge of a box to its words
_TEXT_PADDING = 6.0
_QUESTION_AFTER = 2.0


def _flat(text: str) -> str:
    return " ".join(cleaned(text).split())


def text_input_strips(block: TextInput, setter: Setter, tree: Tree) -> list[Strip]:
    """The label, and a box below it over the width of the page."""
    strips = _question(block.label, setter, tree)
    node = tree.add(tree.root, "Form", alt=_flat(block.label))
    entry = Entry(
        "text", block.name, _flat(block.label), lines=block.lines, default=cleaned(block.default)
    )
    height = block.lines * styles.ENTRY.leading + _TEXT_PADDING
    box = PlacedEntry(_LEFT, 0.0, styles.TEXT_WIDTH, height, entry, node)
    strips.append(Strip(height, entries=[box]))
    return _spaced(strips)


def choice_strips(block: Choice, setter: Setter, tree: Tree) -> list[Strip]:
    """The question, and below it each option with a box before it."""
    strips = _question(block.label, setter, tree)
    question = _flat(block.label)
    for code, text in block.options:
        label = f"{question}: {_flat(text)}"
        if block.many:
            entry = Entry("tick", f"{block.name}.{code}", label)
        else:
            entry = Entry("option", block.name, label, code, group=question)
        strips += _boxed(text, entry, setter, tree)
    for strip in strips[:-1]:
        strip.keep = HARD
    return _spaced(strips)


def tick_strips(block: Tick, setter: Setter, tree: Tree) -> list[Strip]:
    """One box and the words beside it."""
    return _spaced(_boxed(block.label, Entry("tick", block.name, _flat(block.label), YES),
                          setter, tree))  # fmt: skip


def _question(label: str, setter: Setter, tree: Tree) -> list[Strip]:
    node = tree.add(tree.root, "P")
    strips = [
        Strip(line.height, [Placed(_LEFT, line.above, line, node)], keep=HARD)
        for line in setter.lines(label, styles.QUESTION, styles.TEXT_WIDTH)
    ]
    if strips:
        strips[-1].after = _QUESTION_AFTER
    return strips


def _boxed(text: str, entry: Entry, setter: Setter, tree: Tree) -> list[Strip]:
    form = tree.add(tree.root, "Form", alt=entry.label)
    node: Node = tree.add(tree.root, "P")
    lines = setter.lines(text, styles.BODY, styles.TEXT_WIDTH - _BESIDE)
    strips = [
        Strip(line.height, [Placed(_LEFT + _BESIDE, line.above, line, node)], keep=HARD)
        for line in lines
    ] or [Strip(styles.BODY.leading)]
    baseline = lines[0].above if lines else styles.BODY.above
    top = max(baseline - _BOX + 2.0, 0.0)
    strips[0].entries.append(PlacedEntry(_LEFT, top, _BOX, _BOX, entry, form))
    strips[-1].keep = 0
    strips[-1].after = 2.0
    return strips


def _spaced(strips: list[Strip]) -> list[Strip]:
    strips[0].before = styles.BLOCK_BEFORE
    strips[-1].after = styles.PARAGRAPH_AFTER
    return strips
