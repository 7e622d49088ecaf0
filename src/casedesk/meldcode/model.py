"""Steps of the reporting code (meldcode huiselijk geweld en kindermishandeling).

The Besluit verplichte meldcode names five steps: map the signals, consult, talk, weigh, decide.
The law sets no days for them (domain.md 4, row Meldcode), so a step has a date and no term.
"""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_
from casedesk.people.model import only_suspect
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


class MeldcodeStep(Record):
    """One step of the reporting code that somebody took, with its outcome."""

    __tablename__ = "meldcode_step"
    record = RecordKind(
        name="meldcode_step",
        label=N_("Step of the reporting code"),
        plural=N_("Reporting code (meldcode)"),
        realm=Realm.CASES,
        topic=Topic.MELDCODE,
        icon="list-check",
        title=("step", "taken_on"),
        owner="case_id",
        person="person_id",
        empty=N_("No step of the reporting code was taken in this case."),
    )

    case_id: Mapped[int] = field(Kind.REFERENCE, N_("Case"), target="case_file", required=True)
    person_id: Mapped[int | None] = field(Kind.REFERENCE, N_("About whom"), target="person")
    step: Mapped[str] = field(
        Kind.CHOICE, N_("Step"), choices="meldcode_step", required=True, index=True
    )
    taken_on: Mapped[date] = field(
        Kind.DATE, N_("Taken on"), required=True, topic=Topic.DATES, index=True
    )
    taken_by: Mapped[str | None] = field(
        Kind.TEXT, N_("Taken by"), topic=Topic.ADMINISTRATION, help=N_("Colleague or partner.")
    )
    with_whom: Mapped[str | None] = field(
        Kind.TEXT,
        N_("With whom"),
        S.FREE_TEXT,
        help=N_("For step 2 a colleague or Veilig Thuis, for step 3 the person."),
    )
    outcome: Mapped[str | None] = field(
        Kind.CHOICE, N_("What came of it"), choices="meldcode_outcome"
    )
    note: Mapped[str | None] = field(Kind.LONG_TEXT, N_("Considerations"), S.ART9, find=Find.WORDS)

    @classmethod
    def restricted(cls) -> Any:
        return only_suspect(cls.person_id, cls.case_id)
