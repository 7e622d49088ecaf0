"""Two entries are one person: put them together, so that it can be undone later.

Everything that pointed at the one points at the other (``people.references``); what may be there
only once is folded (``people.folding``). All of it is written into a snapshot first, which
``people.unmerging`` takes up weeks later.

A merge moves what is shielded, too. So it asks for the right to suspects of everybody: a refusal
only where something hidden hangs on a person would tell that it is there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from casedesk.access.rights import Right, may, refusal
from casedesk.kernel.actor import Actor
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.fields import Field, Kind
from casedesk.kernel.kinds import PERSON
from casedesk.kernel.names import display_name, fold
from casedesk.kernel.words import N_, _
from casedesk.people.differing import doubts_about
from casedesk.people.folding import is_filled, together, what_changes
from casedesk.people.merged import PersonMerge
from casedesk.people.model import Person, PersonName
from casedesk.people.references import is_tie, only_once, references_to
from casedesk.people.snapshot import Change, DraftMove, Fold, Kept, Move, Snapshot
from casedesk.store.base import Record
from casedesk.store.declare import fields_of, record_class
from casedesk.store.drafts import Draft
from casedesk.store.store import Store
from casedesk.store.types import to_plain
from casedesk.store.unit_of_work import UnitOfWork

UNSCOPED = {"unscoped": True}
NAME_PARTS = ("given_names", "name_prefix", "family_name")


class Side(StrEnum):
    """Whose value counts; ``BOTH`` puts several choices together."""

    KEPT = "kept"
    GONE = "gone"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Merge:
    """``gone_id`` goes up in ``kept_id``, each as it was seen in this version.

    ``choices`` say per field whose value counts; a field that is not named takes the filled
    value, and that of the person who stays if both are. ``despite`` says that the user saw the
    doubts (``people.differing.doubts_about``).
    """

    kept_id: int
    kept_version: int
    gone_id: int
    gone_version: int
    why: str
    choices: Mapping[str, Side] = field(default_factory=dict)
    despite: bool = False


def may_merge(actor: Actor) -> bool:
    """Whether this person may merge persons and undo it."""
    return all(may(actor, r) for r in (Right.CASES_CHANGE, Right.IDENTITIES, Right.SUSPECTS))


def merge_persons(store: Store, command: Merge) -> Changes | Refused:
    """Put two persons together; one act. ``created`` is the id of the merge."""
    try:
        with store.write(N_("Two persons merged"), why=command.why.strip()) as writing:
            unit = writing.unit
            require_right(unit)
            if not command.why.strip():
                unit.refuse(_("Write down why this is one person."), "why")
            kept, gone = _both(unit, command)
            doubts = doubts_about(unit.session, kept.id, gone.id)
            if doubts and not command.despite:
                unit.refuse(doubts[0])
            unit.subject = (PERSON, kept.id)
            _merge(unit, kept, gone, command)
    except IntegrityError:
        return Refused(_("Something changed meanwhile. Look at both persons again."))
    return writing.answer


def require_right(unit: UnitOfWork) -> None:
    """Leave if this person may not merge."""
    if not may_merge(unit.actor):
        raise RefusedError(refusal(Right.SUSPECTS))


def chosen_values(
    kept: Mapping[str, Any], gone: Mapping[str, Any], choices: Mapping[str, Side]
) -> dict[str, Any]:
    """What each field of the person will say."""
    found: dict[str, Any] = {}
    for name, declared in own_fields().items():
        mine, other = kept.get(name), gone.get(name)
        side = choices.get(name) or default_side(mine, other)
        if side is Side.BOTH and declared.kind is Kind.CHOICES and is_filled(mine):
            found[name] = together(declared, mine, other)
        else:
            found[name] = other if side is Side.GONE else mine
    return found


def default_side(mine: Any, other: Any) -> Side:
    """The filled value; of two filled ones that of the person who stays."""
    if is_filled(mine) or other is None:
        return Side.KEPT
    return Side.GONE if is_filled(other) or mine is None else Side.KEPT


def own_fields() -> Mapping[str, Field]:
    """The fields of a person about which one chooses."""
    return {name: f for name, f in fields_of(Person).items() if not f.hidden}


def _both(unit: UnitOfWork, command: Merge) -> tuple[Person, Person]:
    if command.kept_id == command.gone_id:
        unit.refuse(_("This is one and the same person. Choose two."))
    kept, gone = unit.get(Person, command.kept_id), unit.get(Person, command.gone_id)
    if (kept.version, gone.version) != (command.kept_version, command.gone_version):
        unit.refuse(_("Somebody changed this meanwhile. Look at it again first."))
    return kept, gone


def _merge(unit: UnitOfWork, kept: Person, gone: Person, command: Merge) -> None:
    names = [_name_of(kept), _name_of(gone)]
    scripts = [kept.original_script, gone.original_script]
    done = Snapshot(kept.id, Kept.of(unit, gone))
    _choose(unit, kept, gone, command.choices, done)
    for reference in references_to(PERSON):
        for record in pointing(unit, reference.cls, reference.name, gone.id):
            _move(unit, record, reference.name, kept.id, done)
    _keep_names(unit, kept, names, scripts, done)
    _move_drafts(unit, kept.id, gone.id, done)
    for reference in references_to(PERSON):
        done.newest[reference.kind] = newest_id(unit, reference.cls)
    unit.remove(gone)
    merge = PersonMerge(
        kept_id=kept.id,
        gone=gone.id,
        gone_name=names[1] or None,
        why=command.why.strip()[:500],
        merged_on=unit.store.clock.today(),
        merged_by=unit.actor.login,
        snapshot=done.text(),
    )
    unit.add(merge)
    unit.created = merge.id


def _choose(
    unit: UnitOfWork, kept: Person, gone: Person, choices: Mapping[str, Side], done: Snapshot
) -> None:
    names = own_fields()
    before = {name: unit.current(kept, name) for name in names}
    after = chosen_values(before, {n: unit.current(gone, n) for n in names}, choices)
    changed = {name: value for name, value in after.items() if value != before[name]}
    done.changes = [
        Change(name, to_plain(before[name]), to_plain(value)) for name, value in changed.items()
    ]
    unit.set(kept, **changed)


def pointing(unit: UnitOfWork, cls: type[Record], name: str, record_id: int) -> list[Record]:
    """The records whose field points there, those that are shielded too."""
    query = select(cls).where(getattr(cls, name) == record_id).order_by(cls.id)
    return list(unit.session.scalars(query, execution_options=UNSCOPED))


def newest_id(unit: UnitOfWork, cls: type[Record]) -> int:
    """The highest number of a kind that is there now."""
    return unit.session.scalar(select(func.max(cls.id)), execution_options=UNSCOPED) or 0


def _move(unit: UnitOfWork, record: Record, name: str, kept_id: int, done: Snapshot) -> None:
    cls = type(record)
    if _ties_to_itself(record, name, kept_id):
        done.folds.append(Fold(Kept.of(unit, record), None))
        unit.remove(record)
        return
    twin = _twin(unit, record, name, kept_id)
    if twin is None:
        unit.set(record, **{name: kept_id})
        done.moves.append(Move(cls.record.name, record.id, name))
        return
    folded = Fold(Kept.of(unit, record), twin.id)
    done.folds.append(folded)
    changes = what_changes(unit, twin, record)
    for field_name, value in changes.items():
        before = to_plain(unit.current(twin, field_name))
        folded.changes.append(Change(field_name, before, to_plain(value)))
    unit.set(twin, **changes)
    for reference in references_to(cls.record.name):
        for other in pointing(unit, reference.cls, reference.name, record.id):
            unit.set(other, **{reference.name: twin.id})
            folded.moves.append(Move(reference.kind, other.id, reference.name))
    unit.remove(record)


def _ties_to_itself(record: Record, name: str, kept_id: int) -> bool:
    if not is_tie(type(record)):
        return False
    ends = (n for n, f in fields_of(type(record)).items() if f.target == PERSON and f.required)
    return any(getattr(record, end) == kept_id for end in ends if end != name)


def _twin(unit: UnitOfWork, record: Record, name: str, kept_id: int) -> Record | None:
    """The record of the person who stays beside which this one may not stand."""
    cls = type(record)
    for others in only_once(cls, name):
        values = {other: getattr(record, other) for other in others}
        if any(value is None for value in values.values()):
            continue
        same = (getattr(cls, other) == value for other, value in values.items())
        query = select(cls).where(getattr(cls, name) == kept_id, *same).order_by(cls.id).limit(1)
        found: Record | None = unit.session.scalars(query, execution_options=UNSCOPED).first()
        if found is not None:
            return found
    return None


def _name_of(person: Person) -> str:
    return display_name(person.given_names, person.name_prefix, person.family_name)


def _keep_names(
    unit: UnitOfWork,
    kept: Person,
    names: list[str],
    scripts: list[str | None],
    done: Snapshot,
) -> None:
    """A name under which somebody looks for the person stays one, as another name."""
    known = {fold(_name_of(kept)), fold(kept.original_script or "")}
    known |= {
        fold(other.name) for other in pointing(unit, PersonName, "person_id", kept.id)
        if isinstance(other, PersonName)
    }  # fmt: skip
    wanted = [*((name, "spelling") for name in names), *((s, "original_script") for s in scripts)]
    for name, kind in wanted:
        if not name or fold(name) in known:
            continue
        known.add(fold(name))
        other = PersonName(person_id=kept.id, name=name[:200], name_kind=kind)
        unit.add(other)
        done.made.append(Kept.of(unit, other))


def _move_drafts(unit: UnitOfWork, kept_id: int, gone_id: int, done: Snapshot) -> None:
    """What somebody began to write about the person who went goes on about the one who stays."""
    rows = unit.session.execute(
        select(Draft.id, Draft.login, Draft.kind, Draft.place).where(Draft.record_id == 0)
    ).all()
    taken = {(row.login, row.kind, row.place) for row in rows}
    for row in rows:
        place = re.sub(rf"(_id ){gone_id}\b", rf"\g<1>{kept_id}", row.place)
        if place == row.place or not _leads_to_person(row.kind):
            continue
        if (row.login, row.kind, place) not in taken:
            taken.add((row.login, row.kind, place))
            done.drafts.append(DraftMove(row.id, row.place, place))
            move_draft(unit, row.id, place)


def move_draft(unit: UnitOfWork, draft_id: int, place: str) -> None:
    """Put a draft elsewhere."""
    unit.session.execute(update(Draft).where(Draft.id == draft_id).values(place=place))


def _leads_to_person(kind: str) -> bool:
    try:
        declared: Iterator[Field] = iter(fields_of(record_class(kind)).values())
    except KeyError:  # a draft of a kind that a later version no longer has
        return False
    return any(found.target == PERSON for found in declared)
