"""The structure tree: what a screen reader reads, in which order, and what it skips."""

from __future__ import annotations

import pikepdf

from casedesk.paper.blocks import (
    Area,
    Bullets,
    Figure,
    Heading,
    KeyValues,
    Label,
    Notice,
    Paragraph,
    ReceiptLine,
    Signature,
    Stroke,
    Table,
)
from casedesk.paper.render import render
from tests.paper.reader import Document, operators
from tests.paper.samples import PROSE, sheet


def everything() -> Document:
    return Document(
        render(
            sheet(
                Heading("Overdracht", 1),
                KeyValues((("Van", "Zorgcoördinator"),)),
                Notice("Let op", ("Niet bellen.", "Geen post."), "warning"),
                Heading("Plan", 2),
                Paragraph("Tekst."),
                Bullets(("Een", "Twee")),
                Table(("Nr", "Wat"), (("1", "Opvang"),), (1, 3), "Acties"),
                Figure("Drie dagen opvang.", 40, (Area(0, 0, 30, 9, 0.5), Label(0, 12, "opvang"))),
                ReceiptLine("Ontvangen door"),
                Signature(("Naam", "Datum")),
                watermark="DEMO",
            )
        )
    )


def test_each_block_has_its_tags_in_reading_order() -> None:
    told = [(element.tag, element.text.strip()) for element in everything().elements]
    assert told == [
        ("Document", ""),
        ("H1", "Overdracht"),
        ("Table", ""),
        ("TR", ""),
        ("TH", "Van"),
        ("TD", "Zorgcoördinator"),
        ("Div", ""),
        ("P", "Let op"),
        ("P", "Niet bellen."),
        ("P", "Geen post."),
        ("H2", "Plan"),
        ("P", "Tekst."),
        ("L", ""),
        ("LI", ""),
        ("Lbl", "\u2022"),
        ("LBody", "Een"),
        ("LI", ""),
        ("Lbl", "\u2022"),
        ("LBody", "Twee"),
        ("Table", ""),
        ("Caption", "Acties"),
        ("TR", ""),
        ("TH", "Nr"),
        ("TH", "Wat"),
        ("TR", ""),
        ("TD", "1"),
        ("TD", "Opvang"),
        ("Figure", "opvang"),
        ("P", "Ontvangen door"),
        ("P", "Naam"),
        ("P", "Datum"),
    ]


def test_table_headers_say_what_they_head() -> None:
    heads = [(e.text, e.scope) for e in everything().elements if e.tag == "TH"]
    assert heads == [("Van", "Row"), ("Nr", "Column"), ("Wat", "Column")]


def test_a_figure_is_told_in_words() -> None:
    (figure,) = (e for e in everything().elements if e.tag == "Figure")
    assert figure.alternative == "Drie dagen opvang."


def test_head_foot_and_watermark_are_no_content() -> None:
    document = everything()
    assert "VERTROUWELIJK" not in document.reading
    assert "DEMO" not in document.reading
    assert document.artifacts(0) == "DEMOVERTROUWELIJK · versie 1Pagina 1 van 1"


def test_a_skipped_level_is_tagged_as_the_next() -> None:
    blocks = (Heading("Een", 1), Heading("Drie", 3), Heading("Drie", 3), Heading("Een", 1))
    document = Document(render(sheet(*blocks, Heading("Twee", 2))))
    tags = [e.tag for e in document.elements if e.tag.startswith("H")]
    assert tags == ["H1", "H2", "H3", "H1", "H2"]


def test_text_that_goes_on_over_pages_is_one_element() -> None:
    text = (PROSE * 60).strip()
    document = Document(render(sheet(Heading("Lang", 1), Paragraph(text))))
    assert len(document.pdf.pages) > 1
    assert document.texts("P") == [text]


def test_the_way_back_from_each_mark_leads_to_its_element() -> None:
    document = everything()
    root = document.pdf.Root.StructTreeRoot
    numbers = root.ParentTree.Nums
    assert len(numbers) == 2 * len(document.pdf.pages)
    count = 0
    for index, page in enumerate(document.pdf.pages):
        assert page.obj.StructParents == index
        assert page.obj.Tabs == pikepdf.Name.S
        owners = numbers[2 * index + 1]
        for mark, owner in enumerate(owners):
            assert mark in [int(kid) for kid in owner.K if not isinstance(kid, pikepdf.Dictionary)]
            count += 1
    assert count == document.marked_count


def test_the_document_says_that_it_is_tagged_its_language_and_title() -> None:
    document = everything()
    root = document.pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "nl-NL"
    assert bool(root.ViewerPreferences.DisplayDocTitle)


def test_figures_keep_their_shapes() -> None:
    figure = Figure("Lijn.", 30, (Stroke(0, 0, 10, 10, dashed=True), Stroke(0, 5, 10, 5)))
    document = Document(render(sheet(figure)))
    drawn = [operator for operator, _ in operators(document.pdf.pages[0])]
    assert drawn.count("d") == 2
