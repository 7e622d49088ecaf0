"""Undo a merge, also weeks later: two persons again, as far as nobody changed things since.

What the merge moved and nobody touched goes back. What was changed since stays as it is now, and
is told. What was added since stays with the person who was kept, and is told: only a human knows
of which of the two it speaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.words import N_, _, ngettext
from casedesk.people.differing import is_different
from casedesk.people.merged import PersonDifference, PersonMerge
from casedesk.people.merging import UNSCOPED, may_merge, move_draft, require_right
from casedesk.people.model import Person
from casedesk.people.references import references_to
from casedesk.people.snapshot import Change, Fold, Kept, Move, Snapshot, bring_back
from casedesk.records.reading import Reader
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class
from casedesk.store.drafts import Draft
from casedesk.store.ledger import columns
from casedesk.store.missing import MissingReason
from casedesk.store.store import Store
from casedesk.store.types import from_plain, to_plain
from casedesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Unmerge:
    """Undo the merge with this id, as it was seen in this version.

    With ``different`` it is remembered that these are two persons.
    """

    id: int
    version: int
    why: str = ""
    different: bool = True


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge as its reader may see it; ``changed`` tells what cannot go back by itself."""

    id: int
    version: int
    kept_id: int
    gone: int
    name: str
    why: str
    merged_on: str
    merged_by: str
    changed: tuple[str, ...]


def unmerge_persons(store: Store, command: Unmerge) -> Changes | Refused:
    """Make two persons of one again; one act. ``created`` is the id of the person who is back."""
    try:
        with store.write(N_("Merge of two persons undone"), why=command.why.strip() or None) as w:
            unit = w.unit
            require_right(unit)
            merge = unit.get(PersonMerge, command.id)
            if merge.version != command.version:
                unit.refuse(_("Somebody changed this meanwhile. Look at it again first."))
            done = Snapshot.read(merge.snapshot)
            if merge.kept_id != done.kept_id:
                unit.refuse(_("The person was merged again later. Undo that merge first."))
            unit.subject = (PERSON, done.kept_id)
            _take_apart(unit, done)
            unit.remove(merge)
            _turn_remembered(unit, done)
            if command.different:
                _remember(unit, done.kept_id, done.gone.id)
            unit.created = done.gone.id
    except IntegrityError:
        return Refused(_("This cannot be undone: other records now stand in its place."))
    return w.answer


def merges_of(session: Session, reader: Reader, person_id: int) -> tuple[MergeLine, ...]:
    """The merges into this person that are not undone, the newest first."""
    rows = session.scalars(
        select(PersonMerge).where(PersonMerge.kept_id == person_id).order_by(PersonMerge.id.desc())
    ).all()
    tells = may_merge(reader.actor)
    names = may(reader.actor, Right.IDENTITIES)
    return tuple(
        MergeLine(
            row.id,
            row.version,
            row.kept_id,
            row.gone,
            (row.gone_name or _("Person without a name")) if names else _("Person"),
            row.why if names else "",
            row.merged_on.strftime("%d-%m-%Y"),
            row.merged_by,
            tuple(_told(session, row)) if tells else (),
        )
        for row in rows
    )


def went_up_in(session: Session, person_id: int) -> int | None:
    """Who a person that is gone went up in; None if no merge says so."""
    query = select(PersonMerge.kept_id).where(PersonMerge.gone == person_id)
    return session.scalars(query.order_by(PersonMerge.id.desc())).first()


def _take_apart(unit: UnitOfWork, done: Snapshot) -> None:
    back = bring_back(unit, Person, done.gone)
    kept = unit.get(Person, done.kept_id)
    _put_back(unit, kept, done.changes)
    # What went up in another record comes back as it was then, perhaps moved in part already.
    for folded in reversed(done.folds):
        _unfold(unit, folded)
    for move in reversed(done.moves):
        _turn(unit, move, done.kept_id, back.id)
    for made in done.made:
        record = _there(unit.session, made.kind, made.id)
        if record is not None and not _touched(unit, record, made):
            unit.remove(record)
    for draft in done.drafts:
        place = unit.session.scalar(select(Draft.place).where(Draft.id == draft.id))
        if place == draft.after:
            move_draft(unit, draft.id, draft.before)


def _turn_remembered(unit: UnitOfWork, done: Snapshot) -> None:
    """What this merge moved may have gone up in another since: there it is of its own person."""
    moved = {(move.kind, move.id, move.name) for move in done.moves}
    query = select(PersonMerge).where(PersonMerge.kept_id == done.kept_id)
    for merge in unit.session.scalars(query, execution_options=UNSCOPED).all():
        other = Snapshot.read(merge.snapshot)
        for folded in other.folds:
            record = folded.record
            for name, value in record.values.items():
                if value == done.kept_id and (record.kind, record.id, name) in moved:
                    record.values[name] = done.gone.id
        if (text := other.text()) != merge.snapshot:
            unit.set(merge, snapshot=text)


def _put_back(unit: UnitOfWork, record: Record, changes: Sequence[Change]) -> None:
    """Each value that is still as the merge left it gets the one before."""
    unit.set(
        record,
        **{
            change.name: from_plain(change.before)
            for change in changes
            if to_plain(unit.current(record, change.name)) == change.after
        },
    )


def _turn(unit: UnitOfWork, move: Move, source: int, target: int) -> None:
    record = _there(unit.session, move.kind, move.id)
    if record is not None and getattr(record, move.name) == source:
        unit.set(record, **{move.name: target})


def _unfold(unit: UnitOfWork, folded: Fold) -> None:
    cls = record_class(folded.record.kind)
    if _lost_ends(unit.session, cls, folded.record):
        return
    record = bring_back(unit, cls, folded.record)
    if folded.into is None:
        return
    for move in folded.moves:
        _turn(unit, move, folded.into, record.id)
    stays = _there(unit.session, folded.record.kind, folded.into)
    if stays is not None:
        _put_back(unit, stays, folded.changes)


def _lost_ends(session: Session, cls: type[Record], kept: Kept, *, back: int = 0) -> bool:
    """Whether something that the record pointed at (its case) is gone since.

    ``back`` is the person who will be there again.
    """
    for name, declared in fields_of(cls).items():
        target = kept.values.get(name)
        if target is None or not (declared.required and declared.target):
            continue
        if declared.target == PERSON and target == back:
            continue
        if _there(session, declared.target, target) is None:
            return True
    return False


def _there(session: Session, kind: str, record_id: int) -> Record | None:
    cls = record_class(kind)
    query = select(cls).where(cls.id == record_id)
    found: Record | None = session.scalars(query, execution_options=UNSCOPED).first()
    return found


def _touched(unit: UnitOfWork, record: Record, made: Kept) -> bool:
    """Whether somebody changed a record since the merge made it."""
    now = {n: to_plain(unit.current(record, n)) for n in columns(type(record))}
    return {n: v for n, v in now.items() if v is not None} != made.values


def _remember(unit: UnitOfWork, one_id: int, other_id: int) -> None:
    first, second = sorted((one_id, other_id))
    if is_different(unit.session, first, second) is None:
        unit.add(
            PersonDifference(
                first_id=first,
                second_id=second,
                said_on=unit.store.clock.today(),
                said_by=unit.actor.login,
            )
        )


# What is told before it is undone.


def _told(session: Session, merge: PersonMerge) -> Iterator[str]:
    done = Snapshot.read(merge.snapshot)
    if merge.kept_id != done.kept_id:
        yield _("The person was merged again later. Undo that merge first.")
        return
    yield from _changed_since(session, Person, done.kept_id, done.changes)
    for folded in done.folds:
        cls = record_class(folded.record.kind)
        if _lost_ends(session, cls, folded.record, back=done.gone.id):
            yield _("{kind}: its case is gone and it stays away.").format(kind=_(cls.record.label))
        elif folded.into is not None:
            yield from _changed_since(session, cls, folded.into, folded.changes)
    lost = sum(_there(session, move.kind, move.id) is None for move in done.moves)
    if lost:
        yield ngettext(
            "{n} record that was moved was removed since.",
            "{n} records that were moved were removed since.",
            lost,
        ).format(n=lost)
    yield from _added_since(session, done)


def _changed_since(
    session: Session, cls: type[Record], record_id: int, changes: Sequence[Change]
) -> Iterator[str]:
    record = _there(session, cls.record.name, record_id)
    if record is None:
        return
    for change in changes:
        if _plain_now(session, record, change.name) != change.after:
            yield _("{field} was changed since the merge and stays as it is now.").format(
                field=_(fields_of(cls)[change.name].label)
            )


def _plain_now(session: Session, record: Record, name: str) -> Any:
    value = getattr(record, name)
    if value is not None:
        return to_plain(value)
    reason = session.scalar(
        select(MissingReason.reason).where(
            MissingReason.kind == record.record.name,
            MissingReason.record_id == record.id,
            MissingReason.field == name,
        )
    )
    return None if reason is None else {"missing": reason}


def _added_since(session: Session, done: Snapshot) -> Iterator[str]:
    for reference in references_to(PERSON):
        newest = done.newest.get(reference.kind, 0)
        cls = reference.cls
        if cls in (PersonMerge, PersonDifference):
            continue
        query = select(cls.id).where(getattr(cls, reference.name) == done.kept_id, cls.id > newest)
        count = len(session.scalars(query, execution_options=UNSCOPED).all())
        if count:
            yield _("Added since, stays with the person who is kept: {kind} ({n})").format(
                kind=_(cls.record.plural), n=count
            )
