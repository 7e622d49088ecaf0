"""Persons apart from cases: who they are, how they are called, how to reach and recognise them.

One person can be a victim in one case and a suspect in another; the part they play stands in
:class:`PersonRole`. What belongs to a suspect is art. 10 AVG and stands in tables of its own.
"""

from typing import Any

from sqlalchemy import Index, UniqueConstraint, exists, literal_column, or_, select
from sqlalchemy.orm import Mapped

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Find, Kind, Level, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_
from casedesk.people.rules import identifier_doubt, normal_identifier, sort_name
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity

RESTRICTED_ROLES = ("suspect", "facilitator")
"""Roles that make a row art. 10 (domain.md 5.1, design.md Suspects)."""


class PersonRole(Record):
    """The part that a person plays in a case, with its period."""

    __tablename__ = "person_role"
    __table_args__ = (
        UniqueConstraint("case_id", "person_id", "role"),
        # Read for every row that is about a person, by readers without the right to suspects.
        Index("ix_person_role_played", "person_id", "role"),
    )
    record = RecordKind(
        name="person_role",
        label=N_("Person in the case"),
        plural=N_("Persons in the case"),
        realm=Realm.CASES,
        topic=Topic.CASE,
        icon="users",
        title=("person_id", "role"),
        owner="case_id",
        person="person_id",
        empty=N_("Add the persons in this case: victim, child, witness or network."),
        rules=(in_order("since", "until"),),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Person"), target="person", required=True)
    role: Mapped[str] = field(
        Kind.CHOICE, N_("Role"), choices="person_role", required=True,
        help=N_("Is this role certain, or do you suspect it?"),
    )  # fmt: skip
    since: Mapped[VagueDate | None] = field(Kind.VAGUE_DATE, N_("Since"), topic=Topic.DATES)
    until: Mapped[VagueDate | None] = field(Kind.VAGUE_DATE, N_("Until"), topic=Topic.DATES)

    @classmethod
    def restricted(cls) -> Any:
        return cls.role.in_(RESTRICTED_ROLES)


def only_suspect(person_id: Any, case_id: Any = None) -> Any:
    """SQL condition: this person plays no other part in any case than a restricted one.

    With ``case_id`` also: in that case, whatever the person is elsewhere. A victim here who is a
    suspect there must not be known as such through what is written about them there.
    """
    everywhere = _only_restricted(person_id)
    if case_id is None:
        return everywhere
    return or_(everywhere, _only_restricted(person_id, case_id))


def _only_restricted(person_id: Any, case_id: Any = None) -> Any:
    roles = PersonRole.__table__.alias()
    mine = roles.c.person_id == person_id
    if case_id is not None:
        mine = mine & (roles.c.case_id == case_id)
    # Literals, not parameters: with those SQLite plans the statement anew each time (0.7 ms).
    restricted = roles.c.role.in_([literal_column(f"'{role}'") for role in RESTRICTED_ROLES])
    return exists(select(roles.c.id).where(mine)) & ~exists(
        select(roles.c.id).where(mine, ~restricted)
    )


def hangs_on_suspect(table: str, record_id: Any) -> Any:
    """SQL condition: that record of this table is about somebody who is only a suspect.

    For what hangs on a record with a person and a case, and may name nobody itself.
    """
    parents = Record.metadata.tables[table].alias()
    about = only_suspect(parents.c.person_id, parents.c.case_id)
    return exists(select(parents.c.id).where(parents.c.id == record_id, about))


def plays_suspect(person_id: Any) -> Any:
    """SQL condition: this person is a suspect somewhere, whatever else they are."""
    roles = PersonRole.__table__.alias()
    restricted = roles.c.role.in_([literal_column(f"'{role}'") for role in RESTRICTED_ROLES])
    return exists(select(roles.c.id).where(roles.c.person_id == person_id, restricted))


class Person(Record):
    """A person concerned (betrokkene), with what is known of their identity."""

    __tablename__ = "person"
    record = RecordKind(
        name="person",
        label=N_("Person"),
        plural=N_("Persons"),
        realm=Realm.CASES,
        topic=Topic.IDENTITY,
        icon="user",
        title=("given_names", "name_prefix", "family_name"),
        empty=N_("Persons appear here when you add them to a case."),
        derived=(("sort_name", sort_name),),
    )

    given_names: Mapped[str | None] = field(
        Kind.TEXT, N_("Given names"), S.IDENTIFYING, level=Level.NAME, find=Find.NAMES
    )
    name_prefix: Mapped[str | None] = field(
        Kind.TEXT, N_("Name prefix"), S.IDENTIFYING, level=Level.NAME, find=Find.NAMES,
        max_length=30, help=N_("For example van, van der, el, ten."),
    )  # fmt: skip
    family_name: Mapped[str | None] = field(
        Kind.TEXT, N_("Family name"), S.IDENTIFYING, level=Level.NAME, find=Find.NAMES
    )
    original_script: Mapped[str | None] = field(
        Kind.TEXT, N_("Name in own script"), S.IDENTIFYING, level=Level.NAME, find=Find.NAMES,
        help=N_("The name as the person writes it, for example in Arabic or Cyrillic."),
    )  # fmt: skip
    birth: Mapped[VagueDate | None] = field(
        Kind.VAGUE_DATE,
        N_("Date of birth"),
        S.IDENTIFYING,
        level=Level.NAME,
        help=N_("A year or an estimate is fine."),
    )
    birth_country: Mapped[str | None] = field(
        Kind.CHOICE, N_("Country of birth"), choices="country", topic=Topic.RESIDENCE
    )
    sex: Mapped[str | None] = field(Kind.CHOICE, N_("Sex"), choices="sex")
    gender: Mapped[str | None] = field(
        Kind.CHOICE, N_("Gender"), S.ART9, choices="gender", topic=Topic.NEEDS
    )
    form_of_address: Mapped[str | None] = field(
        Kind.TEXT, N_("How to address the person"), S.IDENTIFYING, level=Level.NAME
    )
    nationality: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Nationality"), choices="nationality", topic=Topic.RESIDENCE
    )
    languages: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Languages"), choices="language", topic=Topic.NEEDS,
        help=N_("Can the person also read it?"),
    )  # fmt: skip
    interpreter: Mapped[str | None] = field(
        Kind.CHOICE, N_("Interpreter"), choices="interpreter_need", topic=Topic.NEEDS,
        help=N_("May the interpreter come from the same community?"),
    )  # fmt: skip
    interpreter_note: Mapped[str | None] = field(
        Kind.TEXT,
        N_("About the interpreter"),
        S.FREE_TEXT,
        topic=Topic.NEEDS,
        help=N_("Dialect, preferred gender, and persons to avoid."),
    )
    deceased_on: Mapped[VagueDate | None] = field(
        Kind.VAGUE_DATE, N_("Died on"), S.IDENTIFYING, topic=Topic.DATES
    )
    sort_name: Mapped[str | None] = field(
        Kind.TEXT, N_("Name as it is sorted"), S.IDENTIFYING, max_length=500, hidden=True,
        index=True,
    )  # fmt: skip

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.id)


class PersonName(Record):
    """Another name of a person: alias, nickname, earlier name, other spelling."""

    __tablename__ = "person_name"
    record = RecordKind(
        name="person_name",
        label=N_("Other name"),
        plural=N_("Other names"),
        realm=Realm.CASES,
        topic=Topic.IDENTITY,
        icon="tag",
        title=("name",),
        person="person_id",
    )

    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Person"), target="person", required=True)
    name: Mapped[str] = field(Kind.TEXT, N_("Name"), S.IDENTIFYING, required=True, find=Find.NAMES)
    name_kind: Mapped[str | None] = field(
        Kind.CHOICE, N_("Kind of name"), S.IDENTIFYING, choices="name_kind"
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id)


class Identifier(Record):
    """Something that points to a person: phone, e-mail, plate, account, document, number."""

    __tablename__ = "identifier"
    record = RecordKind(
        name="identifier",
        label=N_("Identifier"),
        plural=N_("Phones, e-mail and numbers"),
        realm=Realm.CASES,
        topic=Topic.CONTACT,
        icon="phone",
        title=("identifier_kind", "value"),
        person="person_id",
        derived=(("normal", normal_identifier),),
        doubts=(identifier_doubt,),
    )

    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Person"), target="person", required=True)
    identifier_kind: Mapped[str] = field(
        Kind.CHOICE, N_("Kind"), S.IDENTIFYING, choices="identifier_kind", required=True
    )
    value: Mapped[str] = field(
        Kind.TEXT,
        N_("Number or address"),
        S.IDENTIFYING,
        S.CONTACT,
        required=True,
        find=Find.NAMES,
    )
    normal: Mapped[str | None] = field(
        Kind.TEXT, N_("Normal form"), S.IDENTIFYING, S.CONTACT, hidden=True, index=True,
        find=Find.NAMES,
    )  # fmt: skip
    note: Mapped[str | None] = field(
        Kind.TEXT, N_("Remark"), S.FREE_TEXT, S.IDENTIFYING,
        help=N_("Who else answers or reads along?"),
    )  # fmt: skip

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id)


class VictimDetails(Record):
    """What is asked about a (possible) victim in a case, the safe-contact card included."""

    __tablename__ = "victim_details"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)
    record = RecordKind(
        name="victim_details",
        label=N_("Victim details"),
        plural=N_("Victim details"),
        realm=Realm.CASES,
        topic=Topic.CASE,
        icon="heart-handshake",
        title=("person_id",),
        owner="case_id",
        person="person_id",
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Person"), target="person", required=True)
    # Safe contact first: it stands above every phone number (domain.md 11, 47).
    safe_channels: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Safe ways of contact"), choices="contact_channel",
        topic=Topic.SAFE_CONTACT, help=N_("Does somebody else look at this phone or mailbox?"),
    )  # fmt: skip
    safe_times: Mapped[str | None] = field(
        Kind.TEXT, N_("Safe times"), S.FREE_TEXT, topic=Topic.SAFE_CONTACT,
        help=N_("When is the person alone?"),
    )  # fmt: skip
    contact_rules: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES,
        N_("Rules for contact"),
        choices="safe_contact_rule",
        topic=Topic.SAFE_CONTACT,
    )
    code_word: Mapped[str | None] = field(
        Kind.TEXT, N_("Code word"), S.CONTACT, topic=Topic.SAFE_CONTACT,
        help=N_("Who else knows this word?"),
    )  # fmt: skip
    never_tell: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Who must never know or answer"),
        S.FREE_TEXT,
        topic=Topic.SAFE_CONTACT,
        help=N_("Name persons by their tie, for example: partner, uncle, employer."),
    )
    residence_status: Mapped[str | None] = field(
        Kind.CHOICE, N_("Residence status"), choices="residence_status", topic=Topic.RESIDENCE,
        help=N_("What did you see on paper, and what was said?"),
    )  # fmt: skip
    minor_at_start: Mapped[bool | None] = field(
        Kind.FLAG, N_("Minor during the exploitation"), topic=Topic.EXPLOITATION,
        help=N_("How old was the person then, not now?"),
    )  # fmt: skip
    address: Mapped[str | None] = field(
        Kind.TEXT, N_("Home address"), S.CONTACT, S.IDENTIFYING, topic=Topic.CONTACT,
        help=N_("Does the exploiter know this address?"),
    )  # fmt: skip
    address_secret: Mapped[bool | None] = field(
        Kind.FLAG, N_("Address secret in the BRP"), topic=Topic.SAFE_CONTACT
    )
    shelter_name: Mapped[str | None] = field(
        Kind.TEXT, N_("Shelter"), S.LOCATION_SECRET, topic=Topic.SHELTER_ADDRESS,
        help=N_("Who knows that the person is here?"),
    )  # fmt: skip
    shelter_address: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Shelter address"),
        S.LOCATION_SECRET,
        topic=Topic.SHELTER_ADDRESS,
        help=N_("Never leaves CaseDesk by itself. It is not printed."),
    )
    health: Mapped[str | None] = field(
        Kind.LONG_TEXT, N_("Health and care"), S.ART9, topic=Topic.HEALTH,
        help=N_("What must a shelter know on the first night?"),
    )  # fmt: skip
    pregnant: Mapped[str | None] = field(
        Kind.CHOICE, N_("Pregnant"), S.ART9, choices="yes_no", topic=Topic.HEALTH
    )
    lvb: Mapped[str | None] = field(
        Kind.CHOICE, N_("LVB (mild intellectual disability)"), S.ART9, choices="yes_no",
        topic=Topic.HEALTH, help=N_("Has it been tested, or do you notice it?"),
    )  # fmt: skip
    children_with: Mapped[int | None] = field(
        Kind.NUMBER, N_("Children who are with the person"), topic=Topic.CHILDREN
    )
    income: Mapped[str | None] = field(
        Kind.TEXT, N_("Income and debts"), S.FREE_TEXT, topic=Topic.WORK_MONEY,
        help=N_("Who can get at the bank account?"),
    )  # fmt: skip
    comensha_state: Mapped[str | None] = field(
        Kind.CHOICE, N_("CoMensha"), choices="comensha_state", topic=Topic.EXPLOITATION
    )
    comensha_reason: Mapped[str | None] = field(
        Kind.TEXT, N_("Why not reported to CoMensha"), S.FREE_TEXT, topic=Topic.EXPLOITATION,
        help=N_("Does the person not want it, or is it something else?"),
    )  # fmt: skip

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class SuspectDetails(Record):
    """What is known of a suspect in a case, each with its source; art. 10 AVG throughout."""

    __tablename__ = "suspect_details"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)
    record = RecordKind(
        name="suspect_details",
        label=N_("Suspect details (shielded)"),
        plural=N_("Suspect details (shielded)"),
        realm=Realm.SUSPECTS,
        topic=Topic.SUSPECT,
        icon="shield",
        title=("person_id", "stage"),
        owner="case_id",
        person="person_id",
        empty=N_("Nothing is recorded about suspects."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Person"), target="person", required=True)
    stage: Mapped[str | None] = field(Kind.CHOICE, N_("Stage"), choices="suspect_stage")
    source: Mapped[str | None] = field(
        Kind.TEXT, N_("Source"), S.FREE_TEXT, help=N_("From whom do you know this?")
    )
    grade: Mapped[str | None] = field(
        Kind.CHOICE, N_("Grade of the information"), choices="information_grade",
        help=N_("Did somebody see it, or only hear it from others?"),
    )  # fmt: skip
    way_of_working: Mapped[str | None] = field(
        Kind.LONG_TEXT, N_("Way of working"), help=N_("Could somebody recognise a victim by this?")
    )
    vehicles: Mapped[str | None] = field(Kind.TEXT, N_("Vehicles"), find=Find.WORDS)
    firms: Mapped[str | None] = field(Kind.TEXT, N_("Firms"), find=Find.WORDS)
    relation_to_victim: Mapped[str | None] = field(Kind.TEXT, N_("Relation to the victim"))
    police_number: Mapped[str | None] = field(
        Kind.TEXT, N_("Case number of the police"), find=Find.WORDS
    )
    aangifte_on: Mapped[VagueDate | None] = field(
        Kind.VAGUE_DATE, N_("Aangifte (criminal report) on"), topic=Topic.SUSPECT
    )
