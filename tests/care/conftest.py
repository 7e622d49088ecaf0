"""A store with one case and one (possible) victim."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk.bootstrap import Sitting
from casedesk.records.reading import Reader
from tests.builders import a_case, a_store, a_victim


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with a_store(tmp_path) as made:
        yield made


@pytest.fixture
def reader(sitting: Sitting) -> Reader:
    return Reader(sitting.actor, sitting.labels, sitting.clock)


@pytest.fixture
def case_id(sitting: Sitting) -> int:
    return a_case(sitting, "2026-0007")


@pytest.fixture
def person_id(sitting: Sitting, case_id: int) -> int:
    return a_victim(sitting, case_id)
