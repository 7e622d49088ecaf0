"""A handover follows the version of its day; what was handed over before keeps its answer."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Purpose
from casedesk.handover.own_profiles import NewProfile, decide_profile
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.profiles import profile_for
from casedesk.kernel.changes import Changes
from casedesk.kernel.fields import Topic
from tests.builders import a_case, a_partner, a_record, a_store, a_victim, seen_by


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as sitting:
        yield sitting


def test_a_topic_that_was_taken_out_no_longer_goes(anna: Sitting) -> None:
    case_id = a_case(anna)
    person_id = a_victim(anna, case_id)
    a_record(
        anna, "need_assessment", case_id=case_id, person_id=person_id, domain="money",
        assessed_on=date(2026, 2, 1), level="acute",
    )  # fmt: skip
    shelter = a_partner(anna)
    request = Request(case_id, shelter, Purpose("Opvang", "public_task"))
    before = prepare(author(anna), request)
    assert isinstance(before, Prepared)
    assert goes(before, "need_assessment.level")

    shipped = profile_for("shelter", anna.clock.today())
    narrower = NewProfile(
        "shelter", anna.clock.today(), shipped.level, shipped.topics - {Topic.NEEDS},
        shipped.classes, shipped.free_text, shipped.response_days, "besluit FG",
    )  # fmt: skip
    keeper = seen_by(anna, Role.KEEPER)
    assert isinstance(decide_profile(keeper.store, narrower, keeper.labels), Changes)

    after = prepare(author(anna), request)
    assert isinstance(after, Prepared)
    assert not goes(after, "need_assessment.level")
    assert goes(before, "need_assessment.level"), "an answer that was given does not change"


def goes(prepared: Prepared, key: str) -> bool:
    return any(
        decision.fact.field.key == key and decision.outcome == "goes"
        for decision in prepared.resolution.decisions
    )
