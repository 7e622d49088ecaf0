"""What is known of an attached document; the bytes themselves are a blob of the store."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class Document(Record):
    """A file that somebody put in the case: a decision, a consent form, a photo."""

    __tablename__ = "document"
    record = RecordKind(
        name="document",
        label=N_("Document"),
        plural=N_("Documents"),
        realm=Realm.CASES,
        topic=Topic.DOCUMENTS,
        icon="file-text",
        title=("title",),
        owner="case_id",
        person="person_id",
        empty=N_("Add letters, decisions and forms that belong to this case."),
        rules=(in_order("dated", "expires_on"),),
        guarded=("case_id", "media_type", "size", "sha256", "blob"),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("About whom"), target="person")
    title: Mapped[str] = field(Kind.TEXT, N_("Title"), S.FREE_TEXT, required=True, find=Find.WORDS)
    document_kind: Mapped[str | None] = field(
        Kind.CHOICE, N_("Kind of document"), choices="document_kind"
    )
    classification: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Classification"),
        choices="document_classification",
        topic=Topic.ADMINISTRATION,
        help=N_("Who may see this document?"),
    )
    dated: Mapped[date | None] = field(Kind.DATE, N_("Date on the document"), topic=Topic.DATES)
    received_on: Mapped[date | None] = field(
        Kind.DATE, N_("Received on"), topic=Topic.DATES, index=True
    )
    expires_on: Mapped[date | None] = field(
        Kind.DATE, N_("Expires on"), topic=Topic.DATES, index=True
    )
    from_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("From partner"), target="organisation", topic=Topic.PARTNERS
    )
    description: Mapped[str | None] = field(
        Kind.LONG_TEXT, N_("What is in it"), S.ART9, find=Find.WORDS
    )
    file_name: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Name of the file"),
        S.IDENTIFYING,
        topic=Topic.ADMINISTRATION,
        max_length=255,
        help=N_("File names often hold a person's name."),
    )
    media_type: Mapped[str | None] = field(
        Kind.TEXT, N_("Kind of file"), topic=Topic.ADMINISTRATION, max_length=100, hidden=True
    )
    size: Mapped[int | None] = field(
        Kind.NUMBER, N_("Size in bytes"), topic=Topic.ADMINISTRATION, hidden=True
    )
    sha256: Mapped[str | None] = field(
        Kind.TEXT,
        N_("SHA-256 of the file"),
        topic=Topic.ADMINISTRATION,
        max_length=64,
        hidden=True,
        index=True,
    )
    blob: Mapped[int | None] = field(
        Kind.NUMBER, N_("Number of the blob"), topic=Topic.ADMINISTRATION, hidden=True, index=True
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)
