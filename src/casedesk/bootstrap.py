"""Put the parts together; the only module besides ``features`` that knows them all.

Window, command line and tests get a :class:`Sitting` from here: one person at work in one open
store.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from casedesk import features
from casedesk.access.accounts import Account, actor_for
from casedesk.access.rights import Role
from casedesk.access.scope import narrow
from casedesk.kernel.actor import SYSTEM, Actor
from casedesk.kernel.clock import Clock, SystemClock
from casedesk.kernel.forms import FormSpec
from casedesk.kernel.words import N_
from casedesk.store import upgrade, vault
from casedesk.store.anchor import Anchor
from casedesk.store.code_list_files import read_lists
from casedesk.store.code_lists import CodeLabels, load_shipped
from casedesk.store.faults import WrongPassphrase
from casedesk.store.journal import Act, install_triggers
from casedesk.store.kdf import Policy
from casedesk.store.passphrases import LEAST
from casedesk.store.store import Indexer, Store


class Sitting:
    """One person at work: the open vault, the store narrowed to them, and the code lists."""

    def __init__(self, opened: vault.Vault, actor: Actor, clock: Clock | None = None) -> None:
        self.vault = opened
        self.actor = actor
        self.clock = clock or SystemClock()
        self.store = Store(
            opened.engine,
            actor,
            opened.keys,
            narrow=narrow,
            indexers=indexers(),
            clock=self.clock,
            anchor=Anchor(opened.keys.store_id),
        )
        with opened.engine.connect().execution_options(read_only=True) as connection:
            self.labels = CodeLabels(connection)
        self.forms: Mapping[str, FormSpec] = features.forms()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_reason: object) -> None:
        self.close()

    def close(self) -> None:
        """End the sitting: close the store and drop its keys."""
        self.vault.close()


def indexers() -> tuple[Indexer, ...]:
    """What is kept in step with the records."""
    from casedesk.search.index import SearchIndex

    return (SearchIndex(),)


def fill_new_store(connection: Connection) -> None:
    """Tables, guards and code lists of a new store."""
    features.load_records()
    upgrade.create_schema(connection)
    install_triggers(connection)
    load_shipped(connection, read_lists())


def create_store(
    path: Path,
    *,
    login: str,
    name: str,
    passphrase: str,
    store_name: str = "",
    role: str = Role.COORDINATOR,
    suspects: bool = True,
    kdf: Policy | None = None,
    least: int = LEAST,
    clock: Clock | None = None,
) -> Sitting:
    """Make a store with its first account and sit down in it."""
    features.load_records()
    opened = vault.create(
        path,
        login=login,
        passphrase=passphrase,
        name=store_name,
        kdf=kdf,
        migrate=fill_new_store,
        least=least,
    )
    try:
        system = Sitting(opened, SYSTEM, clock)
        with system.store.write(N_("Store made"), act=Act.ACCOUNT) as writing:
            account = Account(login=login, name=name, role=role, suspects=suspects, active=True)
            writing.unit.add(account)
        return Sitting(opened, Actor(login, name, role, suspects), clock)
    except BaseException:
        opened.close()
        raise


def open_store(
    path: Path, *, login: str, passphrase: str, exclusive: bool = False, clock: Clock | None = None
) -> Sitting:
    """Open a store for a person. Raises the faults of ``vault.open_vault``."""
    features.load_records()
    opened = vault.open_vault(path, login=login, passphrase=passphrase, exclusive=exclusive)
    try:
        system = Sitting(opened, SYSTEM, clock)
        with system.store.read() as session:
            actor = actor_for(session, login)
        if actor is None:
            raise WrongPassphrase("no active account")
        sitting = Sitting(opened, actor, clock)
        sitting.store.note(Act.UNLOCK, N_("Store opened"))
    except BaseException:
        opened.close()
        raise
    return sitting
