"""Reduce a case that turned out to be no trafficking to a minimal record (domain.md 11, 39).

What stays tells that there was a case, when, where, how it ended and which documents left it;
who it was about, and what was written, goes for good. Persons go too, unless they play a part in
another case. Signals and advice stay, for they have a term of their own; they lose the person.
A signal about a suspect who goes would lose its shield with them (art. 10 AVG): it goes as well.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from casedesk.access.rights import Right, may, refusal
from casedesk.cases.model import CaseFile
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.fields import Find, Kind, Realm
from casedesk.kernel.kinds import CASE, PERSON
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _
from casedesk.people.merged import PersonMerge
from casedesk.people.model import Person, PersonRole, only_suspect
from casedesk.people.snapshot import Snapshot
from casedesk.records.steps import Step, take
from casedesk.store.base import Record
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import fields_of, record_class, record_classes
from casedesk.store.erasing import erase, tidy_index
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

NO_TRAFFICKING = "no_trafficking"
"""The reason for closing (``case_close_reason``) after which a case may be reduced."""

KEPT_FIELDS = frozenset(
    {
        "number", "phase", "opened_on", "urgency", "gemeente", "coordinator", "reporter_kind",
        "triage_decision", "closed_on", "close_reason", "outcome", "retention_basis",
        "retention_from",
    }
)  # fmt: skip
"""What a reduced case still says; all other fields of the case are emptied."""

KEPT_KINDS = frozenset({"disclosure", "case_closing"})
"""Records of a case that stay: that something left, to whom and why, and that it was closed."""

_CLEARED: Mapping[str, Mapping[str, Any]] = {
    "case_closing": {"reopen_reason": "-"},
    # The archive copy and the words of a handover go; its hashes and number stay, so that a file
    # that turns up is still known as one of ours.
    "disclosure": dict.fromkeys(
        ("blob", "told", "request", "ground_reason", "reply_text", "reply_contact")
    ),
}
"""Fields of records that stay which may tell of somebody, and what they say afterwards."""

_UNSCOPED = {"unscoped": True}


@dataclass(frozen=True, slots=True)
class Reduce(Step):
    """``typed`` must be the number of the case; ``why`` says the reason."""

    typed: str = ""


@dataclass(frozen=True, slots=True)
class Reduction:
    """What would go and what stays, as counts by record kind; only kinds for the reader."""

    goes: Mapping[str, int]
    stays: Mapping[str, int]
    persons_elsewhere: int = 0


def reducible(case: Mapping[str, Any]) -> bool:
    """Whether a case with these values may be reduced: closed, as no trafficking."""
    return case.get("closed_on") is not None and case.get("close_reason") == NO_TRAFFICKING


def what_goes(session: Session, case_id: int) -> Reduction:
    """Ask before reducing. Counts are narrowed to the reader; what is shielded goes as well."""
    goes: dict[str, int] = {}
    stays: dict[str, int] = {CASE: 1}
    for cls, ids in _doomed(session, case_id).items():
        found = session.scalars(select(cls.id).where(cls.id.in_(ids))).all()
        if found:
            goes[cls.record.name] = len(found)
    for cls in record_classes():
        if cls is not CaseFile and cls.record.owner and _stays(cls):
            owner = getattr(cls, cls.record.owner)
            count = len(session.scalars(select(cls.id).where(owner == case_id)).all())
            if count:
                stays[cls.record.name] = count
    alone = _only_here(session, _persons_of(session, case_id), case_id)
    seen = select(PersonRole.person_id).where(PersonRole.case_id == case_id).distinct()
    return Reduction(goes, stays, len(set(session.scalars(seen)) - set(alone)))


def reduce_case(store: Store, step: Reduce, labels: CodeLabels) -> Changes | Refused:
    """Reduce the case for good; it needs a reason and the number of the case typed out.

    Emptied values of the trail carry the number of this act as their certificate.
    """
    del labels
    with store.write(N_("Case reduced to a minimal record"), act=Act.DESTROY, why=step.why) as w:
        unit = w.unit
        if not may(unit.actor, Right.CASES_CHANGE):
            raise RefusedError(refusal(Right.CASES_CHANGE))
        case = take(unit, CaseFile, step)
        _refuse_unless_sure(unit, case, step)
        _reduce(unit, case)
    if w.refused is None:
        tidy_index(store.engine)
    return w.answer


def _refuse_unless_sure(unit: UnitOfWork, case: CaseFile, step: Reduce) -> None:
    if not reducible({"closed_on": case.closed_on, "close_reason": case.close_reason}):
        unit.refuse(_("Only a case that was closed as no trafficking can be reduced."))
    if not (step.why or "").strip():
        unit.refuse(_("Write down why, in one sentence."), "why")
    if step.typed.strip() != case.number:
        unit.refuse(_("Type the number of the case to confirm."), "typed")


def _reduce(unit: UnitOfWork, case: CaseFile) -> None:
    unit.claim(case)
    doomed = _doomed(unit.session, case.id)
    kept = _let_go(unit, doomed)
    blank = [name for name in fields_of(CaseFile) if name not in KEPT_FIELDS]
    unit.set(case, **dict.fromkeys(blank))
    also = [(CASE, case.id), *kept, *_merged_away(unit.session, doomed)]
    for kind, cleared in _CLEARED.items():
        cls: Any = record_class(kind)
        query = select(cls).where(getattr(cls, cls.record.owner) == case.id)
        for record in unit.session.scalars(query, execution_options=_UNSCOPED):
            unit.set(record, **cleared)
            also.append((kind, record.id))
    also += _shorten_merges(unit, case.id, doomed.get(PersonMerge, set()))
    records = [record for cls, ids in doomed.items() for record in _records(unit, cls, ids)]
    number = unit.store.clock.now().strftime("%Y%m%d%H%M%S")
    words = _names_in(records)
    erase(unit, case.id, records, also, f"minimal-{case.number}-{number}"[:60], words)


def _shorten_merges(
    unit: UnitOfWork, case_id: int, doomed: Collection[int]
) -> list[tuple[str, int]]:
    """A merge of somebody who stays forgets what it folded in this case; answers which did."""
    ways = [PersonMerge.snapshot.contains(f'"case_id":{case_id}{end}') for end in ",}"]
    query = select(PersonMerge).where(or_(*ways), PersonMerge.id.not_in(doomed))
    found: list[tuple[str, int]] = []
    for merge in unit.session.scalars(query, execution_options=_UNSCOPED).all():
        done = Snapshot.read(merge.snapshot)
        done.folds = [each for each in done.folds if each.record.values.get("case_id") != case_id]
        unit.set(merge, snapshot=done.text())
        found.append((PersonMerge.record.name, merge.id))
    return found


def _names_in(records: Iterable[Record]) -> frozenset[str]:
    """The words by which somebody may have searched for what goes."""
    said = [
        str(getattr(record, field.name) or "")
        for record in records
        for field in fields_of(type(record)).values()
        if field.find is Find.NAMES
    ]
    return frozenset(word for text in said for word in fold(text).split() if len(word) > 1)


def _merged_away(
    session: Session, doomed: Mapping[type[Record], set[int]]
) -> list[tuple[str, int]]:
    """Persons who went up in one that goes: what was written about them goes as well."""
    merges = doomed.get(PersonMerge, set())
    query = select(PersonMerge.gone).where(PersonMerge.id.in_(merges))
    return [(PERSON, gone) for gone in session.scalars(query, execution_options=_UNSCOPED)]


def _records(unit: UnitOfWork, cls: type[Record], ids: Iterable[int]) -> list[Record]:
    query = select(cls).where(cls.id.in_(ids))
    return list(unit.session.scalars(query, execution_options=_UNSCOPED))


def _let_go(unit: UnitOfWork, doomed: Mapping[type[Record], set[int]]) -> list[tuple[str, int]]:
    """Records that stay point at nothing that goes; answers which of them did."""
    found: list[tuple[str, int]] = []
    for cls in record_classes():
        for field in fields_of(cls).values():
            if field.kind is not Kind.REFERENCE:
                continue
            gone = doomed.get(record_class(field.target), set())
            if not gone:
                continue
            query = select(cls).where(
                getattr(cls, field.name).in_(gone), cls.id.not_in(doomed.get(cls, set()))
            )
            for record in unit.session.scalars(query, execution_options=_UNSCOPED).all():
                unit.set(record, **{field.name: None})
                found.append((cls.record.name, record.id))
    return found


def _stays(cls: type[Record]) -> bool:
    return cls.record.name in KEPT_KINDS or cls.record.realm is Realm.SIGNALS


def _doomed(session: Session, case_id: int) -> dict[type[Record], set[int]]:
    """The ids of all that goes: of the case, of its persons, and of what cannot be without."""
    found: dict[type[Record], set[int]] = {}
    persons = _only_here(session, _persons_of(session, case_id), case_id)
    if persons:
        found[Person] = set(persons)
    for cls in record_classes():
        record = cls.record
        if record.realm is Realm.SIGNALS and record.person and persons:
            about: Any = getattr(cls, record.person)
            _take(session, found, cls, about.in_(persons) & only_suspect(about))
        if cls is CaseFile or _stays(cls):
            continue
        if record.owner:
            _take(session, found, cls, getattr(cls, record.owner) == case_id)
        elif record.person and persons:
            _take(session, found, cls, getattr(cls, record.person).in_(persons))
    while _take_dependent(session, found):
        pass
    return found


def _take(
    session: Session, found: dict[type[Record], set[int]], cls: type[Record], condition: Any
) -> bool:
    """Add the rows for which this holds; answers whether there were new ones."""
    ids = set(session.scalars(select(cls.id).where(condition), execution_options=_UNSCOPED))
    new = ids - found.get(cls, set())
    if new:
        found.setdefault(cls, set()).update(new)
    return bool(new)


def _take_dependent(session: Session, found: dict[type[Record], set[int]]) -> bool:
    """Rows that need one that goes: the goals of a plan, the participants of a consult."""
    more = False
    for cls in record_classes():
        if cls is CaseFile or cls.record.name in KEPT_KINDS:
            continue
        for field in fields_of(cls).values():
            gone = found.get(record_class(field.target)) if field.target else None
            if field.required and gone:
                more |= _take(session, found, cls, getattr(cls, field.name).in_(gone))
    return more


def _persons_of(session: Session, case_id: int) -> list[int]:
    query = select(PersonRole.person_id).where(PersonRole.case_id == case_id).distinct()
    return list(session.scalars(query, execution_options=_UNSCOPED))


def _only_here(session: Session, persons: Iterable[int], case_id: int) -> list[int]:
    """Those who play a part in no other case and are in no report or signal of another."""
    elsewhere = [PersonRole.person_id == Person.id, PersonRole.case_id != case_id]
    query = select(Person.id).where(
        Person.id.in_(list(persons)), ~exists(select(PersonRole.id).where(*elsewhere))
    )
    alone = set(session.scalars(query, execution_options=_UNSCOPED))
    for cls in record_classes():
        if not cls.record.owner or cls is CaseFile or _stays(cls):
            continue
        owner = getattr(cls, cls.record.owner)
        for field in fields_of(cls).values():
            if field.target == PERSON and alone:
                column = getattr(cls, field.name)
                used = select(column).where(column.in_(alone), owner.is_distinct_from(case_id))
                alone -= set(session.scalars(used, execution_options=_UNSCOPED))
    return sorted(alone)
