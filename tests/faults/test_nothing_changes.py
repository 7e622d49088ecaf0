"""What is written about a suspect changes nothing that somebody without the right can read.

Not a word, not a count, not an order: all that a reader gets is read before and after a suspect
comes into the case with a record of every kind, and must be the same.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedesk import features
from casedesk.access.rights import Role
from casedesk.access.trail import history
from casedesk.bootstrap import Sitting
from casedesk.cases.closing import closing_warnings
from casedesk.cases.minimal import what_goes
from casedesk.deadlines.asking import dates_to_set
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.fields import Realm
from casedesk.locations.counting import By, Period, count_places
from casedesk.network.read import read_network
from casedesk.overlap.finding import overlap_of
from casedesk.people.duplicates import possible_duplicates
from casedesk.records.counting import counts
from casedesk.search.query import find
from casedesk.store.declare import record_class
from casedesk.timeline.coming import next_date_of_case
from casedesk.timeline.entries import entries
from casedesk.worklist.calendar_file import calendar_file
from casedesk.worklist.reading import read_work
from casedesk.worklist.rules import Group
from casedesk.worklist.stuck import stuck
from tests.builders import a_case, a_record, a_store, a_suspect, a_victim, seen_by
from tests.records.test_shielding import NEEDED

PHONE = "0612345678"
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as sitting:
        yield sitting


def everything(sitting: Sitting, case: int, person: int, signal: int) -> dict[str, Any]:
    """All that this reader gets of lists, counts, dates, likeness, search, network and history."""
    reader = sitting.reader
    found: dict[str, Any] = {}
    with sitting.store.read() as session:
        for name, source in features.lists().items():
            realm = record_class(source.kind).record.realm
            if realm is not Realm.SUSPECTS:
                ids = source.ids(session, ListQuery(), reader)
                found[f"list {name}"] = (ids, dict(source.rows(session, ids, reader)))
        work = read_work(session, reader)
        found["work"] = [(group, tuple(work.marks(group))) for group in Group]
        found["stuck"] = str(stuck(session, reader))
        found["counts"] = sorted(counts(session, reader.actor))
        found["next"] = next_date_of_case(session, reader, case)
        found["timeline"] = [
            (e.kind, e.record_id, e.title) for e in _entries(session, reader, case)
        ]
        found["closing"] = closing_warnings(session, case)
        found["reducing"] = str(what_goes(session, case))
        found["to set"] = dates_to_set(session, reader, case)
        found["duplicates"] = possible_duplicates(session, reader)
        for kind, record_id in (("case_file", case), ("person", person), ("signal", signal)):
            found[f"overlap {kind}"] = overlap_of(session, reader, kind, record_id)
        found["search"] = [
            find(session, reader, word)
            for word in (PHONE, "Popescu", "Mirela", "Verzonnen", "Rust")
        ]
        found["network"] = [str(read_network(session, reader, case, depth=n)) for n in (1, 2)]
        found["history"] = [(h.seq, h.sentence) for h in history(session, reader, case_id=case)]
        found["places"] = [str(count_places(session, reader, by, YEAR)) for by in By]
    found["calendar"] = str(calendar_file(sitting.store, reader))
    return found


def _entries(session: Any, reader: Any, case: int) -> Any:
    return entries(session, reader, case, features.moment_rules())


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DEPUTY, Role.SUPERVISOR])
def test_a_suspect_changes_nothing_for_who_may_not_know(anna: Sitting, role: Role) -> None:
    case, other = a_case(anna, gemeente="0363"), a_case(anna)
    victim = a_victim(anna, case)
    place = a_record(anna, "location", name="Verzonnen camping", gemeente="0363")
    about = {"subject": "Gezien", "received_on": date(2026, 3, 2)}
    signal = a_record(anna, "signal", **about, location_id=place)
    a_record(anna, "signal_trace", signal_id=signal, trace_kind="phone", value=PHONE)
    a_record(anna, "identifier", person_id=victim, identifier_kind="phone", value=PHONE)
    reader = seen_by(anna, role, login="piet")
    before = everything(reader, case, victim, signal)
    # One who looks like the victim, with her number, at the same place, in two cases.
    suspect = a_suspect(anna, case, given="Mirela", family="Popescu")
    a_record(anna, "person_role", case_id=other, person_id=suspect, role="suspect")
    a_record(anna, "identifier", person_id=suspect, identifier_kind="phone", value=PHONE)
    a_record(anna, "person_name", person_id=suspect, name="Mirela Popescu")
    for kind, values in NEEDED.items():
        a_record(anna, kind, case_id=case, person_id=suspect, **values)
    seen = a_record(anna, "signal", **about, location_id=place, person_id=suspect, case_id=case)
    a_record(anna, "signal_trace", signal_id=seen, trace_kind="phone", value=PHONE)
    tie = {"case_id": case, "person_id": suspect, "other_id": victim}
    a_record(anna, "person_relation", **tie, relation="exploiter_of")
    a_record(anna, "reminder", case_id=case, person_id=suspect, what="Rust", due_on=YEAR.first)
    after = everything(reader, case, victim, signal)
    assert {name for name, value in before.items() if after[name] != value} == set()
    assert before != everything(anna, case, victim, signal)
