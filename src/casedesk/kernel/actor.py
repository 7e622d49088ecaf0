"""Who acts: the person behind a command, as far as rules and trail need to know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with an account, at work in this store.

    ``suspects`` is the personal grant for suspect data (art. 10 AVG), which counts only for
    roles that may hold it at all (``access.rights``).
    """

    login: str
    name: str
    role: str
    suspects: bool = False


SYSTEM = Actor(login="casedesk", name="CaseDesk", role="system", suspects=True)
"""The program itself: creation of a store, shipped code lists, migrations."""
