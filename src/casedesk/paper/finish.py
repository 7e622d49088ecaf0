"""Drawn pages get their fonts, their structure and the little metadata they may have."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import Any

from casedesk.paper.blocks import Sheet
from casedesk.paper.glyphs import UsedGlyphs, embed
from casedesk.paper.render import PRODUCER
from casedesk.paper.structure import Tree, write
from casedesk.paper.text import cleaned

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def finish(drawn: bytes, sheet: Sheet, tree: Tree, glyphs: UsedGlyphs) -> bytes:
    """The complete PDF from what the canvas drew."""
    import pikepdf

    with pikepdf.open(BytesIO(drawn)) as pdf:
        fonts = pdf.make_indirect(embed(pdf, glyphs))
        for page in pdf.pages:
            # The canvas names Helvetica, which is not embedded and not used, and old ProcSets.
            page.obj.Resources = pikepdf.Dictionary(Font=fonts)
            for key in ("/Trans", "/Rotate"):
                if key in page.obj:
                    del page.obj[key]
        _catalogue(pdf)
        write(pdf, tree, sheet.language)
        _metadata(pdf, sheet)
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _catalogue(pdf: Any) -> None:
    for key in list(pdf.Root.keys()):
        if key not in ("/Type", "/Pages"):
            del pdf.Root[key]


def _metadata(pdf: Any, sheet: Sheet) -> None:
    import pikepdf

    title = " ".join(cleaned(sheet.title).split())
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo.Title = pikepdf.String(title)
    pdf.docinfo.Producer = pikepdf.String(PRODUCER)
    packet = _XMP.format(
        title=escape(title, quote=False), language=str(pdf.Root.Lang), producer=PRODUCER
    )
    stream = pdf.make_stream(packet.encode("utf-8"))
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream
