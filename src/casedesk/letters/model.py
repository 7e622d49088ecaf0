"""Templates of letters that the organisation made itself: dated versions, each kept."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Kind, Realm, RecordKind, Topic
from casedesk.kernel.words import N_
from casedesk.store.base import Record
from casedesk.store.declare import field

LONGEST = 20_000
"""Characters in one template; a letter of some ten pages."""


class LetterTemplate(Record):
    """One dated version of a template, as its text stood when it was brought in.

    ``code`` names the letter, so that a version of the organisation takes the place of the one
    that was shipped. ``text`` is the whole file (:mod:`casedesk.letters.reading` reads it). A
    version that is ``withdrawn`` says that the letter is no longer offered from that day on.
    """

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("code", "language", "valid_from"),)
    record = RecordKind(
        name="letter_template",
        label=N_("Letter template"),
        plural=N_("Letter templates"),
        realm=Realm.ADMINISTRATION,
        topic=Topic.ADMINISTRATION,
        icon="file-text",
        title=("name", "valid_from"),
        guarded=("code", "language", "valid_from", "name", "text", "withdrawn", "decided_by"),
    )

    code: Mapped[str] = field(Kind.TEXT, N_("Code of the letter"), required=True, max_length=60)
    language: Mapped[str] = field(Kind.TEXT, N_("Language"), required=True, max_length=8)
    valid_from: Mapped[date] = field(Kind.DATE, N_("Holds from"), required=True)
    name: Mapped[str] = field(Kind.TEXT, N_("Name of the letter"), required=True)
    text: Mapped[str] = field(
        Kind.LONG_TEXT, N_("Text of the template"), required=True, max_length=LONGEST
    )
    withdrawn: Mapped[bool | None] = field(Kind.FLAG, N_("No longer offered"))
    decided_by: Mapped[str] = field(Kind.TEXT, N_("Decided by"), required=True, max_length=60)
