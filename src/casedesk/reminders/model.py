"""Reminders, and dates of any kind that were put off in the daily work list.

Both are the office's own: their topic is administration, which no partner gets.
"""

from datetime import date
from typing import Any

from sqlalchemy import Index, or_
from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class Reminder(Record):
    """Something to think of on a day; it may be about a case, about a person, or about neither."""

    __tablename__ = "reminder"
    __table_args__ = (Index("ix_reminder_next", "done_on", "due_on", "case_id", "person_id"),)
    record = RecordKind(
        name="reminder",
        label=N_("Reminder"),
        plural=N_("Reminders"),
        realm=Realm.CASES,
        topic=Topic.ADMINISTRATION,
        icon="alarm",
        title=("what",),
        owner="case_id",
        person="person_id",
        empty=N_("Write down what you want to think of, and on which day."),
    )

    what: Mapped[str] = field(
        Kind.TEXT, N_("What to think of"), S.FREE_TEXT, required=True, find=Find.WORDS
    )
    due_on: Mapped[date] = field(Kind.DATE, N_("Remind on"), required=True)
    owner: Mapped[str | None] = field(
        Kind.TEXT,
        N_("For which colleague"),
        max_length=60,
        help=N_("The login of who is reminded. You, if you leave it."),
    )
    case_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Case"), target="case_file")
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("About whom"), target="person")
    done_on: Mapped[date | None] = field(Kind.DATE, N_("Done on"))

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class Snooze(Record):
    """A date of some record that was put off until a day, with who did it and why.

    ``of_kind``, ``of_id`` and ``of_date`` name the record and its date field, ``of_day`` the day
    that was put off: once that day moves, putting off the old one says nothing any more. Case
    and person are those of the record, so that whoever may not know it finds nothing here.
    """

    __tablename__ = "snooze"
    __table_args__ = (Index("ix_snooze_of", "of_kind", "of_id", "of_date"),)
    record = RecordKind(
        name="snooze",
        label=N_("Date put off"),
        plural=N_("Dates put off"),
        realm=Realm.CASES,
        topic=Topic.ADMINISTRATION,
        icon="alarm",
        title=("until", "reason"),
        owner="case_id",
        person="person_id",
        guarded=(
            "of_kind", "of_id", "of_date", "of_day", "until", "reason", "put_off_by", "case_id",
            "person_id", "shielded",
        ),
        empty=N_("Nothing is put off."),
        defaults=(("shielded", False),),
    )  # fmt: skip

    of_kind: Mapped[str] = field(
        Kind.TEXT, N_("Kind of record"), required=True, max_length=40, hidden=True
    )
    of_id: Mapped[int] = field(Kind.NUMBER, N_("Number of the record"), required=True, hidden=True)
    of_date: Mapped[str] = field(
        Kind.TEXT, N_("Which date of it"), required=True, max_length=40, hidden=True
    )
    of_day: Mapped[date] = field(
        Kind.DATE, N_("The day that was put off"), required=True, hidden=True
    )
    until: Mapped[date] = field(Kind.DATE, N_("Put off until"), required=True, index=True)
    reason: Mapped[str] = field(Kind.TEXT, N_("Why it can wait"), S.FREE_TEXT, required=True)
    put_off_by: Mapped[str] = field(
        Kind.TEXT, N_("Put off by"), required=True, max_length=60, hidden=True
    )
    case_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Case"), target="case_file", hidden=True)
    person_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("About whom"), target="person", hidden=True
    )
    shielded: Mapped[bool] = field(Kind.FLAG, N_("About a suspect"), required=True, hidden=True)

    @classmethod
    def restricted(cls) -> Any:
        return or_(cls.shielded.is_(True), only_suspect(cls.person_id, cls.case_id))
