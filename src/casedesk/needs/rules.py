"""How levels compare: better, worse or the same, and what was the case on a day.

Plain values in, plain values out. A level is the code of a list whose order says how well it
goes; the first code is the gravest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Turn(StrEnum):
    """How something went between two days."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEW = "new"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Level:
    """A level on the day on which it was assessed; None where it is not known."""

    on: date
    code: str | None
    record_id: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """Where one life domain, or safety, stood on two days."""

    before: Level | None
    after: Level | None
    turn: Turn


def level_on(course: Sequence[Level], on: date) -> Level | None:
    """The last level that was known by the end of a day; ``course`` in any order.

    An assessment that leaves the level open does not undo what was known before.
    """
    known = [level for level in course if level.on <= on and level.code is not None]
    return max(known, key=lambda level: (level.on, level.record_id), default=None)


def turn(before: str | None, after: str | None, order: Sequence[str]) -> Turn:
    """How two levels compare. What is not in ``order`` cannot be compared."""
    if after is None or after not in order:
        return Turn.NOT_KNOWN
    if before is None:
        return Turn.NEW
    if before not in order:
        return Turn.NOT_KNOWN
    first, last = order.index(before), order.index(after)
    if first == last:
        return Turn.SAME
    return Turn.BETTER if last > first else Turn.WORSE


def between(
    courses: Mapping[str, Sequence[Level]], first: date, last: date, order: Sequence[str]
) -> Mapping[str, Step]:
    """For each course what changed between the ends of two days."""
    found: dict[str, Step] = {}
    for name, course in courses.items():
        before, after = level_on(course, first), level_on(course, last)
        codes = (before.code if before else None, after.code if after else None)
        found[name] = Step(before, after, turn(*codes, order))
    return found
