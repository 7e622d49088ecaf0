"""What a file says of the standards that it is made to, and that it holds what they ask.

These are the points that can be read from the file itself; that a file conforms, only a validator
can say, and none has (docs/decisions/0003).
"""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from casedesk.kernel.resources import resource_path
from casedesk.paper.blocks import (
    Block,
    Choice,
    Heading,
    Paragraph,
    Picture,
    Sheet,
    Table,
    TextInput,
    Tick,
)
from casedesk.paper.render import page_texts, render, render_many
from casedesk.paper.seal import encrypt
from tests.paper.reader import Document
from tests.paper.samples import PROSE, sheet

WORDS = "een-twee-drie"
FORM: tuple[Block, ...] = (
    Heading("Antwoord", 1),
    TextInput("contact", "Naam van de organisatie", default="Verzonnen"),
    Choice("reply", "Wat is uw antwoord?", (("accepted", "Ja"), ("refused", "Nee"))),
    Choice("wants", "Wat is nodig?", (("help", "Hulp"), ("talk", "Overleg")), many=True),
    Tick("destroyed", "Het document is vernietigd"),
    TextInput("text", "Toelichting", lines=4),
)


def opened(data: bytes, password: str = "") -> Any:
    return pikepdf.open(BytesIO(data), password=password)


def packet(data: bytes, password: str = "") -> str:
    pdf = opened(data, password)
    return str(pdf.Root.Metadata.read_bytes(), "utf-8")


def a_png(mode: str = "RGBA") -> bytes:
    out = BytesIO()
    Image.new(mode, (20, 10), (200, 30, 30, 90)[: len(mode)]).save(out, "PNG")
    return out.getvalue()


def test_the_file_names_its_colours_and_the_standards_that_it_is_made_to() -> None:
    data = render(sheet(Heading("Kop", 1), Paragraph(PROSE)))
    pdf = opened(data)
    (intent,) = pdf.Root.OutputIntents
    profile = intent.DestOutputProfile
    assert (str(intent.S), int(profile.N)) == ("/GTS_PDFA1", 3)
    assert profile.read_bytes() == resource_path("colour", "sRGB.icc").read_bytes()
    said = packet(data)
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert bool(pdf.Root.MarkInfo.Marked)
    assert not pdf.is_encrypted


def test_the_same_page_gives_the_same_bytes() -> None:
    made = [render(sheet(Heading("Kop", 1), Picture(a_png(), "Rood", 20))) for _time in "12"]
    assert made[0] == made[1]


def test_every_font_is_inside_and_says_what_its_glyphs_mean() -> None:
    document = Document(render(sheet(Heading("Kop", 1), Paragraph("Łódź سارة ሰላም Ш"))))
    assert document.fonts
    for font in document.fonts.values():
        assert font.embedded
        assert font.meanings


def test_a_sealed_copy_no_longer_says_that_it_is_for_an_archive() -> None:
    """PDF/A forbids encryption; that the page is accessible stays true."""
    sealed = encrypt(render(sheet(Heading("Kop", 1), Paragraph(PROSE))), WORDS)
    said = packet(sealed, WORDS)
    assert "pdfaid" not in said
    assert "pdfaExtension" not in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert Document(sealed, WORDS).texts("H1") == ["Kop"]


def test_a_picture_has_no_transparency_and_is_told() -> None:
    data = render(sheet(Heading("Kop", 1), Picture(a_png(), "Wapen van Verzonnen", 20)))
    pdf = opened(data)
    images = [image for page in pdf.pages for image in page.obj.Resources.XObject.values()]
    assert images
    assert all("/SMask" not in image and "/Mask" not in image for image in images)
    told = [element.alternative for element in Document(data).elements if element.alternative]
    assert told == ["Wapen van Verzonnen"]


def test_a_picture_that_cannot_be_read_is_a_fault_of_its_author() -> None:
    with pytest.raises(ValueError, match="picture"):
        render(sheet(Picture(b"\x89PNG geen plaatje", "Niets", 20)))


def test_a_column_in_another_language_says_so() -> None:
    table = Table(("Nederlands", "العربية"), (("Ik begrijp dit.", "أفهم هذا"),), (1, 1),
                  languages=("nl", "ar"))  # fmt: skip
    pdf = opened(render(sheet(Heading("Toestemming", 1), table)))

    def languages(node: Any) -> set[str]:
        found = {str(node.Lang)} if "/Lang" in node else set()
        for kid in kids_of(node):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found |= languages(kid)
        return found

    assert "ar" in languages(pdf.Root.StructTreeRoot.K[0])


# Fields to fill in.


def kids_of(node: Any) -> list[Any]:
    """What stands below an element; a single one may stand there by itself."""
    held = node.get("/K", [])
    return [held] if isinstance(held, pikepdf.Dictionary) else list(held)


def fields_of(pdf: Any) -> dict[str, Any]:
    found = {}

    def walk(field: Any, above: str) -> None:
        name = f"{above}.{field.T}".lstrip(".") if "/T" in field else above
        kids = [kid for kid in field.get("/Kids", []) if "/T" in kid]
        for kid in kids:
            walk(kid, name)
        if not kids:
            found[name] = field

    for field in pdf.Root.AcroForm.Fields:
        walk(field, "")
    return found


def test_a_form_has_its_fields_with_names_that_are_read_aloud() -> None:
    data = render(sheet(*FORM))
    pdf = opened(data)
    fields = fields_of(pdf)
    assert set(fields) == {
        "contact", "reply", "wants.help", "wants.talk", "destroyed", "text",
    }  # fmt: skip
    assert all(str(field.TU).strip() for field in fields.values())
    assert str(fields["contact"].V) == "Verzonnen"
    assert "pdfaid" not in packet(data)
    assert not pdf.Root.AcroForm.get("/NeedAppearances", False)
    assert {str(page.Tabs) for page in pdf.pages} == {"/S"}
    font = next(iter(pdf.Root.AcroForm.DR.Font.values()))
    described = font.get("/FontDescriptor") or font.DescendantFonts[0].FontDescriptor
    assert "/FontFile2" in described or "/FontFile3" in described


def test_each_box_hangs_on_the_tree_that_is_read_aloud() -> None:
    pdf = opened(render(sheet(*FORM)))
    boxes = [a.objgen for page in pdf.pages for a in page.get("/Annots", [])]
    tagged = []

    def walk(node: Any) -> None:
        for kid in kids_of(node):
            if not isinstance(kid, pikepdf.Dictionary):
                continue
            if kid.get("/Type") == "/OBJR":
                assert node.S == "/Form"
                tagged.append(kid.Obj.objgen)
            elif "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    assert len(boxes) == 7
    assert sorted(tagged) == sorted(boxes)


@pytest.mark.parametrize("name", ["", "Naam", "a b", "a.b"])
def test_a_field_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        TextInput(name, "Label")


def test_two_fields_of_one_name_are_a_fault() -> None:
    with pytest.raises(ValueError, match="contact"):
        render(sheet(TextInput("contact", "Een"), TextInput("contact", "Twee")))


# Several documents at once.


def numbered(title: str, paragraphs: int) -> Sheet:
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        *(Paragraph(PROSE * 4) for _each in range(paragraphs)),
    )
    return Sheet(title, "nl", "Vertrouwelijk", "blad {page} van {pages}", None, blocks)


def test_documents_in_one_file_count_their_own_pages_and_stand_in_the_outline() -> None:
    sheets = (numbered("Dossier 1", 30), numbered("Dossier 2", 1))
    alone = [len(page_texts(each)) for each in sheets]
    assert alone[0] > 1
    data = render_many(sheets)
    pdf = opened(data)
    assert len(pdf.pages) == sum(alone)
    document = Document(data)
    assert f"blad 1 van {alone[0]}" in document.artifacts(0)
    assert f"blad 1 van {alone[1]}" in document.artifacts(alone[0])
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Dossier 1", "Dossier 2"]
    with pytest.raises(ValueError, match="documents"):
        render_many(())


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="needs qpdf")
@pytest.mark.parametrize("what", ["page", "form", "many"])
def test_qpdf_finds_nothing_wrong_before_and_after_sealing(what: str, tmp_path: Path) -> None:
    made = {
        "page": lambda: render(sheet(Heading("Kop", 1), Picture(a_png(), "Rood", 20))),
        "form": lambda: render(sheet(*FORM)),
        "many": lambda: render_many((numbered("Een", 3), numbered("Twee", 3))),
    }[what]()
    (tmp_path / "open.pdf").write_bytes(made)
    (tmp_path / "dicht.pdf").write_bytes(encrypt(made, WORDS))
    for name in ("open.pdf", "dicht.pdf"):
        asked = ["qpdf", "--check", f"--password={WORDS}", str(tmp_path / name)]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stdout + answer.stderr
