"""What a file says of itself: title, language, maker, and the standards it is made to.

Both places that a PDF has for this say the same. The mark of PDF/A stands in an element of its
own, so that it can be taken out of a copy that is encrypted, which PDF/A forbids.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

PRODUCER = "CaseDesk"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
{marks}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_ACCESSIBLE = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>"""
# PDF/A knows no pdfuaid by itself: a property that it does not know has to be described in the
# file (ISO 19005-2, 6.6.2.3).
_ARCHIVED = """<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file is made to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
_OF_ARCHIVE = re.compile(
    rb'<rdf:Description [^>]*xmlns:pdfa(?:id|Extension)="[^>]*>.*?</rdf:Description>\s*', re.DOTALL
)


def describe(pdf: Any, title: str, language: str, *, archived: bool) -> None:
    """Write title, language, maker and marks into a pikepdf document, and nothing else."""
    import pikepdf

    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo.Title = pikepdf.String(title)
    pdf.docinfo.Producer = pikepdf.String(PRODUCER)
    packet = _PACKET.format(
        rdf=_RDF,
        title=escape(title, quote=False),
        language=language,
        producer=PRODUCER,
        marks=f"{_ACCESSIBLE}\n{_ARCHIVED}" if archived else _ACCESSIBLE,
    )
    stream = pdf.make_stream(packet.encode("utf-8"))
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream
    pdf.Root.Lang = pikepdf.String(language)
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


def drop_archive_mark(pdf: Any) -> None:
    """Take the mark of PDF/A out of a file that can no longer be one; other marks stay."""
    packet = pdf.Root.get("/Metadata")
    if packet is not None:
        packet.write(_OF_ARCHIVE.sub(b"", packet.read_bytes()))
