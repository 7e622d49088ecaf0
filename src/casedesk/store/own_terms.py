"""What an organisation changed in the code lists: terms of its own, and the end of terms.

Shipped rows are never changed (``store.code_lists``). A term that ended is no longer offered from
that day on; records that hold it keep it, with the words it had.
"""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Kind, Realm, RecordKind, Topic
from casedesk.kernel.words import N_
from casedesk.store.base import Record
from casedesk.store.declare import field


class OwnTerm(Record):
    """A term that the organisation added. ``code`` is made by the program and never reused."""

    __tablename__ = "own_term"
    __table_args__ = (UniqueConstraint("list_name", "code"),)
    record = RecordKind(
        name="own_term",
        label=N_("Own term"),
        plural=N_("Own terms"),
        realm=Realm.ADMINISTRATION,
        topic=Topic.ADMINISTRATION,
        icon="tag",
        title=("label_nl",),
        guarded=("list_name", "code", "label_nl", "label_en", "valid_from", "parent", "replaces"),
    )

    list_name: Mapped[str] = field(Kind.TEXT, N_("List"), required=True, max_length=60)
    code: Mapped[str] = field(Kind.TEXT, N_("Code"), required=True, max_length=60)
    label_nl: Mapped[str] = field(Kind.TEXT, N_("Dutch words"), required=True, max_length=300)
    label_en: Mapped[str] = field(Kind.TEXT, N_("English words"), required=True, max_length=300)
    valid_from: Mapped[date] = field(Kind.DATE, N_("Offered from"), required=True)
    parent: Mapped[str | None] = field(Kind.TEXT, N_("Belongs under"), max_length=60)
    replaces: Mapped[str | None] = field(Kind.TEXT, N_("Takes the place of"), max_length=60)


class TermEnding(Record):
    """From ``ends_on`` on this term, shipped or own, is no longer offered."""

    __tablename__ = "term_ending"
    __table_args__ = (UniqueConstraint("list_name", "code"),)
    record = RecordKind(
        name="term_ending",
        label=N_("End of a term"),
        plural=N_("Ended terms"),
        realm=Realm.ADMINISTRATION,
        topic=Topic.ADMINISTRATION,
        icon="tag",
        title=("code",),
        guarded=("list_name", "code", "ends_on"),
    )

    list_name: Mapped[str] = field(Kind.TEXT, N_("List"), required=True, max_length=60)
    code: Mapped[str] = field(Kind.TEXT, N_("Code"), required=True, max_length=60)
    ends_on: Mapped[date] = field(Kind.DATE, N_("No longer offered from"), required=True)
