"""Who can open the store: adding, changing, recovering, revoking, and being killed meanwhile."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casedesk.kernel.changes import RefusedError
from casedesk.store import engine, facts, key_changes, key_file, keys, lock, rewrite, vault
from casedesk.store.faults import (
    DatabaseDamaged,
    DiskFull,
    KeyFileOlder,
    KeysDoNotFit,
    StoreInUse,
    WrongPassphrase,
)
from tests.store_vault import kills
from tests.store_vault.conftest import LOGIN, OTHER, PASS, Make, bodies, bytes_of, fill, reopen

BRAM = "tuin steen regen vogel"

needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="no fork")


@pytest.fixture
def shared(make: Make) -> vault.Vault:
    """An open store of two people."""
    opened = make()
    fill(opened, 20)
    key_changes.add_person(opened, login="bram", passphrase=BRAM)
    return opened


def test_a_second_person_opens_with_their_own_passphrase(shared: vault.Vault) -> None:
    with reopen(shared.path, login="bram", passphrase=BRAM) as opened:
        assert len(bodies(opened)) == 20
        assert opened.keys.login == "bram"
        assert [entry.login for entry in key_changes.entries(opened)] == [LOGIN, "bram"]


@pytest.mark.parametrize("login", ["bram", "BRAM", " ", "", "a\nb", "x" * 65])
def test_a_login_is_taken_once_and_has_a_form(shared: vault.Vault, login: str) -> None:
    before = bytes_of(shared.path)["keys.json"]
    with pytest.raises(RefusedError):
        key_changes.add_person(shared, login=login, passphrase=OTHER)
    assert bytes_of(shared.path)["keys.json"] == before


def test_changing_ones_own_passphrase(shared: vault.Vault) -> None:
    with pytest.raises(WrongPassphrase):
        key_changes.change_passphrase(shared, old=OTHER, new="boom roos vis tak")
    with pytest.raises(RefusedError):
        key_changes.change_passphrase(shared, old=PASS, new="kort")
    key_changes.change_passphrase(shared, old=PASS, new=OTHER)
    with pytest.raises(WrongPassphrase):
        reopen(shared.path)
    reopen(shared.path, passphrase=OTHER).close()
    reopen(shared.path, login="bram", passphrase=BRAM).close()


def test_a_forgotten_passphrase_is_replaced_by_a_colleague(shared: vault.Vault) -> None:
    key_changes.set_passphrase(shared, login="bram", passphrase=OTHER)
    with pytest.raises(WrongPassphrase):
        reopen(shared.path, login="bram", passphrase=BRAM)
    reopen(shared.path, login="bram", passphrase=OTHER).close()
    assert len(key_changes.entries(shared)) == 2


def test_the_recovery_code_opens_and_an_earlier_one_does_not(shared: vault.Vault) -> None:
    first = key_changes.new_recovery_code(shared)
    second = key_changes.new_recovery_code(shared)
    with pytest.raises(WrongPassphrase):
        vault.open_with_recovery_code(shared.path, code=first)
    with vault.open_with_recovery_code(shared.path, code=second.lower()) as opened:
        key_changes.set_passphrase(opened, login=LOGIN, passphrase=OTHER)
    reopen(shared.path, passphrase=OTHER).close()
    kinds = [entry.kind for entry in key_changes.entries(shared)]
    assert sorted(kinds) == ["person", "person", "recovery"]


def test_a_typo_in_the_code_is_located(shared: vault.Vault) -> None:
    code = key_changes.new_recovery_code(shared)
    groups = code.split("-")
    groups[2] = ("1" if groups[2][0] != "1" else "2") + groups[2][1:]
    with pytest.raises(RefusedError) as refused:
        vault.open_with_recovery_code(shared.path, code="-".join(groups))
    assert "group 3 " in refused.value.refused.sentence


def test_a_recovery_code_is_no_login(shared: vault.Vault) -> None:
    code = key_changes.new_recovery_code(shared)
    with pytest.raises(WrongPassphrase):
        reopen(shared.path, login="recovery", passphrase=code.replace("-", ""))


# ---------------------------------------------------------------------------------- revoking


def test_a_revoked_person_cannot_open_even_with_the_old_root(shared: vault.Vault) -> None:
    bram = reopen(shared.path, login="bram", passphrase=BRAM)
    kept = bram.keys.at(1)
    bram.close()
    kept = keys.unlock(key_file.read(shared.key_file), "bram", BRAM)
    before = bodies(shared)
    key_changes.revoke(shared, login="bram")
    with pytest.raises(WrongPassphrase):
        reopen(shared.path, login="bram", passphrase=BRAM)
    with pytest.raises(DatabaseDamaged):
        engine.look(shared.database, kept.database_key())
    assert bodies(shared) == before
    fill(shared, 1, start=20)
    shared.close()
    with reopen(shared.path) as opened:
        assert bodies(opened)[:20] == before
        assert opened.keys.epoch == 2


def test_the_trail_keys_of_earlier_epochs_remain(shared: vault.Vault) -> None:
    first = shared.keys.trail_key(1)
    key_changes.add_person(shared, login="chris", passphrase=OTHER)
    key_changes.revoke(shared, login="bram")
    second = shared.keys.trail_key(2)
    key_changes.revoke(shared, login="chris")
    shared.close()
    with reopen(shared.path) as opened:
        assert opened.keys.epoch == 3
        assert [opened.keys.trail_key(n) for n in (1, 2)] == [first, second]
        assert len({first, second, opened.keys.trail_key(3)}) == 3


def test_others_and_the_recovery_code_stay_valid_after_rotation(shared: vault.Vault) -> None:
    code = key_changes.new_recovery_code(shared)
    key_changes.add_person(shared, login="chris", passphrase=OTHER)
    key_changes.revoke(shared, login="bram")
    reopen(shared.path, login="chris", passphrase=OTHER).close()
    vault.open_with_recovery_code(shared.path, code=code).close()


def test_an_old_key_file_does_not_bring_a_revoked_person_back(shared: vault.Vault) -> None:
    old = shared.key_file.read_bytes()
    key_changes.revoke(shared, login="bram")
    shared.close()
    shared.key_file.write_bytes(old)
    before = bytes_of(shared.path)
    with pytest.raises(KeysDoNotFit):
        reopen(shared.path, login="bram", passphrase=BRAM)
    assert bytes_of(shared.path) == before


def test_an_old_key_file_is_not_built_upon(shared: vault.Vault) -> None:
    old = shared.key_file.read_bytes()
    key_changes.change_passphrase(shared, old=PASS, new=OTHER)
    shared.key_file.write_bytes(old)
    with pytest.raises(KeyFileOlder):
        key_changes.add_person(shared, login="chris", passphrase=OTHER)


def test_revoking_needs_the_store_alone(
    shared: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.05)
    with reopen(shared.path, login="bram", passphrase=BRAM) as bram:
        before = bytes_of(shared.path)["keys.json"]
        with pytest.raises(StoreInUse):
            key_changes.revoke(shared, login="bram")
        assert bytes_of(shared.path)["keys.json"] == before
        fill(bram, 1, start=20)
    with shared.reading(), pytest.raises(StoreInUse):
        key_changes.revoke(shared, login="bram")
    fill(shared, 1, start=21)
    assert len(bodies(shared)) == 22


@pytest.mark.parametrize("login", [LOGIN, "niemand"])
def test_not_oneself_and_not_nobody(shared: vault.Vault, login: str) -> None:
    with pytest.raises(RefusedError):
        key_changes.revoke(shared, login=login)
    fill(shared, 1, start=20)


def test_a_disk_without_room_changes_nothing(
    shared: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(shared.path)["keys.json"]
    nearly = shutil.disk_usage(shared.path)._replace(free=1000)
    monkeypatch.setattr("casedesk.store.rewrite.shutil.disk_usage", lambda _path: nearly)
    with pytest.raises(DiskFull):
        key_changes.revoke(shared, login="bram")
    assert bytes_of(shared.path)["keys.json"] == before
    reopen(shared.path, login="bram", passphrase=BRAM).close()


def test_a_rotation_that_fails_midway_leaves_a_working_store(
    shared: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(rewrite, "replace_database", fails)
        with pytest.raises(DiskFull):
            key_changes.revoke(shared, login="bram")
    fill(shared, 1, start=20)
    shared.close()
    with reopen(shared.path) as opened:  # takes the rotation up again
        assert len(bodies(opened)) == 21
        assert opened.keys.epoch == 2
        assert not key_file.read(opened.key_file).rotating


def test_the_old_root_stays_until_the_new_database_has_opened(
    shared: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rewrite.replace_database

    def spoiled(database: Path, **more: Any) -> None:
        kept = database.read_bytes()
        real(database, **more)
        content = bytearray(database.read_bytes())
        content[999] ^= 1
        database.write_bytes(content)
        database.with_name("kept").write_bytes(kept)

    monkeypatch.setattr(rewrite, "replace_database", spoiled)
    with pytest.raises(DatabaseDamaged):
        key_changes.revoke(shared, login="bram")
    file = key_file.read(shared.key_file)
    assert file.rotating
    assert set(file.slots[0].sealed) == {1, 2}
    shared.close()
    (shared.path / "kept").replace(shared.database)
    monkeypatch.setattr(rewrite, "replace_database", real)
    with reopen(shared.path) as opened:
        assert len(bodies(opened)) == 20


# ------------------------------------------------------------------------------------- kills


def _still_good(store: Path, before: list[str]) -> None:
    """The store opens for the person who stays, is whole, and holds what it held."""
    with reopen(store) as opened:
        assert bodies(opened) == before
        with opened.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
            generation = facts.get(connection, facts.KEY_GENERATION)
        file = key_file.read(opened.key_file)
        assert not file.rotating
        assert str(file.generation) == generation
    leftovers = {path.name for path in store.iterdir()} - {
        "keys.json",
        "store.db",
        "lock",
        "backups",
    }
    assert not [name for name in leftovers if not name.startswith(".keys.json.new")]


JOBS: dict[str, Callable[[vault.Vault], object]] = {
    "add": lambda v: key_changes.add_person(v, login="chris", passphrase=OTHER),
    "change": lambda v: key_changes.change_passphrase(v, old=BRAM, new=OTHER),
    "recovery": key_changes.new_recovery_code,
    "revoke": lambda v: key_changes.revoke(v, login="chris"),
}


@needs_fork
@pytest.mark.parametrize("job", JOBS)
def test_killed_at_any_call_the_old_or_the_new_opens(
    shared: vault.Vault, tmp_path: Path, job: str
) -> None:
    """``anna`` must always get in; ``bram`` does the job and is killed at it."""
    if job == "revoke":
        key_changes.add_person(shared, login="chris", passphrase=OTHER)
    before = bodies(shared)
    shared.close()
    for point in kills.points():
        store = tmp_path / f"kill-{point}.casedesk"
        shutil.copytree(shared.path, store)

        def work(store: Path = store) -> None:
            JOBS[job](reopen(store, login="bram", passphrase=BRAM))

        ended = kills.run_until(point, work)
        _still_good(store, before)
        _one_of_the_two_passphrases(store)
        shutil.rmtree(store)
        if ended:
            break
    assert point > 5


def _one_of_the_two_passphrases(store: Path) -> None:
    opened = 0
    for passphrase in (BRAM, OTHER):
        try:
            reopen(store, login="bram", passphrase=passphrase).close()
            opened += 1
        except WrongPassphrase:
            pass
    assert opened == 1


@needs_fork
def test_killed_twice_while_taking_a_rotation_up_again(shared: vault.Vault, tmp_path: Path) -> None:
    before = bodies(shared)
    shared.close()
    broken = tmp_path / "broken.casedesk"
    shutil.copytree(shared.path, broken)

    def begin_only(store: Path = broken) -> None:
        rewrite.replace_database = kills.kill_now
        key_changes.revoke(reopen(store), login="bram")

    kills.run_until(10_000, begin_only)
    assert key_file.read(broken / "keys.json").rotating
    for point in kills.points():
        store = tmp_path / f"again-{point}.casedesk"
        shutil.copytree(broken, store)
        ended = kills.run_until(point, lambda store=store: reopen(store).close())  # type: ignore[misc]
        _still_good(store, before)
        shutil.rmtree(store)
        if ended:
            break
    assert point > 5


@needs_fork
@pytest.mark.proof
def test_killed_at_random_moments_of_a_rotation(shared: vault.Vault, tmp_path: Path) -> None:
    fill(shared, 4000, start=20)
    before = bodies(shared)
    shared.close()
    store = tmp_path / "timed.casedesk"
    shutil.copytree(shared.path, store)
    started = time.monotonic()
    with reopen(store) as opened:
        key_changes.revoke(opened, login="bram")
    longest = (time.monotonic() - started) * 1.5
    for moment in kills.moments(200, longest, seed=1):
        shutil.rmtree(store)
        shutil.copytree(shared.path, store)
        kills.killed_after(moment, lambda: key_changes.revoke(reopen(store), login="bram"))
        _still_good(store, before)
