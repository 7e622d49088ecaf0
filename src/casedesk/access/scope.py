"""The one row filter: which rows exist for this reader.

It becomes loader criteria that the store puts into every query, count, list, search, history
and undo of a sitting, so that no page can forget it. Rows about suspects (art. 10 AVG) are
there only for those entitled; realms that a role has nothing to do with are empty.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select
from sqlalchemy.orm import aliased, with_loader_criteria
from sqlalchemy.sql.visitors import replacement_traverse

from casedesk.access.rights import Right, may, may_see
from casedesk.kernel.actor import Actor
from casedesk.kernel.fields import Realm
from casedesk.store.base import Record
from casedesk.store.declare import record_classes
from casedesk.store.journal import Trail, TrailTouch
from casedesk.store.narrowing import Narrowing


def narrow(actor: Actor) -> Sequence[Any]:
    """Options for all that this person asks of the store."""
    return _options(actor, tuple(record_classes()))


@cache
def _options(actor: Actor, classes: tuple[type[Record], ...]) -> tuple[Any, ...]:
    found = []
    suspects = may(actor, Right.SUSPECTS)
    for cls in classes:
        condition = _condition(cls, actor, suspects=suspects)
        if condition is not None:
            found.append(with_loader_criteria(cls, condition, include_aliases=True))
    # Who reads the log sees that something was done, never what it said (BIO2 8.15.06).
    reads_log = may(actor, Right.TRAIL_READ)
    trail = [] if suspects or reads_log else [_open_lines()]
    if not reads_log and not may_see(actor, Realm.CASES):
        trail.append(_own_lines(actor))
    if trail:
        found.append(with_loader_criteria(Trail, and_(*trail), include_aliases=True))
    return (Narrowing((actor, classes), found),)


def _condition(cls: type[Record], actor: Actor, *, suspects: bool) -> Any:
    # Accounts are looked up by everybody for names of colleagues; changing them is a right.
    if cls.record.realm is not Realm.ADMINISTRATION and not may_see(actor, cls.record.realm):
        return false()
    restricted = None if suspects else cls.restricted()
    return None if restricted is None else not_(restricted)


def _own_lines(actor: Actor) -> Any:
    return Trail.login == actor.login


def _open_lines() -> Any:
    """Lines that speak of no suspect, neither when written nor as things stand now.

    Of what is gone, the lines of before it was shielded stay shielded, too: else removing a note
    about a suspect would show its text again.
    """
    parts = []
    touch = aliased(TrailTouch)
    shielded = _touched_by_a_restricted_line(touch)
    for cls in record_classes():
        row = _plain_row(cls)
        if row is not None:
            mine, restricted = row
            there = select(mine.c.id).where(mine.c.id == touch.record_id)
            parts.append(
                and_(
                    touch.kind == cls.record.name,
                    or_(exists(there.where(restricted)), and_(not_(exists(there)), shielded)),
                )
            )
    touches = exists(select(touch.seq).where(touch.seq == Trail.seq, or_(*parts)))
    return (
        and_(Trail.restricted.is_(False), not_(touches)) if parts else Trail.restricted.is_(False)
    )


def _touched_by_a_restricted_line(touch: Any) -> Any:
    """Whether some line that was restricted when written touched the same record."""
    lines: Any = Trail.__table__.alias()
    others: Any = TrailTouch.__table__.alias()
    return exists(
        select(others.c.seq).where(
            others.c.kind == touch.kind,
            others.c.record_id == touch.record_id,
            lines.c.seq == others.c.seq,
            lines.c.restricted.is_(True),
        )
    )


def _plain_row(cls: type[Record]) -> tuple[Any, Any] | None:
    """An alias of the table and its condition, as plain SQL.

    The criteria of the reader would go into a select of the mapped class, too, and leave out
    the very rows that are looked for.
    """
    restricted = cls.restricted()
    if restricted is None:
        return None
    table: Any = cls.__table__
    mine = table.alias()

    def to_alias(element: Any, **_more: Any) -> Any:
        if isinstance(element, ColumnElement) and getattr(element, "table", None) is not None:
            return mine.c[element.key] if table.c.contains_column(element) else None
        return None

    return mine, replacement_traverse(restricted, {}, to_alias)
