"""A desk in a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk.bootstrap import Sitting
from casedesk.kernel.words import set_language
from tests.builders import a_store
from tests.desks import TestDesk, a_desk


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    set_language("nl")
    with a_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(sitting: Sitting, tmp_path: Path, qapp: object) -> Iterator[TestDesk]:
    made = a_desk(sitting, tmp_path)
    yield made
    made.runner.close()
