"""Put the lines of the work list into words, a block at a time, as their reader may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.model import CaseFile
from casedesk.kernel.kinds import CASE, PERSON
from casedesk.kernel.moments import MomentRule, Track
from casedesk.people.model import PersonRole
from casedesk.records.listing import colleagues
from casedesk.records.reading import Reader
from casedesk.records.showing import shielded_words
from casedesk.reminders.model import Snooze
from casedesk.store.declare import fields_of, record_class
from casedesk.timeline.entries import Entry, entries_by_id
from casedesk.worklist.reading import Mark, PutOff, due_rules
from casedesk.worklist.use_cases import can_finish

_VICTIM = "victim"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line. ``who`` is the person it is about, or the first victim of its case.

    ``when`` names the date field, ``on`` its day; ``owner`` is who does it or guards the case.
    ``unsure`` says that nobody confirmed the date. ``put_off`` says until when, why, by whom.
    """

    mark: Mark
    kind: str
    record_id: int
    version: int
    when: str
    on: date
    what: str
    icon: str
    track: Track
    case_id: int | None
    number: str
    who: str
    owner: str
    binding: bool
    unsure: bool
    may_finish: bool
    put_off: PutOff | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """What the record itself says beside its moment."""

    version: int
    case_id: int | None
    person_id: int | None
    owner: str
    unsure: bool


def tell_work(
    session: Session, reader: Reader, marks: Sequence[Mark], put_off: Mapping[Mark, PutOff]
) -> dict[Mark, WorkItem]:
    """These lines in words; a record that is gone meanwhile is left out."""
    by_rule: dict[int, list[int]] = {}
    for _day, number, record_id in marks:
        by_rule.setdefault(number, []).append(record_id)
    told: dict[tuple[int, int], tuple[Entry, _Row]] = {}
    for number, ids in by_rule.items():
        rule = due_rules()[number]
        entries = entries_by_id(session, reader, rule, ids)
        rows = _rows(session, rule, ids)
        told |= {(number, i): (entries[i], rows[i]) for i in ids if i in entries and i in rows}
    cases = sorted({row.case_id for _entry, row in told.values() if row.case_id is not None})
    guards = _guards(session, cases)
    numbers = reader.titles(session, CASE, cases)
    persons = _persons(session, reader, [row for _entry, row in told.values()])
    names = colleagues(session)
    may_know_why = reader.may_see(fields_of(Snooze)["reason"])
    found: dict[Mark, WorkItem] = {}
    for mark in marks:
        day, number, record_id = mark
        if (number, record_id) not in told:
            continue
        entry, row = told[number, record_id]
        rule = due_rules()[number]
        owner = row.owner or (guards.get(row.case_id) if row.case_id else None) or ""
        waits = put_off.get(mark)
        found[mark] = WorkItem(
            mark=mark, kind=rule.kind, record_id=record_id, version=row.version, when=rule.when,
            on=date.fromisoformat(day), what=entry.title, icon=entry.icon, track=entry.track,
            case_id=row.case_id, number=numbers.get(row.case_id, "") if row.case_id else "",
            who=persons.get((row.case_id, row.person_id), ""), owner=names.get(owner, owner),
            binding=rule.binding, unsure=row.unsure,
            may_finish=can_finish(reader.actor, rule),
            put_off=waits and PutOff(
                waits.until,
                waits.reason if may_know_why else shielded_words(),
                names.get(waits.by, waits.by),
            ),
        )  # fmt: skip
    return found


def _rows(session: Session, rule: MomentRule, ids: Sequence[int]) -> dict[int, _Row]:
    cls: Any = record_class(rule.kind)
    declared = fields_of(cls)
    names = [cls.record.owner, cls.record.person]
    names += ["owner" if "owner" in declared else "", rule.unsure]
    columns = [getattr(cls, name) if name else cls.id for name in names]
    query = select(cls.id, cls.version, *(c.label(f"c{n}") for n, c in enumerate(columns)))
    found = {}
    for row in session.execute(query.where(cls.id.in_(ids))):
        case_id, person_id, owner, unsure = (
            value if name else None for name, value in zip(names, row[2:], strict=True)
        )
        found[row[0]] = _Row(row[1], case_id, person_id, owner or "", bool(unsure))
    return found


def _guards(session: Session, cases: Sequence[int]) -> Mapping[int, str | None]:
    query = select(CaseFile.id, CaseFile.coordinator).where(CaseFile.id.in_(cases))
    return {row.id: row.coordinator for row in session.execute(query)}


def _persons(
    session: Session, reader: Reader, rows: Sequence[_Row]
) -> Mapping[tuple[int | None, int | None], str]:
    """Per case and person the name; where a line names nobody, that of the first victim."""
    nameless = sorted({r.case_id for r in rows if r.person_id is None and r.case_id is not None})
    query = (
        select(PersonRole.case_id, PersonRole.person_id)
        .where(PersonRole.case_id.in_(nameless), PersonRole.role == _VICTIM)
        .order_by(PersonRole.id)
    )
    victims: dict[int, list[int]] = {}
    for case_id, person_id in session.execute(query):
        victims.setdefault(case_id, []).append(person_id)
    wanted: dict[tuple[int | None, int | None], tuple[int, int]] = {}
    for row in rows:
        if row.person_id is not None:
            wanted[row.case_id, row.person_id] = (row.person_id, 0)
        elif row.case_id in victims:
            first, *others = victims[row.case_id]
            wanted[row.case_id, None] = (first, len(others))
    titles = reader.titles(session, PERSON, [person_id for person_id, _more in wanted.values()])
    return {
        key: titles[person_id] + (f" +{more}" if more else "")
        for key, (person_id, more) in wanted.items()
        if person_id in titles
    }
