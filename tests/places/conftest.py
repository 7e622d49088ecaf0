"""A store with a few places, signals, inspections and a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from casedesk.bootstrap import Sitting
from tests.builders import a_case, a_record, a_store, a_victim


@dataclass
class Region:
    """Ids of what was made."""

    anna: Sitting
    park: int
    farm: int
    shelter: int
    case: int
    victim: int


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as sitting:
        yield sitting


@pytest.fixture
def region(anna: Sitting) -> Region:
    park = a_record(
        anna, "location", name="Park De Verzonnen Duinen", location_kind="holiday_park",
        risk_sector="holiday_parks", gemeente="0363", review_on=date(2026, 2, 1),
    )  # fmt: skip
    farm = a_record(
        anna, "location", name="Kwekerij Bedacht", location_kind="farm",
        risk_sector="agriculture", gemeente="0599",
    )  # fmt: skip
    shelter = a_record(anna, "location", name="Geheim Huis", location_kind="shelter")
    case = a_case(anna)
    victim = a_victim(anna, case)
    a_record(
        anna, "exploitation_episode", case_id=case, person_id=victim, main_form="labour",
        location_id=park,
    )  # fmt: skip
    a_record(
        anna, "person_place", case_id=case, person_id=victim, relation="lives",
        location_id=shelter,
    )  # fmt: skip
    signal = a_record(
        anna, "signal", subject="Veel auto's in de nacht", received_on=date(2026, 1, 10),
        location_id=park, risk_groups=("labour_migrants", "debts"),
    )  # fmt: skip
    a_record(
        anna, "signal", subject="Oud signaal", received_on=date(2024, 5, 1), location_id=farm,
        risk_sector="meat",
    )  # fmt: skip
    a_record(
        anna, "signal", subject="Bij de opvang", received_on=date(2026, 1, 12),
        location_id=shelter,
    )  # fmt: skip
    a_record(
        anna, "inspection", location_id=park, held_on=date(2026, 1, 20), signal_id=signal,
        findings=("overcrowding",),
    )  # fmt: skip
    a_record(anna, "inspection", location_id=park, planned_on=date(2026, 2, 20))
    return Region(anna, park, farm, shelter, case, victim)
