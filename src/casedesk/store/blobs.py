"""The bytes of documents, inside the encrypted database like everything else.

A content is cut into chunks of 256 KiB, one row each, so that no reading or writing holds more
than that beside the content itself. Its SHA-256 stands in the row of the blob and, with the
document, in the trail: what is read is checked against it. Within a case the same content is
kept once; never across cases, or one case would tell of another.

The text of a content, page by page, stands beside it for the search index. Nothing here knows
who asks: whoever does has found the document through the row filter first.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    delete,
    func,
    insert,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.kernel.words import _
from casedesk.store.base import Base
from casedesk.store.declare import record_classes
from casedesk.store.faults import DatabaseDamaged
from casedesk.store.types import MomentType

CHUNK = 256 * 1024
KEPT_UNUSED = timedelta(hours=24)
"""How long the bytes of a removed document stay, so that undo can bring it back. An undo is for
the acts of one sitting only, and no sitting lasts longer than a working day."""


class Blob(Base):
    """One content. ``text_state`` is empty, ``trying``, ``done`` or ``none``.

    ``unused_since``: no document has pointed here since then, as far as was seen.
    """

    __tablename__ = "blob"
    __table_args__ = (
        Index("ix_blob_case_id_sha256", "case_id", "sha256"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_id: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    text_state: Mapped[str | None] = mapped_column(String(20))
    unused_since: Mapped[datetime | None] = mapped_column(MomentType)


class BlobChunk(Base):
    """A piece of a content; ``place`` counts from 0."""

    __tablename__ = "blob_chunk"

    blob_id: Mapped[int] = mapped_column(ForeignKey("blob.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class BlobText(Base):
    """The text of one page of a content; pages count from 1."""

    __tablename__ = "blob_text"

    blob_id: Mapped[int] = mapped_column(ForeignKey("blob.id"), primary_key=True)
    page: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a content without reading it."""

    id: int
    case_id: int
    sha256: str
    size: int
    text_state: str


def put(connection: Connection, case_id: int, data: bytes) -> int:
    """Keep a content for a case; answers its number. The same content is kept once a case."""
    digest = hashlib.sha256(data).hexdigest()
    known = connection.scalar(select(Blob.id).where(Blob.case_id == case_id, Blob.sha256 == digest))
    if known is not None:
        connection.execute(update(Blob).where(Blob.id == known).values(unused_since=None))
        return int(known)
    facts = {"case_id": case_id, "sha256": digest, "size": len(data)}
    made = connection.execute(insert(Blob).values(**facts)).inserted_primary_key
    if made is None:
        raise LookupError("the blob has no number")
    view = memoryview(data)
    for place, start in enumerate(range(0, len(data), CHUNK)):
        connection.execute(
            insert(BlobChunk).values(
                blob_id=made[0], place=place, data=bytes(view[start : start + CHUNK])
            )
        )
    return int(made[0])


def kept(connection: Connection, blob_id: int) -> Kept | None:
    """What is known of a content; None when it is not there."""
    row = connection.execute(select(Blob.__table__).where(Blob.id == blob_id)).first()
    if row is None:
        return None
    return Kept(row.id, row.case_id, row.sha256, row.size, row.text_state or "")


def read(connection: Connection, blob_id: int) -> bytes:
    """The whole content. Raises DatabaseDamaged if it is not what was put there."""
    known = kept(connection, blob_id)
    if known is None:
        raise DatabaseDamaged(f"blob {blob_id} is gone")
    data = bytearray()
    for chunk in _chunks(connection, blob_id):
        data += chunk
        if len(data) > known.size:
            break
    if len(data) != known.size or hashlib.sha256(data).hexdigest() != known.sha256:
        raise DatabaseDamaged(f"blob {blob_id} differs from its hash")
    return bytes(data)


def total(connection: Connection) -> int:
    """How many bytes all contents take."""
    return connection.scalar(select(func.coalesce(func.sum(Blob.size), 0))) or 0


def set_text_state(connection: Connection, blob_id: int, state: str) -> None:
    """Say how far the text of a content is: ``trying``, ``done`` or ``none``."""
    connection.execute(update(Blob).where(Blob.id == blob_id).values(text_state=state))


def put_text(connection: Connection, blob_id: int, pages: Sequence[str]) -> None:
    """Keep the text of a content, page by page, in place of what was there."""
    connection.execute(delete(BlobText).where(BlobText.blob_id == blob_id))
    rows = [
        {"blob_id": blob_id, "page": number, "text": text}
        for number, text in enumerate(pages, start=1)
        if text.strip()
    ]
    if rows:
        connection.execute(insert(BlobText), rows)
    set_text_state(connection, blob_id, "done" if rows else "none")


def texts(connection: Connection, blob_ids: Sequence[int]) -> Mapping[int, Mapping[int, str]]:
    """The texts of contents: number of the blob, then of the page."""
    found: dict[int, dict[int, str]] = {}
    query = (
        select(BlobText.blob_id, BlobText.page, BlobText.text)
        .where(BlobText.blob_id.in_(blob_ids))
        .order_by(BlobText.blob_id, BlobText.page)
    )
    for blob_id, page, text in connection.execute(query):
        found.setdefault(blob_id, {})[page] = text
    return found


def any_unused(connection: Connection) -> bool:
    """Whether :func:`forget_unused` has anything to look after."""
    used = select(Blob.id).where(Blob.id.not_in(_used_ids()))
    marked = select(Blob.id).where(Blob.unused_since.is_not(None))
    return connection.execute(used.union_all(marked).limit(1)).first() is not None


def forget_unused(connection: Connection, now: datetime) -> int:
    """Take away contents that no record has pointed at for a day; answers how many.

    SQLCipher overwrites what it frees (``secure_delete``).
    """
    used = set(connection.scalars(_used_ids()))
    rows = connection.execute(select(Blob.id, Blob.unused_since)).all()
    gone = []
    for blob_id, since in rows:
        if blob_id in used:
            if since is not None:
                _mark(connection, blob_id, None)
        elif since is None:
            _mark(connection, blob_id, now)
        elif now - since >= KEPT_UNUSED:
            gone.append(blob_id)
    for blob_id in gone:
        for table in (BlobText, BlobChunk):
            connection.execute(delete(table).where(table.blob_id == blob_id))
        connection.execute(delete(Blob).where(Blob.id == blob_id))
    return len(gone)


def problems(connection: Connection) -> Iterator[str]:
    """What is wrong with the contents, a sentence each; reads every byte, a chunk at a time."""
    found: dict[int, str] = {}
    for row in connection.execute(select(Blob.id, Blob.sha256, Blob.size)).all():
        digest, size = hashlib.sha256(), 0
        for chunk in _chunks(connection, row.id):
            digest.update(chunk)
            size += len(chunk)
        found[row.id] = digest.hexdigest()
        if (found[row.id], size) != (row.sha256, row.size):
            yield _("The content {id} of a document was altered.").format(id=row.id)
    for table in _pointing():
        # A handover has the hash of the copy that was sent, too; its blob is the archive copy.
        digest = table.c.get("blob_sha256", table.c.sha256).label("digest")
        query = select(table.c.id, table.c.blob, digest).where(table.c.blob.is_not(None))
        for row in connection.execute(query):
            if row.blob not in found:
                yield _("The content of document {id} is gone.").format(id=row.id)
            elif found[row.blob] != row.digest:
                yield _("The content of document {id} is another one.").format(id=row.id)


def _mark(connection: Connection, blob_id: int, since: datetime | None) -> None:
    connection.execute(update(Blob).where(Blob.id == blob_id).values(unused_since=since))


def _chunks(connection: Connection, blob_id: int) -> Iterator[bytes]:
    query = select(BlobChunk.data).where(BlobChunk.blob_id == blob_id).order_by(BlobChunk.place)
    for (data,) in connection.execution_options(stream_results=True).execute(query):
        yield bytes(data)


def _used_ids() -> Any:
    parts = [select(t.c.blob).where(t.c.blob.is_not(None)) for t in _pointing()]
    return union_all(*parts)


def _pointing() -> list[Any]:
    """The tables of records that have a content."""
    return [cls.__table__ for cls in record_classes() if "blob" in cls.__table__.c]
