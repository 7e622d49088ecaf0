"""What still stands open on a case that is about to be closed.

A case does not know what hangs on it: the features that do register a check here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Records of one kind that somebody should end first, and a sentence that counts them."""

    kind: str
    ids: tuple[int, ...]
    sentence: str


ClosingCheck = Callable[[Session, int], StillOpen | None]
"""For a case id what is still open, or None; the session is narrowed."""

_checks: list[ClosingCheck] = []


def register(check: ClosingCheck) -> None:
    """Ask this, too, before a case is closed; twice is once."""
    if check not in _checks:
        _checks.append(check)


def still_open(session: Session, case_id: int) -> tuple[StillOpen, ...]:
    """All that is still open; a case may be closed all the same."""
    return tuple(found for check in _checks if (found := check(session, case_id)) is not None)


def closing_warnings(session: Session, case_id: int) -> tuple[str, ...]:
    """The same in sentences."""
    return tuple(found.sentence for found in still_open(session, case_id))
