"""(f) A three-page handover, against a hand-written reportlab canvas with the same text."""

import io
from pathlib import Path

from benchmarks.rows import Row, median_ms
from casedesk.kernel.resources import resource_path
from casedesk.paper.blocks import Block, Heading, KeyValues, Notice, Paragraph, Sheet, Table
from casedesk.paper.render import page_texts, render


def a_sheet() -> Sheet:
    """Three pages with the mix of a handover."""
    names = (
        "Zuzanna Żółkiewska",
        "Олександра Верба",
        "Nguyễn Thị Hoa",
        "محمد الخيال",
        "Ọlábísí Ayé",
    )
    sentence = "Dit is een verzonnen zin over wat er is gezegd en wat er nu nodig is. "
    blocks: list[Block] = [
        Heading("Overdracht", 1),
        KeyValues(tuple((f"Veld {n}", f"waarde {n} van deze overdracht") for n in range(8))),
        Notice("Eerst lezen", ("Niet bellen na zes uur.", "Codewoord: regenboog."), "warning"),
    ]
    for name in names:
        blocks += [Heading(name, 2), Paragraph(sentence * 5)]
        blocks.append(KeyValues((("Naam", name), ("Geboren", "zomer 1999"), ("Tolk", "ja"))))
    rows = tuple((f"{n:02d}-03-2026", "Contact", sentence) for n in range(1, 26))
    blocks.append(Table(("Datum", "Soort", "Wat"), rows, (12, 12, 60)))
    return Sheet("Overdracht 2026-1", "nl", "Vertrouwelijk", "pagina {page} van {pages}", None,
                 tuple(blocks))  # fmt: skip


def by_hand(pages: tuple[str, ...]) -> bytes:
    """The same text, line by line on a canvas, with one embedded font and nothing else."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in pages:
        canvas.setFont("Bench", 9)
        for place, line in enumerate(page.splitlines()):
            canvas.drawString(50, 800 - 11 * place, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def measure(_work: Path) -> list[Row]:
    """One row."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = next(resource_path("fonts").rglob("DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont("Bench", str(font)))
    sheet = a_sheet()
    pages = page_texts(sheet)
    floor = median_ms(lambda: by_hand(pages))
    ours = median_ms(lambda: render(sheet))
    what = f"handover of {len(pages)} pages, shaped and tagged"
    return [Row("f", what, ours, floor, "ratio ≤ 3", ours / floor <= 3)]
