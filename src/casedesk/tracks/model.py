"""Events on the residence track (B8/3, asylum, objections) and on the criminal track.

Each event says what happened and where things stand since; the state of a track is that of its
last event. Terms that an event starts are deadlines, reckoned from dated rules.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import Mapped

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class ResidenceEvent(Record):
    """A step in somebody's right to stay: offer, application, decision, end."""

    __tablename__ = "residence_event"
    record = RecordKind(
        name="residence_event",
        label=N_("Residence step"),
        plural=N_("Residence steps"),
        realm=Realm.CASES,
        topic=Topic.RESIDENCE,
        icon="id",
        title=("event", "happened"),
        owner="case_id",
        person="person_id",
        empty=N_("Write down each step about the right to stay, such as the reflection period."),
        rules=(in_order("happened", "valid_until"),),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Of whom"), target="person", required=True)
    event: Mapped[str] = field(
        Kind.CHOICE, N_("What happened"), choices="residence_event", required=True, index=True
    )
    happened: Mapped[VagueDate] = field(
        Kind.VAGUE_DATE,
        N_("When"),
        required=True,
        topic=Topic.DATES,
        index=True,
        help=N_("Terms are counted from this day, so take it from the letter."),
    )
    state: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Where it stands since"),
        choices="residence_state",
        help=N_("Does the letter say so, or do you expect it?"),
    )
    dublin: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Dublin claimant"),
        choices="yes_no",
        help=N_("Another country is asked to handle the asylum request. Other terms apply."),
    )
    valid_until: Mapped[date | None] = field(
        Kind.DATE,
        N_("Valid until"),
        topic=Topic.DATES,
        index=True,
        help=N_("Who asks for the extension in time?"),
    )
    term_ends_on: Mapped[date | None] = field(
        Kind.DATE,
        N_("Objection or appeal at the latest on"),
        topic=Topic.DATES,
        index=True,
        help=N_("Take it from the decision letter."),
    )
    authority_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Authority"), target="organisation", topic=Topic.PARTNERS
    )
    lawyer_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Lawyer's office"),
        target="organisation",
        topic=Topic.PARTNERS,
        help=N_("Does the lawyer know of this step?"),
    )
    reference: Mapped[str | None] = field(
        Kind.TEXT, N_("Their reference"), S.IDENTIFYING, find=Find.WORDS
    )
    note: Mapped[str | None] = field(Kind.LONG_TEXT, N_("Remarks"), find=Find.WORDS)

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class CriminalEvent(Record):
    """A step of police, prosecution or court, as far as it matters to the victim.

    Once it names a suspect it is art. 10 AVG and stands behind the right to suspect data.
    """

    __tablename__ = "criminal_event"
    record = RecordKind(
        name="criminal_event",
        label=N_("Criminal law step"),
        plural=N_("Criminal law steps"),
        realm=Realm.CASES,
        topic=Topic.CRIMINAL,
        icon="gavel",
        title=("event", "happened"),
        owner="case_id",
        person="person_id",
        empty=N_("Write down talks with the police, the aangifte, hearings and decisions."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("(Possible) victim"), target="person")
    event: Mapped[str] = field(
        Kind.CHOICE,
        N_("What happened"),
        choices="criminal_event",
        required=True,
        index=True,
        help=N_("Was this a talk, or already a criminal report (aangifte)?"),
    )
    happened: Mapped[VagueDate] = field(
        Kind.VAGUE_DATE, N_("When"), required=True, topic=Topic.DATES, index=True
    )
    starts_at: Mapped[datetime | None] = field(
        Kind.MOMENT,
        N_("Time of talk or hearing"),
        topic=Topic.DATES,
        help=N_("Who goes along with the person?"),
    )
    state: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Where it stands since"),
        choices="criminal_state",
        help=N_("Does the letter say so, or do you expect it?"),
    )
    term_ends_on: Mapped[date | None] = field(
        Kind.DATE,
        N_("Complaint or appeal at the latest on"),
        topic=Topic.DATES,
        index=True,
        help=N_("Set it by hand from the letter."),
    )
    authority_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Authority"), target="organisation", topic=Topic.PARTNERS
    )
    officer: Mapped[str | None] = field(
        Kind.TEXT, N_("Detective or prosecutor"), S.IDENTIFYING, S.CONTACT
    )
    police_number: Mapped[str | None] = field(
        Kind.TEXT, N_("Case number of the police"), S.IDENTIFYING,
        find=Find.WORDS,
    )  # fmt: skip
    court_number: Mapped[str | None] = field(
        Kind.TEXT, N_("Parketnummer (court number)"), S.IDENTIFYING,
        find=Find.WORDS,
    )  # fmt: skip
    suspect_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Suspect"),
        S.ART10,
        target="person",
        topic=Topic.SUSPECT,
        help=N_("With a suspect filled in, this step is shielded."),
    )
    note: Mapped[str | None] = field(Kind.LONG_TEXT, N_("Remarks"), find=Find.WORDS)

    @classmethod
    def restricted(cls) -> Any:
        return or_(cls.suspect_id.is_not(None), only_suspect(cls.person_id, cls.case_id))
