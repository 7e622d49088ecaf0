"""What the tests of the vault share: cheap keys, a small store, and a look at its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from casedesk.kernel.words import speaking
from casedesk.store import backup, kdf, vault
from tests.store_vault.cheap import CHEAP

LOGIN = "anna"
PASS = "paard fiets maan lamp"
OTHER = "tafel wolk boot ketel"

Make = Callable[..., vault.Vault]


@pytest.fixture(autouse=True)
def cheap_and_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kdf, "STANDARD", CHEAP)
    with speaking("en"):
        yield


def notes(connection: Connection) -> None:
    """A table that stands for all that a real store holds."""
    connection.exec_driver_sql("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")


def fill(opened: vault.Vault, count: int, start: int = 0) -> None:
    with opened.engine.begin() as connection:
        for number in range(start, start + count):
            connection.execute(
                text("INSERT INTO note (body) VALUES (:body)"), {"body": f"regel {number} " * 40}
            )


def bodies(opened: vault.Vault) -> list[str]:
    with opened.reading() as connection:
        return list(connection.scalars(text("SELECT body FROM note ORDER BY id")))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files of a store; ``-shm`` is an index without content."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm")
    }


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Make a store and close it after the test."""
    made: list[vault.Vault] = []

    def _make(folder: str = "regio", **more: object) -> vault.Vault:
        options = {"login": LOGIN, "passphrase": PASS, "migrate": notes} | more
        opened = vault.create(tmp_path / f"{folder}.casedesk", **options)  # type: ignore[arg-type]
        made.append(opened)
        return opened

    yield _make
    for opened in made:
        opened.close()


@pytest.fixture
def closed(make: Make) -> Path:
    """A store with fifty notes that nobody has open."""
    opened = make()
    fill(opened, 50)
    opened.close()
    return opened.path


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


def reopen(path: Path, **more: object) -> vault.Vault:
    options = {"login": LOGIN, "passphrase": PASS} | more
    return vault.open_vault(path, **options)  # type: ignore[arg-type]
