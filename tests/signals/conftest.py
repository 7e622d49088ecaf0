"""A store with somebody at work in it, and a few things that come in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedesk.bootstrap import Sitting
from casedesk.kernel.words import speaking
from casedesk.records.reading import RecordView
from tests.builders import a_record, a_store


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("en"), a_store(tmp_path) as opened:
        yield opened


def a_signal(sitting: Sitting, subject: str = "Chalets on a holiday park", **values: Any) -> int:
    """A signal about a place only, unless the values say more."""
    given = {"subject": subject, "received_on": date(2026, 2, 12)} | values
    return a_record(sitting, "signal", **given)


def a_trace(sitting: Sitting, signal_id: int, kind: str, value: str) -> int:
    return a_record(sitting, "signal_trace", signal_id=signal_id, trace_kind=kind, value=value)


def view(sitting: Sitting, kind: str, record_id: int) -> RecordView:
    with sitting.store.read() as session:
        found = sitting.reader.view(session, kind, record_id)
    assert found is not None
    return found
