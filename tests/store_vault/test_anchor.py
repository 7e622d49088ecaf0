"""What a machine remembers of a store, and a process that keeps its memory to itself."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.store.anchor import Anchor, AnchorState, Head
from tests.store_vault.conftest import Make, bodies, fill, reopen


def mac(seq: int, branch: str = "a") -> str:
    return f"{branch}{seq:08x}"


@pytest.mark.parametrize(
    ("last", "branch", "state"),
    [
        (10, "a", AnchorState.FINE),
        (15, "a", AnchorState.LAGS),
        (9, "a", AnchorState.OLDER),
        (0, "a", AnchorState.OLDER),
        (10, "b", AnchorState.FOREIGN),
        (15, "b", AnchorState.FOREIGN),
    ],
)
def test_how_a_trail_compares(tmp_path: Path, last: int, branch: str, state: AnchorState) -> None:
    anchor = Anchor("s" * 32, tmp_path)
    assert anchor.check(last, lambda seq: mac(seq, branch)) is AnchorState.NEW
    anchor.advance(10, mac(10))
    assert anchor.check(last, lambda seq: mac(seq, branch)) is state


def test_a_line_that_is_gone_is_foreign(tmp_path: Path) -> None:
    anchor = Anchor("s" * 32, tmp_path)
    anchor.advance(10, mac(10))
    assert anchor.check(12, lambda _seq: None) is AnchorState.FOREIGN


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20))
def test_it_never_goes_back_by_itself(
    tmp_path_factory: pytest.TempPathFactory, seqs: list[int]
) -> None:
    anchor = Anchor("s", tmp_path_factory.mktemp("anchors"))
    for seq in seqs:
        anchor.advance(seq, mac(seq))
    assert anchor.read() == Head(max(seqs), mac(max(seqs)))


def test_stores_do_not_mix_and_nothing_names_them(tmp_path: Path) -> None:
    Anchor("1" * 32, tmp_path / "deep" / "er").advance(3, mac(3))
    assert Anchor("2" * 32, tmp_path / "deep" / "er").read() is None
    (file,) = (tmp_path / "deep" / "er").iterdir()
    assert "1" * 32 not in file.name + file.read_text()
    assert sorted(json.loads(file.read_text())) == ["mac", "restored", "seq"]
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"seq": "x", "mac": 1}', b"[]"])
def test_a_spoiled_anchor_is_none(tmp_path: Path, content: bytes) -> None:
    anchor = Anchor("s", tmp_path)
    anchor.advance(3, mac(3))
    next(tmp_path.iterdir()).write_bytes(content)
    assert anchor.read() is None
    anchor.advance(4, mac(4))
    assert anchor.read() == Head(4, mac(4))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    Anchor("s", tmp_path / "a").advance(3, mac(3))


def test_it_stands_in_the_users_own_state_folder(own_user_folders: Path) -> None:
    Anchor("s").advance(3, mac(3))
    assert Anchor("s").read() == Head(3, mac(3))
    assert list(own_user_folders.rglob("anchors/*.json"))


def test_an_older_copy_of_the_whole_store_is_found(make: Make, tmp_path: Path) -> None:
    """The cipher cannot: every page of the copy is genuine."""
    opened = make()
    anchor = Anchor(opened.keys.store_id, tmp_path / "anchors")
    fill(opened, 10)
    opened.close()
    shutil.copytree(opened.path, tmp_path / "old")
    with reopen(opened.path) as again:
        fill(again, 5, start=10)
        anchor.advance(len(bodies(again)), "15")
    shutil.rmtree(opened.path)
    shutil.copytree(tmp_path / "old", opened.path)
    with reopen(opened.path) as back:
        count = len(bodies(back))
        assert anchor.check(count, str) is AnchorState.OLDER


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_hardened_process_leaves_no_core_and_is_not_read() -> None:
    code = (
        "from casedesk.store.hardening import harden; import resource, os, ctypes;"
        "print(harden()); print(resource.getrlimit(resource.RLIMIT_CORE));"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"  # PR_GET_DUMPABLE
    )
    src = Path(__file__).parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(src)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "['no core dump', 'not readable by other programs']",
        "(0, 0)",
        "0",
    ]
