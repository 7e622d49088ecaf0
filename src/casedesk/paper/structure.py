"""The logical structure of a document: what is a heading, a cell, a list, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
"""The languages of a whole document as its file names them."""


@dataclass(eq=False, slots=True)
class Node:
    """One element of the structure tree: with kids, or marks on pages, or a field of a form."""

    tag: str
    order: int
    scope: str | None = None  # of a table header: Row or Column
    alternative: str | None = None  # of a figure or a field
    language: str | None = None  # where it is not that of what it stands in
    box: tuple[float, float, float, float] | None = None  # of a figure, set when it is placed
    kids: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # (page, marked content id)


class Tree:
    """Nodes in the order in which they are made, which is the order of reading."""

    def __init__(self, root: Node | None = None, numbers: count[int] | None = None) -> None:
        self._numbers = numbers or count(1)
        self._deepest = 0
        self.root = root or Node("Document", 0)

    def part(self, language: str) -> Tree:
        """A tree for one of several documents in one file, a branch of this one."""
        return Tree(self.add(self.root, "Part", language=LANGUAGES[language]), self._numbers)

    def add(
        self,
        parent: Node,
        tag: str,
        *,
        scope: str | None = None,
        alt: str | None = None,
        language: str | None = None,
    ) -> Node:
        """Make a node as the last kid of its parent."""
        node = Node(tag, next(self._numbers), scope, alt, language)
        parent.kids.append(node)
        return node

    def heading(self, level: int, language: str | None = None) -> Node:
        """A heading's node, at most one level deeper than the heading before it."""
        self._deepest = min(level, self._deepest + 1)
        return self.add(self.root, f"H{self._deepest}", language=language)


def write(pdf: Any, tree: Tree, fields: Mapping[Node, tuple[int, Any]]) -> None:
    """Put the tree into a pikepdf document, with what leads from each page to it.

    ``fields`` are the annotations of a form with the numbers of their pages.
    """
    import pikepdf

    name, dictionary, array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array
    root = pdf.make_indirect(dictionary(Type=name.StructTreeRoot))
    pages = [page.obj for page in pdf.pages]
    owners: list[dict[int, Any]] = [{} for _ in pages]
    of_fields: list[Any] = []

    def element(node: Node, parent: Any) -> Any:
        made = pdf.make_indirect(dictionary(Type=name.StructElem, S=name("/" + node.tag), P=parent))
        _describe(made, node)
        if node.marks:
            pages_marked = {page for page, _ in node.marks}
            made.Pg = pages[node.marks[0][0]]
            for page, mark in node.marks:
                owners[page][mark] = made
            made.K = array(
                mark
                if len(pages_marked) == 1
                else dictionary(Type=name.MCR, Pg=pages[page], MCID=mark)
                for page, mark in node.marks
            )
        elif node in fields:
            page, annotation = fields[node]
            made.K = dictionary(Type=name.OBJR, Pg=pages[page], Obj=annotation)
            annotation.StructParent = len(pages) + len(of_fields)
            of_fields.append(made)
        elif node.kids:
            made.K = array([element(kid, made) for kid in node.kids])
        return made

    root.K = array([element(tree.root, root)])
    numbers: list[Any] = []
    for index, marks in enumerate(owners):
        pages[index].StructParents = index
        pages[index].Tabs = name.S
        numbers += [index, pdf.make_indirect(array([marks[i] for i in range(len(marks))]))]
    for index, made in enumerate(of_fields, len(pages)):
        numbers += [index, made]
    root.ParentTree = pdf.make_indirect(dictionary(Nums=array(numbers)))
    root.ParentTreeNextKey = len(pages) + len(of_fields)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = dictionary(Marked=True)


def _describe(made: Any, node: Node) -> None:
    """What an element says of itself beside its kind."""
    import pikepdf

    name, dictionary = pikepdf.Name, pikepdf.Dictionary
    if node.language:
        made.Lang = pikepdf.String(node.language)
    if node.alternative is not None:
        made.Alt = pikepdf.String(node.alternative)
    if node.scope:
        made.A = dictionary(O=name.Table, Scope=name("/" + node.scope))
    elif node.tag == "L":
        made.A = dictionary(O=name.List, ListNumbering=name.Disc)
    elif node.box is not None:
        box = pikepdf.Array([round(side, 2) for side in node.box])
        made.A = dictionary(O=name.Layout, BBox=box)
