"""Every connection is what we think it is, and damage is told as damage."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casedesk.store import engine
from casedesk.store.engine import PlainDatabase, database_uri
from casedesk.store.faults import DatabaseDamaged
from casedesk.store.integrity import problems
from tests.store_vault.conftest import Make, bodies, fill, reopen

SETTINGS = {
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "cache_size": -65536,
    "synchronous": 2,
    "journal_mode": "wal",
    "cipher_memory_security": "1",
    "cipher_use_hmac": "1",
    "cipher_plaintext_header_size": "0",
    "cipher_page_size": "4096",
    "cipher_hmac_algorithm": "HMAC_SHA512",
}


def test_the_settings_of_every_connection(make: Make) -> None:
    opened = make()
    with opened.reading() as first, opened.engine.connect() as second:
        for connection in (first, second):
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SETTINGS
            }
            assert found == SETTINGS
            version = connection.exec_driver_sql("PRAGMA cipher_version").scalar()
            assert str(version).startswith("4.")
            with pytest.raises(DBAPIError, match="not authorized"):
                connection.exec_driver_sql("SELECT load_extension('x')")


@pytest.mark.parametrize("name", ["cipher_use_hmac", "cipher_page_size"])
def test_a_cipher_setting_that_did_not_take_is_refused(
    make: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    opened = make()
    monkeypatch.setitem(engine._CIPHER, name, "something else")
    with pytest.raises(PlainDatabase):
        engine.connect(opened.database, opened.keys.database_key())


def test_an_engine_that_does_not_encrypt_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    monkeypatch.setattr("casedesk.store.engine.driver.connect", sqlite3.connect)
    with pytest.raises(PlainDatabase):
        engine.connect(tmp_path / "x.db", bytes(32), create_with_salt=bytes(16))


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_refused(tmp_path: Path, length: int) -> None:
    """SQLCipher would take it for a passphrase without a word."""
    with pytest.raises(ValueError, match="32 bytes"):
        engine.connect(tmp_path / "x.db", bytes(length), create_with_salt=bytes(16))


def test_a_missing_database_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(DatabaseDamaged):
        engine.connect(tmp_path / "x.db", bytes(32))
    assert list(tmp_path.iterdir()) == []


def test_reading_cannot_write_and_does_not_wait_for_a_writer(make: Make) -> None:
    opened = make()
    fill(opened, 1)
    with opened.engine.begin() as writing:
        writing.execute(text("INSERT INTO note (body) VALUES ('half')"))
        assert len(bodies(opened)) == 1
        with opened.reading() as reading, pytest.raises(DBAPIError, match="readonly"):
            reading.execute(text("DELETE FROM note"))
    assert len(bodies(opened)) == 2
    fill(opened, 1)  # on the connection that read before


def test_a_refused_transaction_leaves_nothing(make: Make) -> None:
    opened = make()
    with opened.engine.connect() as connection:
        connection.execute(text("INSERT INTO note (body) VALUES ('x')"))
        connection.exec_driver_sql("CREATE TABLE other (a)")
        with connection.begin_nested():
            connection.execute(text("INSERT INTO note (body) VALUES ('y')"))
        connection.rollback()
    assert bodies(opened) == []
    with opened.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name='other'")) == 0


def test_four_threads_write_without_loss(make: Make) -> None:
    opened = make()
    threads = [threading.Thread(target=fill, args=(opened, 1)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bodies(opened)) == 12


def test_a_wrong_key_is_silent(closed: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DatabaseDamaged):
        engine.look(closed / "store.db", b"\1" * 32)
    with pytest.raises(DatabaseDamaged):
        engine.connect(closed / "store.db", b"\1" * 32)
    assert capfd.readouterr() == ("", "")


def test_values_stay_out_of_error_texts(make: Make) -> None:
    opened = make()
    with pytest.raises(DBAPIError) as raised, opened.engine.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:a)"), {"a": "Kanarie"})
    assert "Kanarie" not in str(raised.value)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (
            PurePosixPath("/a b/c%d#e?f&g/store.db"),
            "file:/a%20b/c%25d%23e%3Ff%26g/store.db?mode=rw",
        ),
        (PureWindowsPath("C:\\Map 1\\100%#\\s.db"), "file:///C:/Map%201/100%25%23/s.db?mode=rw"),
        (
            PureWindowsPath("\\\\server\\deel\\s.db"),
            "file:%5C%5Cserver%5Cdeel%5Cs.db?mode=rw",
        ),
        (
            PureWindowsPath("C:\\" + "x" * 250 + "\\s.db"),
            "file:%5C%5C%3F%5CC%3A%5C" + "x" * 250 + "%5Cs.db?mode=rw",
        ),
    ],
)
def test_the_address_of_any_path(path: PurePosixPath | PureWindowsPath, uri: str) -> None:
    assert database_uri(path, "rw") == uri


# ---------------------------------------------------------------------------- flipped bytes


def _flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << (at % 8)
    path.write_bytes(content)


def _reported(store: Path) -> bool:
    """Whether opening, reading or the full check tells of damage; anything else would raise."""
    try:
        with reopen(store) as opened:
            raw = opened.engine.raw_connection()
            try:
                if problems(raw.driver_connection):
                    return True
            finally:
                raw.close()
            bodies(opened)
    except DatabaseDamaged:
        return True
    return False


def _check_flips(store: Path, tmp_path: Path, count: int) -> None:
    size = (store / "store.db").stat().st_size
    work = tmp_path / "work.casedesk"
    for at in range(0, size, max(1, size // count)):
        shutil.copytree(store, work)
        _flip(work / "store.db", at)
        assert _reported(work), f"byte {at} of {size}"
        shutil.rmtree(work)


def test_a_flipped_byte_in_each_page_is_reported(closed: Path, tmp_path: Path) -> None:
    _check_flips(closed, tmp_path, 60)


@pytest.mark.proof
def test_two_thousand_flipped_bytes_are_reported(closed: Path, tmp_path: Path) -> None:
    _check_flips(closed, tmp_path, 2000)


def test_swapped_and_lost_pages_are_reported(closed: Path, tmp_path: Path) -> None:
    content = (closed / "store.db").read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    assert len(pages) > 8
    for number in range(2, len(pages) - 1):
        (closed / "store.db").write_bytes(
            b"".join([*pages[:number], pages[number + 1], pages[number], *pages[number + 2 :]])
        )
        assert _reported(closed)
        (closed / "store.db").write_bytes(b"".join(pages[:number]))
        assert _reported(closed)


def test_damage_met_while_working_is_a_fault_of_ours(closed: Path) -> None:
    size = (closed / "store.db").stat().st_size
    with reopen(closed) as opened:
        fill(opened, 300, start=50)
    _flip(closed / "store.db", size + 5 * 4096)
    with reopen(closed) as opened, pytest.raises(DatabaseDamaged):
        bodies(opened)


def test_out_of_memory_from_a_bad_page_is_damage(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = make()

    def starved(*_args: object) -> None:
        raise MemoryError

    with opened.reading() as connection:
        monkeypatch.setattr(connection.dialect, "do_execute", starved)
        with pytest.raises(DatabaseDamaged):
            connection.exec_driver_sql("SELECT 1")


def test_the_whole_store_passes_its_own_check(closed: Path) -> None:
    with reopen(closed) as opened:
        raw = opened.engine.raw_connection()
        assert isinstance(raw.driver_connection, driver.Connection)
        assert problems(raw.driver_connection) == []
        raw.close()


def test_a_vault_that_is_closed_opens_nothing(make: Make) -> None:
    opened = make()
    opened.close()
    opened.close()
    with pytest.raises(RuntimeError):
        fill(opened, 1)
