"""A certificate authority of the tests, and certificates of an invented organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from casedesk.handover.signing import Seal

PASSPHRASE = "de sleutel van het kantoor"
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
        self, *, days: tuple[int, int] = (-10, 300), signs: bool = True, with_key: bool = True
    ) -> Seal:
        """A PKCS#12 file, valid on these days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
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
            .not_valid_before(now + timedelta(days=days[0]))
            .not_valid_after(now + timedelta(days=days[1]))
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
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=400))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(key, certificate)
