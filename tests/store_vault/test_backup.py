"""Backups: whole or reported, made while people work, and put back without harm."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import stat
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.store import backup, container, key_changes, lock, vault
from casedesk.store.anchor import Anchor, AnchorState
from casedesk.store.faults import (
    BackupDamaged,
    DatabaseDamaged,
    DiskFull,
    NotAStore,
    PlaceTaken,
    StoreFault,
    StoreInUse,
    WrongPassphrase,
)
from casedesk.store.keeping import Keeping, superfluous
from tests.store_vault import kills
from tests.store_vault.conftest import (
    LOGIN,
    OTHER,
    PASS,
    Make,
    bodies,
    bytes_of,
    fill,
    reopen,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="no fork")


@pytest.fixture
def full(make: Make) -> vault.Vault:
    opened = make()
    fill(opened, 60)
    return opened


@pytest.fixture
def saved(full: vault.Vault, tmp_path: Path) -> Path:
    to = tmp_path / f"regio{backup.ENDING}"
    backup.make(full, to)
    return to


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


# ------------------------------------------------------------------------------- flipped bytes


def _flips(size: int, count: int) -> list[int]:
    return sorted({*range(0, size, max(1, size // count)), *range(size - 60, size)})


@pytest.mark.parametrize("kind", ["open", "closed"])
def test_a_flipped_byte_anywhere_is_reported(
    full: vault.Vault, saved: Path, tmp_path: Path, kind: str
) -> None:
    if kind == "closed":
        full.close()
        saved = tmp_path / "dicht"
        backup.copy_closed(full.path, saved)
    content = bytearray(saved.read_bytes())
    broken, to = tmp_path / "broken", tmp_path / "terug.casedesk"
    for at in _flips(len(content), 200):
        content[at] ^= 1 << (at % 8)
        broken.write_bytes(content)
        with pytest.raises(BackupDamaged):
            backup.inspect(broken)
        content[at] ^= 1 << (at % 8)
    broken.write_bytes(content[:-1])
    with pytest.raises(BackupDamaged):
        backup.restore(broken, to)
    assert not to.exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.proof
def test_every_byte_of_a_backup_counts(full: vault.Vault, saved: Path, tmp_path: Path) -> None:
    content = bytearray(saved.read_bytes())
    broken = tmp_path / "broken"
    for at in _flips(len(content), 20_000):
        content[at] ^= 1 << (at % 8)
        broken.write_bytes(content)
        with pytest.raises(BackupDamaged):
            backup.inspect(broken)
        content[at] ^= 1 << (at % 8)


def _resealed(parts: dict[str, bytes], to: Path) -> None:
    """What somebody who knows the format can do: another tar with a right checksum."""
    import hashlib

    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for name, content in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    body = stream.getvalue() + container._MARK
    to.write_bytes(body + hashlib.sha256(body).digest())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda parts: parts | {"../evil": b"x"},
        lambda parts: {"store.db": parts["store.db"]},
        lambda parts: parts | {"manifest.json": b"{}"},
        lambda parts: parts | {"manifest.json": b"[]"},
        lambda parts: parts | {"manifest.json": b"\xff"},
        lambda parts: parts | {"keys.json": b"{}"},
        lambda parts: {},
    ],
)
def test_a_made_up_backup_is_refused(
    saved: Path, tmp_path: Path, spoil: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> None:
    with tarfile.open(saved) as tar:
        parts = {m.name: tar.extractfile(m).read() for m in tar}
    _resealed(spoil(parts), tmp_path / "evil-backup")
    with pytest.raises(StoreFault):
        backup.restore(tmp_path / "evil-backup", tmp_path / "terug.casedesk")
    assert not (tmp_path / "terug.casedesk").exists()
    assert not (tmp_path / "evil").exists()


@given(st.binary(max_size=2000))
def test_noise_is_no_backup(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("noise") / "b"
    file.write_bytes(content)
    with pytest.raises(BackupDamaged):
        backup.inspect(file)


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


# ----------------------------------------------------------------------------- of themselves


def test_one_each_half_hour_and_old_ones_thinned(full: vault.Vault) -> None:
    now = NOON - timedelta(days=1)
    assert backup.automatic(full, now) is not None
    assert backup.automatic(full, now + timedelta(minutes=29)) is None
    assert backup.automatic(full, now + timedelta(minutes=30)) is not None
    assert len(backup.listed(full.path)) == 2
    assert backup.automatic(full, now + timedelta(days=100)) is not None
    assert len(backup.listed(full.path)) == 1
    for path, _moment in backup.listed(full.path):
        assert backup.inspect(path, full.keys).checked


def test_a_store_that_proves_damaged_costs_no_good_backup(full: vault.Vault) -> None:
    fill(full, 400, start=60)
    backup.automatic(full, NOON - timedelta(days=300))
    full.close()
    content = bytearray(full.database.read_bytes())
    content[20 * 4096 + 99] ^= 1
    full.database.write_bytes(content)
    with reopen(full.path) as opened, pytest.raises(DatabaseDamaged):
        backup.automatic(opened, NOON)
    assert len(backup.listed(full.path)) == 1


@given(
    st.lists(st.integers(0, 60 * 24 * 400), max_size=300, unique=True),
    st.integers(0, 60 * 24 * 3),
)
def test_what_is_kept(minutes: list[int], later: int) -> None:
    moments = {NOON - timedelta(minutes=m) for m in minutes}
    keep = Keeping()
    gone = superfluous(moments, NOON, keep)
    kept = moments - gone
    assert not moments or max(moments) in kept
    assert {m for m in moments if NOON - m <= timedelta(hours=48)} <= kept
    old = [m for m in kept if NOON - m > timedelta(weeks=8)]
    assert all(m == max(moments) for m in old)
    assert len([m for m in kept if NOON - m > timedelta(hours=48)]) <= 13 + 8 + 1
    again = superfluous(kept, NOON + timedelta(minutes=later), keep)
    assert max(kept, default=NOON) not in again


def test_a_year_of_half_hours_ends_as_few_files() -> None:
    kept: set[datetime] = set()
    for step in range(400 * 12):  # every two hours
        now = NOON + timedelta(hours=2 * step)
        kept.add(now)
        kept -= superfluous(kept, now, Keeping())
    days = sorted({(max(kept) - m).days for m in kept})
    assert len(kept) <= 24 + 1 + 14 + 8
    assert days[:14] == list(range(14))
    assert 40 <= days[-1] <= 56


# ---------------------------------------------------------------------------------- full disk


def _fill_up(file: Path) -> None:
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as stream:
        while stream.write(b"x" * 4096):
            pass


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A file system of a few MiB, where we may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs root on Linux to mount a small disk")
    if os.system(f"mount -t tmpfs -o size=24m tmpfs '{place}' 2>/dev/null") != 0:
        pytest.skip("no mount here")
    return place


def test_a_full_disk_is_said_and_costs_nothing(
    small_disk: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        opened = make("small/regio")
        fill(opened, 30)
        filler = small_disk / "filler"
        _fill_up(filler)
        with pytest.raises(DiskFull):
            fill(opened, 500, start=30)
        assert len(bodies(opened)) == 30
        with pytest.raises(DiskFull):
            backup.make(opened, small_disk / "b")
        monkeypatch.setattr("casedesk.store.rewrite._SPARE", 0)
        os.truncate(filler, filler.stat().st_size - 8 * 4096)
        with pytest.raises(DiskFull):
            backup.make(opened, small_disk / "b")
        with pytest.raises(DiskFull):
            vault.create(
                small_disk / "nog.casedesk",
                login=LOGIN,
                passphrase=PASS,
                migrate=lambda c: [c.exec_driver_sql(f"CREATE TABLE t{n} (a)") for n in range(99)],  # type: ignore[arg-type]
            )
        assert sorted(p.name for p in small_disk.iterdir()) == ["filler", "regio.casedesk"]
        filler.unlink()
        assert len(bodies(opened)) == 30
        fill(opened, 5, start=30)
        opened.close()
        with reopen(opened.path) as again:
            assert len(bodies(again)) == 35
    finally:
        opened.close()
        os.system(f"umount '{small_disk}'")


def test_wrong_is_still_wrong_after_a_restore(saved: Path, tmp_path: Path) -> None:
    backup.restore(saved, tmp_path / "terug.casedesk")
    with pytest.raises(WrongPassphrase):
        reopen(tmp_path / "terug.casedesk", passphrase=OTHER)
