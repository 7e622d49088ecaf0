"""A digital signature of the organisation on the copy that is sent: PAdES, level B-B.

The file is encrypted first and signed then, so that anybody can check the signature without the
passphrase being changed by it. The certificate and its key come from a PKCS#12 file of the
organisation; file and passphrase are asked each time and kept nowhere. There is no time stamp and
no list of revoked certificates inside: both need the network, which CaseDesk never uses. So the
signature proves who signed and that nothing changed since, not when (ETSI EN 319 142-1, 5.3).

The package pyHanko is optional (``casedesk[signing]``) and imported only here, when it is used.
"""

from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

FIELD = "Signature1"
_LARGEST = 1_000_000
"""Bytes of a PKCS#12 file: one key and its certificates take a few thousand."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The organisation's certificate with its key, as a PKCS#12 file, and what opens it."""

    pkcs12: bytes = field(repr=False)
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed file, and in whose name."""

    file: bytes
    by: str


def can_sign() -> bool:
    """Whether the package for signatures is installed."""
    return find_spec("pyhanko") is not None


def missing() -> Refused:
    """What to say where it is not."""
    return Refused(
        _(
            "Digital signatures need one more package. Ask IT to install casedesk[signing]. "
            "All else works without it."
        )
    )


def sign(file: bytes, opens_with: str, seal: Seal, now: datetime) -> Signed | Refused:
    """Sign an encrypted file; ``opens_with`` is the passphrase of the file.

    Refused with a sentence: no package, a file that holds no certificate with a key, a wrong
    passphrase, or a certificate that is not valid today or not for signatures.
    """
    if not can_sign():
        return missing()
    certificate = _certificate(seal)
    if isinstance(certificate, Refused):
        return certificate
    refused = _unfit(certificate, now)
    if refused is not None:
        return refused
    return Signed(_signed(file, opens_with, seal), name_of(certificate))


def name_of(certificate: "Certificate") -> str:
    """In whose name a certificate is: person or service, and organisation."""
    from cryptography.x509.oid import NameOID

    parts = []
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = certificate.subject.get_attributes_for_oid(oid)
        if found and str(found[0].value) not in parts:
            parts.append(str(found[0].value))
    return (", ".join(parts) or certificate.subject.rfc4514_string())[:200]


def _certificate(seal: Seal) -> "Certificate | Refused":
    """The certificate that belongs to the key in the file."""
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

    wrong = Refused(
        _("This certificate file does not open. Check the file and its passphrase."), "passphrase"
    )
    if not 0 < len(seal.pkcs12) <= _LARGEST:
        return wrong
    secret = seal.passphrase.encode("utf-8") or None
    try:
        key, certificate, _others = load_key_and_certificates(seal.pkcs12, secret)
    except (ValueError, TypeError):  # a wrong passphrase, and all that is no PKCS#12
        return wrong
    if key is None or certificate is None:
        return Refused(_("This file holds no certificate with a key. Choose another file."))
    return certificate


def _unfit(certificate: "Certificate", now: datetime) -> Refused | None:
    """Why a reader would not trust a signature with this certificate today."""
    from cryptography.x509 import ExtensionNotFound, KeyUsage

    if now < certificate.not_valid_before_utc:
        return Refused(_("This certificate is not valid yet. Choose another one."))
    if now > certificate.not_valid_after_utc:
        return Refused(_("This certificate has expired. Ask for a new one."))
    try:
        usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return None
    if not (usage.digital_signature or usage.content_commitment):
        return Refused(_("This certificate is not meant for signatures. Choose another one."))
    return None


def _signed(file: bytes, opens_with: str, seal: Seal) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    secret = seal.passphrase.encode("utf-8") or None
    signer: Any = signers.SimpleSigner.load_pkcs12_data(seal.pkcs12, [], secret)
    if signer is None:
        raise ValueError("the certificate file opened before and does not now")
    writer: Any = IncrementalPdfFileWriter(BytesIO(file))
    writer.encrypt(opens_with)
    out = BytesIO()
    facts = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    signers.PdfSigner(facts, signer=signer).sign_pdf(writer, output=out)
    return out.getvalue()
