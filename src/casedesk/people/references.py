"""All that can point at a person, read from the declarations and held against the schema.

A merge moves what :func:`references_to` names; a new field of a new feature is covered by being
declared. What holds the number of a person in another way stands in :data:`ELSEWHERE`, with what
a merge does about it; a test fails for a table that stands in neither (peers.md, complaint 33).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Table, UniqueConstraint

from casedesk.kernel.fields import Kind
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_classes

ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "person_merge.gone": "the number of who went; it leads to nobody until the merge is undone",
        "person_key": "derived: follows the records in the same transaction",
        "overlap_key": "derived: made of single records, whoever they are about",
        "fts_row": "derived: follows the records in the same transaction",
        "trail": "never changes: what was done about the other person was done about that one",
        "trail_touch": "never changes; the line of the merge touches both persons",
        "missing_reason": "goes and comes with the values of the person; kept in the snapshot",
        "draft": "drafts of new records are moved; those of the person's own form wait",
    }
)
"""Tables and columns that hold persons or records by number without a declared reference."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A field through which records of ``kind`` point at another record."""

    kind: str
    cls: type[Record]
    name: str


def references_to(kind: str) -> tuple[Reference, ...]:
    """Every declared field that points at records of this kind, hidden ones too."""
    return tuple(
        Reference(cls.record.name, cls, name)
        for cls in record_classes()
        for name, field in fields_of(cls).items()
        if field.kind is Kind.REFERENCE and field.target == kind
    )


SAME: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"identifier": ("identifier_kind", "normal"), "person_name": ("name",)}
)
"""What one person has only once, although no constraint says so: the same phone, the same name."""


def only_once(cls: type[Record], name: str) -> Iterator[tuple[str, ...]]:
    """The other fields that, with ``name``, tell two records apart; equal ones are one."""
    table = cls.__table__
    if isinstance(table, Table):
        for constraint in table.constraints:
            columns = [column.name for column in getattr(constraint, "columns", ())]
            if isinstance(constraint, UniqueConstraint) and name in columns:
                yield tuple(column for column in columns if column != name)
        for index in table.indexes:
            columns = [column.name for column in index.columns]
            if index.unique and name in columns:
                yield tuple(column for column in columns if column != name)
    if cls.record.name in SAME:
        yield SAME[cls.record.name]


def is_tie(cls: type[Record]) -> bool:
    """Whether a record is nothing but a tie between two persons."""
    ends = [f for f in fields_of(cls).values() if f.target == "person" and f.required]
    return len(ends) > 1
