"""Put a file in a case, read it, take a copy out, take hidden data out of a photo, remove it.

Content and record come and go in one act, so that undo has both. Whoever may not read names may
not read files either: a letter is full of them. The text for the search follows after the file is
kept: should the engine that reads it break down, the file is safe and is not tried again.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.access.rights import REALM_RIGHTS, Right, may, may_change, may_read, refusal
from casedesk.access.trail import record_read
from casedesk.cases.model import CaseFile
from casedesk.documents import media
from casedesk.documents.file_names import plain_name, title_of, with_ending
from casedesk.documents.guards import problem_with
from casedesk.documents.intake import size_words
from casedesk.documents.limits import Limits, limits_on
from casedesk.documents.model import Document
from casedesk.documents.stripping import STRIPPED, stripped
from casedesk.documents.texts import pages_of, text_of
from casedesk.kernel.changes import Answer, Changes, Refused, RefusedError
from casedesk.kernel.fields import Realm, Sensitivity
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step, refuse_if, take
from casedesk.records.use_cases import Remove, make, remove
from casedesk.store import blobs
from casedesk.store.code_lists import CodeLabels
from casedesk.store.faults import DatabaseDamaged
from casedesk.store.journal import Act
from casedesk.store.ledger import restricted_ids
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

PdfPages = Callable[[bytes, Limits], Sequence[str]]
"""Reads the text of a PDF, page by page; the engine for it belongs to the desktop."""

CONTENT = frozenset({Sensitivity.IDENTIFYING, Sensitivity.ART9, Sensitivity.FREE_TEXT})
"""What a file must be thought to hold: nobody knows what stands in it before reading it."""

_TAKEN = (
    "title", "document_kind", "classification", "dated", "received_on", "expires_on", "from_id",
    "person_id", "description",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AddDocument:
    """A file for a case. ``name`` is the name it came with, ``values`` what is known of it."""

    case_id: int
    name: str
    data: bytes
    values: Mapping[str, Any] = field(default_factory=dict)
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it is read. ``noted`` is False when the trail had no room for the line."""

    id: int
    version: int
    case_id: int
    title: str
    name: str
    kind: str
    data: bytes
    noted: bool = True


@dataclass(frozen=True, slots=True)
class StripDocument(Step):
    """Take hidden data out of a photo; ``keep`` leaves the original beside it."""

    keep: bool = False


def may_open(store: Store) -> bool:
    """Whether this person may read files of cases at all."""
    return may(store.actor, REALM_RIGHTS[Realm.CASES][0]) and may_read(store.actor, CONTENT)


def add_document(store: Store, command: AddDocument, labels: CodeLabels) -> Changes | Refused:
    """Keep a file in a case; ``created`` of the answer is the id of the document.

    Refused with a sentence: what is too large, broken, hostile, or in this case already.
    """
    limits = limits_on(store.clock.today())
    kind = media.kind_of(command.data)
    problem = _size_problem(command.data, limits) or problem_with(command.data, kind, limits)
    if problem is not None:
        return problem
    with store.write(N_("Document added"), act=Act.CREATE, why=command.why) as writing:
        unit = writing.unit
        _refuse_stranger(unit)
        unit.get(CaseFile, command.case_id)
        name = plain_name(command.name)
        given = {n: v for n, v in command.values.items() if n in _TAKEN and v not in (None, "")}
        given.setdefault("title", title_of(name)[:200])
        _add(unit, labels, command.case_id, command.data, given | _facts(name, kind))
    return writing.answer


def open_document(store: Store, document_id: int) -> Opened | Refused:
    """Read a file for the window, and leave the line that it was read."""
    with store.read() as session:
        opened = _opened(session, store, document_id)
    if isinstance(opened, Refused):
        return opened
    noted = record_read(store, Document.record.name, opened.id, opened.case_id)
    return opened if noted else _with_gap(opened)


def take_copy(store: Store, document_id: int, why: str) -> Opened | Refused:
    """Read a file so that a copy of it may leave the store; the trail says why.

    The line stands before the copy does. Say ``copy_failed`` if it could not be written.
    """
    if not may(store.actor, Right.HANDOVER):
        return refusal(Right.HANDOVER)
    if not why.strip():
        return Refused(_("Write down why a copy leaves the store."), "why")
    with store.read() as session:
        opened = _opened(session, store, document_id)
        shielded = bool(restricted_ids(session, Document, [document_id]))
    if isinstance(opened, Refused):
        return opened
    _note_copy(store, opened, why.strip(), restricted=shielded)
    return opened


def copy_failed(store: Store, opened: Opened) -> None:
    """The copy was not written after all."""
    store.note(
        Act.EXPORT, N_("Copy of a document was not saved"), kind=Document.record.name,
        record_id=opened.id, case_id=opened.case_id, result="failed",
    )  # fmt: skip


def strip_document(store: Store, step: StripDocument, labels: CodeLabels) -> Changes | Refused:
    """Take place, camera, time and remarks out of a photo; the dots stay as they are."""
    with store.write(N_("Hidden data taken out of a photo"), why=step.why) as writing:
        unit = writing.unit
        _refuse_stranger(unit)
        document = take(unit, Document, step)
        data = _content(unit.session, document)
        plain = stripped(data, document.media_type or "") if data is not None else None
        if document.media_type not in STRIPPED or plain is None:
            unit.refuse(_("Hidden data cannot be taken out of this kind of file."))
        if plain == data:
            unit.refuse(_("This photo holds no hidden data."))
        if step.keep:
            values = {n: getattr(document, n) for n in (*_TAKEN, "file_name", "media_type")}
            title = _("{title} (hidden data taken out)").format(title=document.title)
            _add(unit, labels, document.case_id, plain, values | {"title": title[:200]})
        else:
            _refuse_known(unit, document.case_id, plain)
            unit.set(document, **_put(unit, document.case_id, plain))
    return writing.answer


def remove_document(store: Store, command: Remove) -> Answer:
    """Take a document away, with the reason. Undo brings it back; a day later its bytes go."""
    if not (command.why or "").strip():
        return Refused(_("Write down why this document is removed."), "why")
    return remove(store, command)


def read_text(store: Store, document_id: int, pdf_pages: PdfPages | None = None) -> bool:
    """Let the search know what stands in a file; answers whether it has any text.

    Done once for each content. A content at which the program broke down before is left alone.
    """
    limits = limits_on(store.clock.today())
    with store.read() as session:
        document = session.get(Document, document_id)
        if document is None or document.blob is None:
            return False
        blob, kind = document.blob, document.media_type or ""
        known = blobs.kept(session.connection(), blob)
        if known is None or known.text_state:
            return known is not None and known.text_state == "done"
        data = _content(session, document)
    if data is None or (kind == media.PDF and pdf_pages is None):
        return False
    with store.derive() as connection:
        blobs.set_text_state(connection, blob, "trying")
    if kind == media.PDF and pdf_pages is not None:
        pages: Sequence[str] = pdf_pages(data, limits)
    else:
        pages = pages_of(text_of(data, kind, limits))
    table: Any = Document.__table__
    with store.read() as session:
        same = session.connection().scalars(select(table.c.id).where(table.c.blob == blob)).all()
    with store.derive(Document.record.name, same) as connection:
        blobs.put_text(connection, blob, pages)
    return any(page.strip() for page in pages)


def fullness(store: Store) -> str:
    """A sentence when all files together take much room; empty as long as they do not."""
    limits = limits_on(store.clock.today())
    with store.read() as session:
        total = blobs.total(session.connection())
    if total < limits.total_bytes:
        return ""
    return _("All files together take {size}. Backups get slow. Remove what is not needed.").format(
        size=size_words(total)
    )


def name_for_copy(name: str, kind: str) -> str:
    """A safe name for a copy, with the ending that its content asks for."""
    return with_ending(name, media.KINDS.get(kind, media.KINDS[media.UNKNOWN]).ending)


def _size_problem(data: bytes, limits: Limits) -> Refused | None:
    if not data:
        return Refused(_("This file is empty."))
    if len(data) > limits.file_bytes:
        return Refused(
            _("This file is {size}. At most {most} fits. Make it smaller or split it.").format(
                size=size_words(len(data)), most=size_words(limits.file_bytes)
            )
        )
    return None


def _refuse_stranger(unit: UnitOfWork) -> None:
    """Files come and change only by who may change cases and read what stands in files."""
    if not may_change(unit.actor, Realm.CASES) or not may_read(unit.actor, CONTENT):
        raise RefusedError(refusal(Right.CASES_CHANGE))


def _facts(name: str, kind: str) -> dict[str, Any]:
    return {"file_name": name, "media_type": kind}


def _add(
    unit: UnitOfWork, labels: CodeLabels, case_id: int, data: bytes, values: Mapping[str, Any]
) -> None:
    _refuse_known(unit, case_id, data)
    facts = _put(unit, case_id, data)
    made = make(unit, Document, {**values, **facts, "case_id": case_id}, labels)
    unit.created = made.id


def _put(unit: UnitOfWork, case_id: int, data: bytes) -> dict[str, Any]:
    number = blobs.put(unit.session.connection(), case_id, data)
    return {"blob": number, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _refuse_known(unit: UnitOfWork, case_id: int, data: bytes) -> None:
    """The same file again; a document that is not for this reader is not told of."""
    digest = hashlib.sha256(data).hexdigest()
    query = select(Document.title).where(Document.case_id == case_id, Document.sha256 == digest)
    title = unit.session.scalar(query.limit(1))
    if title is not None:
        sentence = _("This file is in the case already: {title}.").format(title=title)
        refuse_if(Refused(sentence))


def _opened(session: Session, store: Store, document_id: int) -> Opened | Refused:
    if not may_open(store):
        return refusal(Right.IDENTITIES)
    document = session.get(Document, document_id)
    if document is None:
        return Refused(_("This record is no longer there. Reload the page."))
    data = _content(session, document)
    if data is None:
        return Refused(_("There is no file with this document."))
    return Opened(
        document.id, document.version, document.case_id, document.title,
        document.file_name or document.title, document.media_type or media.UNKNOWN, data,
    )  # fmt: skip


def _content(session: Session, document: Document) -> bytes | None:
    """The bytes of a document; DatabaseDamaged if they are not those that were put there."""
    if document.blob is None:
        return None
    connection = session.connection()
    known = blobs.kept(connection, document.blob)
    if known is None or (known.case_id, known.sha256) != (document.case_id, document.sha256):
        raise DatabaseDamaged(f"document {document.id} has another content")
    return blobs.read(connection, document.blob)


def _note_copy(store: Store, opened: Opened, why: str, *, restricted: bool) -> None:
    store.note(
        Act.EXPORT, N_("Copy of a document saved outside the store"), kind=Document.record.name,
        record_id=opened.id, case_id=opened.case_id, why=why, restricted=restricted,
    )  # fmt: skip


def _with_gap(opened: Opened) -> Opened:
    return Opened(
        opened.id, opened.version, opened.case_id, opened.title, opened.name, opened.kind,
        opened.data, noted=False,
    )  # fmt: skip
