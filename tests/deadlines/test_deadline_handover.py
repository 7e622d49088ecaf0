"""Which deadlines that rules made a partner may have."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casedesk.bootstrap import Sitting, author
from casedesk.handover.asking import Request
from casedesk.handover.facts import Overrides, Purpose
from casedesk.handover.preparing import Prepared, prepare
from casedesk.kernel.dates import VagueDate
from tests.builders import a_case, a_partner, a_record, a_store, a_victim

PARTNERS = ("police", "lawyer", "shelter", "municipality", "ind", "ngo")


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as sitting:
        yield sitting


def goes(sitting: Sitting, case_id: int, kind: str) -> set[str]:
    """The last days that go to a partner of this kind."""
    why = Purpose("Afgesproken hulp", "public_task")
    request = Request(case_id, a_partner(sitting, kind, kind), why, Overrides(texts_read=True))
    page = prepare(author(sitting), request)
    assert isinstance(page, Prepared), page
    return {
        decision.fact.text
        for decision in page.resolution.decisions
        if decision.fact.field.key == "deadline.due_on" and decision.outcome.value == "goes"
    }


def test_a_permit_goes_to_who_may_know_of_the_residence_track_and_a_birthday_to_nobody(
    anna: Sitting,
) -> None:
    case_id = a_case(anna)
    victim = a_victim(anna, case_id, birth=VagueDate.on(date(2009, 5, 20)))
    a_record(
        anna, "residence_event", case_id=case_id, person_id=victim, event="b8_granted",
        happened=VagueDate.on(date(2026, 2, 1)),
    )  # fmt: skip
    a_record(
        anna, "procedure_step", case_id=case_id, person_id=victim, step="safe_home_reported",
        happened=VagueDate.on(date(2026, 3, 2)),
    )  # fmt: skip
    found = {kind: goes(anna, case_id, kind) for kind in PARTNERS}
    assert "01-02-2027" in found["lawyer"]
    assert "01-02-2027" not in found["ngo"]
    for kind in PARTNERS:
        assert "20-05-2027" not in found[kind], "an 18th birthday tells the date of birth"
        assert "09-03-2026" not in found[kind], "a report to Veilig Thuis"
