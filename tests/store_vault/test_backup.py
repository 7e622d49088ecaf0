"""Backups: whole or reported, made while people work, and put back without harm."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
from pathlib import Path

import pytest

from casedesk.store import backup, container, key_changes, lock, vault
from casedesk.store.anchor import Anchor, AnchorState
from casedesk.store.faults import (
    BackupDamaged,
    DatabaseDamaged,
    NotAStore,
    PlaceTaken,
    StoreInUse,
    WrongPassphrase,
)
from tests.store_vault import kills
from tests.store_vault.conftest import (
    OTHER,
    Make,
    bodies,
    bytes_of,
    fill,
    reopen,
)

needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="no fork")


# ---------------------------------------------------------------------------------- making


def test_a_restored_backup_holds_the_same(full: vault.Vault, saved: Path, tmp_path: Path) -> None:
    before = bodies(full)
    fill(full, 5, start=60)
    backup.restore(saved, tmp_path / "terug.casedesk")
    with reopen(tmp_path / "terug.casedesk") as back:
        assert bodies(back) == before
        assert back.keys.store_id == full.keys.store_id
    assert len(bodies(full)) == 65


def test_the_copy_is_taken_of_one_moment_while_others_write(
    full: vault.Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casedesk.store.rewrite._PAGES", 64)
    fill(full, 3000, start=60)
    seen: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        seen.append(total - done)
        fill(full, 1, start=9000 + len(seen))

    manifest = backup.make(full, tmp_path / "b", progress=meanwhile)
    assert len(seen) > 5
    assert manifest.checked
    backup.restore(tmp_path / "b", tmp_path / "terug.casedesk")
    with reopen(tmp_path / "terug.casedesk") as back:
        assert len(bodies(back)) == 3060


def test_a_backup_can_be_stopped_and_leaves_nothing(full: vault.Vault, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    before = sorted(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        backup.make(full, tmp_path / "b", progress=stop)
    assert sorted(tmp_path.iterdir()) == before
    fill(full, 1, start=60)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_it_is_for_the_owner_only_and_holds_nothing_readable(
    full: vault.Vault, tmp_path: Path
) -> None:
    backup.make(full, tmp_path / "b")
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o600
    content = (tmp_path / "b").read_bytes()
    assert b"regel" not in content
    assert b"SQLite format 3" not in content


def test_an_existing_file_is_not_overwritten(full: vault.Vault, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"iets anders")
    with pytest.raises(PlaceTaken):
        backup.make(full, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"iets anders"


def test_a_damaged_store_gives_no_backup(full: vault.Vault, tmp_path: Path) -> None:
    fill(full, 400, start=60)
    full.close()
    content = bytearray(full.database.read_bytes())
    content[20 * 4096 + 99] ^= 1
    full.database.write_bytes(content)
    with reopen(full.path) as opened, pytest.raises(DatabaseDamaged):
        backup.make(opened, tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_signed_with_the_keys_of_the_store(full: vault.Vault, saved: Path, make: Make) -> None:
    assert backup.inspect(saved, full.keys).signature
    other = make("ander")
    with pytest.raises(BackupDamaged):
        backup.inspect(saved, other.keys)


def test_a_backup_from_before_a_rotation_stays_readable_to_whom_it_was(
    full: vault.Vault, tmp_path: Path
) -> None:
    key_changes.add_person(full, login="bram", passphrase=OTHER)
    backup.make(full, tmp_path / "b")
    key_changes.revoke(full, login="bram")
    assert backup.inspect(tmp_path / "b", full.keys).epoch == 1
    backup.restore(tmp_path / "b", tmp_path / "terug.casedesk")
    reopen(tmp_path / "terug.casedesk", login="bram", passphrase=OTHER).close()


# ------------------------------------------------------------------------- without a passphrase


def test_a_closed_store_is_copied_as_it_is(closed: Path, tmp_path: Path) -> None:
    before = bytes_of(closed)
    manifest = backup.copy_closed(closed, tmp_path / "b")
    assert bytes_of(closed) == before
    assert not manifest.checked
    backup.restore(tmp_path / "b", tmp_path / "terug.casedesk")
    for name in ("store.db", "keys.json"):
        assert bytes_of(tmp_path / "terug.casedesk")[name] == before[name]
    with reopen(tmp_path / "terug.casedesk") as back:
        assert len(bodies(back)) == 50


def test_an_open_store_is_not_copied_so(
    full: vault.Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.05)
    with pytest.raises(StoreInUse):
        backup.copy_closed(full.path, tmp_path / "b")
    with pytest.raises(NotAStore):
        backup.copy_closed(tmp_path, tmp_path / "b")
    assert not (tmp_path / "b").exists()


@needs_fork
def test_what_a_crash_left_in_the_log_comes_along(closed: Path, tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        fill(reopen(closed), 10, start=50)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    manifest = backup.copy_closed(closed, tmp_path / "b")
    assert container.LOG in manifest.parts
    backup.restore(tmp_path / "b", tmp_path / "terug.casedesk")
    with reopen(tmp_path / "terug.casedesk") as back:
        assert len(bodies(back)) == 60


# ----------------------------------------------------------------------------------- restoring


def test_nothing_is_overwritten_unless_asked(full: vault.Vault, saved: Path) -> None:
    full.close()
    before = bytes_of(full.path)
    with pytest.raises(PlaceTaken):
        backup.restore(saved, full.path)
    assert bytes_of(full.path) == before


def test_what_stood_there_is_moved_aside_whole(full: vault.Vault, saved: Path) -> None:
    fill(full, 5, start=60)
    full.close()
    before = bytes_of(full.path)
    aside = backup.restore(saved, full.path, replace=True)
    assert aside is not None
    assert bytes_of(aside) == before
    with reopen(full.path) as back:
        assert len(bodies(back)) == 60


def test_not_while_it_is_open(
    full: vault.Vault, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.05)
    with pytest.raises(StoreInUse):
        backup.restore(saved, full.path, replace=True)
    fill(full, 1, start=60)
    assert len(bodies(full)) == 61
    assert not list(full.path.parent.glob(".*restored*"))


@needs_fork
@pytest.mark.parametrize("stale", ["newer", "other", "noise"])
def test_a_log_of_another_day_never_meets_a_restored_database(
    full: vault.Vault, saved: Path, make: Make, stale: str
) -> None:
    """SQLite would replay it into the older database and wreck that."""
    full.close()
    other = make("ander")
    fill(other, 30)
    log = full.path / "store.db-wal"
    if stale == "newer":
        child = os.fork()
        if child == 0:
            fill(reopen(full.path), 40, start=60)
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
    else:
        noise = (other.path / "store.db-wal").read_bytes() if stale == "other" else b"\7" * 9000
        log.write_bytes(noise)
    assert log.stat().st_size
    backup.restore(saved, full.path, replace=True)
    with reopen(full.path) as back:
        assert len(bodies(back)) == 60
        with back.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]


def test_the_anchor_knows_that_a_backup_was_put_back(
    full: vault.Vault, saved: Path, tmp_path: Path
) -> None:
    anchor = Anchor(full.keys.store_id, tmp_path / "anchors")
    anchor.advance(7, "aa")
    assert anchor.check(5, lambda _seq: "bb") is AnchorState.OLDER
    backup.restore(saved, tmp_path / "terug.casedesk", anchors=tmp_path / "anchors")
    assert anchor.check(5, lambda _seq: "bb") is AnchorState.RESTORED
    anchor.restart(6, "cc")
    assert anchor.check(6, lambda _seq: "cc") is AnchorState.FINE


@needs_fork
def test_killed_at_any_call_of_backup_and_restore(closed: Path, tmp_path: Path) -> None:
    """The store stays as it is; a backup or restored store is whole or not there."""
    for point in kills.points():
        room = tmp_path / f"room-{point}"
        room.mkdir()

        def work(room: Path = room) -> None:
            with reopen(closed) as opened:
                backup.make(opened, room / "b")
            backup.restore(room / "b", room / "terug.casedesk")

        ended = kills.run_until(point, work)
        with reopen(closed) as opened:
            assert len(bodies(opened)) == 50
        if (room / "b").exists():
            backup.inspect(room / "b")
        if (room / "terug.casedesk").exists():
            with reopen(room / "terug.casedesk") as back:
                assert len(bodies(back)) == 50
        shutil.rmtree(room)
        if ended:
            break
    assert point > 20


def test_wrong_is_still_wrong_after_a_restore(saved: Path, tmp_path: Path) -> None:
    backup.restore(saved, tmp_path / "terug.casedesk")
    with pytest.raises(WrongPassphrase):
        reopen(tmp_path / "terug.casedesk", passphrase=OTHER)
