"""Migrations and models say the same, and an upgrade keeps what people wrote."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from casedesk.bootstrap import fill_new_store
from casedesk.store import upgrade
from casedesk.store.base import Base
from casedesk.store.upgrade import in_scope


def in_memory() -> Engine:
    """Our own build of SQLite, for the sake of its full-text index, on no file."""
    return create_engine("sqlite://", module=driver)


@pytest.fixture
def migrated() -> Iterator[Connection]:
    engine = in_memory()
    with engine.connect() as connection:
        fill_new_store(connection)
        yield connection
    engine.dispose()


def test_the_tables_of_a_migrated_store_are_those_of_the_models(migrated: Connection) -> None:
    context = MigrationContext.configure(
        migrated, opts={"compare_type": True, "include_object": in_scope}
    )
    assert compare_metadata(context, Base.metadata) == []


def columns(connection: Connection) -> dict[str, Any]:
    found = inspect(connection)
    return {
        table: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)),
            sorted(i["name"] or "" for i in found.get_indexes(table)),
            sorted(str(k["constrained_columns"]) for k in found.get_foreign_keys(table)),
            sorted(str(u["column_names"]) for u in found.get_unique_constraints(table)),
        )
        for table in Base.metadata.tables
    }


def test_columns_indexes_and_keys_are_equal_too(migrated: Connection) -> None:
    engine = in_memory()
    with engine.connect() as fresh:
        Base.metadata.create_all(fresh)
        assert columns(migrated) == columns(fresh)
    engine.dispose()


def test_no_id_is_ever_used_again(migrated: Connection) -> None:
    migrated.execute(
        text("INSERT INTO person (id, version) VALUES (7, 1)").execution_options(autocommit=True)
    )
    migrated.execute(text("DELETE FROM person"))
    migrated.execute(text("INSERT INTO person (version) VALUES (1)"))
    assert migrated.scalar(text("SELECT id FROM person")) == 8


def test_the_guards_of_the_trail_are_there(migrated: Connection) -> None:
    names = set(migrated.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    assert {"trail_no_update", "trail_no_delete", "trail_values_no_delete"} <= names


def test_there_is_one_line_of_migrations() -> None:
    known = upgrade.revisions(upgrade.scripts())
    assert list(known.values()).count(None) == 1
    assert upgrade.head() in known


OLD_ROWS: dict[str, dict[str, object]] = {
    "case_file": {"number": "2025-0001", "phase": "active", "opened_on": "2025-03-01",
                  "summary": "Verzonnen dossier", "triage_decision": "accept"},
    "person": {"given_names": "Mirela", "family_name": "Verzonnen", "sort_name": "verzonnen"},
    "organisation": {"name": "Opvang De Haven", "partner_kind": "shelter"},
    "deadline": {"case_id": 1, "person_id": 1, "what": "Met de hand", "due_on": "2025-06-01"},
    "action": {"case_id": 1, "what": "Bellen", "state": "open", "due_on": "2025-06-01"},
    "signal": {"subject": "Vakantiepark", "received_on": "2025-02-01", "outcome": "dropped"},
    "goal": {"case_id": 1, "person_id": 1, "what": "Rust", "state": "open"},
    "residence_event": {"case_id": 1, "person_id": 1, "event": "reflection_granted",
                        "happened": "2025-03-01"},
}  # fmt: skip
"""What people of the first version may have written."""


def test_a_store_of_the_first_version_keeps_every_row() -> None:
    engine = in_memory()
    with engine.connect() as connection:
        upgrade._run(connection, upgrade.scripts(), "2026_11_24_first_tables")
        before = {}
        for table, values in OLD_ROWS.items():
            row: dict[str, object] = {"id": 1, "version": 1, **values}
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)
            before[table] = row
        connection.commit()
        upgrade._run(connection, upgrade.scripts())
        for table, row in before.items():
            found = connection.execute(text(f"SELECT * FROM {table}")).mappings().one()
            assert {name: found[name] for name in row} == row
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": in_scope}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
