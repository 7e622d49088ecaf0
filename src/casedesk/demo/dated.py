"""Deadlines of the invented region as rules give them, tied to the step that started each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casedesk.deadlines.engine import values_of
from casedesk.deadlines.following import CaseFacts, Fact, deadlines_of
from casedesk.deadlines.rules import shipped
from casedesk.demo.material import codes
from casedesk.demo.outline import DeadlineOutline

RULES = {
    "Bedenktijd tot en met": "reflection_period",
    "Verlenging B8/3 aanvragen": "b8_permit",
    "18e verjaardag": "eighteen",
}
"""The rule behind an invented deadline, by what it is called."""


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
