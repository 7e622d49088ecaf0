"""Many programs on one computer, one job alone, and never two computers."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casedesk.store import lock, machine
from casedesk.store.faults import StoreElsewhere, StoreInUse
from casedesk.store.lock import SILENT_SECONDS, StoreLock
from tests.store_vault.conftest import Make, bodies, bytes_of, fill, reopen


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.05)


def other_computer(folder: Path, silent: float = 0) -> None:
    """Leave the mark of another computer, that many seconds ago."""
    mark = folder / "lock"
    mark.write_text(json.dumps({"host": "f" * 32, "machine": "PC-ZUID-12"}), encoding="ascii")
    when = mark.stat().st_mtime - silent
    os.utime(mark, (when, when))


def test_a_second_computer_is_refused_by_name(closed: Path) -> None:
    other_computer(closed)
    before = bytes_of(closed)
    with pytest.raises(StoreElsewhere) as raised:
        reopen(closed)
    assert "PC-ZUID-12" in str(raised.value)
    assert bytes_of(closed) == before


def test_the_mark_is_checked_before_the_passphrase(closed: Path) -> None:
    other_computer(closed)
    with pytest.raises(StoreElsewhere):
        reopen(closed, passphrase="helemaal niet goed")


def test_a_computer_that_fell_silent_no_longer_holds_the_store(closed: Path) -> None:
    other_computer(closed, silent=SILENT_SECONDS + 5)
    with reopen(closed) as opened:
        assert len(bodies(opened)) == 50
        assert json.loads((closed / "lock").read_text())["host"] == machine.host_id()
    assert (closed / "lock").read_bytes() == b""


def test_an_unreadable_mark_counts_as_somebody_unknown(closed: Path) -> None:
    (closed / "lock").write_bytes(b'{"host": "ff')
    with pytest.raises(StoreElsewhere):
        reopen(closed)


def test_a_crash_on_this_computer_leaves_no_lock(closed: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no fork")
    child = os.fork()
    if child == 0:
        reopen(closed, exclusive=True)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert (closed / "lock").read_bytes() != b""
    reopen(closed, exclusive=True).close()


def test_who_was_taken_over_notices_before_writing(make: Make) -> None:
    opened = make()
    fill(opened, 1)
    other_computer(opened.path)
    opened._lock.beat()
    with pytest.raises(StoreElsewhere):
        fill(opened, 1)
    assert len(bodies(opened)) == 1
    opened.close()
    assert "PC-ZUID-12" in (opened.path / "lock").read_text()


def test_waking_from_a_long_sleep_looks_first(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = make()
    other_computer(opened.path)
    later = opened._lock._beaten + SILENT_SECONDS
    monkeypatch.setattr("casedesk.store.lock.time.time", lambda: later)
    with pytest.raises(StoreElsewhere):
        fill(opened, 1)


def test_the_heartbeat_keeps_the_mark_fresh(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "BEAT_SECONDS", 0.01)
    opened = make()
    mark = opened.path / "lock"
    os.utime(mark, (1, 1))
    import time

    give_up = time.monotonic() + 5
    while mark.stat().st_mtime < 2 and time.monotonic() < give_up:
        pass
    assert mark.stat().st_mtime > 2


def test_the_last_to_leave_wipes_the_mark(make: Make) -> None:
    first = make()
    second = reopen(first.path)
    first.close()
    assert (second.path / "lock").read_bytes() != b""
    second.close()
    assert (second.path / "lock").read_bytes() == b""


def test_alone_is_alone(closed: Path) -> None:
    with StoreLock(closed, alone=True):
        with pytest.raises(StoreInUse):
            reopen(closed)
        with pytest.raises(StoreInUse):
            StoreLock(closed, alone=True)
    reopen(closed).close()


def test_who_cannot_have_it_alone_keeps_the_shared_lock(closed: Path) -> None:
    with StoreLock(closed) as first, StoreLock(closed):
        with pytest.raises(StoreInUse):
            first.make_alone()
        with pytest.raises(StoreInUse):
            StoreLock(closed, alone=True)
    with StoreLock(closed) as first:
        first.make_alone()
        with pytest.raises(StoreInUse):
            StoreLock(closed)
        first.make_shared()
        StoreLock(closed).release()


def test_another_program_is_seen_too(closed: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no fork")
    ready, done = os.pipe(), os.pipe()

    def hold() -> None:
        with reopen(closed):
            os.write(ready[1], b"x")
            os.read(done[0], 1)

    child = _start(hold)
    try:
        os.read(ready[0], 1)
        with pytest.raises(StoreInUse):
            reopen(closed, exclusive=True)
        reopen(closed).close()
    finally:
        os.write(done[1], b"x")
        os.waitpid(child, 0)
        for end in (*ready, *done):
            os.close(end)
    reopen(closed, exclusive=True).close()


def _start(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def test_this_computer_has_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.host_id() == machine.host_id()
    assert len(machine.host_id()) == 32
    machine.host_id.cache_clear()
    before = machine.host_id()
    machine.host_id.cache_clear()
    monkeypatch.setattr("casedesk.store.machine.platform.node", lambda: "other")
    assert machine.host_id() != before
    machine.host_id.cache_clear()
