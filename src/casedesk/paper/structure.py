"""The logical structure of a document: what is a heading, a cell, a list, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class Node:
    """One element of the structure tree. Either it has kids, or marks on pages, never both."""

    tag: str
    order: int
    scope: str | None = None  # of a table header: Row or Column
    alternative: str | None = None  # of a figure
    box: tuple[float, float, float, float] | None = None  # of a figure, set when it is placed
    kids: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # (page, marked content id)


class Tree:
    """Nodes in the order in which they are made, which is the order of reading."""

    def __init__(self) -> None:
        self._made = 0
        self._deepest = 0
        self.root = Node("Document", 0)

    def add(
        self, parent: Node, tag: str, *, scope: str | None = None, alt: str | None = None
    ) -> Node:
        """Make a node as the last kid of its parent."""
        self._made += 1
        node = Node(tag, self._made, scope, alt)
        parent.kids.append(node)
        return node

    def heading(self, level: int) -> Node:
        """A heading's node, at most one level deeper than the heading before it."""
        self._deepest = min(level, self._deepest + 1)
        return self.add(self.root, f"H{self._deepest}")


def write(pdf: Any, tree: Tree, language: str) -> None:
    """Put the tree into a pikepdf document, with what leads from each page to it."""
    import pikepdf

    name, dictionary, array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array
    root = pdf.make_indirect(dictionary(Type=name.StructTreeRoot))
    pages = [page.obj for page in pdf.pages]
    owners: list[dict[int, Any]] = [{} for _ in pages]

    def element(node: Node, parent: Any) -> Any:
        made = pdf.make_indirect(dictionary(Type=name.StructElem, S=name("/" + node.tag), P=parent))
        if node.scope:
            made.A = dictionary(O=name.Table, Scope=name("/" + node.scope))
        if node.alternative is not None:
            made.Alt = pikepdf.String(node.alternative)
        if node.box is not None:
            made.A = dictionary(O=name.Layout, BBox=array([round(side, 2) for side in node.box]))
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
        elif node.kids:
            made.K = array([element(kid, made) for kid in node.kids])
        return made

    root.K = array([element(tree.root, root)])
    numbers = []
    for index, marks in enumerate(owners):
        pages[index].StructParents = index
        pages[index].Tabs = name.S
        numbers += [index, pdf.make_indirect(array([marks[i] for i in range(len(marks))]))]
    root.ParentTree = pdf.make_indirect(dictionary(Nums=array(numbers)))
    root.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = dictionary(Marked=True)
    pdf.Root.Lang = pikepdf.String({"nl": "nl-NL", "en": "en-GB"}[language])
    pdf.Root.ViewerPreferences = dictionary(DisplayDocTitle=True)
