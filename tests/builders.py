"""An invented store with invented people, for tests of every part.

``a_store`` gives a :class:`Sitting` in a real encrypted store with a cheap key. The builders
below fill it through the use cases, so that what they make has its trail, and answer ids.
Start as somebody who may do everything, then look with ``seen_by`` through other eyes.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import Connection, func, select

from casedesk import features
from casedesk.access.accounts import Account
from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.cases.model import CaseFile
from casedesk.kernel.actor import SYSTEM, Actor
from casedesk.kernel.changes import Changes
from casedesk.kernel.clock import Clock, FixedClock
from casedesk.records.use_cases import Create, create
from casedesk.search.index import create_search_tables
from casedesk.store import kdf, vault
from casedesk.store.base import Base
from casedesk.store.code_list_files import read_lists
from casedesk.store.code_lists import load_shipped
from casedesk.store.journal import Act, install_triggers

CHEAP = kdf.Policy(kdf.Cost(64, 1, 1), kdf.Cost(64, 1, 1), kdf.Cost(64, 1, 1))
PASSPHRASE = "verzonnen woorden voor een proef"
NINE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""Nine o'clock in Amsterdam on Monday 2 March 2026: when tests take place."""


_MAKER = "maker"
"""The login of the key slot; who sits down in the store is said apart."""


@cache
def _empty_store() -> Path:
    """An empty store, made once for all tests: copying it is ten times faster."""
    _rest_of_run.append(folder := tempfile.TemporaryDirectory(prefix="casedesk-tests-"))
    path = Path(folder.name) / "leeg.casedesk"
    vault.create(
        path, login=_MAKER, passphrase=PASSPHRASE, kdf=CHEAP, migrate=fill, least=1
    ).close()
    return path


_rest_of_run: list[tempfile.TemporaryDirectory[str]] = []


def fill(connection: Connection) -> None:
    """Tables, guards and code lists, without the quarter second that migrations take."""
    features.load_records()
    Base.metadata.create_all(connection)
    create_search_tables(connection)
    install_triggers(connection)
    load_shipped(connection, read_lists())


@contextmanager
def a_store(
    tmp_path: Path,
    role: str = Role.COORDINATOR,
    *,
    suspects: bool = True,
    login: str = "anna",
    name: str = "Anna Verzonnen",
    clock: Clock | None = None,
) -> Iterator[Sitting]:
    """Somebody at work in a new, empty store; closed again at the end of the block."""
    path = tmp_path / "proef.casedesk"
    shutil.copytree(_empty_store(), path)
    with mock.patch.object(kdf, "STANDARD", CHEAP):
        opened = vault.open_vault(path, login=_MAKER, passphrase=PASSPHRASE)
    try:
        sitting = Sitting(opened, Actor(login, name, role, suspects), clock or FixedClock(NINE))
        _account(sitting, sitting.actor)
        yield sitting
    finally:
        opened.close()


def seen_by(
    sitting: Sitting, role: str = Role.SUPERVISOR, *, suspects: bool = False, login: str = ""
) -> Sitting:
    """Somebody else at work in the same open store; it closes with the first sitting."""
    actor = Actor(login or role, f"Verzonnen {role}", role, suspects)
    _account(sitting, actor)
    return Sitting(sitting.vault, actor, sitting.clock)


def made(answer: object) -> int:
    """The id of the record that a use case made; fails the test with the sentence if refused."""
    assert isinstance(answer, Changes), answer
    assert answer.created is not None, answer
    return answer.created


def a_record(sitting: Sitting, kind: str, **values: Any) -> int:
    """A record of any kind, by way of the general use case."""
    return made(create(sitting.store, Create(kind, values), sitting.labels))


def a_case(sitting: Sitting, number: str = "", **values: Any) -> int:
    """An open case with a number of its own."""
    with sitting.store.read() as session:
        known = session.scalar(select(func.count()).select_from(CaseFile)) or 0
    given = {
        "number": number or f"2026-{known + 1:04d}",
        "phase": "active",
        "opened_on": sitting.clock.today(),
        "coordinator": sitting.actor.login,
    }
    return a_record(sitting, "case_file", **(given | values))


def a_person(
    sitting: Sitting,
    case_id: int,
    role: str = "victim",
    *,
    given: str | None = "Mirela",
    family: str | None = "Popescu",
    **values: Any,
) -> int:
    """A person who plays this part in the case; answers the id of the person."""
    person_id = a_record(sitting, "person", given_names=given, family_name=family, **values)
    a_record(sitting, "person_role", case_id=case_id, person_id=person_id, role=role)
    return person_id


def a_victim(sitting: Sitting, case_id: int, **values: Any) -> int:
    """A victim with a card of details; ``given`` and ``family`` name them."""
    person_id = a_person(sitting, case_id, "victim", **values)
    a_record(sitting, "victim_details", case_id=case_id, person_id=person_id)
    return person_id


def a_suspect(sitting: Sitting, case_id: int, **values: Any) -> int:
    """Somebody who is a suspect here and plays no other part anywhere."""
    named = {"given": "Karel", "family": "Verdacht"} | values
    person_id = a_person(sitting, case_id, "suspect", **named)
    a_record(sitting, "suspect_details", case_id=case_id, person_id=person_id, stage="suspect")
    return person_id


def a_partner(sitting: Sitting, name: str = "Opvang De Haven", kind: str = "shelter") -> int:
    """An organisation in the directory."""
    return a_record(sitting, "organisation", name=name, partner_kind=kind)


def a_referral(
    sitting: Sitting, case_id: int, partner_id: int, person_id: int | None = None, **values: Any
) -> int:
    """A referral in draft."""
    given = {
        "case_id": case_id,
        "partner_id": partner_id,
        "person_id": person_id,
        "direction": "outgoing",
        "service": "shelter",
        "state": "draft",
    }
    return a_record(sitting, "referral", **(given | values))


def _account(sitting: Sitting, actor: Actor) -> None:
    system = Sitting(sitting.vault, SYSTEM, sitting.clock)
    with system.store.write("Account", act=Act.ACCOUNT) as writing:
        writing.unit.add(
            Account(
                login=actor.login,
                name=actor.name,
                role=actor.role,
                suspects=actor.suspects,
                active=True,
            )
        )
