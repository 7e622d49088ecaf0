"""Open a store on a worker thread. Everything heavy is imported here, never at start-up."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casedesk.bootstrap import Sitting
    from casedesk.records.reading import Reader


@dataclass(frozen=True, slots=True)
class Opened:
    """What unlocking hands to the window. ``demo`` stores hold invented people."""

    sitting: "Sitting"
    reader: "Reader"
    store_name: str
    demo: bool


def warm_up() -> None:
    """Import what unlocking, the first list and the first case need, while somebody types."""
    from sqlalchemy.orm import configure_mappers

    import casedesk.bootstrap
    import casedesk.desktop.blank
    import casedesk.desktop.case.other_tabs
    import casedesk.desktop.case.overview
    import casedesk.desktop.case.page
    import casedesk.desktop.main_window
    import casedesk.desktop.pages.directory
    import casedesk.features
    import casedesk.records.reading
    import casedesk.store.tries
    from casedesk.features import forms, lists, load_records

    load_records()
    configure_mappers()
    forms()
    lists()
    del casedesk


def logins_of(path: Path) -> tuple[str, ...]:
    """Who can open a store, as its key file says without any proof; empty if unreadable."""
    from casedesk.store import key_file
    from casedesk.store.faults import StoreFault

    try:
        file = key_file.read(path / key_file.NAME)
    except (StoreFault, OSError):
        return ()
    return tuple(slot.login for slot in file.slots if slot.kind == key_file.PERSON)


def seconds_to_wait(path: Path) -> float:
    """How long nobody may try at this store yet, after wrong passphrases."""
    from casedesk.store.tries import Tries

    return Tries(path).remaining(datetime.now(UTC))


def unlock(path: Path, login: str, passphrase: str) -> Opened:
    """Open a store for a person. Raises the faults of ``bootstrap.open_store``."""
    from casedesk.bootstrap import open_store
    from casedesk.store.faults import WrongPassphrase
    from casedesk.store.tries import Tries

    tries = Tries(path)
    try:
        sitting = open_store(path, login=login, passphrase=passphrase)
    except WrongPassphrase:
        tries.failed(datetime.now(UTC))
        raise
    tries.succeeded()
    return opened(sitting)


def unlock_with_code(path: Path, code: str) -> Opened:
    """Open a store with its printed recovery code."""
    from casedesk.bootstrap import open_with_recovery_code
    from casedesk.store.faults import WrongPassphrase
    from casedesk.store.tries import Tries

    tries = Tries(path)
    try:
        sitting = open_with_recovery_code(path, code=code)
    except WrongPassphrase:
        tries.failed(datetime.now(UTC))
        raise
    tries.succeeded()
    return opened(sitting)


def opened(sitting: "Sitting") -> Opened:
    """A sitting as the window takes it."""
    from casedesk.records.reading import Reader

    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    return Opened(sitting, reader, sitting.vault.name, sitting.is_demo)
