"""The register of what left: one row per handover, with the exact fields it held."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class Disclosure(Record):
    """Data of a case that were given to somebody outside (domain.md 5.2 and 11, no. 28).

    ``fields`` is the resolver's whole answer as JSON: per record and field whether it went or
    stayed and why, without values. ``told`` holds the texts of what went, as they read on the
    page. ``blob`` is the archive copy, ``sha256`` the hash of the encrypted copy that was sent;
    ``number`` stands on every page and in the reply form.
    """

    __tablename__ = "disclosure"
    record = RecordKind(
        name="disclosure",
        label=N_("Handover"),
        plural=N_("Handovers"),
        realm=Realm.CASES,
        topic=Topic.ADMINISTRATION,
        icon="file-export",
        title=("partner_id", "purpose"),
        owner="case_id",
        guarded=(
            "made_at",
            "sha256",
            "fields",
            "level",
            "purpose",
            "ground",
            "partner_id",
            "suspect_id",
            "person_id",
            "document",
            "number",
            "told",
            "blob",
            "blob_sha256",
            "profile_from",
            "ground_version",
            "signed_by",
            "printed_at",
            "sent_on",
            "receipt_by",
            "received_on",
            "reply",
            "reply_on",
            "reply_reason",
            "reply_text",
            "reply_contact",
            "reply_document_id",
            "return_asked_on",
            "return_by",
            "returned_on",
            "return_way",
            "withdrawal_tell_by",
            "withdrawal_told_on",
        ),
        defaults=(("document", "handover"),),
        empty=N_("A handover gives a partner what that partner may know, and nothing more."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    partner_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Partner"), target="organisation", topic=Topic.PARTNERS
    )
    reader: Mapped[str] = field(
        Kind.CHOICE, N_("Made for"), choices="disclosure_reader", required=True
    )
    made_at: Mapped[datetime] = field(
        Kind.MOMENT, N_("Made at"), required=True, topic=Topic.DATES, index=True
    )
    made_by: Mapped[str] = field(Kind.TEXT, N_("Made by"), required=True, max_length=60)
    purpose: Mapped[str] = field(
        Kind.TEXT, N_("Purpose"), S.FREE_TEXT, required=True, max_length=500
    )
    ground: Mapped[str | None] = field(Kind.CHOICE, N_("Legal ground"), choices="ground")
    ground_reason: Mapped[str | None] = field(Kind.TEXT, N_("Reason for this ground"), S.FREE_TEXT)
    ground_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Recorded ground"), target="sharing_ground"
    )
    informed: Mapped[str | None] = field(Kind.CHOICE, N_("Person informed"), choices="informed")
    informed_not_reason: Mapped[str | None] = field(
        Kind.CHOICE, N_("Why not informed"), choices="informed_not_reason"
    )
    level: Mapped[str] = field(Kind.CHOICE, N_("Level"), choices="disclosure_level", required=True)
    request: Mapped[str | None] = field(Kind.LONG_TEXT, N_("Requested action"))
    answer_by: Mapped[date | None] = field(
        Kind.DATE, N_("Answer needed by"), topic=Topic.DATES, index=True
    )
    channel: Mapped[str | None] = field(Kind.CHOICE, N_("Channel"), choices="disclosure_channel")
    fields: Mapped[str] = field(
        Kind.LONG_TEXT, N_("Fields"), required=True, hidden=True, max_length=2_000_000
    )
    sha256: Mapped[str] = field(Kind.TEXT, N_("SHA-256 of the file"), required=True, max_length=64)
    suspect_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Report about a suspect"),
        S.ART10,
        target="person",
        topic=Topic.SUSPECT,
        help=N_("Set by the program when the document is about one suspect."),
        hidden=True,
    )
    referral_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Referral"), target="referral", topic=Topic.REFERRAL
    )

    document: Mapped[str] = field(
        Kind.CHOICE, N_("Document"), choices="disclosure_document", required=True
    )
    person_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Given to the person"), target="person"
    )
    number: Mapped[str | None] = field(Kind.TEXT, N_("Print number"), max_length=40, index=True)
    profile_from: Mapped[date | None] = field(
        Kind.DATE,
        N_("Profile of"),
        help=N_("The partner profile that held on that day."),
        hidden=True,
    )
    ground_version: Mapped[str | None] = field(
        Kind.TEXT, N_("Version of the ground"), max_length=60
    )
    told: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Values that went"),
        S.IDENTIFYING,
        S.ART9,
        S.FREE_TEXT,
        hidden=True,
        max_length=4_000_000,
    )
    blob: Mapped[int | None] = field(Kind.NUMBER, N_("Number of the blob"), hidden=True, index=True)
    blob_sha256: Mapped[str | None] = field(
        Kind.TEXT, N_("SHA-256 of the archive copy"), max_length=64, index=True
    )
    signed_by: Mapped[str | None] = field(
        Kind.TEXT, N_("Signed with the certificate of"), max_length=200
    )
    printed_at: Mapped[datetime | None] = field(
        Kind.MOMENT, N_("Printed last at"), topic=Topic.DATES
    )
    sent_on: Mapped[date | None] = field(Kind.DATE, N_("Sent on"), topic=Topic.ADMINISTRATION)
    receipt_by: Mapped[date | None] = field(
        Kind.DATE,
        N_("Receipt expected by"),
        topic=Topic.ADMINISTRATION,
        help=N_("Set by the program when the handover was sent. After this day you can chase it."),
        index=True,
    )
    received_on: Mapped[date | None] = field(Kind.DATE, N_("Receipt on"), topic=Topic.DATES)
    reply: Mapped[str | None] = field(Kind.CHOICE, N_("Answer"), choices="disclosure_reply")
    reply_on: Mapped[date | None] = field(Kind.DATE, N_("Answered on"), topic=Topic.DATES)
    reply_reason: Mapped[str | None] = field(
        Kind.CHOICE, N_("Why they do not take it up"), choices="refusal_reason"
    )
    reply_text: Mapped[str | None] = field(Kind.LONG_TEXT, N_("What they answered"))
    reply_contact: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Contact for questions"),
        S.IDENTIFYING,
        max_length=200,
        help=N_("Whom to call at the partner, and how."),
    )
    reply_document_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Returned form"), target="document", topic=Topic.DOCUMENTS
    )
    return_asked_on: Mapped[date | None] = field(
        Kind.DATE, N_("Return or destruction asked on"), topic=Topic.DATES
    )
    return_by: Mapped[date | None] = field(
        Kind.DATE,
        N_("Return or destruction expected by"),
        topic=Topic.ADMINISTRATION,
        index=True,
    )
    returned_on: Mapped[date | None] = field(
        Kind.DATE, N_("Return or destruction confirmed on"), topic=Topic.DATES
    )
    return_way: Mapped[str | None] = field(
        Kind.CHOICE, N_("Returned or destroyed"), choices="disclosure_return"
    )
    withdrawal_tell_by: Mapped[date | None] = field(
        Kind.DATE,
        N_("Tell of the withdrawal by"),
        topic=Topic.DATES,
        index=True,
        help=N_("Set by the program when a consent is withdrawn."),
    )
    withdrawal_told_on: Mapped[date | None] = field(
        Kind.DATE,
        N_("Told of the withdrawal on"),
        topic=Topic.DATES,
        help=N_("The day on which this partner was told that consent was withdrawn."),
    )

    @classmethod
    def restricted(cls) -> Any:
        # That there is a report about a suspect is itself data about a suspect.
        return cls.suspect_id.is_not(None)
