"""Case consults and their participants. Agreements become actions (domain.md 11, 10)."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped

from casedesk.consults.rules import ground_doubt, informed_doubt
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class CaseConsult(Record):
    """A meeting of partners about one case, planned or held."""

    __tablename__ = "case_consult"
    record = RecordKind(
        name="case_consult",
        label=N_("Case consult"),
        plural=N_("Case consults"),
        realm=Realm.CASES,
        topic=Topic.PARTNERS,
        icon="users-group",
        title=("consult_kind", "held_at"),
        owner="case_id",
        empty=N_("Plan a consult with the partners in this case. Set its goal first."),
        rules=(in_order("held_at", "next_on"),),
        doubts=(ground_doubt, informed_doubt),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    held_at: Mapped[datetime] = field(
        Kind.MOMENT, N_("When"), required=True, topic=Topic.DATES, index=True
    )
    consult_kind: Mapped[str | None] = field(
        Kind.CHOICE, N_("Kind of consult"), choices="consult_kind"
    )
    goal: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Goal of the consult"),
        S.FREE_TEXT,
        find=Find.WORDS,
        help=N_("What must be known or decided afterwards."),
    )
    agenda: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Points to discuss"),
        S.ART9,
        topic=Topic.FILE_NOTES,
        find=Find.WORDS,
        help=N_("One point per line, without names: the agenda goes to all participants."),
    )
    place: Mapped[str | None] = field(Kind.TEXT, N_("Place"))
    chair: Mapped[str | None] = field(Kind.TEXT, N_("Chair"))
    expert: Mapped[str | None] = field(
        Kind.CHOICE, N_("Behavioural expert present"), choices="yes_no"
    )
    informed: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Is the person informed?"),
        choices="informed",
        topic=Topic.ADMINISTRATION,
        help=N_("The person is invited or told, unless safety forbids it."),
    )
    informed_not_reason: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Why the person is not informed"),
        choices="informed_not_reason",
        topic=Topic.ADMINISTRATION,
        help=N_("What would go wrong if the person knew?"),
    )
    ground_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Legal ground"),
        target="sharing_ground",
        topic=Topic.ADMINISTRATION,
        help=N_("What allows you to share this?"),
    )
    report: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("What was said"),
        S.ART9,
        topic=Topic.FILE_NOTES,
        find=Find.WORDS,
        help=N_("Would the person recognise their own story in this?"),
    )
    agreements: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Agreements"),
        S.ART9,
        topic=Topic.PLAN,
        find=Find.WORDS,
        help=N_("Make an action of each agreement, with a name and a date."),
    )
    next_on: Mapped[date | None] = field(
        Kind.DATE, N_("Next consult on"), topic=Topic.DATES, index=True
    )


class ConsultParticipant(Record):
    """A partner at a consult; it stands on the record what each of them may have heard."""

    __tablename__ = "consult_participant"
    record = RecordKind(
        name="consult_participant",
        label=N_("Participant"),
        plural=N_("Participants"),
        realm=Realm.CASES,
        topic=Topic.PARTNERS,
        icon="user-check",
        title=("organisation_id", "name"),
        owner="case_id",
        empty=N_("Add who takes part in this consult."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    consult_id: Mapped[int] = field(
        Kind.REFERENCE, N_("Case consult"), target="case_consult", required=True
    )
    organisation_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("Partner"),
        target="organisation",
        help=N_("Does this partner need to hear all of it?"),
    )
    contact_person_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Contact person"), target="contact_person"
    )
    name: Mapped[str | None] = field(
        Kind.TEXT, N_("Name"), help=N_("If the person is not in the list of contact persons.")
    )
    attended: Mapped[str | None] = field(Kind.CHOICE, N_("Was there"), choices="yes_no")
    part_only: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Present for which part"),
        S.FREE_TEXT,
        help=N_("For example: only for the part about housing."),
    )
