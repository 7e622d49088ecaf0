"""What must move along when a record changes, inside the same act.

A feature registers a follower for the kinds and fields that concern it. Before an act is
committed each follower is told which of those changed; what it adds or sets through the same
unit of work has the same line in the trail and the same undo. The store knows no feature.

A follower runs in undo, too, so it must come to the same answer when nothing is new.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from casedesk.store.ledger import PRESENCE, Key

if TYPE_CHECKING:
    from casedesk.store.unit_of_work import UnitOfWork


class Follower(Protocol):
    """Brings what follows from records in step with them."""

    def watched(self) -> Mapping[str, frozenset[str]]:
        """The fields of each kind whose change counts; coming and going always do."""

    def follow(self, unit: "UnitOfWork", changed: frozenset[Key]) -> None:
        """These records changed in a watched field, came, or went."""


_followers: dict[str, Follower] = {}


def register(name: str, follower: Follower) -> None:
    """Let a follower hear of changes; the same name again replaces it."""
    _followers[name] = follower


def follow(unit: "UnitOfWork") -> None:
    """Let all followers act on what the unit changed."""
    for follower in tuple(_followers.values()):
        watched = follower.watched()
        changed = frozenset(
            (kind, record_id)
            for kind, record_id, field in unit.places()
            if (fields := watched.get(kind)) is not None and (field == PRESENCE or field in fields)
        )
        if changed:
            follower.follow(unit, changed)
