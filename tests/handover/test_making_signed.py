"""Signed documents: who checks them finds a valid signature, and sees each changed byte."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sqlalchemy import func, select

from casedesk.bootstrap import Sitting, author, verify_store
from casedesk.handover import signing
from casedesk.handover.making import Made, make_handover, sign_handover
from casedesk.handover.model import Disclosure
from casedesk.handover.signing import Seal, Signed, sign
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import speaking
from casedesk.paper.blocks import Heading, Paragraph, Sheet
from casedesk.paper.render import render
from casedesk.paper.seal import encrypt
from tests.builders import a_store
from tests.handover.authorities import NAME, PASSPHRASE, Authority, an_authority
from tests.handover.leaving import a_handover, the_row

OPENS = "vijver-kabouter-lantaarn"
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return an_authority()


@pytest.fixture(scope="module")
def sealed() -> bytes:
    page = Sheet("Proef", "nl", "kop", "voet", None, (Heading("Proef", 1), Paragraph("Tekst.")))
    return encrypt(render(page), OPENS)


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as opened:
        yield opened


def checked(file: bytes, passphrase: str, authority: Authority) -> Any:
    """What pyHanko says of the one signature, trusting the authority of the tests only."""
    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    reader: Any = PdfFileReader(BytesIO(file))
    reader.decrypt(passphrase)
    (signature,) = reader.embedded_signatures
    context = ValidationContext(trust_roots=[Certificate.load(authority.der)], allow_fetching=False)
    return validate_pdf_signature(signature, context)


def test_a_signed_file_is_valid_trusted_and_whole(sealed: bytes, authority: Authority) -> None:
    signed = sign(sealed, OPENS, authority.seal(), NOW)
    assert isinstance(signed, Signed)
    assert signed.by == NAME
    status = checked(signed.file, OPENS, authority)
    assert status.bottom_line
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"
    with pikepdf.open(BytesIO(signed.file), password=OPENS) as pdf:
        assert pdf.encryption.R == 6
        value = pdf.Root.AcroForm.Fields[0].V
        assert value.SubFilter == "/ETSI.CAdES.detached"  # PAdES
        assert "/DSS" not in pdf.Root  # level B-B: no list of revoked certificates inside


def test_another_authority_does_not_vouch_for_it(sealed: bytes, authority: Authority) -> None:
    signed = sign(sealed, OPENS, authority.seal(), NOW)
    assert isinstance(signed, Signed)
    assert not checked(signed.file, OPENS, an_authority()).trusted


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_changed_byte_is_seen(sealed: bytes, authority: Authority, share: float) -> None:
    signed = sign(sealed, OPENS, authority.seal(), NOW)
    assert isinstance(signed, Signed)
    changed = bytearray(signed.file)
    # Within what was there before: encrypted content, where a reader notices nothing by itself.
    start = changed.index(b"stream\n", round(len(sealed) * share * 0.5)) + 40
    changed[start] ^= 0xFF
    try:
        intact = checked(bytes(changed), OPENS, authority).intact
    except Exception:  # noqa: BLE001 - a file that no longer opens is seen, too
        intact = False
    assert not intact


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="needs pdfsig (poppler-utils)")
def test_poppler_finds_it_valid(sealed: bytes, authority: Authority, tmp_path: Path) -> None:
    signed = sign(sealed, OPENS, authority.seal(), NOW)
    assert isinstance(signed, Signed)
    (file := tmp_path / "getekend.pdf").write_bytes(signed.file)
    command = ["pdfsig", "-nocert", "-upw", OPENS, str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


@pytest.mark.parametrize("wrong", ["passphrase", "no file", "no key", "expired", "early", "use"])
def test_a_certificate_that_will_not_do_is_refused(
    sealed: bytes, authority: Authority, wrong: str
) -> None:
    seal = {
        "passphrase": lambda: Seal(authority.seal().pkcs12, "verkeerd"),
        "no file": lambda: Seal(b"dit is geen certificaat", PASSPHRASE),
        "no key": lambda: authority.seal(with_key=False),
        "expired": lambda: authority.seal(end=datetime(2026, 3, 1, tzinfo=UTC)),
        "early": lambda: authority.seal(start=datetime(2026, 3, 3, tzinfo=UTC)),
        "use": lambda: authority.seal(signs=False),
    }[wrong]()
    assert isinstance(sign(sealed, OPENS, seal, NOW), Refused)


def test_without_the_package_it_says_what_to_install(
    sealed: bytes, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "find_spec", lambda name: None)
    answer = sign(sealed, OPENS, authority.seal(), NOW)
    assert isinstance(answer, Refused)
    assert "casedesk[signing]" in answer.sentence


def test_a_handover_is_signed_after_it_was_made(sitting: Sitting, authority: Authority) -> None:
    left = a_handover(sitting)
    made = sign_handover(author(sitting), left.made, authority.seal())
    assert isinstance(made, Made)
    assert checked(made.file, made.passphrase, authority).bottom_line
    row = the_row(sitting, left.id)
    assert row.signed_by == NAME == made.signed_by
    assert row.sha256 == hashlib.sha256(made.file).hexdigest()
    assert row.blob_sha256 == hashlib.sha256(made.archive).hexdigest()
    assert isinstance(sign_handover(author(sitting), made, authority.seal()), Refused)
    assert verify_store(sitting).whole


def test_a_handover_is_signed_while_it_is_made(sitting: Sitting, authority: Authority) -> None:
    left = a_handover(sitting)
    request = replace(left.made.prepared.request, number="")
    made = make_handover(author(sitting), request, seal=authority.seal())
    assert isinstance(made, Made)
    assert checked(made.file, made.passphrase, authority).bottom_line
    assert the_row(sitting, made.disclosure_id).signed_by == NAME


def test_a_wrong_certificate_makes_no_handover(sitting: Sitting, authority: Authority) -> None:
    left = a_handover(sitting)
    request = replace(left.made.prepared.request, number="")
    answer = make_handover(author(sitting), request, seal=Seal(authority.seal().pkcs12, "fout"))
    assert isinstance(answer, Refused)
    with sitting.store.read() as session:
        assert session.scalar(select(func.count(Disclosure.id))) == 1


def test_the_secrets_of_a_certificate_are_in_no_repr(authority: Authority) -> None:
    assert PASSPHRASE not in repr(authority.seal())
