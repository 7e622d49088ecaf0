"""A referral (doorverwijzing) out to a partner or in from one, and each step that it took."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, exists, or_, select
from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_
from casedesk.people.model import hangs_on_suspect, only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


def _link(label: str, target: str) -> Any:
    """Out of which record a referral grew; set by the order that makes it."""
    return field(Kind.REFERENCE, label, target=target, topic=Topic.ADMINISTRATION, hidden=True)


def _found(kind: Kind, label: str, *classes: Sensitivity, **more: Any) -> Any:
    """What a step notes by itself; nobody types it, and no partner gets it."""
    return field(kind, label, *classes, topic=Topic.ADMINISTRATION, may_be_missing=False, **more)


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
        guarded=(
            "direction", "state", "sent_on", "received_on", "answered_on", "started_on", "ended_on",
            "refusal_reason", "withdrawal_reason", "reason_note", "chased_on", "chase_on",
            "decided_on", "feedback_on", "need_id", "action_id", "goal_id",
        ),
        defaults=(("state", "draft"), ("direction", "outgoing")),
        empty=N_("Ask a partner for shelter, care, legal aid or income. Start a referral."),
        rules=(in_order("came_on", "decided_on"),),
    )  # fmt: skip

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

    withdrawal_reason: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Why it was withdrawn"),
        choices="referral_withdrawal",
        topic=Topic.ADMINISTRATION,
    )
    reason_note: Mapped[str | None] = field(
        Kind.TEXT,
        N_("About the reason"),
        S.FREE_TEXT,
        topic=Topic.ADMINISTRATION,
        max_length=500,
        help=N_("What was said, and by whom?"),
    )
    no_ground_reason: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Why no ground is recorded yet"),
        S.FREE_TEXT,
        topic=Topic.ADMINISTRATION,
        max_length=500,
        help=N_("What is missing, and when will it be there?"),
    )
    chased_on: Mapped[date | None] = field(
        Kind.DATE, N_("Last chased on"), topic=Topic.ADMINISTRATION, index=True
    )
    chase_on: Mapped[date | None] = field(
        Kind.DATE, N_("Chase again on"), topic=Topic.ADMINISTRATION
    )
    came_on: Mapped[date | None] = field(
        Kind.DATE,
        N_("Came in on"),
        topic=Topic.ADMINISTRATION,
        index=True,
        help=N_("The day on which it reached you, not the day on which it was written."),
    )
    decided_on: Mapped[date | None] = field(
        Kind.DATE, N_("We decided on"), topic=Topic.ADMINISTRATION
    )
    sender: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Who sent it"),
        S.IDENTIFYING,
        topic=Topic.ADMINISTRATION,
        help=N_("The colleague at the partner whom you can call about it."),
    )
    received_what: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("What was received"),
        topic=Topic.ADMINISTRATION,
        find=Find.WORDS,
        help=N_("Does it hold more than you need? Then say so to the sender."),
    )
    document_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Document that came with it"),
        target="document",
        topic=Topic.ADMINISTRATION,
    )
    feedback_due: Mapped[date | None] = field(
        Kind.DATE,
        N_("Feedback to the sender by"),
        topic=Topic.ADMINISTRATION,
        index=True,
        help=N_("By when does the sender hear what came of it?"),
    )
    feedback_on: Mapped[date | None] = field(
        Kind.DATE, N_("Feedback given on"), topic=Topic.ADMINISTRATION
    )
    feedback: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Feedback to the sender"),
        topic=Topic.ADMINISTRATION,
        help=N_("Tell no more than the sender needs to know."),
    )
    need_id: Mapped[int | None] = _link(N_("Came of need"), "need_assessment")
    action_id: Mapped[int | None] = _link(N_("Came of action"), "action")
    goal_id: Mapped[int | None] = _link(N_("Came of goal"), "goal")

    @classmethod
    def restricted(cls) -> Any:
        return _about_suspect(cls)


class ReferralStep(Record):
    """One step of a referral, with what it found: case, person and ground at that moment.

    ``referral_id`` is no foreign key, so that a referral can be removed with its steps in one act
    (``referrals.following``). ``told_on`` is set where the referral itself shows no date on the
    timeline, so that nothing stands there twice.
    """

    __tablename__ = "referral_step"
    record = RecordKind(
        name="referral_step",
        label=N_("Step of a referral"),
        plural=N_("Steps of referrals"),
        realm=Realm.CASES,
        topic=Topic.ADMINISTRATION,
        icon="send",
        title=("act", "taken_on"),
        owner="case_id",
        person="person_id",
        guarded=(
            "referral_id", "act", "taken_on", "at", "by", "state_before", "state_after",
            "refusal_reason", "withdrawal_reason", "note", "way", "next_on", "case_phase",
            "person_role", "person_age", "ground_id", "ground", "ground_state", "ground_version",
            "no_ground_reason", "partner_id", "person_id", "told_on",
        ),
        empty=N_("Nothing happened with this question yet."),
    )  # fmt: skip

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    referral_id: Mapped[int] = _found(
        Kind.NUMBER, N_("Number of the referral"), required=True, hidden=True, index=True
    )
    person_id: Mapped[int | None] = _found(Kind.REFERENCE, N_("For whom"), target="person")
    partner_id: Mapped[int | None] = _found(Kind.REFERENCE, N_("Partner"), target="organisation")
    act: Mapped[str] = _found(Kind.CHOICE, N_("Step"), choices="referral_act", required=True)
    taken_on: Mapped[date] = _found(Kind.DATE, N_("Day of the step"), required=True)
    at: Mapped[datetime] = _found(Kind.MOMENT, N_("Written down at"), required=True)
    by: Mapped[str] = _found(Kind.TEXT, N_("Written down by"), required=True, max_length=60)
    state_before: Mapped[str | None] = _found(
        Kind.CHOICE, N_("State before"), choices="referral_state"
    )
    state_after: Mapped[str] = _found(
        Kind.CHOICE, N_("State after"), choices="referral_state", required=True
    )
    refusal_reason: Mapped[str | None] = _found(
        Kind.CHOICE, N_("Reason of refusal"), choices="refusal_reason"
    )
    withdrawal_reason: Mapped[str | None] = _found(
        Kind.CHOICE, N_("Why it was withdrawn"), choices="referral_withdrawal"
    )
    note: Mapped[str | None] = _found(Kind.LONG_TEXT, N_("Remarks"))
    way: Mapped[str | None] = _found(Kind.CHOICE, N_("How"), choices="contact_channel")
    next_on: Mapped[date | None] = _found(Kind.DATE, N_("Chase again on"))
    case_phase: Mapped[str | None] = _found(
        Kind.CHOICE, N_("Phase of the case then"), choices="case_phase"
    )
    person_role: Mapped[str | None] = _found(
        Kind.CHOICE, N_("Role of the person then"), choices="person_role"
    )
    person_age: Mapped[int | None] = _found(
        Kind.NUMBER, N_("Age of the person then"), S.IDENTIFYING
    )
    ground_id: Mapped[int | None] = _found(
        Kind.REFERENCE, N_("Recorded ground"), target="sharing_ground"
    )
    ground: Mapped[str | None] = _found(Kind.CHOICE, N_("Legal ground then"), choices="ground")
    ground_state: Mapped[str | None] = _found(
        Kind.CHOICE, N_("State of the ground then"), choices="referral_ground_state"
    )
    ground_version: Mapped[str | None] = _found(
        Kind.TEXT, N_("Version of the ground then"), max_length=60
    )
    no_ground_reason: Mapped[str | None] = _found(
        Kind.TEXT, N_("Why no ground is recorded yet"), S.FREE_TEXT, max_length=500
    )
    told_on: Mapped[date | None] = _found(
        Kind.DATE, N_("Day on the timeline"), hidden=True, index=True
    )

    @classmethod
    def restricted(cls) -> Any:
        # A referral may name nobody and yet come from a plan about a suspect.
        referrals = Referral.__table__.alias()
        asked = exists(
            select(referrals.c.id).where(
                referrals.c.id == cls.referral_id, _about_suspect(referrals.c)
            )
        )
        return or_(only_suspect(cls.person_id, cls.case_id), asked)


def _about_suspect(row: Any) -> Any:
    """SQL condition: a referral is about somebody who is only a suspect, or comes from that."""
    return or_(
        only_suspect(row.person_id, row.case_id),
        hangs_on_suspect("need_assessment", row.need_id),
        hangs_on_suspect("action", row.action_id),
        hangs_on_suspect("goal", row.goal_id),
    )
