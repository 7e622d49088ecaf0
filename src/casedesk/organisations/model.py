"""Organisations that help, investigate or decide, and their contact persons."""

from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class Organisation(Record):
    """A partner. Its kind decides what a handover to it may hold (domain.md 9.2)."""

    __tablename__ = "organisation"
    record = RecordKind(
        name="organisation",
        label=N_("Partner"),
        plural=N_("Partners"),
        realm=Realm.DIRECTORY,
        topic=Topic.PARTNERS,
        icon="building",
        title=("name",),
        empty=N_("Add the organisations that you work with. Start with the police and a shelter."),
    )

    name: Mapped[str] = field(Kind.TEXT, N_("Name"), required=True, find=Find.NAMES)
    partner_kind: Mapped[str] = field(
        Kind.CHOICE,
        N_("Kind of partner"),
        choices="partner_kind",
        required=True,
        help=N_("Decides which data a handover to this partner may hold."),
    )
    gemeente: Mapped[str | None] = field(Kind.CHOICE, N_("Gemeente"), choices="gemeente")
    working_area: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES,
        N_("Works for these gemeenten"),
        choices="gemeente",
        help=N_("Empty means: its own gemeente, or the whole country if that is empty too."),
    )
    services: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES, N_("Can help with"), choices="referral_service"
    )
    phone: Mapped[str | None] = field(Kind.TEXT, N_("Phone"))
    phone_after_hours: Mapped[str | None] = field(Kind.TEXT, N_("Phone outside office hours"))
    email: Mapped[str | None] = field(Kind.TEXT, N_("E-mail"))
    secure_channel: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Secure channel"),
        help=N_("How files may reach this partner, for example secure mail."),
    )
    response_days: Mapped[int | None] = field(
        Kind.NUMBER, N_("Answer within (days)"), topic=Topic.DATES
    )
    note: Mapped[str | None] = field(Kind.LONG_TEXT, N_("Remarks"))


class ContactPerson(Record):
    """A person to call at a partner."""

    __tablename__ = "contact_person"
    record = RecordKind(
        name="contact_person",
        label=N_("Contact person"),
        plural=N_("Contact persons"),
        realm=Realm.DIRECTORY,
        topic=Topic.PARTNERS,
        icon="id-badge",
        title=("name", "function"),
        empty=N_("Add the persons whom you call at this partner."),
    )

    organisation_id: Mapped[int] = field(
        Kind.REFERENCE, N_("Partner"), target="organisation", required=True
    )
    name: Mapped[str] = field(Kind.TEXT, N_("Name"), required=True, find=Find.NAMES)
    function: Mapped[str | None] = field(Kind.TEXT, N_("Function"))
    phone: Mapped[str | None] = field(Kind.TEXT, N_("Phone"))
    email: Mapped[str | None] = field(Kind.TEXT, N_("E-mail"))
