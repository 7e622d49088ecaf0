"""What hangs on a suspect is not there for a reader without the right (art. 10 AVG)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.dates import VagueDate
from casedesk.store.declare import record_class
from tests.builders import NINE, a_case, a_person, a_record, a_store, a_suspect, a_victim, seen_by

DAY = date(2026, 3, 2)

# Of every kind with a person: what it needs beside case and person to be made.
NEEDED: dict[str, dict[str, Any]] = {
    "action": {"what": "Bellen", "state": "open"},
    "care_plan": {"state": "draft", "made_on": DAY},
    "contact_moment": {"held_at": NINE, "contact_kind": "phone"},
    "criminal_event": {"event": "arrest", "happened": VagueDate.on(DAY)},
    "deadline": {"what": "Bezwaar", "due_on": DAY},
    "document": {"title": "Foto"},
    "exploitation_episode": {},
    "goal": {"what": "Rust", "state": "open"},
    "intake": {"held_on": DAY},
    "need_assessment": {"domain": "housing", "assessed_on": DAY},
    "note": {},
    "notification": {"direction": "incoming", "reported_on": DAY},
    "person_organisation": {"relation": "works_for", "firm": "Verzonnen BV"},
    "person_place": {"relation": "lives", "address": "Verzonnen straat 1"},
    "procedure_step": {"step": "threat_confirmed", "happened": VagueDate.on(DAY)},
    # A step that starts no deadline, so that the counts below stay plain.
    "residence_event": {"event": "asylum_applied", "happened": VagueDate.on(DAY)},
    "safety_assessment": {"assessed_on": DAY, "level": "high"},
    "sharing_ground": {"ground": "public_task"},
    "signal": {"subject": "Gezien", "received_on": DAY},
}


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as sitting:
        yield sitting


def count(sitting: Sitting, kind: str) -> int:
    cls = record_class(kind)
    with sitting.store.read() as session:
        return session.scalar(select(func.count()).select_from(cls)) or 0


def without_right(sitting: Sitting) -> Sitting:
    return seen_by(sitting, Role.COORDINATOR, suspects=False, login="piet")


def test_records_about_a_suspect_are_not_there_without_the_right(anna: Sitting) -> None:
    case_id = a_case(anna)
    for person_id in (a_victim(anna, case_id), a_suspect(anna, case_id)):
        for kind, values in NEEDED.items():
            a_record(anna, kind, case_id=case_id, person_id=person_id, **values)
    piet = without_right(anna)
    assert {kind: count(anna, kind) for kind in NEEDED} == dict.fromkeys(NEEDED, 2)
    assert {kind: count(piet, kind) for kind in NEEDED} == dict.fromkeys(NEEDED, 1)


def test_a_step_that_names_a_suspect_is_not_there(anna: Sitting) -> None:
    case_id = a_case(anna)
    step = {"case_id": case_id, "person_id": a_victim(anna, case_id)}
    a_record(anna, "criminal_event", **step, **NEEDED["criminal_event"])
    suspect_id = a_suspect(anna, case_id)
    a_record(anna, "criminal_event", **step, **NEEDED["criminal_event"], suspect_id=suspect_id)
    assert count(anna, "criminal_event") == 2
    assert count(without_right(anna), "criminal_event") == 1


def test_a_tie_that_tells_of_a_suspect_is_not_there(anna: Sitting) -> None:
    case_id = a_case(anna)
    victim_id = a_victim(anna, case_id)
    child_id = a_person(anna, case_id, "child", given="Ana")
    suspect_id = a_suspect(anna, case_id)
    witness_id = a_person(anna, case_id, "witness", given="Wim")
    for person_id, relation, other_id in [
        (victim_id, "parent_of", child_id),
        (victim_id, "friend_of", suspect_id),
        (suspect_id, "partner_of", victim_id),
        # Nobody here is a suspect by role, yet the tie says it of the witness.
        (witness_id, "exploiter_of", victim_id),
    ]:
        a_record(
            anna,
            "person_relation",
            case_id=case_id,
            person_id=person_id,
            relation=relation,
            other_id=other_id,
        )
    assert count(anna, "person_relation") == 4
    assert count(without_right(anna), "person_relation") == 1
