"""Ties of a person to other persons, organisations and places, each within a case.

A tie always says where it comes from. A tie to a suspect, or one that says that somebody
exploits, is art. 10 AVG.
"""

from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import Mapped

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order, one_of
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.relations.rules import kvk_doubt
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity

SUSPECT_TIES = (
    "recruiter_of",
    "recruited_by",
    "exploiter_of",
    "exploited_by",
    "transports",
    "transported_by",
)
"""Ties that by themselves say that one of the two is a suspect."""


class PersonRelation(Record):
    """A tie between two persons, read from the first to the second: A is parent of B."""

    __tablename__ = "person_relation"
    record = RecordKind(
        name="person_relation",
        label=N_("Relation"),
        plural=N_("Relations"),
        realm=Realm.CASES,
        topic=Topic.CHILDREN,
        icon="affiliate",
        title=("relation", "other_id"),
        owner="case_id",
        person="person_id",
        empty=N_("Add who belongs to whom: parents, partners, friends, employers."),
        rules=(in_order("since", "until"),),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Person"), target="person", required=True)
    relation: Mapped[str] = field(
        Kind.CHOICE,
        N_("Is to the other"),
        choices="relation_kind",
        required=True,
        help=N_("Does the person say so, or do papers show it?"),
    )
    other_id: Mapped[int] = field(
        Kind.REFERENCE, N_("Other person"), target="person", required=True
    )
    episode_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Part in this exploitation"),
        S.ART9,
        target="exploitation_episode",
        topic=Topic.ADMINISTRATION,
        help=N_("Fill in when this person had a part in it: recruited, drove, housed, profited."),
    )
    since: Mapped[VagueDate | None] = field(Kind.VAGUE_DATE, N_("Since"), topic=Topic.DATES)
    until: Mapped[VagueDate | None] = field(Kind.VAGUE_DATE, N_("Until"), topic=Topic.DATES)
    source: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Source"),
        S.FREE_TEXT,
        topic=Topic.REPORTER,
        help=N_("From whom do you know this?"),
    )
    grade: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Grade of the information"),
        choices="information_grade",
        topic=Topic.ADMINISTRATION,
    )
    note: Mapped[str | None] = field(Kind.TEXT, N_("Remark"), S.FREE_TEXT, find=Find.WORDS)

    @classmethod
    def restricted(cls) -> Any:
        return or_(
            cls.relation.in_(SUSPECT_TIES),
            only_suspect(cls.person_id, cls.case_id),
            only_suspect(cls.other_id, cls.case_id),
        )


class PersonOrganisation(Record):
    """A tie of a person to a firm or organisation, in the list of partners or not."""

    __tablename__ = "person_organisation"
    record = RecordKind(
        name="person_organisation",
        label=N_("Tie to an organisation"),
        plural=N_("Ties to organisations"),
        realm=Realm.CASES,
        topic=Topic.WORK_MONEY,
        icon="briefcase",
        title=("relation", "organisation_id", "firm"),
        owner="case_id",
        person="person_id",
        empty=N_("Add employers, agencies and schools of this person."),
        rules=(in_order("since", "until"), one_of("firm", "organisation_id")),
        doubts=(kvk_doubt,),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Person"), target="person", required=True)
    relation: Mapped[str] = field(
        Kind.CHOICE, N_("Tie"), choices="organisation_relation", required=True
    )
    organisation_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Partner"), target="organisation", topic=Topic.PARTNERS
    )
    firm: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Firm or school"),
        S.IDENTIFYING,
        find=Find.NAMES,
        help=N_("If it is not in the list of partners."),
    )
    kvk_number: Mapped[str | None] = field(
        Kind.TEXT,
        N_("KvK number"),
        S.IDENTIFYING,
        max_length=12,
        index=True,
        find=Find.NAMES,
        help=N_("Eight digits, from the trade register."),
    )
    function: Mapped[str | None] = field(Kind.TEXT, N_("Function"))
    since: Mapped[VagueDate | None] = field(Kind.VAGUE_DATE, N_("Since"), topic=Topic.DATES)
    until: Mapped[VagueDate | None] = field(Kind.VAGUE_DATE, N_("Until"), topic=Topic.DATES)
    source: Mapped[str | None] = field(Kind.TEXT, N_("Source"), S.FREE_TEXT, topic=Topic.REPORTER)
    grade: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Grade of the information"),
        choices="information_grade",
        topic=Topic.ADMINISTRATION,
        help=N_("Did somebody see it, or only hear it from others?"),
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class PersonPlace(Record):
    """A tie of a person to a place: lives, worked, was seen there.

    Where a person can be found is secret by itself: any of these may be a shelter.
    """

    __tablename__ = "person_place"
    record = RecordKind(
        name="person_place",
        label=N_("Place of the person"),
        plural=N_("Places of the person"),
        realm=Realm.CASES,
        topic=Topic.HOUSING,
        icon="home",
        title=("relation", "location_id"),
        owner="case_id",
        person="person_id",
        empty=N_("Add where the person lives, works or was seen."),
        rules=(in_order("since", "until"), one_of("address", "location_id")),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int] = field(Kind.REFERENCE, N_("Person"), target="person", required=True)
    relation: Mapped[str] = field(Kind.CHOICE, N_("Tie"), choices="place_relation", required=True)
    address_kind: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Kind of address"),
        choices="address_kind",
        help=N_("Does the person really live there, or only on paper?"),
    )
    location_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Location"),
        S.LOCATION_SECRET,
        target="location",
        topic=Topic.SHELTER_ADDRESS,
    )
    address: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Address"),
        S.CONTACT,
        S.IDENTIFYING,
        S.LOCATION_SECRET,
        topic=Topic.SHELTER_ADDRESS,
        find=Find.NAMES,
        help=N_("Never leaves CaseDesk by itself. It is not printed."),
    )
    gemeente: Mapped[str | None] = field(Kind.CHOICE, N_("Gemeente"), choices="gemeente")
    since: Mapped[VagueDate | None] = field(Kind.VAGUE_DATE, N_("Since"), topic=Topic.DATES)
    until: Mapped[VagueDate | None] = field(Kind.VAGUE_DATE, N_("Until"), topic=Topic.DATES)
    source: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Source"),
        S.FREE_TEXT,
        topic=Topic.REPORTER,
        help=N_("From whom do you know this?"),
    )
    note: Mapped[str | None] = field(Kind.TEXT, N_("Remark"), S.FREE_TEXT, S.LOCATION_SECRET)

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)
