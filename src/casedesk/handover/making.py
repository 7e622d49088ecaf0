"""Make a document: the copy for the archive, the copy that is sent, and its row in the register.

All of it is one act. The row and the archive copy come in one transaction, and nobody has the
file before that has ended: no file without a row, no row without its archive copy. The archive
copy is what the layout gave, the same bytes for the same page; the copy that is sent is that,
encrypted, and signed if the organisation wants it. It cannot be undone.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from sqlalchemy import select

from casedesk.access.rights import Right, may, refusal
from casedesk.handover.asking import Author, Request
from casedesk.handover.facts import Resolution
from casedesk.handover.kinds.kind import Attachment
from casedesk.handover.model import Disclosure
from casedesk.handover.numbers import new_number
from casedesk.handover.passphrases import new_passphrase
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.register import Circumstances, disclosure_of
from casedesk.handover.signing import Seal, Signed, sign
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.words import N_, _, ngettext
from casedesk.store import blobs
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

_UNSCOPED = {"unscoped": True}


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made. The passphrase is seen this once and stands nowhere else.

    ``file`` is sent, ``archive`` stays and is printed; both carry ``number``. ``signed_by`` says
    in whose name the file is signed, empty when it is not.
    """

    file: bytes = field(repr=False)
    passphrase: str = field(repr=False)
    disclosure_id: int
    prepared: Prepared
    archive: bytes = field(repr=False)
    number: str
    signed_by: str = ""


def make_handover(
    author: Author,
    request: Request,
    *,
    seen: Resolution | None = None,
    channel: str = "",
    seal: Seal | None = None,
) -> Made | Refused:
    """Make the encrypted file and write it into the register, as one act.

    ``seen`` is what the author looked at; if the case changed since, the answer is a refusal.
    Refused, too, without purpose or ground, or when nothing would go. A request without a print
    number gets one here. With ``seal`` the file is signed.
    """
    request = request if request.number else replace(request, number=new_number())
    prepared = prepare(author, request)
    if isinstance(prepared, Refused):
        return prepared
    if prepared.refused is not None:
        return prepared.refused
    if seen is not None and seen != prepared.resolution:
        return Refused(_("The case has changed since you looked. Look at the page again."))
    from casedesk.paper.render import render

    archive = render(prepared.sheet)
    passphrase = new_passphrase(prepared.sheet.language)
    sealed = _sealed(archive, prepared.attachments, passphrase)
    signed: Signed | Refused = Signed(sealed, "")
    if seal is not None:
        signed = sign(sealed, passphrase, seal, author.reader.clock.now())
    if isinstance(signed, Refused):
        return signed
    with author.store.write(N_("Handover made"), act=Act.HANDOVER) as writing:
        around = _circumstances(author, request, channel)
        row = disclosure_of(prepared.resolution, signed.file, around)
        row.signed_by = signed.by or None
        _keep(writing.unit, row, archive)
    if writing.refused is not None:
        return writing.refused
    made_id = writing.changes.created or 0
    return Made(signed.file, passphrase, made_id, prepared, archive, request.number, signed.by)


def sign_handover(author: Author, made: Made, seal: Seal) -> Made | Refused:
    """Sign a document that was just made and has not left; its hash in the register moves along."""
    if made.signed_by:
        return Refused(_("This document is signed already."))
    signed = sign(made.file, made.passphrase, seal, author.reader.clock.now())
    if isinstance(signed, Refused):
        return signed
    digest = hashlib.sha256(signed.file).hexdigest()
    with author.store.write(N_("Handover signed"), act=Act.HANDOVER) as writing:
        row = _mine(writing.unit, made.disclosure_id)
        if row.sent_on is not None or row.received_on is not None:
            writing.unit.refuse(_("This document was sent already. Make a new one to sign it."))
        writing.unit.set(row, sha256=digest, signed_by=signed.by)
    if writing.refused is not None:
        return writing.refused
    return replace(made, file=signed.file, signed_by=signed.by)


def note_printed(store: Store, disclosure_id: int, *, copies: int, pages: int) -> Changes | Refused:
    """Pages of a document go to a printer now: a disclosure like the file itself.

    The line stands before the pages do; say :func:`print_failed` if they did not come.
    """
    how = ngettext("{n} copy", "{n} copies", copies).format(n=copies)
    what = ngettext("{n} page", "{n} pages", pages).format(n=pages)
    with store.write(N_("Handover printed"), act=Act.PRINT, why=f"{how}, {what}") as writing:
        unit = writing.unit
        unit.set(_mine(unit, disclosure_id), printed_at=store.clock.now())
    return writing.answer


def print_failed(store: Store, disclosure_id: int) -> None:
    """The pages did not go to the printer after all."""
    with store.read() as session:
        row = session.scalars(select(Disclosure).where(Disclosure.id == disclosure_id)).first()
        about = (None, False) if row is None else (row.case_id, row.suspect_id is not None)
    store.note(
        Act.PRINT, N_("Handover was not printed"), kind=Disclosure.record.name,
        record_id=disclosure_id, case_id=about[0], result="failed", restricted=about[1],
    )  # fmt: skip


def _mine(unit: UnitOfWork, disclosure_id: int) -> Disclosure:
    """A row of the register, for who may hand over."""
    if not may(unit.actor, Right.HANDOVER):
        raise RefusedError(refusal(Right.HANDOVER))
    return unit.get(Disclosure, disclosure_id)


def _keep(unit: UnitOfWork, row: Disclosure, archive: bytes) -> None:
    """The row with its archive copy."""
    query = select(Disclosure.id).where(Disclosure.number == row.number)
    if unit.session.scalar(query, execution_options=_UNSCOPED) is not None:
        unit.refuse(_("A document with this print number was made already. Start a new one."))
    row.blob = blobs.put(unit.session.connection(), row.case_id, archive)
    row.blob_sha256 = hashlib.sha256(archive).hexdigest()
    unit.add(row)


def _sealed(archive: bytes, attachments: Sequence[Attachment], passphrase: str) -> bytes:
    """The copy that is sent: with the files that travel inside, and encrypted."""
    from casedesk.paper.seal import encrypt

    return encrypt(_with_files(archive, attachments) if attachments else archive, passphrase)


def _with_files(archive: bytes, attachments: Sequence[Attachment]) -> bytes:
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(archive)) as pdf:
        for each in attachments:
            pdf.attachments[each.name] = pikepdf.AttachedFileSpec(
                pdf, each.content, filename=each.name, description=each.description,
                mime_type=each.media_type,
            )  # fmt: skip
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def _circumstances(author: Author, request: Request, channel: str) -> Circumstances:
    return Circumstances(
        request.partner_id,
        author.reader.clock.now(),
        author.store.actor.login,
        request.informed,
        request.informed_not_reason,
        request.request,
        request.answer_by,
        channel,
        request.referral_id,
        request.suspect_id,
        request.person_id,
        request.kind,
        request.number,
    )
