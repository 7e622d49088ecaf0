"""A store of twenty times the national volume: 20,000 cases and 60,000 persons.

Rows go in by bulk, past the unit of work: what is measured is reading, and sixty thousand acts
would take minutes. Kept under ``build/`` and made again when this file or the tables change.
"""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from casedesk import bootstrap
from casedesk.cases.model import CaseFile
from casedesk.contacts.model import ContactMoment
from casedesk.demo.invention import Invention
from casedesk.kernel.resources import migrations_path
from casedesk.people import keys
from casedesk.people.model import Identifier, Person, PersonRole, VictimDetails
from casedesk.people.rules import normal_identifier
from casedesk.search import index
from casedesk.store import kdf
from casedesk.tasks.model import Action, Deadline

LOGIN, PASSPHRASE = "bench", "bench"
CASES, PERSONS, ENTRIES = 20_000, 60_000, 200
FULL_CASES = 12
"""So many cases have a timeline of ``ENTRIES``; the others have a few entries."""
CHEAP = kdf.Policy(kdf.Cost(64, 1, 1), kdf.Cost(64, 1, 1), kdf.Cost(64, 1, 1))
TODAY = date(2026, 11, 24)
_AT_ONCE = 5_000


def cheap_keys() -> None:
    """Key derivation is left out of all figures: unlocking is meant to take its time."""
    kdf.STANDARD = CHEAP


def big_store(build: Path) -> Path:
    """The store, made if it is not there."""
    path = build / f"bench-{_fingerprint()}.casedesk"
    if not path.exists():
        for old in build.glob("bench-*.casedesk"):
            shutil.rmtree(old)
        _make(path)
    return path


def _fingerprint() -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for script in sorted((migrations_path() / "versions").glob("*.py")):
        digest.update(script.read_bytes())
    return digest.hexdigest()[:12]


def _make(path: Path) -> None:
    with bootstrap.create_store(
        path, login=LOGIN, name="Bench Verzonnen", passphrase=PASSPHRASE, least=1
    ) as sitting:
        with sitting.vault.engine.begin() as connection:
            for cls, rows in _tables():
                _fill(connection, cls, rows)
        with Session(sitting.vault.engine) as session:
            index.rebuild(session)
            keys.rebuild(session)
            session.commit()


def _fill(connection: Connection, cls: type[Any], rows: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append({"version": 1, **row})
        if len(batch) == _AT_ONCE:
            connection.execute(insert(cls), batch)
            batch = []
    if batch:
        connection.execute(insert(cls), batch)


def _tables() -> Iterator[tuple[type[Any], Iterator[dict[str, Any]]]]:
    invent = Invention(1)
    yield Person, _persons(invent)
    yield Identifier, _phones(invent)
    yield CaseFile, _cases(invent)
    yield PersonRole, _roles()
    yield VictimDetails, _details()
    yield Action, _actions(invent)
    yield Deadline, _deadlines(invent)
    yield ContactMoment, _contacts(invent)


def _persons(invent: Invention) -> Iterator[dict[str, Any]]:
    for number in range(1, PERSONS + 1):
        person = invent.person()
        yield {
            "id": number,
            "given_names": person.given,
            "name_prefix": person.prefix or None,
            "family_name": person.family,
            "original_script": person.original_script or None,
            "birth": person.birth,
            "sex": person.sex,
            "nationality": (person.nationality,),
        }


def _phones(invent: Invention) -> Iterator[dict[str, Any]]:
    """One person in three can be called."""
    for number in range(1, PERSONS // 3 + 1):
        written = {"identifier_kind": "phone", "value": invent.phone()}
        normal = normal_identifier(written)
        yield {"id": number, "person_id": 3 * number, "normal": normal, **written}


def _cases(invent: Invention) -> Iterator[dict[str, Any]]:
    phases = ("triage", "intake", "active", "monitoring", "aftercare", "closed")
    for number in range(1, CASES + 1):
        opened = TODAY - timedelta(days=invent.random.randrange(5_000))
        yield {
            "id": number,
            "number": f"{opened.year}-{number:05d}",
            "phase": invent.one(phases),
            "opened_on": opened,
            "gemeente": invent.gemeente(),
            "coordinator": LOGIN,
            "summary": "Verzonnen situatie.",
        }


def _roles() -> Iterator[dict[str, Any]]:
    roles = ("victim", "child", "suspect")
    for number in range(1, PERSONS + 1):
        yield {
            "id": number,
            "case_id": (number - 1) // 3 + 1,
            "person_id": number,
            "role": roles[(number - 1) % 3],
        }


def _details() -> Iterator[dict[str, Any]]:
    for number in range(1, CASES + 1):
        yield {"id": number, "case_id": number, "person_id": 3 * number - 2, "safe_times": "avond"}


def _actions(invent: Invention) -> Iterator[dict[str, Any]]:
    for number in range(1, 2 * CASES + 1):
        yield {
            "id": number,
            "case_id": (number - 1) // 2 + 1,
            "what": "Verzonnen actie",
            "due_on": TODAY + timedelta(days=invent.random.randrange(-60, 90)),
            "state": "open",
        }


def _deadlines(invent: Invention) -> Iterator[dict[str, Any]]:
    for number in range(1, CASES + 1):
        yield {
            "id": number,
            "case_id": number,
            "what": "Verzonnen termijn",
            "due_on": TODAY + timedelta(days=invent.random.randrange(-30, 200)),
        }


def _contacts(invent: Invention) -> Iterator[dict[str, Any]]:
    """The first cases get a timeline of 200 entries, the others a few contacts."""
    from datetime import UTC, datetime

    number = 0
    for case in range(1, CASES + 1):
        for _entry in range(ENTRIES if case <= FULL_CASES else 3):
            number += 1
            yield {
                "id": number,
                "case_id": case,
                "person_id": 3 * case - 2,
                "held_at": datetime(2024, 1, 1, 9, tzinfo=UTC)
                + timedelta(hours=invent.random.randrange(20_000)),
                "contact_kind": "phone",
                "subject": "Verzonnen gesprek",
                "text": "Verzonnen tekst over het gesprek en wat er nodig is.",
                "nature": "fact",
            }
