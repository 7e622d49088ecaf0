"""What was set right or put off later: one person entered twice, a case opened again."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.bootstrap import Sitting
from casedesk.cases.model import CaseFile
from casedesk.cases.use_cases import reopen_case
from casedesk.demo.material import material
from casedesk.kernel.changes import Changes, Conflict, Refused
from casedesk.people.differing import SayDifferent, say_different
from casedesk.people.merging import Merge, merge_persons
from casedesk.people.model import Person, PersonRole
from casedesk.records.steps import Step
from casedesk.records.use_cases import Create, create
from casedesk.reminders.model import Reminder
from casedesk.worklist.use_cases import PutOffDate, put_off


def add_second_thoughts(sitting: Sitting, number: str) -> None:
    """Take the steps; those of the reporting code in the case of this number."""
    told = material("second_thoughts")
    _reporting_code(sitting, told["meldcode"], number)
    _entered_twice(sitting, told)
    _opened_again(sitting, told["reopened"])
    _put_off(sitting, told["put_off"])


def _reporting_code(sitting: Sitting, steps: list[dict[str, Any]], number: str) -> None:
    with sitting.store.read() as session:
        case_id = session.scalars(select(CaseFile.id).where(CaseFile.number == number)).one()
        person_id = _victims(session, case_id)[0]
    for told in steps:
        values = {name: value for name, value in told.items() if name != "days"}
        values |= {"case_id": case_id, "person_id": person_id}
        values["taken_on"] = sitting.clock.today() - timedelta(days=told["days"])
        _done(create(sitting.store, Create("meldcode_step", values), sitting.labels))


def _entered_twice(sitting: Sitting, told: dict[str, str]) -> None:
    """A desk wrote a victim down anew; another of the same name turned out to be somebody else."""
    with sitting.store.read() as session:
        person = session.get_one(Person, _victims(session)[-1])
        written = {"given_names": person.given_names, "family_name": person.family_name}
        kept = (person.id, person.version)
    twin, other = (
        _done(create(sitting.store, Create("person", written), sitting.labels)).created or 0
        for _each in range(2)
    )
    with sitting.store.read() as session:
        version = session.get_one(Person, twin).version
    _done(merge_persons(sitting.store, Merge(*kept, twin, version, told["merged"])))
    _done(say_different(sitting.store, SayDifferent(kept[0], other, told["different"])))


def _opened_again(sitting: Sitting, why: str) -> None:
    """The case that was closed last, if any was."""
    with sitting.store.read() as session:
        closed = session.execute(
            select(CaseFile.id, CaseFile.version)
            .where(CaseFile.closed_on.is_not(None))
            .order_by(CaseFile.closed_on.desc(), CaseFile.id)
            .limit(1)
        ).first()
    if closed is not None:
        step = Step(closed.id, closed.version, sitting.clock.today(), why)
        _done(reopen_case(sitting.store, step, sitting.labels))


def _put_off(sitting: Sitting, told: dict[str, Any]) -> None:
    with sitting.store.read() as session:
        reminder = session.scalars(
            select(Reminder)
            .where(Reminder.done_on.is_(None), Reminder.due_on >= sitting.clock.today())
            .order_by(Reminder.due_on.desc(), Reminder.id)
        ).first()
    if reminder is not None:
        until = reminder.due_on + timedelta(days=told["days"])
        command = PutOffDate(
            "reminder", reminder.id, "due_on", reminder.due_on, until, told["reason"]
        )
        _done(put_off(sitting.store, command, sitting.labels))


def _victims(session: Session, case_id: int | None = None) -> list[int]:
    query = select(PersonRole.person_id).where(PersonRole.role == "victim").order_by(PersonRole.id)
    if case_id is not None:
        query = query.where(PersonRole.case_id == case_id)
    return list(session.scalars(query))


def _done(answer: Changes | Refused | Conflict) -> Changes:
    if isinstance(answer, Changes):
        return answer
    raise RuntimeError(f"the demo store could not be made: {answer}")
