"""What is remembered of persons who were one, and of persons who are not; and how names are found.

A merge keeps a snapshot, so that it can be undone weeks later (peers.md, complaints 33 to 37).
"""

from datetime import date
from typing import Any

from sqlalchemy import Boolean, Index, Integer, String, UniqueConstraint, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.kernel.fields import Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect, plays_suspect
from casedesk.store.base import Base, Record
from casedesk.store.declare import field

S = Sensitivity

MERGE = "person_merge"
DIFFERENCE = "person_difference"


class PersonMerge(Record):
    """Two entries were one person: which one stays, which one went, and all that was moved."""

    __tablename__ = "person_merge"
    record = RecordKind(
        name=MERGE,
        label=N_("Merge of two persons"),
        plural=N_("Merges of persons"),
        realm=Realm.CASES,
        topic=Topic.ADMINISTRATION,
        icon="users",
        title=("gone_name",),
        guarded=("kept_id", "gone", "gone_name", "why", "merged_on", "merged_by", "snapshot"),
    )

    kept_id: Mapped[int] = field(
        Kind.REFERENCE, N_("Person that stays"), target="person", required=True
    )
    gone: Mapped[int] = field(
        Kind.NUMBER, N_("Number of the person that went up in it"), required=True, index=True
    )
    gone_name: Mapped[str | None] = field(
        Kind.TEXT, N_("Name of the person that went up in it"), S.IDENTIFYING, max_length=500
    )
    why: Mapped[str] = field(
        Kind.TEXT, N_("Why it is one person"), S.FREE_TEXT, S.IDENTIFYING, required=True,
        max_length=500,
    )  # fmt: skip
    merged_on: Mapped[date] = field(Kind.DATE, N_("Merged on"), required=True)
    merged_by: Mapped[str] = field(Kind.TEXT, N_("Merged by"), required=True, max_length=60)
    snapshot: Mapped[str] = field(
        Kind.LONG_TEXT, N_("What was moved"), S.IDENTIFYING, S.CONTACT, S.ART9, S.ART10,
        S.LOCATION_SECRET, required=True, hidden=True, max_length=5_000_000,
    )  # fmt: skip

    @classmethod
    def restricted(cls) -> Any:
        """Of two who went together one may have been only a suspect: the merge says who."""
        return plays_suspect(cls.kept_id)


class PersonDifference(Record):
    """Somebody looked and said: these two look alike and are not the same person."""

    __tablename__ = "person_difference"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)
    record = RecordKind(
        name=DIFFERENCE,
        label=N_("Two different persons"),
        plural=N_("Different persons who look alike"),
        realm=Realm.CASES,
        topic=Topic.ADMINISTRATION,
        icon="users",
        title=("first_id", "second_id"),
        guarded=("first_id", "second_id", "said_on", "said_by"),
    )

    first_id: Mapped[int] = field(Kind.REFERENCE, N_("One person"), target="person", required=True)
    second_id: Mapped[int] = field(
        Kind.REFERENCE, N_("The other person"), target="person", required=True
    )
    why: Mapped[str | None] = field(
        Kind.TEXT, N_("Why they are different"), S.FREE_TEXT, S.IDENTIFYING, max_length=500
    )
    said_on: Mapped[date] = field(Kind.DATE, N_("Said on"), required=True)
    said_by: Mapped[str] = field(Kind.TEXT, N_("Said by"), required=True, max_length=60)

    @classmethod
    def restricted(cls) -> Any:
        return or_(only_suspect(cls.first_id), only_suspect(cls.second_id))


class PersonKey(Base):
    """By which words, dates and numbers a person is found; derived, made anew at any time.

    One row per word of a name, date of birth, number, and part played (``what``: n, b, i, r), with
    the record that it comes from. ``restricted`` comes first in each index, so that a reader
    without the right to suspects never touches their rows, not even in time.
    """

    __tablename__ = "person_key"
    __table_args__ = (
        Index("ix_person_key_sound", "restricted", "what", "sound", "person_id"),
        Index(
            "ix_person_key_bones", "restricted", "bones", "person_id",
            sqlite_where=text("bones IS NOT NULL"),
        ),
        Index("ix_person_key_source", "kind", "record_id"),
        Index("ix_person_key_person_id", "person_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[int] = mapped_column(Integer)
    restricted: Mapped[bool] = mapped_column(Boolean)
    what: Mapped[str] = mapped_column(String(1))
    sound: Mapped[str] = mapped_column(String(200))
    bones: Mapped[str | None] = mapped_column(String(200))
