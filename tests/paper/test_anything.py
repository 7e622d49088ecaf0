"""Whatever people type or paste: it never breaks a document, and is never lost from it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from casedesk.paper.blocks import (
    Bullets,
    Figure,
    Heading,
    KeyValues,
    Label,
    Notice,
    Paragraph,
    ReceiptLine,
    Sheet,
    Signature,
    Table,
)
from casedesk.paper.render import render
from casedesk.paper.text import cleaned
from tests.paper.reader import Document

# All code points, unpaired surrogates too, and the kinds that trouble shaping more often.
CHARACTERS = st.one_of(
    st.characters(exclude_categories=()),
    st.characters(exclude_categories=(), max_codepoint=0x3000),
    st.sampled_from("\u0301\u200d\u200b\u00ad\u202e\u2067\ufe0f\x00\n\t  ()<>&{}\\محا12-אב王নি👩"),
)
TEXTS = st.text(CHARACTERS, max_size=60)


def compact(text: str) -> str:
    """Without white space, which may become the end of a line, and marks without width."""
    return re.sub(r"[\s\u200b]", "", text)


@given(TEXTS)
def test_a_paragraph_reads_back_as_it_was_written(text: str) -> None:
    document = Document(render(Sheet("T", "nl", "", "", None, (Paragraph(text),))))
    assert compact("".join(document.texts("P"))) == compact(cleaned(text))


@given(st.lists(TEXTS, min_size=6, max_size=6), st.booleans())
def test_no_text_breaks_any_block(texts: list[str], marked: bool) -> None:
    a, b, c, d, e, f = texts
    blocks = (
        Heading(a, 1),
        KeyValues(((b, c), (d, e))),
        Notice(a, (b, c), "warning"),
        Table((a, b, c), ((d, e, f), (a, b, c)), (0.2, 3, 1), f),
        Bullets((d, e)),
        Figure(a, 30, (Label(0, 0, b),)),
        ReceiptLine(c),
        Signature((d, e, f)),
    )
    sheet = Sheet(f"T{a}", "nl", b, c, d if marked else None, blocks)
    document = Document(render(sheet))
    assert document.pdf.check_pdf_syntax() == []
    assert compact(cleaned(e)) in compact(document.reading)


@given(CHARACTERS, st.integers(200, 4000))
def test_long_runs_of_one_character_end_in_time(char: str, count: int) -> None:
    document = Document(render(Sheet("T", "nl", "", "", None, (Paragraph(char * count),))))
    assert compact("".join(document.texts("P"))) == compact(cleaned(char * count))


def test_a_very_long_text_takes_time_in_proportion() -> None:
    text = "onbreekbaar" * 5000 + " (محمد) " * 5000
    document = Document(render(Sheet("T", "nl", "", "", None, (Paragraph(text),))))
    assert compact("".join(document.texts("P"))) == compact(text)
