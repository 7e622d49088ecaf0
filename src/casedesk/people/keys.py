"""Keep the keys by which persons are found in step with the records, in the same transaction.

Each record of a person gives rows of its own, and a role gives one that says whose it is: so a
removed record, of which nothing is left to ask, still leads to the person whom it was about.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.orm import Session

from casedesk.kernel.dates import VagueDate
from casedesk.kernel.vague_dates import Precision
from casedesk.people.merged import PersonKey
from casedesk.people.model import Identifier, Person, PersonName, PersonRole, only_suspect
from casedesk.people.rules import normal_identifier
from casedesk.people.sounds import bones, sounds
from casedesk.store.base import Record

NAME, BIRTH, NUMBER, PART = "n", "b", "i", "r"
_AT_ONCE = 500
_SOURCES: Mapping[str, type[Record]] = {
    cls.record.name: cls for cls in (Person, PersonName, Identifier, PersonRole)
}
Row = dict[str, Any]


class PersonKeys:
    """The indexer that the store calls inside each writing transaction."""

    def update(self, session: Session, touched: frozenset[tuple[str, int]]) -> None:
        """Bring the keys of these records up to date."""
        connection = session.connection()
        persons: set[int] = set()
        for kind, cls in _SOURCES.items():
            ids = sorted(record_id for of, record_id in touched if of == kind)
            for some in _portions(ids):
                persons |= _renew(connection, kind, cls, some)
        _mark_restricted(connection, sorted(persons))


def rebuild(session: Session) -> int:
    """Make all keys anew from the records; answers how many there are."""
    connection = session.connection()
    connection.execute(delete(PersonKey))
    count = 0
    for kind, cls in _SOURCES.items():
        ids = connection.scalars(select(_table(cls).c.id).order_by(_table(cls).c.id)).all()
        for some in _portions(ids):
            rows = list(_rows(connection, kind, cls, some))
            count += len(rows)
            if rows:
                connection.execute(insert(PersonKey), rows)
    for some in _portions(connection.scalars(select(_table(Person).c.id)).all()):
        _mark_restricted(connection, some)
    return count


def fill_if_empty(connection: Connection) -> None:
    """After an upgrade from a store without keys: make them, if there are persons."""
    known = connection.scalar(select(PersonKey.id).limit(1))
    if known is None and connection.scalar(select(_table(Person).c.id).limit(1)) is not None:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            rebuild(session)
            session.commit()


def birth_key(birth: VagueDate | None) -> str | None:
    """The day of birth as a key, if it is known to the day."""
    if birth is None or birth.precision is not Precision.DAY or birth.earliest is None:
        return None
    return birth.earliest.isoformat()


def number_keys(kind: str, written: str) -> tuple[str, ...]:
    """How a number is found: in its normal form, and a phone also by its last eight digits."""
    normal = normal_identifier({"identifier_kind": kind, "value": written})
    if not normal:
        return ()
    digits = "".join(char for char in normal if char.isdigit())
    if kind == "phone" and len(digits) > 8:
        return (normal, f"tel{digits[-8:]}")
    return (normal.casefold(),)


def _renew(connection: Connection, kind: str, cls: type[Record], ids: Sequence[int]) -> set[int]:
    mine = (PersonKey.kind == kind, PersonKey.record_id.in_(ids))
    persons = set(connection.scalars(select(PersonKey.person_id).where(*mine)))
    connection.execute(delete(PersonKey).where(*mine))
    rows = list(_rows(connection, kind, cls, ids))
    if rows:
        connection.execute(insert(PersonKey), rows)
    return persons | {row["person_id"] for row in rows}


def _rows(
    connection: Connection, kind: str, cls: type[Record], ids: Sequence[int]
) -> Iterator[Row]:
    table = _table(cls)
    for values in connection.execute(select(table).where(table.c.id.in_(ids))).mappings():
        record_id = values["id"]
        person_id = record_id if cls is Person else values["person_id"]
        for what, sound, bare in _keys(cls, values):
            yield {
                "kind": kind, "record_id": record_id, "person_id": person_id,
                "restricted": False, "what": what, "sound": sound[:200], "bones": bare or None,
            }  # fmt: skip


def _keys(cls: type[Record], values: Mapping[Any, Any]) -> Iterable[tuple[str, str, str]]:
    if cls is PersonRole:
        return [(PART, "", "")]
    if cls is Identifier:
        keys = number_keys(values["identifier_kind"], values["value"])
        return [(NUMBER, key, "") for key in keys]
    names = ("name",) if cls is PersonName else ("given_names", "family_name", "original_script")
    words = dict.fromkeys(word for name in names for word in sounds(values[name] or ""))
    found = [(NAME, word, bones(word)) for word in words]
    born = birth_key(values["birth"]) if cls is Person else None
    return [*found, (BIRTH, born, "")] if born else found


def _mark_restricted(connection: Connection, persons: Sequence[int]) -> None:
    """Say of these persons whether all their keys are for those who may see suspects."""
    table = _table(Person)
    for some in _portions(persons):
        suspects = connection.scalars(
            select(table.c.id).where(table.c.id.in_(some), only_suspect(table.c.id))
        ).all()
        others = [person_id for person_id in some if person_id not in set(suspects)]
        for ids, restricted in ((suspects, True), (others, False)):
            if ids:
                connection.execute(
                    update(PersonKey)
                    .where(PersonKey.person_id.in_(ids), PersonKey.restricted.is_(not restricted))
                    .values(restricted=restricted)
                )


def _table(cls: type[Record]) -> Any:
    return cls.__table__


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
