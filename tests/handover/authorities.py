"""A certificate authority of the tests, and certificates of an invented organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from casedesk.handover.signing import Seal

PASSPHRASE = "de sleutel van het kantoor"
LONG_AGO, FAR_OFF = datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
"""The clock of the tests stands still in 2026; who checks a signature looks at the real one."""
NAME = "Regio Verzonnen, Zorgcoördinatie Verzonnen"


@dataclass(frozen=True)
class Authority:
    """Who vouches for the certificates of the tests."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    def seal(
        self, *, start: datetime = LONG_AGO, end: datetime = FAR_OFF,
        signs: bool = True, with_key: bool = True,
    ) -> Seal:  # fmt: skip
        """A PKCS#12 file, valid between these moments."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = [
            x509.NameAttribute(NameOID.COMMON_NAME, NAME.partition(", ")[0]),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, NAME.partition(", ")[2]),
        ]
        others = "key_agreement key_cert_sign crl_sign encipher_only decipher_only"
        usage = dict.fromkeys((*others.split(), "data_encipherment"), False)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name(names))
            .issuer_name(self.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=signs, content_commitment=signs,
                    key_encipherment=not signs, **usage,
                ),
                critical=True,
            )
            .sign(self.key, hashes.SHA256())
        )  # fmt: skip
        file = serialize_key_and_certificates(
            b"office", key if with_key else None, certificate if with_key else None,
            [self.certificate], BestAvailableEncryption(PASSPHRASE.encode()),
        )  # fmt: skip
        return Seal(file, PASSPHRASE)


def an_authority() -> Authority:
    """A new one, that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Invented Test Authority")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(LONG_AGO)
        .not_valid_after(FAR_OFF)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(key, certificate)
