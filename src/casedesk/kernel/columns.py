"""What a list shows and how it is asked: columns, filters, and where its rows come from.

A list is an id list plus rows fetched by block (models.md 7.2): the scroll bar is honest, the
selection is kept by id, and one changed id reloads one block.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` is in characters, ``grow`` takes what room is left."""

    key: str
    title: str
    width: int
    grow: bool = False
    align_right: bool = False
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the list; ``options`` are (value, label) pairs, labels translated."""

    key: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the list shows now: text of the search box, order, and filters by key."""

    text: str = ""
    sort: str = ""
    descending: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)


class ListSource(Protocol):
    """Where a list gets its ids and its rows; sessions are narrowed to the reader already."""

    kind: str
    columns: tuple[Column, ...]
    sort: str
    descending: bool

    def filters(self, context: Any) -> tuple[Filter, ...]: ...

    def ids(self, session: Any, query: ListQuery, context: Any) -> list[int]: ...

    def rows(
        self, session: Any, ids: Sequence[int], context: Any
    ) -> Mapping[int, tuple[str, ...]]: ...
