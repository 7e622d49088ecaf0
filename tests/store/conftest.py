"""A real encrypted store with a cheap key, and a person at work in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from casedesk import features
from casedesk.access.scope import narrow
from casedesk.kernel.actor import Actor
from casedesk.kernel.clock import FixedClock
from casedesk.store import kdf, vault
from casedesk.store.base import Base
from casedesk.store.code_list_files import read_lists
from casedesk.store.code_lists import load_shipped
from casedesk.store.journal import install_triggers
from casedesk.store.store import Store

CHEAP = kdf.Policy(kdf.Cost(64, 1, 1), kdf.Cost(64, 1, 1), kdf.Cost(64, 1, 1))
ANNA = Actor("anna", "Anna Verzonnen", "zorgcoordinator", suspects=True)
BRAM = Actor("bram", "Bram Bedacht", "waarnemer")


def fill(connection: Connection) -> None:
    features.load_records()
    Base.metadata.create_all(connection)
    install_triggers(connection)
    load_shipped(connection, read_lists())


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[vault.Vault]:
    monkeypatch.setattr(kdf, "STANDARD", CHEAP)
    made = vault.create(
        tmp_path / "proef.casedesk", login="anna", passphrase="a b c", migrate=fill, least=1
    )
    yield made
    made.close()


@pytest.fixture
def sit(opened: vault.Vault) -> Callable[..., Store]:
    """Sit down in the store as somebody: ``sit()`` or ``sit(BRAM)``."""

    def down(actor: Actor = ANNA, **more: Any) -> Store:
        clock = FixedClock(datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
        return Store(opened.engine, actor, lambda: opened.keys, narrow=narrow, clock=clock, **more)

    return down
