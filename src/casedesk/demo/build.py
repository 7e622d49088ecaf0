"""Make a demo store: an invented region with people at work in it, the same for the same seed."""

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from casedesk.access.accounts import Account
from casedesk.access.scope import narrow
from casedesk.bootstrap import DEMO_CASE_FACT, DEMO_FACT, Sitting, create_store, indexers
from casedesk.demo.case_files import write_case
from casedesk.demo.dated import add_steps
from casedesk.demo.diary import local
from casedesk.demo.intake import add_intake
from casedesk.demo.invention import Invention
from casedesk.demo.material import material
from casedesk.demo.own_lists import decide_own_lists
from casedesk.demo.papers import add_papers
from casedesk.demo.places import furnish
from casedesk.demo.region import WRITERS, Region
from casedesk.demo.reminding import add_reminders
from casedesk.demo.second_thoughts import add_second_thoughts
from casedesk.kernel.actor import Actor
from casedesk.kernel.clock import FixedClock, SystemClock
from casedesk.kernel.words import N_
from casedesk.store import facts, key_changes
from casedesk.store.bulk import Bulk
from casedesk.store.inside import SUFFIX
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.vault import Vault

KEEPER = "beheerder"
PASSPHRASE = "demo"  # noqa: S105 - the invented store is open to all
STORE_NAME = "Regio Tussen de Verzonnen Meren"
_FILE = "demo.casedesk"

Progress = Callable[[int], object]


def build_demo(
    folder: Path,
    *,
    cases: int = 60,
    seed: int = 1,
    today: date | None = None,
    progress: Progress | None = None,
) -> Path:
    """Make the store and answer its path.

    A folder named ``*.casedesk`` becomes the store itself, any other gets one inside. The first
    case is one in which much can be seen; its number is the fact ``demo_case``. ``progress``
    is told how many cases were done since the last time. Raises PlaceTaken if something is
    there; if it fails half-way nothing is left.
    """
    folder = Path(folder)
    path = folder if folder.suffix == SUFFIX else folder / _FILE
    today = today or SystemClock().today()
    source = Invention(seed)
    outlines = [source.telling_case_outline(today)]
    outlines += [source.case_outline(today) for _ in range(cases - 1)]
    since = min(outline.opened_on for outline in outlines).replace(day=1) - timedelta(days=32)
    region = Region(source, today, since.replace(day=1))
    region.make_directory()
    # In order of time, so that a suspect of two cases is first written down in the earlier one.
    numbered = sorted(enumerate(outlines, start=1), key=lambda pair: (pair[1].opened_on, pair[0]))
    for place, outline in numbered:
        write_case(region, outline, _number(outline.opened_on, place))
    region.make_loose_signals(cases // 2 + 3)
    region.make_advice(cases // 4 + 2)
    add_reminders(region)
    furnish(region)

    clock = FixedClock(local(region.since, time(8)))
    first, *others = material("region")["account"]
    with create_store(
        path, login=first["login"], name=first["name"], passphrase=PASSPHRASE, role=first["role"],
        suspects=first["suspects"], store_name=STORE_NAME, least=1, clock=clock,
    ) as sitting:  # fmt: skip
        try:
            _write(sitting, region, others, clock, _shares_of(cases, progress))
            number = _number(outlines[0].opened_on, 1)
            add_papers(sitting, number)
            add_intake(sitting, number)
            add_steps(sitting, number)
            add_second_thoughts(sitting, number)
            with sitting.vault.engine.begin() as connection:
                facts.put(connection, DEMO_FACT, "yes")
                facts.put(connection, DEMO_CASE_FACT, number)
        except BaseException:
            sitting.close()
            shutil.rmtree(path, ignore_errors=True)
            raise
    return path


def _write(
    sitting: Sitting,
    region: Region,
    others: list[dict[str, Any]],
    clock: FixedClock,
    progress: Callable[[float], object],
) -> None:
    """Accounts, then all pages of the diary; keys are derived beside it, for that takes long."""
    vault = sitting.vault
    with sitting.store.write(N_("Account given"), act=Act.ACCOUNT) as writing:
        for account in others:
            told = {name: account[name] for name in ("login", "name", "role", "suspects")}
            writing.unit.add(Account(active=True, **told))
    derive = partial(key_changes.new_slot, vault, passphrase=PASSPHRASE, least=1)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="demo-keys") as pool:
        slots = [pool.submit(derive, login=account["login"]) for account in others]
        try:
            bulk = Bulk(vault.engine, vault.keys, indexers())
            region.diary.write(bulk, _hands(vault, clock), clock, progress)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    decide_own_lists(_hand(vault, clock, KEEPER), sitting.labels)
    for slot in slots:
        key_changes.add_slot(vault, slot.result())
    # From here on the trail is anchored on this machine, like that of any store.
    sitting.store.note(Act.LOCK, N_("Closed"))


def _hands(vault: Vault, clock: FixedClock) -> Mapping[str, Store]:
    """The store in the hands of each who writes in it."""
    return {login: _hand(vault, clock, login) for login in WRITERS}


def _hand(vault: Vault, clock: FixedClock, login: str) -> Store:
    """The store in the hands of one person, at their own machine."""
    account = next(each for each in material("region")["account"] if each["login"] == login)
    actor = Actor(account["login"], account["name"], account["role"], account["suspects"])
    return Store(
        vault.engine,
        actor,
        lambda: vault.keys,
        narrow=narrow,
        indexers=indexers(),
        clock=clock,
        machine=account["machine"],
    )


def _number(opened_on: date, place: int) -> str:
    return f"{opened_on.year}-{place:04d}"


def _shares_of(cases: int, progress: Progress | None) -> Callable[[float], object]:
    told = 0

    def share_done(share: float) -> None:
        nonlocal told
        done = int(share * cases)
        if progress is not None and done > told:
            progress(done - told)
        told = max(told, done)

    return share_done
