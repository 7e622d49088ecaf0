"""Making, opening and closing a store, and the ways in which opening can fail."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from casedesk.kernel.changes import RefusedError
from casedesk.store import facts, kdf, key_file, lock, vault
from casedesk.store.engine import PLAIN_HEADER, PlainDatabase
from casedesk.store.faults import (
    DatabaseDamaged,
    KeyFileDamaged,
    KeyFileOlder,
    KeysDoNotFit,
    NewerSchema,
    NotAStore,
    PlaceTaken,
    StoreElsewhere,
    StoreFault,
    StoreInUse,
    WrongPassphrase,
)
from casedesk.store.key_changes import change_passphrase
from tests.store_vault import kills
from tests.store_vault.conftest import (
    LOGIN,
    OTHER,
    PASS,
    Make,
    bodies,
    bytes_of,
    fill,
    notes,
    reopen,
)


def test_what_was_written_is_there_after_reopening(closed: Path) -> None:
    with reopen(closed) as opened:
        assert len(bodies(opened)) == 50
        assert opened.name == "regio"
        assert opened.keys.login == LOGIN


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_read_the_folder(closed: Path) -> None:
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    for path in closed.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_log_is_for_the_owner_too(make: Make) -> None:
    opened = make()
    fill(opened, 3)
    for path in opened.path.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_nothing_in_the_folder_can_be_read(make: Make) -> None:
    canary = "Kanariefluisteraar-9471"
    opened = make(name="Regio Zuiderzee")
    with opened.engine.begin() as connection:
        connection.execute(text("INSERT INTO note (body) VALUES (:b)"), {"b": canary})
    while_open = bytes_of(opened.path)
    assert any(name.endswith("-wal") for name in while_open)
    opened.close()
    for content in [*while_open.values(), *bytes_of(opened.path).values()]:
        for secret in (canary, "Zuiderzee", "CREATE TABLE"):
            assert secret.encode() not in content
            assert secret.encode("utf-16-le") not in content
    assert not opened.database.read_bytes().startswith(PLAIN_HEADER)


def test_closing_leaves_no_log_behind(closed: Path) -> None:
    assert sorted(path.name for path in closed.iterdir()) == [
        "backups",
        "keys.json",
        "lock",
        "store.db",
    ]


@pytest.mark.parametrize(
    "name", ["met spatie", "100%", "a#b?c&d=e", "naïef-żółw-العربية", "x" * 200]
)
def test_any_folder_name_will_do(make: Make, name: str) -> None:
    opened = make(name)
    fill(opened, 1)
    opened.close()
    with reopen(opened.path) as again:
        assert len(bodies(again)) == 1
    assert not list(opened.path.glob("store.db-*"))


def test_a_place_that_is_taken_is_left_alone(tmp_path: Path, closed: Path) -> None:
    before = bytes_of(closed)
    with pytest.raises(PlaceTaken):
        vault.create(closed, login=LOGIN, passphrase=PASS, migrate=lambda _c: None)
    assert bytes_of(closed) == before


def test_a_store_that_could_not_be_filled_leaves_no_trace(tmp_path: Path, make: Make) -> None:
    def fails(_connection: object) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        make(migrate=fails)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", ["kort", "123456789012345", "wachtwoordwachtwoord"])
def test_a_weak_passphrase_makes_no_store(tmp_path: Path, make: Make, wrong: str) -> None:
    with pytest.raises(RefusedError) as refused:
        make(passphrase=wrong)
    assert refused.value.refused.field == "passphrase"
    assert list(tmp_path.iterdir()) == []


def test_a_demo_store_may_have_a_short_passphrase(make: Make) -> None:
    opened = make(passphrase="demo", least=4)
    opened.close()
    reopen(opened.path, passphrase="demo").close()


# ------------------------------------------------------- the ways in which opening can fail


def _damage(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x20
    path.write_bytes(content)


def _newer(path: Path) -> None:
    with reopen(path) as opened, opened.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('from_the_future')")


def _other_keys(path: Path) -> None:
    other = vault.create(
        path.with_name("ander.casedesk"), login=LOGIN, passphrase=PASS, migrate=lambda _c: None
    )
    other.close()
    (path / "keys.json").write_bytes((other.path / "keys.json").read_bytes())


def _older_keys(path: Path) -> None:
    old = (path / "keys.json").read_bytes()
    with reopen(path) as opened:
        change_passphrase(opened, old=PASS, new=OTHER)
    (path / "keys.json").write_bytes(old)


def _nothing(_path: Path) -> None:
    pass


FAILURES: dict[str, tuple[Callable[[Path], None], dict[str, object], type[StoreFault]]] = {
    "wrong passphrase": (_nothing, {"passphrase": OTHER}, WrongPassphrase),
    "unknown login": (_nothing, {"login": "nobody"}, WrongPassphrase),
    "key file": (lambda p: _damage(p / "keys.json", 300), {}, KeyFileDamaged),
    "no key file content": (lambda p: os.truncate(p / "keys.json", 0), {}, KeyFileDamaged),
    "database, first page": (lambda p: _damage(p / "store.db", 900), {}, DatabaseDamaged),
    "database, salt": (lambda p: _damage(p / "store.db", 3), {}, DatabaseDamaged),
    "database, facts": (lambda p: _damage(p / "store.db", 4096 + 900), {}, DatabaseDamaged),
    "database, cut": (lambda p: os.truncate(p / "store.db", 5000), {}, DatabaseDamaged),
    "database, empty": (lambda p: os.truncate(p / "store.db", 0), {}, DatabaseDamaged),
    "newer": (_newer, {}, NewerSchema),
    "keys of another store": (_other_keys, {}, KeysDoNotFit),
    "older keys": (_older_keys, {}, KeyFileOlder),
    "no store": (lambda p: (p / "store.db").unlink(), {}, NotAStore),
}


@pytest.mark.parametrize("case", FAILURES)
def test_opening_fails_with_its_own_fault_and_changes_nothing(closed: Path, case: str) -> None:
    spoil, options, fault = FAILURES[case]
    spoil(closed)
    before = bytes_of(closed)
    with pytest.raises(StoreFault) as raised:
        reopen(closed, **options)
    assert raised.type is fault
    assert bytes_of(closed) == before


def test_the_sentences_differ() -> None:
    kinds = (
        WrongPassphrase,
        KeyFileDamaged,
        DatabaseDamaged,
        NewerSchema,
        StoreInUse,
        KeyFileOlder,
        KeysDoNotFit,
        NotAStore,
    )
    sentences = {str(kind()) for kind in kinds} | {str(StoreElsewhere(machine="PC-12"))}
    assert len(sentences) == len(kinds) + 1


def test_opening_alone_is_refused_while_others_work(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.05)
    opened = make()
    fill(opened, 2)
    before = bytes_of(opened.path)
    with pytest.raises(StoreInUse):
        reopen(opened.path, exclusive=True)
    assert bytes_of(opened.path) == before
    assert len(bodies(opened)) == 2


def test_two_may_work_at_once(make: Make) -> None:
    first = make()
    with reopen(first.path) as second:
        fill(first, 1)
        fill(second, 1, start=1)
        assert len(bodies(first)) == len(bodies(second)) == 2
    fill(first, 1, start=2)
    assert len(bodies(first)) == 3


def test_an_older_key_file_can_be_accepted_on_purpose(closed: Path) -> None:
    _older_keys(closed)
    with reopen(closed, accept_older_keys=True) as opened:
        assert len(bodies(opened)) == 50
    reopen(closed).close()


def test_a_plain_database_is_refused(closed: Path) -> None:
    (closed / "store.db").write_bytes(PLAIN_HEADER + bytes(4080))
    with pytest.raises(PlainDatabase):
        reopen(closed)


def test_a_real_program_refuses_a_cheap_store(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = kdf.Cost(memory=64, passes=1, lanes=1)
    limits = kdf.Policy(
        cost=kdf.Cost(256 * 1024, 3, 4),
        least=kdf.Cost(64 * 1024, 2, 1),
        most=kdf.Cost(1 << 21, 20, 16),
    )
    assert not limits.accepts(cheap)
    monkeypatch.setattr(kdf, "STANDARD", limits)

    def never(*_args: object) -> bytes:
        raise AssertionError("work was done before the limits were checked")

    monkeypatch.setattr(kdf, "derive", never)
    with pytest.raises(KeyFileDamaged):
        reopen(closed)


# ------------------------------------------------------------------------------ after a crash


def _child(work: Callable[[], None]) -> int:
    """Run ``work`` in a child and answer how it ended."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(7)
    return os.waitpid(child, 0)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_killed_program_loses_nothing_it_committed(closed: Path) -> None:
    def work() -> None:
        opened = reopen(closed)
        fill(opened, 25, start=50)
        os.kill(os.getpid(), signal.SIGKILL)

    assert _child(work) == signal.SIGKILL
    assert (closed / "store.db-wal").stat().st_size > 0
    before = bytes_of(closed)
    with pytest.raises(WrongPassphrase):
        reopen(closed, passphrase=OTHER)
    assert bytes_of(closed) == before
    with reopen(closed, exclusive=True) as opened:
        assert len(bodies(opened)) == 75


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_damaged_store_with_a_log_is_left_as_it_is(closed: Path) -> None:
    def work() -> None:
        opened = reopen(closed)
        fill(opened, 5, start=50)
        os.kill(os.getpid(), signal.SIGKILL)

    _child(work)
    file = key_file.read(closed / "keys.json")
    _damage(closed / "store.db", 5000)
    os.truncate(closed / "store.db-wal", 100)  # the log can no longer mend the page
    before = bytes_of(closed)
    with pytest.raises(DatabaseDamaged):
        reopen(closed)
    assert bytes_of(closed) == before
    assert file.generation == 1


def test_a_key_file_ahead_of_the_database_is_accepted(closed: Path) -> None:
    with reopen(closed) as opened:
        change_passphrase(opened, old=PASS, new=OTHER)
        with opened.engine.begin() as connection:
            facts.put(connection, facts.KEY_GENERATION, "1")  # as if killed before the commit
    with reopen(closed, passphrase=OTHER) as opened, opened.reading() as connection:
        assert facts.get(connection, facts.KEY_GENERATION) == "2"


def test_what_a_crash_left_half_written_is_swept_up_later(closed: Path) -> None:
    (closed / "store.db.next").write_bytes(b"half a copy")
    left = [closed / ".keys.json.new-ab12", closed / "backups" / ".x.copy-12ab"]
    for path in left:
        path.write_bytes(b"half")
    reopen(closed).close()
    assert not (closed / "store.db.next").exists()
    assert all(path.exists() for path in left)  # it may be another program's, at work now
    for path in left:
        os.utime(path, (1, 1))
    reopen(closed).close()
    assert not any(path.exists() for path in left)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_killed_while_a_store_is_made_it_is_whole_or_not_there(tmp_path: Path) -> None:
    for point in kills.points():
        path = tmp_path / f"nieuw-{point}.casedesk"

        def work(path: Path = path) -> None:
            vault.create(path, login=LOGIN, passphrase=PASS, migrate=notes).close()

        ended = kills.run_until(point, work)
        if path.exists():
            with reopen(path, exclusive=True) as opened:
                fill(opened, 1)
        else:
            vault.create(path, login=LOGIN, passphrase=PASS, migrate=notes).close()
        if ended:
            break
    assert point > 10
