"""What is known of a suspect, fact by fact, each with its source and the two grades."""

from sqlalchemy.orm import Mapped

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class SuspectFact(Record):
    """One thing that somebody said or saw about a suspect: a vehicle, a firm, a way of working.

    Source and content are judged apart (4x4 grid), so that hearsay of a good source stays
    hearsay. The whole kind is of the suspects' realm: art. 10 AVG, and nothing goes by default.
    """

    __tablename__ = "suspect_fact"
    record = RecordKind(
        name="suspect_fact",
        label=N_("Fact about a suspect"),
        plural=N_("Facts about a suspect"),
        realm=Realm.SUSPECTS,
        topic=Topic.SUSPECT,
        icon="shield",
        title=("fact_kind", "what"),
        owner="case_id",
        person="person_id",
        empty=N_("Write down each fact by itself, with who said it and how sure that is."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Suspect"), target="person", required=True)
    fact_kind: Mapped[str] = field(
        Kind.CHOICE, N_("Kind of fact"), choices="suspect_fact_kind", required=True
    )
    what: Mapped[str] = field(
        Kind.TEXT,
        N_("What"),
        S.IDENTIFYING,
        required=True,
        find=Find.NAMES,
        max_length=300,
        help=N_("One fact: a number plate, a firm, a habit. Name no victim here."),
    )
    happened: Mapped[VagueDate | None] = field(
        Kind.VAGUE_DATE,
        N_("Seen or heard when"),
        topic=Topic.SUSPECT,
        help=N_("When did it happen, apart from when you heard it?"),
    )
    source: Mapped[str] = field(
        Kind.TEXT,
        N_("Source"),
        S.FREE_TEXT,
        required=True,
        topic=Topic.REPORTER,
        help=N_("Who said or saw it. Never leaves CaseDesk by itself."),
    )
    grade_source: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Reliability of the source"),
        choices="signal_grade_source",
        help=N_("Judge the source apart from what it says."),
    )
    grade_content: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Reliability of the content"),
        choices="signal_grade_content",
        help=N_("Does another source say the same?"),
    )
    detail: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("More about it"),
        find=Find.WORDS,
        help=N_("Could somebody recognise a victim by this?"),
    )
