"""One byte flipped anywhere in database, key file or backup is reported, or changes no content.

Works as a person does: restore the backup, open the store, verify it. Never a crash, and never a
store that opens silently and says something else.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from casedesk.bootstrap import open_store, verify_store
from casedesk.demo.build import PASSPHRASE, build_demo
from casedesk.store import backup, kdf, vault
from casedesk.store.faults import BackupDamaged, StoreFault
from tests.builders import CHEAP
from tests.content import whole_hash

Judge = Callable[[Path], str]

DATABASE, KEYS, BACKUP = "store.db", "keys.json", "backup"
LOGIN = "zorgcoordinator"
REPORTED = {"by open", "by verify", "by restore"}


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "STANDARD", CHEAP)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return build_demo(tmp_path / "heel", cases=1, today=date(2026, 3, 2))


@pytest.fixture
def judge(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """What becomes of a copy of the store with an altered file."""
    with (
        vault.open_vault(store, login=LOGIN, passphrase=PASSPHRASE) as opened,
        opened.reading() as connection,
    ):
        content = whole_hash(connection)

    def judged(path: Path) -> str:
        # Each copy meets a computer that has not seen the store before.
        anchors = path.with_name("anchors")
        shutil.rmtree(anchors, ignore_errors=True)
        monkeypatch.setattr("casedesk.store.anchor._user_folder", lambda: anchors)
        try:
            with (
                vault.open_vault(path, login=LOGIN, passphrase=PASSPHRASE) as opened,
                opened.reading() as connection,
            ):
                same = _same(connection, content)
            with open_store(path, login=LOGIN, passphrase=PASSPHRASE) as sitting:
                if not verify_store(sitting).whole:
                    return "by verify"
        except StoreFault:
            return "by open"
        return "no content changed" if same else "SILENT"

    return judged


def _same(connection: object, content: str) -> bool:
    try:
        return whole_hash(connection) == content  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - what cannot be read is not the same; open must say so
        return False


def outcomes(
    store: Path, judge: Judge, tmp_path: Path, file: str, places: int, seed: int
) -> Counter[str]:
    """Flip one bit at a time, in so many places of one file."""
    chance = random.Random(seed)
    kept = tmp_path / "reservekopie"
    if file == BACKUP:
        backup.copy_closed(store, kept)
    source = kept if file == BACKUP else store / file
    content = source.read_bytes()
    found: Counter[str] = Counter()
    for _ in range(places):
        at, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        altered = content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
        work = tmp_path / "werk.casedesk"
        shutil.rmtree(work, ignore_errors=True)
        if file == BACKUP:
            found[_restored(altered, tmp_path, work, judge)] += 1
            continue
        shutil.copytree(store, work)
        (work / file).write_bytes(altered)
        found[judge(work)] += 1
    return found


def _restored(altered: bytes, tmp_path: Path, work: Path, judge: Judge) -> str:
    copy = tmp_path / "kopie"
    copy.write_bytes(altered)
    try:
        backup.restore(copy, work, anchors=tmp_path / "anchors")
    except BackupDamaged:
        return "by restore"
    return judge(work)


def test_the_judge_calls_a_sound_store_unchanged(store: Path, judge: Judge) -> None:
    work = store.with_name("werk.casedesk")
    shutil.copytree(store, work)
    assert judge(work) == "no content changed"


@pytest.mark.parametrize("file", [DATABASE, KEYS, BACKUP])
def test_a_flipped_byte_is_reported(store: Path, judge: Judge, tmp_path: Path, file: str) -> None:
    found = outcomes(store, judge, tmp_path, file, places=6, seed=20261124)
    assert set(found) <= REPORTED | {"no content changed"}


@pytest.mark.proof
def test_two_hundred_flipped_bytes_in_each_file_are_reported(
    store: Path, judge: Judge, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    seed = random.randrange(10**9)
    columns = ("by open", "by verify", "by restore", "no content changed")
    figure(f"flipped bytes, 200 places a file (seed {seed}):")
    figure(f"{'':12}" + "".join(f"{name:>20}" for name in columns))
    for file in (DATABASE, KEYS, BACKUP):
        found = outcomes(store, judge, tmp_path, file, places=200, seed=seed)
        figure(f"{file:12}" + "".join(f"{found[name]:>20}" for name in columns))
        assert set(found) <= set(columns), found
        assert found.total() == 200
