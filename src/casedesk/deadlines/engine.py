"""Keep the deadlines of a case in step with the records that start and end them.

Registered as a follower of the store: whenever such a record comes, changes or goes, the case is
reckoned anew inside the same act. Rows are matched by rule and start, so a deadline moves and
keeps its id. What people did by hand stays: a date set with a reason, and what was met with proof.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.deadlines.following import CaseFacts, Due, Fact, Kept, Key, deadlines_of
from casedesk.deadlines.reckoning import before
from casedesk.deadlines.rules import Versions, fields_read, readings, shipped
from casedesk.deadlines.telling import LabelOf, basis, length_words
from casedesk.deadlines.versions import versions
from casedesk.kernel.kinds import CASE, PERSON, TIE
from casedesk.store.base import Record
from casedesk.store.code_lists import Code
from casedesk.store.declare import fields_of, record_class
from casedesk.store.ledger import Key as RecordKey
from casedesk.store.unit_of_work import UnitOfWork
from casedesk.tasks.model import Deadline

_UNSCOPED = {"unscoped": True}
_SUSPECT = "suspect_id"
COORDINATION = "coordination"
"""The area of deadlines that no partner gets."""


class DeadlineFollower:
    """Tells the engine which cases changed."""

    def watched(self) -> Mapping[str, frozenset[str]]:
        """What rules read, and what ties records to persons and cases."""
        return _watched()

    def follow(self, unit: UnitOfWork, changed: frozenset[RecordKey]) -> None:
        """Reckon anew in every case that these records belong to, or belonged to."""
        created = unit.created
        for case_id in sorted(_cases_of(unit, changed)):
            settle(unit, case_id)
        # The act made what its user made, not what followed from it.
        unit.created = created


def settle(unit: UnitOfWork, case_id: int) -> None:
    """Make, move, end and take away the deadlines of a case, as its records ask."""
    session = unit.session
    case = read_facts(session, case_id)
    if case is None:
        return
    rows = _existing(session, case_id)
    kept = {key: Kept(row.starts_on, row.rule_from) for key, row in rows.items()}
    found = deadlines_of(versions(session), case, kept)
    labels = _Labels(session, found)
    for due in found:
        row = rows.pop(due.key, None) or _left_by_merge(rows, found, due)
        values = values_of(due, labels.label)
        if row is not None:
            changed = {n: v for n, v in _merged(row, due, values).items() if getattr(row, n) != v}
            if changed:
                unit.set(row, **changed)
        elif due.end is not None:
            unit.add(Deadline(case_id=case_id, due_on=due.end.day, **_named(due), **values))
    for row in rows.values():
        if _touched_by_people(row):
            unit.set(row, start_kind=None, start_id=None, computed_on=None, warn_on=None)
        else:
            unit.remove(row)


def read_facts(session: Session, case_id: int) -> CaseFacts | None:
    """What rules look at in a case, whoever may see it; None when the case is gone."""
    case: Any = record_class(CASE)
    tie: Any = record_class(TIE)
    opened_on = _all(session, select(case.opened_on).where(case.id == case_id))
    if not opened_on:
        return None
    parts: dict[int, set[str]] = {}
    for person_id, role in _all(
        session, select(tie.person_id, tie.role).where(tie.case_id == case_id)
    ):
        parts.setdefault(person_id, set()).add(role)
    facts = {
        kind: tuple(_facts(session, kind, names, case_id, sorted(parts)))
        for kind, names in _read_fields().items()
    }
    return CaseFacts(opened_on[0][0], facts, {p: frozenset(found) for p, found in parts.items()})


def _facts(
    session: Session, kind: str, names: frozenset[str], case_id: int, persons: list[int]
) -> Iterable[Fact]:
    cls: Any = record_class(kind)
    wanted = sorted(names | _shield(cls))
    person = cls.id if kind == PERSON else getattr(cls, cls.record.person)
    here = cls.id.in_(persons) if kind == PERSON else getattr(cls, cls.record.owner) == case_id
    query = select(cls.id, person.label("whose"), *(getattr(cls, n) for n in wanted)).where(here)
    for row in _all(session, query):
        values = dict(zip(wanted, row[2:], strict=True))
        # Who is only a suspect is shielded by the deadline itself, which names the person.
        yield Fact(kind, row[0], row[1], values, values.get(_SUSPECT) is not None)


def _shield(cls: type[Record]) -> frozenset[str]:
    """The field that makes a step a shielded one, where its kind has it."""
    return frozenset({_SUSPECT} & set(fields_of(cls)))


def _existing(session: Session, case_id: int) -> dict[Key, Deadline]:
    query = select(Deadline).where(
        Deadline.case_id == case_id,
        Deadline.rule_key.in_(tuple(shipped())),
        Deadline.start_id.is_not(None),
    )
    rows = session.scalars(query, execution_options=_UNSCOPED)
    return {(r.rule_key or "", r.start_kind or "", r.start_id or 0): r for r in rows}


def _left_by_merge(rows: dict[Key, Deadline], found: Iterable[Due], due: Due) -> Deadline | None:
    """A birthday of somebody who is known under another number since two persons became one."""
    if due.start.kind != PERSON:
        return None
    wanted = {each.key for each in found}
    for key, row in rows.items():
        same = key[:2] == due.key[:2] and row.person_id == due.start.person_id
        if same and key not in wanted:
            return rows.pop(key)
    return None


def _named(due: Due) -> dict[str, Any]:
    """What a new deadline is called; afterwards people may name it as they like."""
    return {"what": str(due.rule.what), "track": due.rule.track or None}


def values_of(due: Due, label_of: LabelOf) -> dict[str, Any]:
    """What a deadline holds that its rule keeps, apart from its name and the day that holds."""
    rule, end = due.rule, due.end
    met = due.met
    said = rule.name if due.variant is None else due.variant.name
    length = f": {length_words(due.length)}" if due.length and not rule.birthday else ""
    return {
        "person_id": due.start.person_id,
        "starts_on": due.began.day,
        "computed_on": end.day if end is not None else None,
        "ends_at": end.at if end is not None else None,
        "warn_on": before(end.day, rule.warn) if end is not None and rule.warn else None,
        "estimated": due.began.estimated,
        "unverified": not rule.verified,
        "shielded": due.start.shielded,
        "area": None if rule.shared else COORDINATION,
        "rule": f"{said}{length}",
        "basis_nl": basis(due, label_of, "nl"),
        "basis_en": basis(due, label_of, "en"),
        "source": rule.source,
        "rule_key": rule.key,
        "rule_from": rule.valid_from,
        "start_kind": due.start.kind,
        "start_id": due.start.id,
        "met_on": due.met_on,
        "met_kind": met.kind if met is not None else None,
        "met_id": met.id if met is not None else None,
    }


def _merged(row: Deadline, due: Due, values: dict[str, Any]) -> dict[str, Any]:
    """The new values, without those that people decided."""
    found = dict(values)
    if row.basis_nl == found["basis_nl"]:
        # Else the words would change with the language of whoever touches the case.
        del found["rule"]
    if row.met_on is not None and row.met_kind is None:
        for name in ("met_on", "met_kind", "met_id"):
            del found[name]
    if due.end is not None and not _set_by_hand(row):
        found["due_on"] = due.end.day
    return found


def _set_by_hand(row: Deadline) -> bool:
    if row.override_reason is None:
        return False
    return row.overridden_from is not None or row.due_on != row.computed_on


def _touched_by_people(row: Deadline) -> bool:
    met_by_hand = row.met_on is not None and row.met_kind is None
    return met_by_hand or row.override_reason is not None


def _cases_of(unit: UnitOfWork, changed: frozenset[RecordKey]) -> set[int]:
    found: set[int] = set()
    by_kind: dict[str, list[int]] = {}
    for kind, record_id in changed:
        by_kind.setdefault(kind, []).append(record_id)
        owner = record_class(kind).record.owner
        before_it = unit.value_before((kind, record_id), owner) if owner else None
        if isinstance(before_it, int):
            found.add(before_it)
    tie: Any = record_class(TIE)
    for kind, ids in by_kind.items():
        cls: Any = record_class(kind)
        if kind == PERSON:
            query = select(tie.case_id).where(tie.person_id.in_(ids))
        else:
            query = select(getattr(cls, cls.record.owner)).where(cls.id.in_(ids))
        found.update(row[0] for row in _all(unit.session, query) if row[0] is not None)
    return found


class _Labels:
    """Labels of the codes that these deadlines started from, in both languages."""

    def __init__(self, session: Session, found: Iterable[Due]) -> None:
        codes = {due.start.code for due in found if due.start.code}
        lists = {_list_of(due.start.kind) for due in found if due.start.code}
        query = (
            select(Code.list_name, Code.code, Code.label_nl, Code.label_en)
            .where(Code.list_name.in_(lists), Code.code.in_(codes))
            .order_by(Code.place, Code.id)
        )
        rows = session.execute(query) if codes else ()
        self._known = {(row[0], row[1]): (row[2], row[3]) for row in rows}

    def label(self, kind: str, code: str, language: str) -> str:
        """What a code of this kind of record is called."""
        dutch, english = self._known.get((_list_of(kind), code), (code, code))
        return dutch if language == "nl" else english


def _list_of(kind: str) -> str:
    return fields_of(record_class(kind))[readings()[kind].code].choices


@cache
def _read_fields() -> Mapping[str, frozenset[str]]:
    return _fields_of_rules(shipped())


@cache
def _watched() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {
        TIE: frozenset({"role", "person_id", "case_id"}),
        CASE: frozenset({"opened_on"}),
    }
    for kind, names in _read_fields().items():
        cls: type[Record] = record_class(kind)
        ties = {cls.record.owner, cls.record.person} - {""}
        found[kind] = names | ties | _shield(cls)
    return found


def _fields_of_rules(rules: Versions) -> Mapping[str, frozenset[str]]:
    return fields_read(rule for several in rules.values() for rule in several)


def _all(session: Session, query: Any) -> Any:
    return session.execute(query, execution_options=_UNSCOPED).all()
