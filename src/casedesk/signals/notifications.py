"""Reports (meldingen) of a possible victim, apart from the person, who may have several."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class Notification(Record):
    """A report (melding) of a possible victim: to the coordinator, or on to CoMensha.

    The ground stands with each report; no consent does not by itself forbid it (domain.md 2).
    """

    __tablename__ = "notification"
    record = RecordKind(
        name="notification",
        label=N_("Report"),
        plural=N_("Reports"),
        realm=Realm.CASES,
        topic=Topic.REFERRAL,
        icon="speakerphone",
        title=("direction", "reported_on"),
        owner="case_id",
        person="person_id",
        empty=N_("A report tells of a possible victim. Write down who reported, and why."),
    )

    direction: Mapped[str] = field(
        Kind.CHOICE,
        N_("Direction"),
        choices="referral_direction",
        required=True,
        help=N_("Incoming: to you. Outgoing: from you to CoMensha or the police."),
    )
    reported_on: Mapped[date] = field(
        Kind.DATE, N_("Reported on"), required=True, topic=Topic.DATES, index=True
    )
    case_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Case"), target="case_file")
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Possible victim"), target="person")
    organisation_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Reported by or to"), target="organisation", topic=Topic.REPORTER
    )
    reporter_kind: Mapped[str | None] = field(
        Kind.CHOICE, N_("Kind of reporter"), choices="notification_reporter", topic=Topic.REPORTER
    )
    reporter: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Name of the reporter"),
        S.IDENTIFYING,
        S.CONTACT,
        topic=Topic.REPORTER,
        help=N_("Never leaves CaseDesk by itself."),
    )
    reporter_contact: Mapped[str | None] = field(
        Kind.TEXT,
        N_("How to reach the reporter"),
        S.CONTACT,
        topic=Topic.REPORTER,
        help=N_("May you call, and when?"),
    )
    urgency: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Urgency"),
        choices="case_urgency",
        help=N_("What happens if nobody does anything this week?"),
    )
    reason: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Reason for the report"),
        S.ART9,
        topic=Topic.NARRATIVE,
        find=Find.WORDS,
        help=N_("Why is this reported now?"),
    )
    informed: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Is the person informed?"),
        choices="informed",
        help=N_("Does the person know what goes to whom?"),
    )
    informed_not_reason: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Why the person is not informed"),
        choices="informed_not_reason",
        help=N_("What would go wrong if the person knew?"),
    )
    ground: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Legal ground"),
        choices="ground",
        topic=Topic.ADMINISTRATION,
        help=N_("What allows you to share this?"),
    )
    ground_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Consent or explanation of the ground"),
        target="sharing_ground",
        topic=Topic.ADMINISTRATION,
    )
    comensha_state: Mapped[str | None] = field(
        Kind.CHOICE, N_("How it went to CoMensha"), choices="comensha_state"
    )
    reference: Mapped[str | None] = field(
        Kind.TEXT, N_("Their reference"), topic=Topic.ADMINISTRATION, find=Find.WORDS
    )
    feedback_on: Mapped[date | None] = field(
        Kind.DATE, N_("Feedback given to the reporter on"), topic=Topic.ADMINISTRATION
    )
    signal_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Signal"), target="signal", topic=Topic.ADMINISTRATION
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)
