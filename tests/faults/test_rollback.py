"""Encryption proves a page genuine, not newest: what is put back is found all the same (T12)."""

import os
import random
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from casedesk.bootstrap import Sitting, verify_store
from casedesk.kernel.changes import Changes
from casedesk.records.use_cases import ChangeField, change
from casedesk.store.anchor import AnchorState
from casedesk.store.faults import StoreFault
from casedesk.store.journal import Trail
from tests.builders import CHEAP, a_case, a_person
from tests.faults.filled import fill_with_every_kind
from tests.faults.stores import a_filled_store, sit

PAGE = 4096
LINES = 100
"""Lines that the store of these tests has at the least; looking adds more."""


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)


def rename(sitting: Sitting, person: int, seen: str | None, name: str) -> None:
    command = ChangeField("person", person, "family_name", name, seen)
    assert isinstance(change(sitting.store, command, sitting.labels), Changes)


def noticed(path: Path) -> bool:
    """Whether opening or verifying says that something is wrong, with a sentence of ours."""
    try:
        with sit(path) as sitting:
            older = sitting.anchor_state in (AnchorState.OLDER, AnchorState.FOREIGN)
            return not verify_store(sitting).whole or older
    except StoreFault:
        return True


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that records and trail hold; the search index is derived from them."""
    with sit(path) as sitting, sitting.vault.reading() as connection:
        tables = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'fts_%' AND name != 'sqlite_sequence'"
        ).all()
        return {
            name: sorted((tuple(row) for row in connection.exec_driver_sql(
                f"SELECT * FROM {name}" + (f" WHERE seq <= {LINES}" if "trail" in name else "")
            )), key=repr)
            for (name,) in tables
        }  # fmt: skip


@dataclass(frozen=True)
class Day:
    """A store at two moments of a working day; ``pages`` are those in which they differ."""

    path: Path
    older: bytes
    newer: bytes
    pages: list[int]
    anchors: dict[Path, bytes]

    def put(self, database: bytes, log: bytes = b"") -> None:
        """Lay a database and a log in the store, on the machine as it was at the end."""
        (self.path / "store.db").write_bytes(database)
        (self.path / "store.db-shm").unlink(missing_ok=True)
        (self.path / "store.db-wal").unlink(missing_ok=True)
        if log:
            (self.path / "store.db-wal").write_bytes(log)
        for anchor, remembered in self.anchors.items():
            anchor.write_bytes(remembered)


def a_day(folder: Path, home: Path, rounds: int = 0) -> Day:
    """A day with work; the store is closed at the end."""
    path = a_filled_store(folder)
    older = (path / "store.db").read_bytes()
    with sit(path) as sitting:
        case_id = a_case(sitting)
        persons = [a_person(sitting, case_id, family=f"Nieuw {n}") for n in range(3)]
        for number in range(5):
            rename(sitting, persons[0], f"Nieuw {number}", f"Nieuw {number + 1}")
        fill_with_every_kind(sitting, rounds=rounds, seed=2)
    newer = (path / "store.db").read_bytes()
    pages = [n for n in range(len(older) // PAGE) if _page(older, n) != _page(newer, n)]
    return Day(path, older, newer, pages, _anchors(home))


def _anchors(home: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in home.rglob("anchors/*.json")}


def _page(database: bytes, number: int) -> bytes:
    return database[number * PAGE : (number + 1) * PAGE]


def pages_unnoticed(day: Day, pages: Iterable[int]) -> list[int]:
    """Put each older page back, alone; answers those that changed content and were not told."""
    day.put(day.newer)
    good = content(day.path)
    missed = []
    for number in pages:
        database = bytearray(day.newer)
        database[number * PAGE : (number + 1) * PAGE] = _page(day.older, number)
        day.put(bytes(database))
        if not noticed(day.path):
            day.put(bytes(database))
            if content(day.path) != good:
                missed.append(number)
    return missed


def test_nothing_is_reported_of_a_store_that_is_well(
    tmp_path: Path, own_user_folders: Path
) -> None:
    day = a_day(tmp_path, own_user_folders)
    day.put(day.newer)
    assert not noticed(day.path)


def test_an_older_page_is_reported(tmp_path: Path, own_user_folders: Path) -> None:
    day = a_day(tmp_path, own_user_folders)
    assert pages_unnoticed(day, random.Random(1).sample(day.pages, 12)) == []


def test_an_older_database_is_reported_and_the_line_says_so(
    tmp_path: Path, own_user_folders: Path
) -> None:
    day = a_day(tmp_path, own_user_folders)
    day.put(day.older)
    with sit(day.path) as sitting:
        assert sitting.anchor_state is AnchorState.OLDER
        report = verify_store(sitting)
        assert not report.whole
        lines = history_labels(sitting)
    assert "Store is older than this computer remembers" in lines


def history_labels(sitting: Sitting) -> list[str]:
    with sitting.store.read() as session:
        return list(session.scalars(select(Trail.label)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be killed")
def test_a_shortened_log_is_reported(tmp_path: Path, own_user_folders: Path) -> None:
    day, log = killed_at_work(tmp_path, own_user_folders)
    assert cuts_unnoticed(day, log, random.Random(1), 6) == []


def killed_at_work(folder: Path, home: Path, rounds: int = 0) -> tuple[Day, bytes]:
    """A day that ended with a killed program: its last acts stand in the log only."""
    day = a_day(folder, home, rounds)
    day.put(day.newer)
    child = os.fork()
    if child == 0:
        sitting = sit(day.path)
        person = a_person(sitting, a_case(sitting), family="Log 0")
        for number in range(20):
            rename(sitting, person, f"Log {number}", f"Log {number + 1}")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    log = (day.path / "store.db-wal").read_bytes()
    now = Day(day.path, day.older, day.newer, day.pages, _anchors(home))
    now.put(day.newer, log)
    assert not noticed(day.path), "the whole log is well"
    return now, log


def cuts_unnoticed(day: Day, log: bytes, chance: random.Random, count: int) -> list[int]:
    """Cut the log at random lengths; answers those that lost a commit in silence."""
    missed = []
    for _number in range(count):
        length = chance.randrange(len(log) - PAGE)
        day.put(day.newer, log[:length])
        if not noticed(day.path):
            missed.append(length)
    return missed


@pytest.mark.proof
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be killed")
def test_all_that_can_be_put_back_is_reported(
    tmp_path: Path, own_user_folders: Path, figure: Callable[[str], None]
) -> None:
    day, log = killed_at_work(tmp_path, own_user_folders, rounds=2)
    chance = random.Random()
    pages = pages_unnoticed(day, day.pages)
    cuts = cuts_unnoticed(day, log, chance, 200)
    figure(
        f"rollback: {len(day.pages) - len(pages)} of {len(day.pages)} older pages and "
        f"{200 - len(cuts)} of 200 shortened logs reported, or shown to change no content"
    )
    assert (pages, cuts) == ([], [])
