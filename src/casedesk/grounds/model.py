"""Consent and other legal grounds.

The program does not decide that without consent nothing may be shared; it keeps the ground of
each step and leaves the choice to the organisation's policy (domain.md 2 and 5.1).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.rules import in_order
from casedesk.kernel.words import N_, _
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


def nothing_both_ways(values: Mapping[str, Any]) -> Refused | None:
    """A group of data is not allowed and excluded by one and the same ground."""
    allowed, excluded = (values.get(name) for name in ("data_groups", "excluded_groups"))
    if isinstance(allowed, tuple) and isinstance(excluded, tuple) and set(allowed) & set(excluded):
        return Refused(
            _("The same data stand with what goes and what does not."), "excluded_groups"
        )
    return None


class SharingGround(Record):
    """A ground for keeping or sharing data of a person, for a purpose and certain partners."""

    __tablename__ = "sharing_ground"
    record = RecordKind(
        name="sharing_ground",
        label=N_("Legal ground"),
        plural=N_("Legal grounds"),
        realm=Realm.CASES,
        topic=Topic.ADMINISTRATION,
        icon="scale",
        title=("ground", "purpose"),
        owner="case_id",
        person="person_id",
        empty=N_("Write down on what ground you share data: consent, or another ground."),
        guarded=("withdrawn_on", "withdrawn_by", "withdrawn_note"),
        rules=(
            in_order("given_on", "withdrawn_on"),
            in_order("given_on", "valid_until"),
            nothing_both_ways,
        ),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("Of whom"), target="person")
    ground: Mapped[str] = field(
        Kind.CHOICE,
        N_("Ground"),
        choices="ground",
        required=True,
        index=True,
        help=N_("What allows you to share this?"),
    )
    purpose: Mapped[str | None] = field(
        Kind.TEXT,
        N_("For what purpose"),
        S.FREE_TEXT,
        find=Find.WORDS,
        help=N_("What must the partner be able to do with it?"),
    )
    purposes: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES,
        N_("Purposes"),
        choices="sharing_purpose",
        help=N_("Empty means: for any purpose."),
    )
    data_groups: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES,
        N_("Which data"),
        choices="data_group",
        help=N_("Empty means: all that this partner may have."),
    )
    excluded_groups: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES,
        N_("Which data not"),
        choices="data_group",
        help=N_("What the person does not want shared, whatever the ground."),
    )
    reason: Mapped[str | None] = field(
        Kind.LONG_TEXT,
        N_("Why this ground holds"),
        help=N_("Two sentences that somebody else can follow later."),
    )
    given_on: Mapped[date | None] = field(
        Kind.DATE, N_("Given or decided on"), topic=Topic.DATES, index=True
    )
    signatory: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Who gave consent"),
        choices="consent_signatory",
        help=N_("From 16 years the person; below 16 a parent or guardian."),
    )
    signatory_name: Mapped[str | None] = field(Kind.TEXT, N_("Name of who signed"), S.IDENTIFYING)
    consent_form: Mapped[str | None] = field(
        Kind.CHOICE, N_("How consent was given"), choices="consent_form"
    )
    text_version: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Version of the consent text"),
        max_length=60,
        help=N_("It stands at the foot of the consent sheet, for example: 2026-1 nl-ar."),
    )
    explained_in: Mapped[str | None] = field(
        Kind.CHOICE,
        N_("Explained in language"),
        choices="language",
        help=N_("Did the person really understand it in this language?"),
    )
    interpreter: Mapped[str | None] = field(
        Kind.CHOICE, N_("Interpreter"), choices="interpreter_need"
    )
    interpreter_name: Mapped[str | None] = field(
        Kind.TEXT,
        N_("Name or number of the interpreter"),
        S.IDENTIFYING,
        help=N_("Not needed. A number of the interpreting service will do."),
    )
    partner_id: Mapped[int | None] = field(
        Kind.REFERENCE,
        N_("For which partner"),
        target="organisation",
        topic=Topic.PARTNERS,
        help=N_("One partner by name, or kinds of partners below."),
    )
    partner_kinds: Mapped[tuple[str, ...] | None] = field(
        Kind.CHOICES,
        N_("For which kinds of partners"),
        choices="partner_kind",
        topic=Topic.PARTNERS,
        help=N_("A consent without any partner allows no partner."),
    )
    limits: Mapped[str | None] = field(
        Kind.TEXT,
        N_("What may not be shared"),
        S.FREE_TEXT,
        help=N_("What must never be passed on, and to whom not?"),
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
    valid_until: Mapped[date | None] = field(
        Kind.DATE, N_("Valid until"), topic=Topic.DATES, index=True
    )
    review_on: Mapped[date | None] = field(
        Kind.DATE,
        N_("Look at it again on"),
        topic=Topic.DATES,
        index=True,
        help=N_("Does it still fit what happens? Ask the person again."),
    )
    withdrawn_on: Mapped[date | None] = field(Kind.DATE, N_("Withdrawn on"), topic=Topic.DATES)
    withdrawn_by: Mapped[str | None] = field(
        Kind.CHOICE, N_("Withdrawn by"), choices="consent_signatory"
    )
    withdrawn_note: Mapped[str | None] = field(
        Kind.TEXT,
        N_("About the withdrawal"),
        S.FREE_TEXT,
        help=N_("The reason, if one was given. Nobody has to give one."),
    )
    document_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Signed form"), target="document", topic=Topic.DOCUMENTS
    )

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)
