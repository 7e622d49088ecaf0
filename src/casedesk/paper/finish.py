"""Drawn pages get fonts, pictures, structure, form and metadata: what reportlab does not write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

from casedesk.kernel.resources import resource_path
from casedesk.paper.acroform import write_form
from casedesk.paper.glyphs import embed
from casedesk.paper.images import image_object
from casedesk.paper.metadata import describe
from casedesk.paper.paint import Painter
from casedesk.paper.structure import Tree, write


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: the title of one of several documents, and its first page."""

    title: str
    page: int


def finish(
    painter: Painter, tree: Tree, title: str, language: str, bookmarks: tuple[Bookmark, ...]
) -> bytes:
    """The complete PDF from what was drawn.

    A form bears no mark of PDF/A: it is made to be changed by programs that we do not know.
    """
    import pikepdf

    with pikepdf.open(BytesIO(painter.drawn())) as pdf:
        fonts = embed(pdf, painter.glyphs)
        resources = pikepdf.Dictionary(Font=fonts)
        if painter.images:
            resources.XObject = pikepdf.Dictionary(
                {f"/{name}": image_object(pdf, image) for name, image in painter.images.values()}
            )
        shared = pdf.make_indirect(resources)
        for page in pdf.pages:
            # The canvas names Helvetica, which is not embedded and not used, and old ProcSets.
            page.obj.Resources = shared
            for key in ("/Trans", "/Rotate"):
                if key in page.obj:
                    del page.obj[key]
        _catalogue(pdf)
        fields = write_form(pdf, painter.entries, fonts)
        write(pdf, tree, fields)
        _colours(pdf)
        _outline(pdf, bookmarks)
        describe(pdf, title, language, archived=not painter.entries)
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            min_version="1.7",
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _catalogue(pdf: Any) -> None:
    for key in list(pdf.Root.keys()):
        if key not in ("/Type", "/Pages"):
            del pdf.Root[key]


@cache
def _profile() -> bytes:
    return resource_path("colour", "sRGB.icc").read_bytes()


def _colours(pdf: Any) -> None:
    """Say what greys and colours mean (ISO 19005-2, 6.2.3)."""
    import pikepdf

    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
        Info=pikepdf.String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_stream(_profile(), N=3),
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


def _outline(pdf: Any, bookmarks: tuple[Bookmark, ...]) -> None:
    if not bookmarks:
        return
    import pikepdf

    outlines = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Outlines, Count=len(bookmarks))
    )
    items = [
        pdf.make_indirect(
            pikepdf.Dictionary(
                Title=pikepdf.String(mark.title),
                Parent=outlines,
                Dest=pikepdf.Array([pdf.pages[mark.page].obj, pikepdf.Name.Fit]),
            )
        )
        for mark in bookmarks
    ]
    for before, after in pairwise(items):
        before.Next, after.Prev = after, before
    outlines.First, outlines.Last = items[0], items[-1]
    pdf.Root.Outlines = outlines
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
