"""The full-text tables and how they are asked: all SQL that only SQLite knows about searching.

``fts_row`` says which record a row of the index stands for; ``fts_words`` finds words by their
beginning, ``fts_names`` finds any three letters in names and numbers. The texts themselves are
not kept a second time (contentless tables). What goes in is folded (``kernel.names.fold``), and
what is asked is folded likewise. Nothing here knows who asks: whoever does joins the narrowed
records, so that no hit tells of a row that is not for the reader.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    false,
    literal_column,
    select,
    text,
)

from casedesk.kernel.fields import Realm, Sensitivity
from casedesk.kernel.names import fold

_TABLES = (
    """
    CREATE TABLE IF NOT EXISTS fts_row (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, record_id INTEGER NOT NULL,
        shield INTEGER NOT NULL, case_id INTEGER, person_id INTEGER,
        UNIQUE (kind, record_id, shield))
    """,
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS fts_words USING fts5(
        names, words, content='', contentless_delete=1,
        tokenize='unicode61 remove_diacritics 2', prefix='2 3')
    """,
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS fts_names USING fts5(
        names, content='', contentless_delete=1, tokenize='trigram')
    """,
)

fts_row = Table(
    "fts_row",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("kind", Text),
    Column("record_id", Integer),
    Column("shield", Integer),
    Column("case_id", Integer),
    Column("person_id", Integer),
)

SHIELDS: Mapping[int, frozenset[Sensitivity]] = {
    0: frozenset({Sensitivity.ORDINARY}),
    1: frozenset({Sensitivity.IDENTIFYING}),
    2: frozenset({Sensitivity.ART10}),
}
"""Texts of one record that may be read by the same readers share a row; the classes that a
reader must be allowed to read in order to find by it."""

_OPEN = frozenset({Sensitivity.ORDINARY, Sensitivity.ART9})
_LEAST_TRIGRAM = 3
_MOST_TERMS = 12


def shield_of(classes: frozenset[Sensitivity], realm: Realm) -> int:
    """The row of its record in which a text of these classes is found.

    Follows ``access.rights.may_read``: signals and the directory hide no names from who has them.
    """
    if Sensitivity.ART10 in classes:
        return 2
    return 1 if realm is Realm.CASES and not classes <= _OPEN else 0


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What of one record is found by the same readers: names apart from other words."""

    kind: str
    record_id: int
    shield: int
    case_id: int | None
    person_id: int | None
    names: str
    words: str


def create_tables(connection: Connection) -> None:
    """Make the tables where they are missing."""
    for statement in _TABLES:
        connection.execute(text(statement))


def clear(connection: Connection) -> None:
    """Empty the index, and leave nothing of its texts behind."""
    for name in ("fts_names", "fts_words"):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    connection.execute(fts_row.delete())
    create_tables(connection)


def put(
    connection: Connection, kind: str, record_ids: Sequence[int], rows: Collection[IndexRow]
) -> None:
    """Let these records of one kind be found by these rows and no others."""
    there = {
        (row.record_id, row.shield): row.id
        for row in connection.execute(
            select(fts_row.c.id, fts_row.c.record_id, fts_row.c.shield).where(
                fts_row.c.kind == kind, fts_row.c.record_id.in_(record_ids)
            )
        )
    }
    if there:
        gone = [{"id": row_id} for row_id in there.values()]
        connection.execute(_FORGET_WORDS, gone)
        connection.execute(_FORGET_NAMES, gone)
        connection.execute(fts_row.delete().where(fts_row.c.id.in_(there.values())))
    if not rows:
        return
    next_id = (connection.scalar(_LAST_ID) or 0) + 1
    facts, words = [], []
    for new_id, row in enumerate(rows, start=next_id):
        row_id = there.get((row.record_id, row.shield), new_id)
        words.append({"id": row_id, "names": row.names, "words": row.words})
        facts.append(
            {
                "id": row_id, "kind": kind, "record_id": row.record_id, "shield": row.shield,
                "case_id": row.case_id, "person_id": row.person_id,
            }
        )  # fmt: skip
    connection.execute(fts_row.insert(), facts)
    connection.execute(_LEARN_WORDS, words)
    names = [entry for entry in words if entry["names"]]
    if names:
        connection.execute(_LEARN_NAMES, names)


_LAST_ID = text("SELECT seq FROM sqlite_sequence WHERE name = 'fts_row'")
_FORGET_WORDS = text("DELETE FROM fts_words WHERE rowid = :id")
_FORGET_NAMES = text("DELETE FROM fts_names WHERE rowid = :id")
_LEARN_WORDS = text("INSERT INTO fts_words (rowid, names, words) VALUES (:id, :names, :words)")
_LEARN_NAMES = text("INSERT INTO fts_names (rowid, names) VALUES (:id, :names)")


def folded(value: str) -> str:
    """A text as the index holds it; without the cache that short names deserve."""
    return fold(value) if len(value) < 100 else fold.__wrapped__(value)


def name_forms(value: str) -> str:
    """A name or number as it is found: as written, and numbers also without their signs."""
    plain = folded(value)
    if not any(char.isdigit() for char in plain):
        return plain
    bare = re.sub(r"[^a-z0-9]", "", plain)
    return plain if bare == plain else f"{plain} {bare}"


def terms(typed: str) -> tuple[str, ...]:
    """The words that were typed, folded; signs alone are no word. Never a query language."""
    words = (word for word in folded(typed).split() if any(char.isalnum() for char in word))
    return tuple(dict.fromkeys(word.replace("\0", "") for word in words))[:_MOST_TERMS]


def rows_with_names(typed: str) -> ColumnElement[bool]:
    """SQL condition on ``fts_row``: a name or number has all that was typed."""
    asked = _asked_of_names(typed)
    return and_(*(fts_row.c.id.in_(_matching(*one)) for one in asked)) if asked else false()


def rows_with_words(typed: str) -> ColumnElement[bool]:
    """SQL condition on ``fts_row``: all words that were typed begin a word of the record."""
    asked = _asked_of_words(typed)
    return fts_row.c.id.in_(_matching(*asked[0])) if asked else false()


def newest(
    connection: Connection, typed: str, *, names: bool, before: int | None, limit: int
) -> list[int]:
    """The newest rows of the index with all that was typed, from ``before`` on, newest first.

    Whatever the number of matches, only so many are touched; they are never ranked.
    """
    asked = _asked_of_names(typed) if names else _asked_of_words(typed)
    if not asked:
        return []
    # Hidden from the index, which takes seconds to walk beginnings of words backwards.
    place = _rowid + 0
    query = _matching(*asked[0]).order_by(place.desc()).limit(limit)
    for other in asked[1:]:
        query = query.where(_rowid.in_(_matching(*other)))
    if before is not None:
        query = query.where(place < before)
    return list(connection.scalars(query))


def _asked_of_names(typed: str) -> list[tuple[str, str]]:
    digits = re.sub(r"[\s().+/-]", "", folded(typed))
    if len(digits) > 5 and digits.isdigit():
        # A phone number finds its international form, which has no 0 in front.
        wanted: tuple[str, ...] = (digits.lstrip("0") or digits,)
    else:
        wanted = terms(typed)
    long = [term for term in wanted if len(term) >= _LEAST_TRIGRAM]
    short = [term for term in wanted if len(term) < _LEAST_TRIGRAM]
    asked = []
    if long:
        asked.append(("fts_names", " AND ".join(map(_quoted, long))))
    if short:
        begins = " AND ".join(f"{_quoted(term)} *" for term in short)
        asked.append(("fts_words", "{names} : (" + begins + ")"))
    return asked


def _asked_of_words(typed: str) -> list[tuple[str, str]]:
    wanted = terms(typed)
    return [("fts_words", " AND ".join(f"{_quoted(term)} *" for term in wanted))] if wanted else []


_rowid: ColumnElement[int] = literal_column("rowid", Integer)


def _matching(table: str, query: str) -> Select[Any]:
    found = literal_column(table).op("MATCH")(bindparam(None, query, unique=True))
    return select(_rowid).select_from(text(table)).where(found)


def _quoted(term: str) -> str:
    doubled = term.replace('"', '""')
    return f'"{doubled}"'
