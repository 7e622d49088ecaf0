"""The password on a document."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from casedesk.paper.blocks import Heading, Paragraph
from casedesk.paper.render import render
from casedesk.paper.seal import encrypt
from tests.paper.reader import Document
from tests.paper.samples import NAMES, sheet

PASSPHRASE = "anker-tulp-fiets-wolk-é"


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render(sheet(Heading("Kop", 1), *(Paragraph(name) for name in NAMES.values())))


@pytest.fixture(scope="module")
def sealed(plain: bytes) -> bytes:
    return encrypt(plain, PASSPHRASE)


@pytest.mark.parametrize("wrong", ["", "anker", PASSPHRASE.upper(), "e"])
def test_only_the_passphrase_opens_it(sealed: bytes, wrong: str) -> None:
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(sealed), password=wrong)


def test_it_is_aes_256_of_revision_6(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed), password=PASSPHRASE) as pdf:
        assert (pdf.encryption.R, pdf.encryption.V, pdf.encryption.bits) == (6, 5, 256)
        assert pdf.encryption.stream_method.name == "aesv3"
        assert pdf.encryption.string_method.name == "aesv3"
        assert pdf.trailer.Encrypt.get("/EncryptMetadata", True) is True
        assert pdf.user_password_matched
        assert not pdf.owner_password_matched


def test_it_may_be_printed_and_read_aloud_but_not_changed(sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed), password=PASSPHRASE) as pdf:
        allowed = pdf.allow
    assert allowed.accessibility
    assert allowed.print_lowres
    assert allowed.print_highres
    assert not allowed.modify_other
    assert not allowed.modify_form
    assert not allowed.modify_annotation
    assert not allowed.modify_assembly


def test_text_and_structure_are_the_same_inside(plain: bytes, sealed: bytes) -> None:
    before, after = Document(plain), Document(sealed, PASSPHRASE)
    assert [(e.tag, e.text) for e in after.elements] == [(e.tag, e.text) for e in before.elements]
    assert after.pdf.check_pdf_syntax() == []
    assert str(after.pdf.docinfo.Title) == "Overdracht 2026-0012"


def test_nothing_of_it_can_be_read_outside(sealed: bytes) -> None:
    assert b"Overdracht" not in sealed
    assert "Overdracht".encode("utf-16-be") not in sealed
    assert b"CaseDesk" not in sealed


def test_two_seals_are_never_alike(plain: bytes) -> None:
    assert encrypt(plain, PASSPHRASE) != encrypt(plain, PASSPHRASE)


@pytest.mark.parametrize("bad", ["", "x" * 128, "é" * 64])
def test_a_passphrase_that_the_standard_cannot_take_is_refused(plain: bytes, bad: str) -> None:
    with pytest.raises(ValueError, match="passphrase"):
        encrypt(plain, bad)
