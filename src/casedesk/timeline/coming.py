"""What comes next in a case, in words: for the header of its workspace."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casedesk.kernel.fields import Sensitivity
from casedesk.records.reading import Reader
from casedesk.timeline.entries import AHEAD, LATE, TODAY, entries


@dataclass(frozen=True, slots=True)
class NextDate:
    """The earliest date that somebody must meet; ``due`` is "late", "today" or "ahead"."""

    on: date
    kind: str
    record_id: int
    title: str
    due: str
    classes: frozenset[Sensitivity]


def next_date_of_case(session: Session, reader: Reader, case_id: int) -> NextDate | None:
    """The earliest open date among actions, deadlines, answers of partners and the like."""
    from casedesk.features import moment_rules

    rules = [rule for rule in moment_rules() if rule.due]
    for entry in entries(session, reader, case_id, rules):
        if entry.due in (LATE, TODAY, AHEAD):
            return NextDate(
                entry.sort[1], entry.kind, entry.record_id, entry.title, entry.due, entry.classes
            )
    return None
