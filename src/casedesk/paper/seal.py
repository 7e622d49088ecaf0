"""The password on a document that leaves the house."""

from __future__ import annotations

import secrets
from io import BytesIO

_LONGEST = 127  # bytes of UTF-8 that AES-256 revision 6 takes (ISO 32000-2, 7.6.4.3.3)


def encrypt(pdf: bytes, passphrase: str) -> bytes:
    """Encrypt with AES-256, revision 6; metadata, too.

    PDF/A forbids encryption, so its mark is taken out; structure and the mark of PDF/UA stay.

    The passphrase opens the file for reading, printing, copying and assistive technology, not for
    changing. The owner password is random and thrown away: nobody can lift the restriction
    (readers enforce it out of courtesy; only the encryption protects). Two calls never give the
    same bytes. Raises ``ValueError`` for a passphrase that is empty or longer than the standard
    takes.
    """
    import pikepdf

    from casedesk.paper.metadata import drop_archive_mark

    if not passphrase:
        raise ValueError("a document cannot be sealed without a passphrase")
    if len(passphrase.encode("utf-8")) > _LONGEST:
        raise ValueError(f"a passphrase for a document has at most {_LONGEST} bytes")
    allowed = pikepdf.Permissions(
        accessibility=True,
        extract=True,
        print_lowres=True,
        print_highres=True,
        modify_annotation=False,
        modify_assembly=False,
        modify_form=False,
        modify_other=False,
    )
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        drop_archive_mark(document)
        document.save(
            out,
            fix_metadata_version=False,
            encryption=pikepdf.Encryption(
                owner=secrets.token_urlsafe(32),
                user=passphrase,
                R=6,
                aes=True,
                metadata=True,
                allow=allowed,
            ),
        )
    return out.getvalue()
