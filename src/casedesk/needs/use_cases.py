"""Go through the life domains with somebody: one mark at a time, or all that did not change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from casedesk.access.rights import REALM_RIGHTS, may_change, refusal
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.words import N_, _
from casedesk.needs.model import NeedAssessment
from casedesk.records.use_cases import make
from casedesk.records.values import problem_with
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import fields_of
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

TOLD = ("level", "situation", "need", "wish")
"""What is said of a life domain; without any of these there is nothing to keep."""


@dataclass(frozen=True, slots=True)
class Round:
    """A round of assessment: of whom, on which day, by whom, and where it comes from."""

    case_id: int
    person_id: int
    on: date
    nature: str | None = None
    assessed_by: str | None = None


@dataclass(frozen=True, slots=True)
class MarkNeed:
    """What is said now of one life domain in a round.

    ``values`` are new values by attribute name (of :data:`TOLD`), ``seen`` those that stood
    there before.
    """

    round: Round
    domain: str
    values: Mapping[str, Any]
    seen: Mapping[str, Any] = field(default_factory=dict)


def mark_need(store: Store, command: MarkNeed, labels: CodeLabels) -> Changes | Refused:
    """Write down one life domain; emptied, it is taken out of the round again.

    Never touches what was assessed on another day.
    """
    with store.write(N_("Need assessed")) as writing:
        unit, asked = writing.unit, command.round
        _check_day(unit, asked.on)
        found = _of_day(unit, asked, command.domain)
        if found is None:
            given = {name: v for name, v in command.values.items() if v not in (None, "")}
            if given:
                unit.created = _make(unit, asked, command.domain, given, labels).id
        else:
            _correct(unit, found, command, labels)
    return writing.answer


def keep_unchanged(store: Store, command: Round, labels: CodeLabels) -> Changes | Refused:
    """Say of every life domain not yet in the round that it stands as it did the last time."""
    with store.write(N_("Needs unchanged")) as writing:
        unit = writing.unit
        _check_day(unit, command.on)
        earlier: dict[str, NeedAssessment] = {}
        here: set[str] = set()
        rows = unit.session.scalars(
            select(NeedAssessment)
            .where(
                NeedAssessment.case_id == command.case_id,
                NeedAssessment.person_id == command.person_id,
                NeedAssessment.assessed_on <= command.on,
            )
            .order_by(NeedAssessment.assessed_on, NeedAssessment.id)
        )
        for row in rows:
            if row.assessed_on == command.on:
                here.add(row.domain)
            else:
                earlier[row.domain] = row
        left = [domain for domain in labels.codes("need_domain") if domain in earlier]
        left = [domain for domain in left if domain not in here]
        if not left:
            unit.refuse(_("There is nothing from before that is not in this round already."))
        for domain in left:
            told = {name: unit.current(earlier[domain], name) for name in TOLD}
            _make(unit, command, domain, told, labels)
    return writing.answer


def _make(
    unit: UnitOfWork, asked: Round, domain: str, told: Mapping[str, Any], labels: CodeLabels
) -> NeedAssessment:
    values = {
        "case_id": asked.case_id,
        "person_id": asked.person_id,
        "assessed_on": asked.on,
        "nature": asked.nature,
        "assessed_by": asked.assessed_by,
        "domain": domain,
        **told,
    }
    made = make(unit, NeedAssessment, values, labels)
    assert isinstance(made, NeedAssessment)  # noqa: S101 - for the type check
    return made


def _correct(
    unit: UnitOfWork, found: NeedAssessment, command: MarkNeed, labels: CodeLabels
) -> None:
    if not may_change(unit.actor, NeedAssessment.record.realm):
        raise RefusedError(refusal(REALM_RIGHTS[NeedAssessment.record.realm][1]))
    declared = fields_of(NeedAssessment)
    for name, value in command.values.items():
        problem = problem_with(declared[name], value, labels)
        if problem is not None:
            raise RefusedError(problem)
        if unit.current(found, name) not in (command.seen.get(name), value):
            unit.refuse(_("Somebody changed this meanwhile. Look at it again first."), name)
    told = {name: unit.current(found, name) for name in TOLD} | dict(command.values)
    if all(value in (None, "") for value in told.values()):
        unit.remove(found)
        return
    unit.set(found, **command.values)


def _of_day(unit: UnitOfWork, asked: Round, domain: str) -> NeedAssessment | None:
    return unit.session.scalars(
        select(NeedAssessment)
        .where(
            NeedAssessment.case_id == asked.case_id,
            NeedAssessment.person_id == asked.person_id,
            NeedAssessment.domain == domain,
            NeedAssessment.assessed_on == asked.on,
        )
        .order_by(NeedAssessment.id.desc())
    ).first()


def _check_day(unit: UnitOfWork, on: date) -> None:
    if on > unit.store.clock.today():
        unit.refuse(_("This day is still to come. Check the date."), "assessed_on")
