"""Tables break well: heads return, nothing is clipped or lost, however many rows."""

from __future__ import annotations

from itertools import pairwise

import pytest

from casedesk.paper.blocks import (
    Block,
    Heading,
    KeepTogether,
    KeyValues,
    Notice,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
)
from casedesk.paper.render import page_texts, render
from casedesk.paper.styles import MARGIN_LEFT, MARGIN_RIGHT, PAGE_WIDTH
from tests.paper.reader import Document
from tests.paper.samples import PROSE, sheet


def table(count: int) -> Table:
    rows = tuple(
        (str(i), "Besproken met de coördinator " + "woord " * (i % 9) + "einde", f"persoon {i}")
        for i in range(count)
    )
    return Table(("Nr", "Wat", "Wie"), rows, (1, 5, 2))


def inside_the_margins(document: Document) -> bool:
    return all(
        d.x0 >= MARGIN_LEFT - 0.5 and d.x1 <= PAGE_WIDTH - MARGIN_RIGHT + 3 and 25 < d.y < 815
        for d in document.drawn
        if d.text.strip()
    )


@pytest.mark.parametrize("count", [0, 1, 40, 400])
def test_every_row_stands_on_the_pages_below_a_head(count: int) -> None:
    document = Document(render(sheet(Heading("Tabel", 1), table(count), Paragraph("Slot."))))
    cells = [text.strip() for text in document.texts("TD")]
    assert cells == [text for row in table(count).rows for text in row]
    assert document.texts("TH") == ["Nr", "Wat", "Wie"], "the head is read aloud once"
    assert inside_the_margins(document)
    for number in range(1, len(document.pdf.pages)):
        content = "".join(d.text for d in document.drawn if d.page == number and not d.artifact)
        assert ("NrWatWie" in document.artifacts(number)) == ("persoon" in content)
    if count == 400:
        assert len(document.pdf.pages) > 10


def test_no_lines_of_text_overlap() -> None:
    document = Document(render(sheet(table(40), KeyValues((("Naam", "محمد " * 60),)))))
    by_page: dict[tuple[int, int], set[float]] = {}
    for d in document.drawn:
        if d.text.strip() and d.font.endswith("NotoSans-Regular") and d.size == 9:
            by_page.setdefault((d.page, round(d.x0 / 80)), set()).add(round(d.y, 1))
    for heights in by_page.values():
        ordered = sorted(heights)
        assert all(b - a > 8 for a, b in pairwise(ordered))


def test_a_row_higher_than_a_page_goes_on() -> None:
    text = (PROSE * 60).strip()
    document = Document(render(sheet(Table(("Nr", "Wat"), (("1", text), ("2", "x")), (1, 8)))))
    assert len(document.pdf.pages) >= 2
    assert [t.strip() for t in document.texts("TD")] == ["1", text, "2", "x"]
    assert inside_the_margins(document)
    assert "NrWat" in document.artifacts(1)


@pytest.mark.parametrize("text", ["x" * 300, "é" * 120, "王" * 90, "محمدالمصري" * 9, "a/b" * 99])
def test_an_unbreakable_string_wraps_inside_its_cell(text: str) -> None:
    narrow = Table(("a", "b", "c"), (("links", text, "rechts"),), (1, 1, 6))
    document = Document(render(sheet(narrow)))
    assert document.texts("TD") == ["links", text, "rechts"]
    column = MARGIN_LEFT + (PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT) / 8
    middle = [d for d in document.drawn if not d.artifact and d.text and d.text in text]
    inside = [d for d in middle if column - 1 <= d.x0 < 2 * column]
    assert inside
    assert max(d.x1 for d in inside) <= MARGIN_LEFT + 2 * (column - MARGIN_LEFT)


def test_a_date_in_a_narrow_column_is_cut_after_a_hyphen() -> None:
    document = Document(
        render(sheet(Table(tuple("abcdefghijkl"), (("12-03-2026",) * 12,), (1,) * 12)))
    )
    lines: dict[tuple[int, int], str] = {}
    for d in document.drawn:
        if not d.artifact and d.text in "0123456789-":
            key = (round(-d.y), round((d.x0 - MARGIN_LEFT) // 40.2))
            lines[key] = lines.get(key, "") + d.text
    assert set(lines.values()) == {"12-03-", "2026"}


def test_a_heading_is_not_left_alone_below() -> None:
    for count in range(36, 52):
        blocks: list[Block] = [Paragraph(f"Regel {i}.") for i in range(count)]
        pages = page_texts(sheet(*blocks, Heading("Kop", 2), table(3)))
        (page,) = (text for text in pages if "Kop" in text.split("\n"))
        assert "persoon 0" in page


def test_no_line_of_a_paragraph_is_left_alone_on_a_page() -> None:
    lines = "\n".join(f"Zin {i}." for i in range(6))
    for count in range(28, 36):
        filler = [Paragraph(f"Regel {i}.") for i in range(count)]
        pages = page_texts(sheet(*filler, Paragraph(lines), Paragraph("Kort.\nDrie.\nRegels.")))
        for page in pages:
            here = page.split("\n")
            assert sum(line.startswith("Zin") for line in here) != 1
            assert sum(line in ("Kort.", "Drie.", "Regels.") for line in here) in (0, 3)


def test_what_is_kept_together_moves_together_if_it_fits_on_a_page() -> None:
    filler = [Paragraph(f"Regel {i}.") for i in range(33)]
    block = KeepTogether(tuple(Paragraph(f"Samen {i}.") for i in range(6)))
    pages = page_texts(sheet(*filler, block))
    assert ["Samen 0." in page for page in pages] == ["Samen 5." in page for page in pages]
    too_long = KeepTogether(tuple(Paragraph(f"Samen {i}.") for i in range(90)))
    pages = page_texts(sheet(Paragraph("Begin."), too_long))
    assert "Samen 0." in pages[0]
    assert "Samen 89." in pages[-1]


def test_page_breaks_and_room_make_no_empty_pages() -> None:
    blocks = (
        PageBreak(),
        Spacer(),
        Paragraph("Een."),
        PageBreak(),
        PageBreak(),
        Paragraph("Twee."),
    )
    assert len(page_texts(sheet(*blocks, Spacer(), PageBreak()))) == 2


def test_a_notice_keeps_all_its_lines_when_it_goes_on() -> None:
    document = Document(render(sheet(Notice("Let op", ((PROSE * 40).strip(), "Slot."), "warning"))))
    assert len(document.pdf.pages) == 2
    assert document.texts("P") == ["Let op", (PROSE * 40).strip(), "Slot."]
    assert inside_the_margins(document)


def test_an_empty_document_has_one_page() -> None:
    assert len(Document(render(sheet())).pdf.pages) == 1
