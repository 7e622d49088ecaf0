"""Which dates of a case must be set by hand, because no rule gives them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.deadlines.engine import read_facts
from casedesk.deadlines.following import deadlines_of
from casedesk.deadlines.versions import versions
from casedesk.records.reading import Reader
from casedesk.tasks.model import Deadline


@dataclass(frozen=True, slots=True)
class Asked:
    """A date that somebody must set by hand: for which rule, and what started it."""

    rule_key: str
    start_kind: str
    start_id: int
    what: str
    started_by: str
    note: str


def dates_to_set(session: Session, reader: Reader, case_id: int) -> tuple[Asked, ...]:
    """The dates that are still to be set, as far as the reader may see what started them."""
    case = read_facts(session, case_id)
    if case is None:
        return ()
    query = select(Deadline.rule_key, Deadline.start_kind, Deadline.start_id).where(
        Deadline.case_id == case_id, Deadline.rule_key.is_not(None)
    )
    there = {tuple(row) for row in session.execute(query, execution_options={"unscoped": True})}
    found = []
    for due in deadlines_of(versions(session), case):
        start = due.start
        if due.end is not None or due.met is not None or due.key in there:
            continue
        # The reader's own eyes: a step that names a suspect may be hidden from them.
        title = reader.titles(session, start.kind, [start.id], case_id).get(start.id)
        if title is None:
            continue
        note = " ".join(str(note) for note in due.notes)
        found.append(Asked(due.rule.key, start.kind, start.id, str(due.rule.what), title, note))
    return tuple(found)
