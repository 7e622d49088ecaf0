"""The archive copies of what left: read back in the program, page by page as they went."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, refusal
from casedesk.handover.model import Disclosure
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import N_, _
from casedesk.records.listing import colleagues
from casedesk.records.reading import Reader
from casedesk.store import blobs
from casedesk.store.declare import fields_of
from casedesk.store.faults import DatabaseDamaged
from casedesk.store.journal import Act, Trail
from casedesk.store.store import Store


@dataclass(frozen=True, slots=True)
class ArchiveCopy:
    """What left, as it was. ``noted`` is False when the trail had no room for the line."""

    disclosure_id: int
    case_id: int
    document: str
    number: str
    signed_by: str
    data: bytes = field(repr=False)
    noted: bool = True


@dataclass(frozen=True, slots=True)
class Printing:
    """One time that a document was printed: when, by whom, and how many copies; as shown."""

    at: str
    by: str
    how: str


def may_open_archive(store: Store) -> bool:
    """Whether this person may read the archive copies at all: they are full of names."""
    return may(store.actor, Right.HANDOVER) and may(store.actor, Right.IDENTITIES)


def open_archive(store: Store, disclosure_id: int) -> ArchiveCopy | Refused:
    """Read the archive copy of a handover, and leave the line that it was read.

    Refused without the rights, for a handover that is not for this reader (a report about a
    suspect), and when there is no copy: the case was reduced, or it left before copies were kept.
    Raises DatabaseDamaged for a copy that is not the one that was put there.
    """
    for right in (Right.HANDOVER, Right.IDENTITIES):
        if not may(store.actor, right):
            return refusal(right)
    with store.read() as session:
        row = session.scalars(select(Disclosure).where(Disclosure.id == disclosure_id)).first()
        if row is None:
            return Refused(_("This record is no longer there. Reload the page."))
        if row.blob is None:
            return Refused(_("No copy of this document is kept any more."))
        facts = (row.id, row.case_id, row.document, row.number or "", row.signed_by or "")
        data = _content(session, row)
        about_suspect = row.suspect_id is not None
    # Each time anew, unlike a record that is looked up: here all of it stands on the screen.
    noted = store.note_or_wait(
        Act.READ,
        N_("Archive copy of a handover read"),
        N_("Archive copy of a handover read while the disk was full"),
        kind=Disclosure.record.name,
        record_id=facts[0],
        case_id=facts[1],
        restricted=about_suspect,
    )
    return ArchiveCopy(*facts, data, noted)


def printings(session: Session, reader: Reader, disclosure_id: int) -> tuple[Printing, ...]:
    """Each time that a document was printed, newest first: printing is a disclosure too."""
    query = (
        select(Trail.at, Trail.login, Trail.why)
        .where(
            Trail.act == Act.PRINT,
            Trail.object_kind == Disclosure.record.name,
            Trail.object_id == disclosure_id,
            Trail.why.is_not(None),
            Trail.result == "done",
        )
        .order_by(Trail.seq.desc())
    )
    names, moment = colleagues(session), fields_of(Disclosure)["printed_at"]
    return tuple(
        Printing(
            reader.show(session, moment, row.at), names.get(row.login, row.login), row.why or ""
        )
        for row in session.execute(query)
    )


def _content(session: Session, row: Disclosure) -> bytes:
    connection = session.connection()
    known = blobs.kept(connection, row.blob or 0)
    if known is None or (known.case_id, known.sha256) != (row.case_id, row.blob_sha256):
        raise DatabaseDamaged(f"handover {row.id} has another archive copy")
    return blobs.read(connection, known.id)
