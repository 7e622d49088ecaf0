"""Actions and deadlines are met by a step, and listed by what is due."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedesk import features
from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.words import speaking
from casedesk.records.reading import Reader
from casedesk.records.steps import Step
from casedesk.store.undo import undo
from casedesk.tasks.use_cases import (
    FinishAction,
    drop_action,
    finish_action,
    meet_deadline,
    reopen_action,
)
from tests.builders import a_case, a_record, a_store, seen_by


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as made:
        yield made


def values(sitting: Sitting, kind: str, record_id: int) -> Any:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        found = reader.view(session, kind, record_id)
    assert found is not None
    return found.values


def test_an_action_is_done_with_day_and_result(sitting: Sitting) -> None:
    action = a_record(sitting, "action", case_id=a_case(sitting), what="Bellen")
    assert values(sitting, "action", action)["state"] == "open"
    done = FinishAction(action, 1, on=date(2026, 3, 1), result="Gelukt")
    assert isinstance(finish_action(sitting.store, done), Changes)
    now = values(sitting, "action", action)
    assert (now["state"], now["done_on"], now["result"]) == ("done", date(2026, 3, 1), "Gelukt")
    assert isinstance(finish_action(sitting.store, FinishAction(action, 2)), Refused)
    assert isinstance(drop_action(sitting.store, Step(action, 2)), Refused)
    assert isinstance(reopen_action(sitting.store, Step(action, 2)), Changes)
    assert values(sitting, "action", action)["done_on"] is None
    undo(sitting.store)
    undo(sitting.store)
    assert values(sitting, "action", action)["result"] is None


def test_an_action_is_dropped(sitting: Sitting) -> None:
    action = a_record(sitting, "action", case_id=a_case(sitting), what="Bellen")
    assert isinstance(drop_action(sitting.store, Step(action, 1, why="Niet nodig")), Changes)
    assert values(sitting, "action", action)["state"] == "dropped"


def test_a_deadline_is_met_once(sitting: Sitting) -> None:
    case = a_case(sitting)
    deadline = a_record(
        sitting, "deadline", case_id=case, what="Bedenktijd", due_on=date(2026, 4, 1)
    )
    assert isinstance(meet_deadline(sitting.store, Step(deadline, 1)), Changes)
    assert values(sitting, "deadline", deadline)["met_on"] == sitting.clock.today()
    assert isinstance(meet_deadline(sitting.store, Step(deadline, 2)), Refused)


def test_a_supervisor_finishes_nothing(sitting: Sitting) -> None:
    action = a_record(sitting, "action", case_id=a_case(sitting), what="Bellen")
    supervisor = seen_by(sitting, Role.SUPERVISOR)
    assert isinstance(finish_action(supervisor.store, FinishAction(action, 1)), Refused)


def test_the_list_puts_what_is_due_first_and_what_has_no_date_last(sitting: Sitting) -> None:
    case = a_case(sitting)
    days = (None, date(2026, 3, 9), date(2026, 3, 1))
    never, ahead, late = (
        a_record(sitting, "action", case_id=case, what="Bellen", due_on=day) for day in days
    )
    gone = a_record(sitting, "action", case_id=case, what="Weg", state="dropped")
    source = features.lists()["actions"]
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)

    def ids(**query: Any) -> list[int]:
        with sitting.store.read() as session:
            return source.ids(session, ListQuery(**query), reader)

    assert ids() == [late, ahead, never, gone]
    assert ids(sort="due_on", descending=True) == [ahead, late, gone, never]
    assert ids(filters={"open": "open"}) == [late, ahead, never]
    assert ids(filters={"open": "late"}) == [late]
    assert ids(filters={"open": "closed"}) == [gone]
    assert ids(text="bell") == [late, ahead, never]
