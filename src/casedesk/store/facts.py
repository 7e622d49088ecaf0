"""A few facts about the store itself, kept inside the encrypted database.

The table belongs to the vault, not to the record kinds: it is made with the database and is
older than every migration.
"""

from sqlalchemy import Column, Connection, MetaData, Table, Text, select
from sqlalchemy.dialects.sqlite import insert

NAME = "name"
STORE_ID = "store_id"
KEY_GENERATION = "key_generation"
CREATED_AT = "created_at"
CREATED_BY = "created_by"

metadata = MetaData()
store_fact = Table(
    "store_fact",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


def create_table(connection: Connection) -> None:
    """Make the table where it is missing."""
    metadata.create_all(connection)


def get(connection: Connection, name: str) -> str | None:
    """The value of a fact, or None."""
    return connection.scalar(select(store_fact.c.value).where(store_fact.c.name == name))


def put(connection: Connection, name: str, value: str) -> None:
    """Set a fact, in the transaction that is open."""
    row = insert(store_fact).values(name=name, value=value)
    connection.execute(
        row.on_conflict_do_update(index_elements=["name"], set_={"value": row.excluded.value})
    )
