"""Put the parts together; the only module besides ``features`` that knows them all.

Window, command line and tests get a :class:`Sitting` from here: one person at work in one open
store.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from casedesk import features
from casedesk.access.accounts import Account, actor_for
from casedesk.access.rights import RIGHTS, Right, Role
from casedesk.access.scope import narrow
from casedesk.documents.upkeep import forget_removed
from casedesk.kernel.actor import SYSTEM, Actor
from casedesk.kernel.clock import Clock, SystemClock
from casedesk.kernel.forms import FormSpec
from casedesk.kernel.words import N_
from casedesk.overlap.index import OverlapIndex, fill_overlap
from casedesk.people.keys import PersonKeys, fill_if_empty
from casedesk.records.reading import Reader
from casedesk.search.index import SearchIndex, create_search_tables
from casedesk.store import facts, upgrade, vault
from casedesk.store.anchor import Anchor, AnchorState
from casedesk.store.code_list_files import read_lists
from casedesk.store.code_lists import CodeLabels, load_shipped
from casedesk.store.faults import WrongPassphrase
from casedesk.store.journal import Act, Trail, install_triggers
from casedesk.store.kdf import Policy
from casedesk.store.keys import Keys
from casedesk.store.passphrases import LEAST
from casedesk.store.store import Indexer, Store
from casedesk.store.verify import Progress, Report, unheard, verify

if TYPE_CHECKING:
    from casedesk.handover.asking import Author

DEMO_FACT = "demo"
"""Name of the fact that marks a store as invented: every window and page says so."""

DEMO_CASE_FACT = "demo_case"
"""Name of the fact that holds the number of the case to look at first in an invented store."""

RECOVERER = Actor(login="recovery", name="Recovery code", role=Role.KEEPER)
"""Who sits down with the printed code: may give accounts and keys, sees no cases."""


class Sitting:
    """One person at work: the open vault, the store narrowed to them, and the code lists.

    ``anchor_state`` says how the trail compares with what this machine saw before.
    """

    def __init__(self, opened: vault.Vault, actor: Actor, clock: Clock | None = None) -> None:
        self.vault = opened
        self.actor = actor
        self.clock = clock or SystemClock()
        self.anchor = Anchor(opened.keys.store_id)
        self.store = Store(
            opened.engine,
            actor,
            lambda: opened.keys,
            narrow=narrow,
            indexers=indexers(),
            clock=self.clock,
            anchor=self.anchor,
        )
        with opened.reading() as connection:
            self.labels = CodeLabels(connection)
            self.is_demo = facts.get(connection, DEMO_FACT) == "yes"
            self.anchor_state = _anchor_state(self.anchor, connection)
        self.reader = Reader(actor, self.labels, self.clock)
        self.forms: Mapping[str, FormSpec] = features.forms()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_reason: object) -> None:
        self.close()

    def close(self) -> None:
        """End the sitting: close the store and drop its keys."""
        self.vault.close()


def _anchor_state(anchor: Anchor, connection: Connection) -> AnchorState:
    last = connection.scalar(select(func.max(Trail.seq))) or 0
    return anchor.check(
        last, lambda seq: connection.scalar(select(Trail.mac).where(Trail.seq == seq))
    )


def indexers() -> tuple[Indexer, ...]:
    """What is kept in step with the records."""
    return (SearchIndex(), PersonKeys(), OverlapIndex())


def fill_new_store(connection: Connection) -> None:
    """Tables, guards and code lists of a new store."""
    features.load_records()
    upgrade.create_schema(connection)
    refresh_store(connection)


def refresh_store(connection: Connection) -> None:
    """What each migration ends with: guards and search tables back, new code lists in."""
    create_search_tables(connection)
    install_triggers(connection)
    load_shipped(connection, read_lists())
    fill_if_empty(connection)
    fill_overlap(connection)


def create_store(  # noqa: PLR0913 - each is one fact of the store or of its first account
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
    """Make a store with its first account and sit down in it.

    The account is there before the folder is: a store without one would open for nobody.
    """
    features.load_records()
    suspects = suspects and Right.SUSPECTS in RIGHTS[role]

    def first(engine: Engine, keys: Keys) -> None:
        system = Store(
            engine, SYSTEM, lambda: keys, narrow=narrow, indexers=indexers(), clock=clock
        )
        with system.write(N_("Store made"), act=Act.ACCOUNT) as writing:
            account = Account(login=login, name=name, role=role, suspects=suspects, active=True)
            writing.unit.add(account)

    opened = vault.create(
        path,
        login=login,
        passphrase=passphrase,
        name=store_name,
        kdf=kdf,
        migrate=fill_new_store,
        first=first,
        least=least,
    )
    try:
        sitting = Sitting(opened, Actor(login, name, role, suspects), clock)
        with opened.reading() as connection:
            last = select(Trail.seq, Trail.mac).order_by(Trail.seq.desc()).limit(1)
            sitting.anchor.advance(*connection.execute(last).one())
    except BaseException:
        opened.close()
        raise
    return sitting


def open_store(
    path: Path, *, login: str, passphrase: str, exclusive: bool = False, clock: Clock | None = None
) -> Sitting:
    """Open a store for a person; an older one is brought up to date first.

    Raises the faults of ``vault.open_vault``.
    """
    features.load_records()
    opened = vault.open_vault(
        path, login=login, passphrase=passphrase, exclusive=exclusive, finish=refresh_store
    )
    return _sit_down(opened, login, clock)


def open_with_recovery_code(path: Path, *, code: str, clock: Clock | None = None) -> Sitting:
    """Open a store with the printed code, to give somebody a key again."""
    features.load_records()
    opened = vault.open_with_recovery_code(path, code=code, finish=refresh_store)
    return _sit_down(opened, None, clock)


def _sit_down(opened: vault.Vault, login: str | None, clock: Clock | None) -> Sitting:
    try:
        actor: Actor | None = RECOVERER
        if login is not None:
            with Session(opened.engine.execution_options(read_only=True)) as session:
                actor = actor_for(session, login)
        sitting = Sitting(opened, _known(actor), clock)
        _settle_anchor(sitting)
        sitting.store.note(Act.UNLOCK, N_("Store opened"))
        forget_removed(sitting.store)
    except BaseException:
        opened.close()
        raise
    return sitting


def _known(actor: Actor | None) -> Actor:
    if actor is None:
        raise WrongPassphrase("no active account")
    return actor


def _settle_anchor(sitting: Sitting) -> None:
    """After a restore the trail goes on from an earlier end: record that, then trust it."""
    if sitting.anchor_state is AnchorState.RESTORED:
        sitting.anchor.restart(0, "")
        sitting.store.note(Act.RESTORE, N_("Backup put back"))
    elif sitting.anchor_state in (AnchorState.OLDER, AnchorState.FOREIGN):
        sitting.store.note(Act.RESTORE, N_("Store is older than this computer remembers"))


def migrate_store(path: Path, *, login: str, passphrase: str) -> bool:
    """Bring an older store up to date; answers whether there was anything to do.

    Raises the faults of ``vault.open_vault``.
    """
    with open_store(path, login=login, passphrase=passphrase) as sitting:
        return sitting.vault.upgraded


def verify_store(sitting: Sitting, progress: Progress = unheard) -> Report:
    """Prove an open store whole, and leave a line that it was done, unless pages are damaged."""
    head = sitting.anchor.read()
    anchored = (head.seq, head.mac) if head else None
    with sitting.vault.reading() as connection:
        report = verify(
            connection, sitting.vault.keys.trail_key, anchored=anchored,
            progress=progress,
        )  # fmt: skip
    if not report.damaged:
        result = "done" if report.whole else "failed"
        sitting.store.note(Act.VERIFY, N_("Store checked"), result=result)
    return report


def author(sitting: Sitting) -> "Author":
    """The person at work as a maker of documents."""
    from casedesk.handover.asking import Author

    return Author(sitting.store, sitting.reader, sitting.vault.name, sitting.is_demo)
