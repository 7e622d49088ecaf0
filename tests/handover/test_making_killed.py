"""Killed or out of room while a document is made: no file without a row, no row without a copy."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.bootstrap import Sitting, author, verify_store
from casedesk.handover.asking import Request
from casedesk.handover.facts import Purpose
from casedesk.handover.making import Made, make_handover
from casedesk.handover.model import Disclosure
from casedesk.store import blobs
from casedesk.store.blobs import Blob
from casedesk.store.faults import DiskFull
from tests.builders import CHEAP, a_case, a_partner, a_victim
from tests.faults.stores import a_closed_store, sit
from tests.store_vault import kills

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be killed")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)


@pytest.fixture
def request_of(tmp_path: Path) -> tuple[Path, Request]:
    path = a_closed_store(tmp_path, "samen")
    with sit(path) as sitting:
        case_id = a_case(sitting)
        a_victim(sitting, case_id)
        purpose = Purpose("Opvang", "public_task")
        request = Request(case_id, a_partner(sitting), purpose, informed="yes")
    return path, request


def after(call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, and death right behind it."""

    def stand_in(*args: Any, **more: Any) -> None:
        call(*args, **more)
        kills.kill_now()

    return stand_in


def written(sitting: Sitting) -> tuple[int, int]:
    with sitting.vault.reading() as connection:
        rows = connection.scalar(select(func.count()).select_from(Disclosure.__table__))
        copies = connection.scalar(select(func.count()).select_from(Blob.__table__))
    return rows or 0, copies or 0


@pytest.mark.parametrize(
    ("stage", "left"),
    [("after the copy", 0), ("before the commit", 0), ("after the commit", 1)],
)
def test_a_killed_program_leaves_both_or_neither(
    request_of: tuple[Path, Request], tmp_path: Path, stage: str, left: int
) -> None:
    path, request = request_of
    sent = tmp_path / "weg.pdf"

    def work() -> None:
        with sit(path) as sitting:
            if stage == "after the copy":
                blobs.put = after(blobs.put)
            else:
                wrap = after if stage == "after the commit" else (lambda _call: kills.kill_now)
                Session.commit = wrap(Session.commit)  # type: ignore[method-assign]
            made = make_handover(author(sitting), request)
            assert isinstance(made, Made)
            sent.write_bytes(made.file)

    assert not kills.run_until(100_000, work)
    assert not sent.exists()  # nobody had the file before the register had its row
    with sit(path) as sitting:
        assert written(sitting) == (left, left)
        report = verify_store(sitting)
        assert report.whole, report.findings
        assert isinstance(make_handover(author(sitting), request), Made)


def test_a_full_disk_leaves_both_or_neither(
    request_of: tuple[Path, Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, request = request_of
    with sit(path) as sitting:
        with sitting.store.engine.begin() as connection:
            # The database may not grow any more: SQLite answers as it does for a full disk.
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        with monkeypatch.context() as full:
            connect = sitting.store.engine.pool._creator

            def small(*args: Any) -> Any:
                made = connect(*args)
                made.execute(f"PRAGMA max_page_count = {pages + 2}")
                return made

            sitting.store.engine.dispose()
            full.setattr(sitting.store.engine.pool, "_creator", small)
            with pytest.raises(DiskFull):
                make_handover(author(sitting), request)
        sitting.store.engine.dispose()  # from here on there is room again
        assert written(sitting) == (0, 0)
        assert isinstance(make_handover(author(sitting), request), Made)
        assert verify_store(sitting).whole
