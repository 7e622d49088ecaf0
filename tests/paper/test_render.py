"""The file as a whole: the same bytes each time, nothing in it that was not asked for."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz as hb

from casedesk.paper.blocks import (
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
from casedesk.paper.render import page_texts, plain_text, render
from tests.paper.reader import Document, operators
from tests.paper.samples import NAMES, PROSE, sheet

LITERAL = ("<b>vet</b> & <para>", "{naam} {0} %s %(x)d", "\\(a\\) /Artifact BMC", "&amp; &#65;")
ROOT = Path(__file__).parents[2]


def names() -> Sheet:
    return sheet(Heading("Namen", 1), KeyValues(tuple(NAMES.items())), Paragraph(PROSE * 40))


def test_the_same_sheet_gives_the_same_bytes_whatever_came_before() -> None:
    first, begun = render(names()), int(time.time())
    while int(time.time()) == begun:  # a second later, or identifiers made of the time look equal
        render(sheet(Paragraph("iets anders"), watermark="DEMO"))
    assert render(names()) == first


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.paper.test_render import names, render;"
        "print(hashlib.sha256(render(names())).hexdigest())"
    )
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env, cwd=ROOT
    )
    assert run.stdout.strip() == hashlib.sha256(render(names())).hexdigest()


def test_the_doors_open_without_heavy_packages() -> None:
    code = (
        "import sys, casedesk.paper.blocks, casedesk.paper.render, casedesk.paper.seal;"
        "print([m for m in ('reportlab', 'uharfbuzz', 'pikepdf') if m in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    )
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("text", LITERAL)
def test_signs_of_markup_print_as_they_are(text: str) -> None:
    blocks = (
        Heading(text, 1),
        Paragraph(text),
        KeyValues(((text, text),)),
        Table((text,), ((text,),), (1,), text),
        Notice(text, (text,)),
        Bullets((text,)),
        ReceiptLine(text),
        Signature((text,)),
    )
    document = Document(render(Sheet(text, "nl", text, text, None, blocks)))
    told = [e.text for e in document.elements if e.text and e.tag != "Lbl"]
    assert told == [text] * 12
    assert str(document.pdf.docinfo.Title) == text
    assert document.artifacts(0) == text * 2


def test_the_foot_counts_pages_and_leaves_other_braces() -> None:
    long = Sheet("T", "nl", "kop", "{page}/{pages} {naam}", None, (Paragraph(PROSE * 90),))
    document = Document(render(long))
    assert len(document.pdf.pages) > 2
    for number in range(len(document.pdf.pages)):
        assert document.artifacts(number) == f"kop{number + 1}/{len(document.pdf.pages)} {{naam}}"


def test_every_page_bears_the_watermark() -> None:
    document = Document(render(sheet(Paragraph(PROSE * 90), watermark="DEMO")))
    assert len(document.pdf.pages) > 1
    for number, page in enumerate(document.pdf.pages):
        assert "DEMO" in document.artifacts(number)
        filled = [operator for operator, _ in operators(page) if operator == "f"]
        assert filled, "the large mark is drawn as a filled path"


def test_metadata_is_title_language_and_producer_only() -> None:
    pdf = pikepdf.open(BytesIO(render(names())))
    assert {key: str(value) for key, value in pdf.docinfo.items()} == {
        "/Title": "Overdracht 2026-0012",
        "/Producer": "CaseDesk",
    }
    packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
    for word in ("CreateDate", "ModifyDate", "MetadataDate", "creator", "DocumentID"):
        assert word not in packet
    assert set(pdf.Root.keys()) == {
        *("/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang"),
        *("/ViewerPreferences", "/Metadata", "/OutputIntents"),
    }
    raw = unpacked(pdf)
    for trace in (b"CreationDate", b"ModDate", b"reportlab", b"ReportLab", b"anonymous"):
        assert trace not in raw


def unpacked(pdf: pikepdf.Pdf) -> bytes:
    """All objects of a file, readable."""
    return b"".join(bytes(obj.unparse()) for obj in pdf.objects)


def test_all_fonts_travel_along_as_subsets() -> None:
    data = render(names())
    document = Document(data)
    assert len(document.fonts) > 12
    assert all(font.embedded and font.name[6] == "+" for font in document.fonts.values())
    assert b"Helvetica" not in unpacked(document.pdf)
    assert len(data) < 150_000


def test_widths_in_the_file_are_those_of_the_embedded_fonts() -> None:
    pdf = pikepdf.open(BytesIO(render(names())))
    for font in pdf.pages[0].obj.Resources.Font.values():
        inner = font.DescendantFonts[0]
        program = hb.Font(hb.Face(hb.Blob(inner.FontDescriptor.FontFile2.read_bytes())))
        program.scale = (1000, 1000)
        table = inner.CIDToGIDMap.read_bytes()
        for code, width in enumerate(inner.W[1], int(inner.W[0])):
            glyph = int.from_bytes(table[2 * code : 2 * code + 2], "big")
            assert 0 < glyph < program.face.glyph_count
            assert abs(program.get_glyph_h_advance(glyph) - float(width)) <= 1


def test_the_file_is_sound() -> None:
    pdf = pikepdf.open(BytesIO(render(names())))
    assert pdf.check_pdf_syntax() == []
    assert pdf.pdf_version == "1.7"


def test_plain_text_holds_every_text_of_a_sheet() -> None:
    blocks = (
        Heading("t1", 1),
        Paragraph("t2"),
        KeyValues((("t3", "t4"),)),
        Table(("t5",), (("t6",),), (1,), "t7"),
        Notice("t8", ("t9",)),
        Bullets(("t10",)),
        KeepTogether((ReceiptLine("t11"), Signature(("t12",)))),
        Figure("t13", 20, (Label(0, 0, "t14"),)),
    )
    whole = Sheet("t15", "nl", "t16", "t17", "t18", blocks)
    expected = {f"t{i}" for i in range(1, 19)}
    assert set(plain_text(whole).split("\n")) == expected
    assert set("\n".join(page_texts(whole)).split("\n")) - {"\u2022"} == expected - {"t15"}


def test_a_document_in_english_says_so() -> None:
    english = Sheet("T", "en", "", "", None, (Paragraph("Text."),))
    pdf = pikepdf.open(BytesIO(render(english)))
    assert str(pdf.Root.Lang) == "en-GB"
    assert "<rdf:li>en-GB</rdf:li>" in pdf.Root.Metadata.read_bytes().decode()


def test_mistakes_of_an_author_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match="level 1, 2 or 3"):
        Heading("x", 4)
    with pytest.raises(ValueError, match="as many cells"):
        Table(("a", "b"), (("1",),), (1, 1))
    with pytest.raises(ValueError, match="one width"):
        Table(("a", "b"), (), (1,))
    with pytest.raises(ValueError, match="above zero"):
        Table(("a", "b"), (), (1, 0))
    with pytest.raises(ValueError, match="needs a title"):
        Sheet(" ", "nl", "", "", None, ())
    with pytest.raises(ValueError, match="higher than a page"):
        render(sheet(Figure("te hoog", 900, ())))
