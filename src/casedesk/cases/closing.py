"""What still stands open on a case that is about to be closed.

A case does not know what hangs on it: the features that do register a check here.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

ClosingCheck = Callable[[Session, int], str | None]
"""For a case id a sentence about what is still open, or None; the session is narrowed."""

_checks: list[ClosingCheck] = []


def register(check: ClosingCheck) -> None:
    """Ask this, too, before a case is closed; twice is once."""
    if check not in _checks:
        _checks.append(check)


def closing_warnings(session: Session, case_id: int) -> tuple[str, ...]:
    """All that is still open, in sentences; a case may be closed all the same."""
    return tuple(said for check in _checks if (said := check(session, case_id)) is not None)
