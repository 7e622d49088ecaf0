"""Killed at any call of a job, the old or the new opens, always (T4).

What the vault alone does (backups, slots, rotation, upgrade of the schema) is tried in
``tests/store_vault``; here stand the jobs as the program does them, accounts and trail included.
"""

import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from casedesk import bootstrap
from casedesk.access.administration import NewAccount, add_account, revoke_account
from casedesk.bootstrap import verify_store
from casedesk.desktop.settings import Settings
from casedesk.kernel.changes import Changes
from casedesk.store import backup, key_changes
from casedesk.store.faults import WrongPassphrase
from casedesk.store.journal import Act
from tests.builders import CHEAP, PASSPHRASE, seen_by
from tests.faults.stores import LOGIN, a_filled_store, sit
from tests.store_vault import kills

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be killed")

OTHER = "een heel andere verzonnen zin"
STORE = "samen.casedesk"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)


Look = Callable[[Path], None]
RunUntil = Callable[[int, Callable[[], None]], bool]


def _do(work: Callable[[Path], object], folder: Path) -> None:
    work(folder)


class Tries:
    """Does a job over and over, killed each time, and looks what it left.

    Each time in a new folder, with a copy of the store that was there ``before``, on a machine
    that remembers of it what it did then.
    """

    def __init__(self, work: Callable[[Path], object], look: Look, room: Path,
                 before: Path | None = None) -> None:  # fmt: skip
        self._work, self._look, self._room, self._before = work, look, room, before
        self._home = Path(os.environ["HOME"])
        self._remembered = room / "home-before"
        shutil.copytree(self._home, self._remembered)

    def each_point(self, every: int, run_until: RunUntil = kills.run_until) -> int:
        """Killed so many calls later each time; answers how many kills there were."""
        for killed, point in enumerate(range(0, 2000, every)):
            if self._once(partial(run_until, point)):
                return killed
        raise AssertionError("the job never ended")

    def moments(self, count: int) -> None:
        """Killed by the clock, also in the midst of what the database engine does."""
        started = time.monotonic()
        self._once(partial(kills.run_until, 10_000))
        longest = time.monotonic() - started
        chance = random.Random()
        for _number in range(count):
            self._once(partial(kills.killed_after, chance.uniform(0, longest)))

    def _once(self, do: Callable[[Callable[[], None]], bool]) -> bool:
        (folder := self._room / "nu").mkdir()
        if self._before is not None:
            shutil.copytree(self._before, folder / STORE)
        ended = do(partial(_do, self._work, folder))
        self._look(folder)
        shutil.rmtree(folder)
        self._forget()
        return ended

    def _forget(self) -> None:
        """The machine remembers nothing of what was tried on it."""
        shutil.rmtree(self._home)
        shutil.copytree(self._remembered, self._home)


# --------------------------------------------------------------------------------- first run


def first_run(folder: Path) -> None:
    """What the windows of the first run do, from the passphrase to the printed code."""
    with bootstrap.create_store(
        folder / STORE, login=LOGIN, name="Anna Verzonnen", passphrase=PASSPHRASE
    ) as sitting:
        Settings(folder / "settings.ini").remember_store(sitting.vault.path)
        key_changes.new_recovery_code(sitting.vault)


def a_whole_store_or_none(folder: Path) -> None:
    if not (folder / STORE).exists():
        first_run(folder)  # nothing is in the way of beginning again
    still_good(folder)


def still_good(folder: Path) -> None:
    with sit(folder / STORE) as sitting:
        assert sitting.actor.role == "zorgcoordinator"
        report = verify_store(sitting)
        assert report.whole, report.findings


# ---------------------------------------------------------------------------------- accounts


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A filled store with a keeper beside the coordinator, and somebody who will leave."""
    path = a_filled_store(tmp_path, "samen")
    with sit(path) as sitting:
        for login, role in (("keeper", "beheerder"), ("bram", "waarnemer")):
            seen_by(sitting, role, login=login)
            key_changes.add_person(sitting.vault, login=login, passphrase=PASSPHRASE)
    return path


def can_open(folder: Path, login: str, passphrase: str = PASSPHRASE) -> bool:
    try:
        sit(folder / STORE, login, passphrase).close()
    except WrongPassphrase:
        return False
    return True


def give(folder: Path) -> object:
    with sit(folder / STORE, "keeper") as sitting:
        command = NewAccount("daan", "Daan Verzonnen", "waarnemer")
        return add_account(sitting.store, sitting.vault, command, OTHER)


def given_or_not(folder: Path) -> None:
    """What was half done can be done again."""
    still_good(folder)
    if not can_open(folder, "daan", OTHER):
        assert isinstance(give(folder), Changes)
    assert can_open(folder, "daan", OTHER)


def revoke(folder: Path) -> object:
    with sit(folder / STORE, "keeper") as sitting:
        return revoke_account(sitting.store, sitting.vault, "bram")


def can_be_taken_up_again(folder: Path) -> None:
    still_good(folder)
    assert isinstance(revoke(folder), Changes)
    assert not can_open(folder, "bram")
    still_good(folder)


def change_own(folder: Path) -> object:
    with sit(folder / STORE, "bram") as sitting:
        key_changes.change_passphrase(sitting.vault, old=PASSPHRASE, new=OTHER)
        return sitting.store.note(Act.KEYS, "Passphrase changed")


def one_passphrase_opens(folder: Path) -> None:
    still_good(folder)
    assert can_open(folder, "bram") != can_open(folder, "bram", OTHER)


# ----------------------------------------------------------------------------------- backups


def back_up(folder: Path) -> object:
    with sit(folder / STORE) as sitting:
        return backup.automatic(sitting.vault, datetime.now(UTC))


def backups_are_whole(folder: Path) -> None:
    still_good(folder)
    for file, _moment in backup.listed(folder / STORE):
        backup.inspect(file)


def put_back(folder: Path) -> object:
    with sit(folder / STORE) as sitting:
        backup.make(sitting.vault, folder / "kopie")
    return backup.restore(folder / "kopie", folder / STORE, replace=True)


def old_or_new_stands(folder: Path) -> None:
    """Between two renames the old store has its other name: nothing is lost, all is told."""
    if not (folder / STORE).exists():
        (aside,) = folder.glob("*before-restore*")
        aside.rename(folder / STORE)
    still_good(folder)


JOBS: dict[str, tuple[Callable[[Path], object], Look]] = {
    "give an account": (give, given_or_not),
    "take an account away": (revoke, can_be_taken_up_again),
    "change a passphrase": (change_own, one_passphrase_opens),
    "make a backup": (back_up, backups_are_whole),
    "put a backup back": (put_back, old_or_new_stands),
}


def test_killed_at_some_calls_of_a_first_run(tmp_path: Path) -> None:
    assert Tries(first_run, a_whole_store_or_none, tmp_path).each_point(5) > 3


@pytest.mark.parametrize("job", JOBS)
def test_killed_at_some_calls_of_a_job(shared: Path, tmp_path: Path, job: str) -> None:
    work, look = JOBS[job]
    assert Tries(work, look, tmp_path, shared).each_point(11) > 1


@pytest.mark.proof
def test_killed_at_every_call_and_at_fifty_moments_of_a_first_run(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    tries = Tries(first_run, a_whole_store_or_none, tmp_path)
    count = tries.each_point(1)
    tries.moments(50)
    figure(f"killed at a first run: {count} calls and 50 moments; a whole store or none each time")


@pytest.mark.proof
@pytest.mark.parametrize("job", JOBS)
def test_killed_at_every_call_and_at_fifty_moments_of_a_job(
    shared: Path, tmp_path: Path, figure: Callable[[str], None], job: str
) -> None:
    work, look = JOBS[job]
    tries = Tries(work, look, tmp_path, shared)
    count = tries.each_point(1)
    tries.moments(50)
    figure(f"killed at the job to {job}: {count} calls and 50 moments; 0 stores lost")
