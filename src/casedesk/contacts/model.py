"""What was said and seen: contact moments, and notes apart from a contact."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class ContactMoment(Record):
    """A talk, call, visit or message with or about a person in the case."""

    __tablename__ = "contact_moment"
    record = RecordKind(
        name="contact_moment",
        label=N_("Contact moment"),
        plural=N_("Contact moments"),
        realm=Realm.CASES,
        topic=Topic.FILE_NOTES,
        icon="message",
        title=("contact_kind", "subject"),
        owner="case_id",
        person="person_id",
        empty=N_("Write down each call, visit or message. Ctrl+Shift+C starts one."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("With whom"), target="person")
    held_at: Mapped[datetime] = field(
        Kind.MOMENT, N_("When"), required=True, topic=Topic.DATES, index=True
    )
    contact_kind: Mapped[str] = field(
        Kind.CHOICE, N_("Kind of contact"), choices="contact_kind", required=True
    )
    minutes: Mapped[int | None] = field(Kind.NUMBER, N_("Duration (minutes)"))
    subject: Mapped[str | None] = field(Kind.TEXT, N_("Subject"), S.FREE_TEXT, find=Find.WORDS)
    text: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("What was said and seen"),
        S.ART9,
        find=Find.WORDS,
        help=N_("What did you hear and see, apart from what you think?"),
    )
    nature: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Fact, according to client, or estimate"),
        choices="contact_nature",
        help=N_("Did you see it yourself, or did you hear it?"),
    )
    next_step: Mapped[str | None] = field(
        Kind.TEXT, N_("Next step"), S.FREE_TEXT, help=N_("Who does what, and when?")
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class Note(Record):
    """A remark in the case that is no contact: a fact, what the client says, an estimate."""

    __tablename__ = "note"
    record = RecordKind(
        name="note",
        label=N_("Note"),
        plural=N_("Notes"),
        realm=Realm.CASES,
        topic=Topic.FILE_NOTES,
        icon="note",
        title=("subject",),
        owner="case_id",
        person="person_id",
        empty=N_("Keep facts and estimates here that belong to no contact."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("About whom"), target="person")
    about: Mapped[VagueDate | None] = field(
        Kind.VAGUE_DATE,
        N_("When it was so"),
        topic=Topic.DATES,
        help=N_("For example: summer 2022, before Christmas, 12-03-2024."),
    )
    subject: Mapped[str | None] = field(Kind.TEXT, N_("Subject"), S.FREE_TEXT, find=Find.WORDS)
    text: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Note"),
        S.ART9,
        find=Find.WORDS,
        help=N_("Could you show this text to the person?"),
    )
    nature: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Fact, according to client, or estimate"),
        choices="contact_nature",
        help=N_("Did you see it yourself, or did you hear it?"),
    )
    source: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Source"),
        S.FREE_TEXT,
        topic=Topic.REPORTER,
        help=N_("From whom do you know this?"),
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)
