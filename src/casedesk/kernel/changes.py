"""What a command answers: it changed this, it was refused, or somebody was there first.

A refusal is an ordinary answer with a sentence for the user; a fault is an exception.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids per record kind that a command touched; pages that care reload.

    ``created`` names the id of the record that a "create" made; ``seq`` is the line in the
    trail, 0 when nothing had to be written.
    """

    label: str = ""
    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    seq: int = 0
    created: int | None = None

    def touches(self, *kinds: str) -> bool:
        """Whether one of these kinds was touched; the empty kind in ``ids`` stands for them all."""
        return "" in self.ids or any(kind in self.ids for kind in kinds)

    def __bool__(self) -> bool:
        return bool(self.ids)


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence in the user's language that says why not and what to do.

    ``field`` names the attribute that it is about, if it is about one.
    """

    sentence: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the same value after it was read; the user must choose."""

    field: str
    seen: Any
    now: Any
    wanted: Any
    by: str
    at: datetime | None


Answer = Changes | Refused | Conflict


class RefusedError(Exception):
    """A refusal at an edge that knows only exceptions, such as inside a unit of work."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.sentence)
        self.refused = refused
