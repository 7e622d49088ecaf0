"""Locations and inspections (controles).

A location is an address, a firm's site or a place online. It is personal data too when it is a
dwelling or a sole trader's, so keep the remarks short (domain.md 3.4).
"""

from datetime import date

from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_
from casedesk.locations.rules import bag_id_problem, kvk_doubt, postcode_doubt, shelter_doubt
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class Location(Record):
    """A place where exploitation was seen or may happen."""

    __tablename__ = "location"
    record = RecordKind(
        name="location",
        label=N_("Location"),
        plural=N_("Locations"),
        realm=Realm.SIGNALS,
        topic=Topic.LOCATIONS,
        icon="map-pin",
        title=("name", "town"),
        empty=N_("Add places where signals come from. A name and a town will do."),
        doubts=(postcode_doubt, kvk_doubt, shelter_doubt),
    )

    name: Mapped[str] = field(
        Kind.TEXT,
        N_("Name of the place"),
        required=True,
        find=Find.NAMES,
        help=N_("The firm's name, or what people call it."),
    )
    location_kind: Mapped[str | None] = field(
        Kind.CHOICE, N_("Kind of place"), choices="location_kind"
    )
    risk_sector: Mapped[str | None] = field(Kind.CHOICE, N_("Risk sector"), choices="risk_sector")
    sector: Mapped[str | None] = field(
        Kind.CHOICE, N_("Branch of business (SBI)"), choices="sector"
    )
    street: Mapped[str | None] = field(Kind.TEXT, N_("Street"), find=Find.NAMES)
    house_number: Mapped[str | None] = field(Kind.TEXT, N_("House number"), max_length=20)
    addition: Mapped[str | None] = field(
        Kind.TEXT, N_("Letter or addition"), max_length=10, help=N_("For example: A, bis, or 2.")
    )
    postcode: Mapped[str | None] = field(Kind.TEXT, N_("Postcode"), max_length=12, index=True)
    town: Mapped[str | None] = field(Kind.TEXT, N_("Town"), find=Find.NAMES)
    gemeente: Mapped[str | None] = field(
        Kind.CHOICE, N_("Gemeente"), choices="gemeente", index=True
    )
    country: Mapped[str | None] = field(
        Kind.CHOICE, N_("Country"), choices="country", help=N_("Only outside the Netherlands.")
    )
    bag_id: Mapped[str | None] = field(
        Kind.TEXT,
        N_("BAG number"),
        max_length=16,
        topic=Topic.ADMINISTRATION,
        check=bag_id_problem,
        help=N_("The address in the national register, 16 digits."),
    )
    kvk_number: Mapped[str | None] = field(
        Kind.TEXT, N_("KvK number"), max_length=12, index=True, find=Find.NAMES
    )
    web: Mapped[str | None] = field(
        Kind.TEXT, N_("Website or profile"), find=Find.NAMES, help=N_("For places online.")
    )
    risk: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Why it is a risk"),
        find=Find.WORDS,
        help=N_("No names of persons here."),
    )
    review_on: Mapped[date | None] = field(
        Kind.DATE, N_("Look again on"), topic=Topic.DATES, index=True
    )


class Inspection(Record):
    """A visit to a location by those who may inspect it, planned or held."""

    __tablename__ = "inspection"
    record = RecordKind(
        name="inspection",
        label=N_("Inspection"),
        plural=N_("Inspections"),
        realm=Realm.SIGNALS,
        topic=Topic.LOCATIONS,
        icon="clipboard-check",
        title=("inspection_kind", "held_on"),
        empty=N_("Plan an inspection of this location, or write down one that was held."),
        rules=(in_order("held_on", "recheck_on"), in_order("held_on", "followed_up_on")),
    )

    location_id: Mapped[int] = field(
        Kind.REFERENCE, N_("Location"), target="location", required=True
    )
    inspection_kind: Mapped[str | None] = field(
        Kind.CHOICE, N_("Kind of inspection"), choices="inspection_kind"
    )
    planned_on: Mapped[date | None] = field(
        Kind.DATE,
        N_("Planned on"),
        topic=Topic.DATES,
        index=True,
        help=N_("Who may know this date beforehand?"),
    )
    held_on: Mapped[date | None] = field(Kind.DATE, N_("Held on"), topic=Topic.DATES, index=True)
    took_part: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Who took part"), choices="partner_kind", topic=Topic.PARTNERS
    )
    reason: Mapped[str | None] = field(
        Kind.TEXT, N_("Reason of the inspection"), S.FREE_TEXT, help=N_("Why here, and why now?")
    )
    signal_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Because of signal"), target="signal")
    findings: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Findings"), choices="inspection_finding"
    )
    indicators: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES,
        N_("Indicators seen"),
        choices="indicator",
        help=N_("Signals are hints. They can mean something else, and absence proves nothing."),
    )
    persons_found: Mapped[int | None] = field(Kind.NUMBER, N_("Number of persons found"))
    findings_note: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("About the findings"),
        find=Find.WORDS,
        help=N_("What did you see yourself, apart from what you suspect?"),
    )
    follow_up: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Follow-up"), choices="inspection_follow_up"
    )
    follow_up_note: Mapped[str | None] = field(
        Kind.TEXT,
        N_("About the follow-up"),
        S.FREE_TEXT,
        help=N_("Who takes this up, and who sees that it happens?"),
    )
    follow_up_by: Mapped[date | None] = field(
        Kind.DATE, N_("Follow-up done by"), topic=Topic.DATES, index=True
    )
    followed_up_on: Mapped[date | None] = field(
        Kind.DATE, N_("Follow-up was done on"), topic=Topic.DATES
    )
    recheck_on: Mapped[date | None] = field(Kind.DATE, N_("Inspect again on"), topic=Topic.DATES)
