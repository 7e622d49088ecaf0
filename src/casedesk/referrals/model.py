"""A referral (doorverwijzing) out to a partner or in from one."""

from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class Referral(Record):
    """A question to a partner for one person in a case; its state moves only by transitions."""

    __tablename__ = "referral"
    __table_args__ = (
        # Covers the next date of every case, for readers with and without suspect data.
        Index("ix_referral_next", "state", "answer_by", "case_id", "answered_on", "person_id"),
    )
    record = RecordKind(
        name="referral",
        label=N_("Referral"),
        plural=N_("Referrals"),
        realm=Realm.CASES,
        topic=Topic.REFERRAL,
        icon="send",
        title=("service", "partner_id"),
        owner="case_id",
        person="person_id",
        guarded=("state", "sent_on", "received_on", "answered_on", "started_on", "ended_on"),
        defaults=(("state", "draft"), ("direction", "outgoing")),
        empty=N_("Ask a partner for shelter, care, legal aid or income. Start a referral."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("For whom"), target="person")
    partner_id: Mapped[int] = field(
        Kind.REFERENCE,
        N_("Partner"),
        target="organisation",
        required=True,
        topic=Topic.PARTNERS,
        help=N_("Can they handle it: language, children, safety?"),
    )
    direction: Mapped[str] = field(
        Kind.CHOICE, N_("Direction"), choices="referral_direction", required=True
    )
    service: Mapped[str | None] = field(
        Kind.CHOICE, N_("What is asked"), choices="referral_service"
    )
    question: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Question to the partner"),
        find=Find.WORDS,
        help=N_("What exactly must they do? Do they need the story?"),
    )
    state: Mapped[str] = field(Kind.CHOICE, N_("State"), choices="referral_state", required=True)
    sent_on: Mapped[date | None] = field(Kind.DATE, N_("Sent on"), topic=Topic.DATES, index=True)
    answer_by: Mapped[date | None] = field(
        Kind.DATE,
        N_("Answer needed by"),
        topic=Topic.DATES,
        index=True,
        help=N_("What do you do if no answer comes?"),
    )
    received_on: Mapped[date | None] = field(Kind.DATE, N_("Receipt on"), topic=Topic.DATES)
    answered_on: Mapped[date | None] = field(Kind.DATE, N_("Answered on"), topic=Topic.DATES)
    refusal_reason: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Reason of refusal"),
        choices="refusal_reason",
        help=N_("What must change for a yes?"),
    )
    started_on: Mapped[date | None] = field(
        Kind.DATE, N_("Started on"), topic=Topic.DATES, help=N_("Did the person really arrive?")
    )
    ended_on: Mapped[date | None] = field(Kind.DATE, N_("Ended on"), topic=Topic.DATES)
    result: Mapped[str | None] = field(Kind.LONG_TEXT, N_("Result"))
    ground_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Legal ground"),
        target="sharing_ground",
        topic=Topic.ADMINISTRATION,
        help=N_("What allows you to share this?"),
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)
