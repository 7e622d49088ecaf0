"""What tests of pages begin with: a store, a desk to work at, and the language of the source.

Import the fixtures that a folder needs into its ``conftest.py``.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import Sitting
from casedesk.kernel.words import set_language
from tests.builders import a_store
from tests.desks import TestDesk, a_desk

__all__ = ["desk", "english", "sitting"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests speak the language of the source."""
    set_language("en")
    yield
    set_language("nl")


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    """Somebody at work in a new store."""
    with a_store(tmp_path) as made:
        yield made


@pytest.fixture
def desk(sitting: Sitting, tmp_path: Path, qtbot: QtBot) -> Iterator[TestDesk]:
    """Their desk, where everything happens at once."""
    made = a_desk(sitting, tmp_path)
    yield made
    made.runner.close()
