"""Deadlines of the invented region as rules give them, tied to the step that started each."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from casedesk.bootstrap import Sitting
from casedesk.cases.model import CaseFile
from casedesk.deadlines.engine import values_of
from casedesk.deadlines.following import CaseFacts, Fact, deadlines_of
from casedesk.deadlines.rules import shipped
from casedesk.demo.material import codes
from casedesk.demo.outline import DeadlineOutline
from casedesk.kernel.changes import Changes
from casedesk.kernel.vague_dates import VagueDate
from casedesk.people.model import PersonRole
from casedesk.records.use_cases import Create, create

RULES = {
    "Bedenktijd tot en met": "reflection_period",
    "Verlenging B8/3 aanvragen": "b8_permit",
    "18e verjaardag": "eighteen",
}
"""The rule behind an invented deadline, by what it is called."""

_STEPS = (("wmo_reported", 16), ("wmo_plan_given", 11), ("safe_home_reported", 4))
"""Steps in a procedure, and how many days ago each was."""


def by_rule(told: DeadlineOutline, kind: str, start: Mapping[str, Any]) -> dict[str, Any]:
    """All that the rule says of this deadline, for a start of that kind with these values.

    Which record started it is for the caller to add. Empty when no rule is behind it.
    """
    key = RULES.get(told.what)
    if key is None:
        return {}
    fact = Fact(kind, 0, told.person, start)
    case = CaseFacts(date.min, {kind: (fact,)}, {told.person: frozenset({"victim"})})
    for due in deadlines_of({key: shipped()[key]}, case):
        if due.end is not None:
            kept = {name: v for name, v in values_of(due, _label).items() if v is not None}
            return kept | {"what": due.rule.what.nl, "due_on": due.end.day}
    return {}


def _label(kind: str, code: str, language: str) -> str:
    row = codes(kind)[code]
    return row.label_nl if language == "nl" else row.label_en


def add_steps(sitting: Sitting, number: str) -> None:
    """Steps of the Wmo and of Veilig Thuis in the case of this number; their deadlines follow."""
    today = sitting.clock.today()
    with sitting.store.read() as session:
        case_id, person_id = session.execute(
            select(PersonRole.case_id, PersonRole.person_id)
            .join(CaseFile, CaseFile.id == PersonRole.case_id)
            .where(CaseFile.number == number, PersonRole.role == "victim")
            .order_by(PersonRole.id)
            .limit(1)
        ).one()
    for step, days in _STEPS:
        values = {
            "case_id": case_id,
            "person_id": person_id,
            "step": step,
            "happened": VagueDate.on(today - timedelta(days=days)),
        }
        answer = create(sitting.store, Create("procedure_step", values), sitting.labels)
        if not isinstance(answer, Changes):
            raise ValueError(f"{step}: {answer}")  # noqa: TRY004 - a refusal, not a wrong type
