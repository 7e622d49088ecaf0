"""How many records of each kind there are for one reader."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.access.rights import may_change, may_see
from casedesk.kernel.actor import Actor
from casedesk.kernel.fields import Realm
from casedesk.kernel.words import _
from casedesk.store.base import Record
from casedesk.store.declare import record_classes


def counts(session: Session, actor: Actor) -> Iterator[tuple[str, int]]:
    """The name in plural and the number of each kind that exists for this reader."""
    for cls in record_classes():
        if _counted(cls, actor):
            yield _(cls.record.plural), session.scalar(select(func.count(cls.id))) or 0


def _counted(cls: type[Record], actor: Actor) -> bool:
    # Everybody may look up the names of colleagues, but how many there are is for who keeps them.
    if cls.record.realm is Realm.ADMINISTRATION:
        return may_change(actor, cls.record.realm)
    return may_see(actor, cls.record.realm)
