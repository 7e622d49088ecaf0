"""A file is the old or the new one, never half of either."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from casedesk.store.faults import DiskFull, DiskTrouble, StoreUnwritable
from casedesk.store.files import plain_faults, write_atomically


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    file = tmp_path / "keys.json"
    write_atomically(file, b"old")

    def fails(*_args: object, **_more: object) -> None:
        raise OSError(errno.EIO, "no")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fails)
        with pytest.raises(OSError, match="no"):
            write_atomically(file, b"new and longer")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"


def test_the_content_is_on_disk_before_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for call in ("fsync", "replace"):
        real = getattr(os, call)

        def noted(*args: object, call: str = call, real: object = real, **more: object) -> object:
            done.append(call)
            return real(*args, **more)  # type: ignore[operator]

        monkeypatch.setattr(os, call, noted)
    write_atomically(tmp_path / "x", b"1")
    expected = ["fsync", "replace"] if os.name == "nt" else ["fsync", "replace", "fsync"]
    assert done == expected


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, StoreUnwritable),
        (errno.EIO, DiskTrouble),
        (errno.EXDEV, OSError),
    ],
)
def test_trouble_of_the_file_system_by_its_name(code: int, fault: type[Exception]) -> None:
    with pytest.raises(fault), plain_faults():
        raise OSError(code, os.strerror(code))
