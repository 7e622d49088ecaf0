"""Steps in procedures that start a time limit, and the organisation's own versions of rules."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class ProcedureStep(Record):
    """A step outside the residence and criminal tracks: Wmo, Veilig Thuis, shelter, AVG.

    What it says about a person is a note of the file: no partner gets it by itself.
    """

    __tablename__ = "procedure_step"
    record = RecordKind(
        name="procedure_step",
        label=N_("Step in a procedure"),
        plural=N_("Steps in procedures"),
        realm=Realm.CASES,
        topic=Topic.FILE_NOTES,
        icon="list-check",
        title=("step", "happened"),
        owner="case_id",
        person="person_id",
        empty=N_("Write down steps that start a time limit, such as a report for the Wmo."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("For whom"), target="person")
    step: Mapped[str] = field(
        Kind.CHOICE, N_("What happened"), choices="procedure_step", required=True, index=True
    )
    happened: Mapped[VagueDate] = field(
        Kind.VAGUE_DATE,
        N_("When"),
        required=True,
        topic=Topic.DATES,
        index=True,
        help=N_("Time limits are counted from this day."),
    )
    happened_at: Mapped[datetime | None] = field(
        Kind.MOMENT,
        N_("Exact time"),
        topic=Topic.DATES,
        help=N_("For limits in hours. Without a time they count from the beginning of the day."),
    )
    letter_date: Mapped[date | None] = field(
        Kind.DATE,
        N_("Last day that the letter names"),
        topic=Topic.DATES,
        help=N_("What the letter says goes before what the rule gives."),
    )
    partner_id: Mapped[int | None] = field(
        Kind.REFERENCE, N_("Partner"), target="organisation", topic=Topic.PARTNERS
    )
    note: Mapped[str | None] = field(Kind.LONG_TEXT, N_("Remarks"), find=Find.WORDS)

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)


class DeadlineRule(Record):
    """The organisation's own version of a rule, from a date of effect on.

    What it leaves open is as the shipped version says. Rows are never changed, so that deadlines
    of earlier days keep the rule that they were counted by.
    """

    __tablename__ = "deadline_rule"
    __table_args__ = (UniqueConstraint("rule_key", "valid_from", "variant"),)
    record = RecordKind(
        name="deadline_rule",
        label=N_("Rule for a deadline"),
        plural=N_("Rules for deadlines"),
        realm=Realm.ADMINISTRATION,
        topic=Topic.ADMINISTRATION,
        icon="scale",
        title=("rule_key", "valid_from"),
        guarded=(
            "rule_key", "valid_from", "variant", "amount", "unit", "active", "verified", "source",
            "reason",
        ),
    )  # fmt: skip

    rule_key: Mapped[str] = field(Kind.TEXT, N_("Rule"), required=True, max_length=60)
    valid_from: Mapped[date] = field(Kind.DATE, N_("Takes effect on"), required=True)
    variant: Mapped[str] = field(
        Kind.TEXT,
        N_("Variant"),
        required=True,
        max_length=60,
        help=N_("The variant whose length changes. A dash is the rule itself."),
    )
    amount: Mapped[int | None] = field(Kind.NUMBER, N_("Length"))
    unit: Mapped[str | None] = field(
        Kind.CHOICE, N_("Unit"), choices="term_unit", may_be_missing=False
    )
    active: Mapped[bool | None] = field(Kind.FLAG, N_("Is used"))
    verified: Mapped[bool | None] = field(Kind.FLAG, N_("Is verified"))
    source: Mapped[str] = field(
        Kind.TEXT,
        N_("Source"),
        required=True,
        max_length=300,
        help=N_("The law, policy or letter that says so."),
    )
    reason: Mapped[str | None] = field(Kind.TEXT, N_("Why it changed"), S.FREE_TEXT)
