"""A backup that was touched is reported, and a full disk costs nothing."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.store import backup, container, vault
from casedesk.store.faults import (
    BackupDamaged,
    DiskFull,
    StoreFault,
)
from tests.store_vault.conftest import (
    LOGIN,
    PASS,
    Make,
    bodies,
    fill,
    reopen,
)

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
