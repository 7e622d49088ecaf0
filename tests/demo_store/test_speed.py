"""How long it takes to make a demo store, with keys at their real cost."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from casedesk.demo.build import build_demo


@pytest.mark.proof
def test_two_hundred_cases_in_twenty_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began, used = time.monotonic(), time.process_time()
    build_demo(tmp_path, cases=200, today=date(2026, 3, 2))
    wall, cpu = time.monotonic() - began, time.process_time() - used
    with capsys.disabled():
        print(f"\ndemo store of 200 cases: {wall:.1f} s, {cpu:.1f} s of processor time")  # noqa: T201
    assert cpu < 20
