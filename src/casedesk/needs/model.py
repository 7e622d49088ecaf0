"""Intake, needs per life domain (leefgebieden), and safety assessments.

Needs and safety are written again and again, each with its date, so that change shows; an
earlier one is never overwritten (domain.md 11, 7).
"""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class Intake(Record):
    """The first talk: what happened, what is dangerous, what the person wants."""

    __tablename__ = "intake"
    record = RecordKind(
        name="intake",
        label=N_("Intake"),
        plural=N_("Intakes"),
        realm=Realm.CASES,
        topic=Topic.NEEDS,
        icon="clipboard-text",
        title=("held_on",),
        owner="case_id",
        person="person_id",
        empty=N_("The intake asks what happened, what is dangerous, and what the person wants."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("With whom"), target="person", required=True)
    held_on: Mapped[date] = field(
        Kind.DATE, N_("Held on"), required=True, topic=Topic.DATES, index=True
    )
    held_by: Mapped[str | None] = field(
        Kind.TEXT, N_("Held by"), topic=Topic.ADMINISTRATION, help=N_("Colleague or partner.")
    )
    interpreter_used: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Interpreter used"),
        choices="yes_no",
        help=N_("Does the person trust this interpreter?"),
    )
    language: Mapped[str | None] = field(
        Kind.CHOICE, N_("Language of the talk"), choices="language", topic=Topic.ADMINISTRATION
    )
    wishes: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("What the person wants"),
        S.ART9,
        topic=Topic.PLAN,
        find=Find.WORDS,
        help=N_("What would the person choose if all were possible?"),
    )
    events: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("What happened, in short"),
        S.ART9,
        topic=Topic.NARRATIVE,
        find=Find.WORDS,
        help=N_("Ask no more than the help needs. The police take the statement."),
    )
    worries: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("What the person fears"),
        topic=Topic.SAFETY,
        find=Find.WORDS,
        help=N_("What keeps the person awake at night?"),
    )
    civil_state: Mapped[str | None] = field(
        Kind.CHOICE, N_("Civil state"), choices="civil_state", topic=Topic.IDENTITY
    )
    children: Mapped[int | None] = field(
        Kind.NUMBER,
        N_("Number of children"),
        topic=Topic.CHILDREN,
        help=N_("Also children in another country?"),
    )
    children_note: Mapped[str | None] = field(
        Kind.TEXT,
        N_("About the children"),
        S.FREE_TEXT,
        topic=Topic.CHILDREN,
        help=N_("Where they are, and with whom."),
    )
    papers: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Identity papers in own hands"),
        choices="yes_no",
        topic=Topic.RESIDENCE,
        help=N_("Who has the papers now?"),
    )
    residence_status: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Residence status then"),
        choices="residence_status",
        topic=Topic.ADMINISTRATION,
        help=N_(
            "What did you see on paper, and what was said?"
        ),  # as it was then; what holds now stands with the person
    )
    medical_need: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Needs a doctor now"),
        S.ART9,
        choices="yes_no",
        topic=Topic.HEALTH,
        help=N_("Is there pain, a wound, a pregnancy, missing medicine?"),
    )
    addiction: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Addiction"),
        S.ART9,
        choices="yes_no",
        topic=Topic.HEALTH,
        help=N_("Does the person need something to get through the day?"),
    )
    school_work: Mapped[str | None] = field(
        Kind.TEXT, N_("School and work"), S.FREE_TEXT, topic=Topic.WORK_MONEY
    )
    debts: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Debts"),
        choices="yes_no",
        topic=Topic.WORK_MONEY,
        help=N_("Did others make debts in this person's name?"),
    )
    earlier_help: Mapped[str | None] = field(
        Kind.TEXT, N_("Earlier shelter or help"), S.FREE_TEXT, topic=Topic.HOUSING
    )
    pets: Mapped[str | None] = field(
        Kind.TEXT, N_("Pets"), topic=Topic.HOUSING, help=N_("Matters for a place in a shelter.")
    )
    rights_explained: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Rights explained"),
        choices="yes_no",
        topic=Topic.ADMINISTRATION,
        help=N_("Reflection period, lawyer, no duty to report to the police."),
    )
    expert: Mapped[str | None] = field(
        Kind.TEXT, N_("Behavioural expert consulted"), topic=Topic.ADMINISTRATION
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class NeedAssessment(Record):
    """How a person fares on one life domain on a day, and what is needed."""

    __tablename__ = "need_assessment"
    record = RecordKind(
        name="need_assessment",
        label=N_("Need"),
        plural=N_("Needs"),
        realm=Realm.CASES,
        topic=Topic.NEEDS,
        icon="heartbeat",
        title=("domain", "level"),
        owner="case_id",
        person="person_id",
        empty=N_("Go through the life domains with the person. Start with safety and housing."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("For whom"), target="person", required=True)
    domain: Mapped[str] = field(
        Kind.CHOICE, N_("Life domain"), choices="need_domain", required=True, index=True
    )
    assessed_on: Mapped[date] = field(
        Kind.DATE, N_("Assessed on"), required=True, topic=Topic.DATES, index=True
    )
    level: Mapped[str | None] = field(Kind.CHOICE, N_("How it goes"), S.ART9, choices="need_level")
    situation: Mapped[str | None] = field(
        Kind.LONG_TEXT, N_("Situation"), S.ART9, find=Find.WORDS, help=N_("What goes well already?")
    )
    need: Mapped[str | None] = field(
        Kind.TEXT,
        N_("What is needed"),
        S.ART9,
        S.FREE_TEXT,
        find=Find.WORDS,
        help=N_("What must happen first?"),
    )
    wish: Mapped[str | None] = field(
        Kind.TEXT,
        N_("What the person wants here"),
        S.FREE_TEXT,
        help=N_("How does the person say it?"),
    )
    nature: Mapped[str | None] = field(
        Kind.CHOICE, N_("Fact, according to client, or estimate"), choices="contact_nature"
    )
    assessed_by: Mapped[str | None] = field(
        Kind.TEXT, N_("Assessed by"), topic=Topic.ADMINISTRATION
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class SafetyAssessment(Record):
    """How safe a person is on a day, from what, and what is done about it."""

    __tablename__ = "safety_assessment"
    record = RecordKind(
        name="safety_assessment",
        label=N_("Safety assessment"),
        plural=N_("Safety assessments"),
        realm=Realm.CASES,
        topic=Topic.SAFETY,
        icon="shield-check",
        title=("level", "assessed_on"),
        owner="case_id",
        person="person_id",
        empty=N_("Assess how safe the person is. Do it again when something changes."),
        rules=(in_order("assessed_on", "next_on"),),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("For whom"), target="person", required=True)
    assessed_on: Mapped[date] = field(
        Kind.DATE, N_("Assessed on"), required=True, topic=Topic.DATES, index=True
    )
    level: Mapped[str] = field(
        Kind.CHOICE,
        N_("Safety"),
        choices="safety_level",
        required=True,
        index=True,
        help=N_("Would you let the person go home alone tonight?"),
    )
    risks: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES,
        N_("Dangers"),
        choices="safety_risk",
        help=N_("Which of these happened before?"),
    )
    threat: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("What threatens the person"),
        find=Find.WORDS,
        help=N_("Without names of suspects; those have a field of their own."),
    )
    threat_from: Mapped[str | None] = field(
        Kind.TEXT,
        N_("From whom the threat comes"),
        S.ART10,
        S.FREE_TEXT,
        topic=Topic.SUSPECT,
        help=N_("Shielded, like everything about suspects."),
    )
    regions_to_avoid: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Regions to avoid"),
        S.FREE_TEXT,
        help=N_("A shelter needs this to find a safe place."),
    )
    measures: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Measures"), choices="safety_measure"
    )
    measures_note: Mapped[str | None] = field(
        Kind.TEXT,
        N_("About the measures"),
        S.FREE_TEXT,
        help=N_("What does the person do in the first five minutes?"),
    )
    children_safe: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Children safe"),
        choices="yes_no",
        topic=Topic.CHILDREN,
        help=N_("Who is with the children right now?"),
    )
    police_informed: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Police informed"),
        choices="yes_no",
        topic=Topic.CRIMINAL,
        help=N_("Does the person know that the police know?"),
    )
    nature: Mapped[str | None] = field(
        Kind.CHOICE, N_("Fact, according to client, or estimate"), choices="contact_nature"
    )
    assessed_by: Mapped[str | None] = field(
        Kind.TEXT, N_("Assessed by"), topic=Topic.ADMINISTRATION
    )
    next_on: Mapped[date | None] = field(
        Kind.DATE,
        N_("Assess again on"),
        topic=Topic.DATES,
        index=True,
        help=N_("What could change the danger before then?"),
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)
