"""Many acts written together leave what they leave when written one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from casedesk.cases.model import CaseFile
from casedesk.kernel.fields import Missing
from casedesk.people.model import Identifier, Person, PersonRole, SuspectDetails
from casedesk.search.index import SearchIndex, create_search_tables
from casedesk.store import vault
from casedesk.store.bulk import Bulk
from casedesk.store.journal import Act, Trail, TrailTouch, TrailValues
from casedesk.store.store import Store
from casedesk.store.vault import Vault
from casedesk.store.verify import verify
from tests.content import records_hash
from tests.store.conftest import fill

Sit = Callable[..., Store]
Plays = Callable[[Any, Callable[..., None]], None]


def story(add: Callable[..., Any], change: Callable[..., None]) -> None:
    """A case with a victim and a suspect, and what happened to it; each call is one act."""
    (case,) = add(CaseFile(number="2026-0001", phase="report", opened_on=date(2026, 1, 5)))
    mirela, phone = add(
        Person(given_names="Mirela", family_name="Popescu"),
        lambda person: Identifier(person_id=person.id, identifier_kind="phone", value="06 1234"),
        reasons={"birth_country": Missing.REFUSED},
    )
    (karel,) = add(Person(given_names="Karel", family_name="Verdacht"))
    add(PersonRole(case_id=case.id, person_id=mirela.id, role="victim"))
    add(PersonRole(case_id=case.id, person_id=karel.id, role="suspect"))
    add(SuspectDetails(case_id=case.id, person_id=karel.id, stage="signal"))
    change(case, phase="active", summary="Werkte in een kas.")
    change(mirela, family_name="Popescu-Verzonnen")
    change(phone, value="06 5678")
    change(case, phase="active")


def one_by_one(store: Store) -> None:
    def add(first: Any, *others: Any, reasons: dict[str, Missing] | None = None) -> list[Any]:
        with store.write("New: {kind}", act=Act.CREATE) as writing:
            made = [writing.unit.add(first)]
            writing.unit.set(first, **(reasons or {}))
            made += [writing.unit.add(other(first)) for other in others]
            writing.unit.session.expunge_all()
        return made

    def change(record: Any, **values: Any) -> None:
        with store.write("Changed: {kind}") as writing:
            writing.unit.set(writing.unit.get(type(record), record.id), **values)

    story(add, change)


def together(store: Store, opened: Vault, at_once: int = 100) -> None:
    bulk = Bulk(opened.engine, opened.keys, [SearchIndex()])

    def add(first: Any, *others: Any, reasons: dict[str, Missing] | None = None) -> list[Any]:
        act = bulk.act(store, Act.CREATE, "New: {kind}")
        made = [act.add(first, reasons)]
        made += [act.add(other(first)) for other in others]
        if len(bulk) >= at_once:
            bulk.write()
        return made

    def change(record: Any, **values: Any) -> None:
        bulk.act(store, Act.CHANGE, "Changed: {kind}").set(record, **values)
        if len(bulk) >= at_once:
            bulk.write()

    story(add, change)
    bulk.write()


def trail_of(opened: Vault, *, marks: bool) -> list[Any]:
    """All that the lines say, but for what is drawn anew each time; ``marks`` of suspects too."""
    apart = {"sitting", "mac", "values_hash", "at"} | (set() if marks else {"restricted"})
    end = None if marks else -1
    with opened.reading() as connection:
        lines = [
            tuple((n, v) for n, v in row._mapping.items() if n not in apart)
            for row in connection.execute(select(Trail.__table__).order_by(Trail.seq))
        ]
        bodies = [
            (row.seq, sorted(json.dumps(value[:end]) for value in json.loads(row.body)))
            for row in connection.execute(select(TrailValues).order_by(TrailValues.seq))
        ]
        touches = connection.execute(select(TrailTouch.__table__)).all()
    return [lines, bodies, sorted(map(tuple, touches))]


def found(opened: Vault, words: str) -> list[Any]:
    query = text(
        "SELECT kind, record_id FROM fts_row WHERE id IN "
        "(SELECT rowid FROM fts_words WHERE fts_words MATCH :words)"
    )
    with opened.reading() as connection:
        return sorted(map(tuple, connection.execute(query, {"words": words})))


def with_index(opened: Vault) -> None:
    with opened.engine.begin() as connection:
        create_search_tables(connection)


@pytest.mark.parametrize("at_once", [100, 1])
def test_the_outcome_is_that_of_one_by_one(
    opened: Vault, sit: Sit, tmp_path: Path, at_once: int
) -> None:
    with_index(opened)
    one_by_one(sit(indexers=[SearchIndex()]))
    other = vault.create(
        tmp_path / "samen.casedesk", login="anna", passphrase="a b c", migrate=fill, least=1
    )
    with other:
        with_index(other)
        store = sit()
        together(store, other, at_once)
        with opened.reading() as mine, other.reading() as theirs:
            assert records_hash(mine) == records_hash(theirs)
            assert verify(theirs, other.keys.trail_key).whole
        # Written together, Karel is marked a suspect from his first line on.
        marks = at_once == 1
        assert trail_of(other, marks=marks) == trail_of(opened, marks=marks)
        for words in ("verzonnen", "popescu", "kas", "5678", "1234", "verdacht"):
            assert found(other, words) == found(opened, words), words


def test_what_is_about_a_suspect_is_marked_so(opened: Vault, sit: Sit) -> None:
    with_index(opened)
    together(sit(), opened)
    with opened.reading() as connection:
        query = select(Trail.object_kind).where(Trail.restricted).order_by(Trail.seq)
        kinds = list(connection.scalars(query))
    assert kinds == ["person", "person_role", "suspect_details"]


def test_why_a_value_is_missing_cannot_be_said_later(opened: Vault, sit: Sit) -> None:
    bulk = Bulk(opened.engine, opened.keys, [])
    act = bulk.act(sit(), Act.CREATE, "New: {kind}")
    person = act.add(Person(given_names="Mirela"), {"birth_country": Missing.UNKNOWN})
    with pytest.raises(ValueError, match="birth_country"):
        act.set(person, birth_country="6030")
    with pytest.raises(ValueError, match="sex"):
        act.set(person, sex=Missing.REFUSED)


def test_nothing_is_written_when_one_row_cannot_be(opened: Vault, sit: Sit) -> None:
    bulk = Bulk(opened.engine, opened.keys, [])
    act = bulk.act(sit(), Act.CREATE, "New: {kind}")
    act.add(Person(given_names="Mirela"))
    act.add(PersonRole(case_id=99, person_id=1, role="victim"))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        bulk.write()
    with opened.reading() as connection:
        assert connection.execute(select(Trail.__table__)).all() == []
        assert connection.execute(select(Person.__table__)).all() == []
