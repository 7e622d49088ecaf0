"""Decide on a case or a report, and let the case follow in the same act.

``decide`` writes the triage and sets phase, urgency and gemeente of the case; from a report
without a case it opens one if that is the decision. Closing stays a step of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.model import CaseFile
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step, day_of, take
from casedesk.records.use_cases import make
from casedesk.signals.notifications import Notification
from casedesk.signals.triage_model import Triage
from casedesk.signals.triage_rules import TAKE_ON, meaning
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Decide:
    """A triage with its values by attribute, about a case or a report or both."""

    values: Mapping[str, Any] = field(default_factory=dict)
    why: str | None = None


@dataclass(frozen=True, slots=True)
class GiveFeedback(Step):
    """The reporter was told what became of it; ``on`` is the day."""

    told: str = ""


def decide(store: Store, command: Decide, labels: CodeLabels) -> Changes | Refused:
    """Write the decision down; ``created`` of the answer is the id of the triage."""
    with store.write(N_("Triage decided"), act=Act.CREATE, why=command.why) as writing:
        unit = writing.unit
        given = {name: value for name, value in command.values.items() if value is not None}
        today = store.clock.today()
        given.setdefault("triaged_on", today)
        if isinstance(given["triaged_on"], date) and given["triaged_on"] > today:
            unit.refuse(_("This day is still to come. Check the date."), "triaged_on")
        given.setdefault("decided_by", store.actor.name)
        case = _case_of(unit, given, labels)
        if case is not None:
            given["case_id"] = case.id
        made = make(unit, Triage, given, labels)
        if case is not None:
            if case.closed_on is not None:
                unit.refuse(_("This case is closed. Reopen it first."))
            if not _is_latest(unit, case.id, made.id, given["triaged_on"]):
                unit.refuse(_("There is a later triage already. Check the date."), "triaged_on")
            values = dict(meaning(case.phase, given).values)
            whose = given.get("responsibility")
            if "gemeente" in values and isinstance(whose, str):
                values["gemeente_reason"] = labels.label("triage_responsibility", whose)
            unit.set(case, **values)
        unit.created = made.id
    return writing.answer


def give_feedback(store: Store, step: GiveFeedback) -> Changes | Refused:
    """Note that the reporter heard what was decided: with the triage, its report and its case."""
    with store.write(N_("Feedback given to the reporter"), why=step.why) as writing:
        unit = writing.unit
        triage = take(unit, Triage, step)
        on = day_of(unit, step)
        if on < triage.triaged_on:
            unit.refuse(_("This day is before the triage. Check the date."), "on")
        unit.set(triage, feedback_on=on, feedback=step.told.strip() or None)
        if triage.notification_id is not None:
            unit.set(unit.get(Notification, triage.notification_id), feedback_on=on)
        if triage.case_id is not None:
            unit.set(unit.get(CaseFile, triage.case_id), feedback_on=on)
    return writing.answer


def latest(session: Session, case_id: int) -> Triage | None:
    """The triage of a case that counts."""
    query = (
        select(Triage)
        .where(Triage.case_id == case_id)
        .order_by(Triage.triaged_on.desc(), Triage.id.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def _case_of(unit: UnitOfWork, given: Mapping[str, Any], labels: CodeLabels) -> CaseFile | None:
    """The case that the decision is about; opened now if a report is taken on."""
    from casedesk.signals.carry import begin_from_report  # it leads back to this module

    case_id = given.get("case_id")
    if given.get("notification_id") is not None:
        report = unit.get(Notification, given["notification_id"])
        case_id = case_id or report.case_id
        if case_id is None and given.get("decision") in TAKE_ON:
            case_id = begin_from_report(unit, report, labels)
    return unit.get(CaseFile, case_id) if case_id is not None else None


def _is_latest(unit: UnitOfWork, case_id: int, made_id: int, on: date) -> bool:
    later = select(Triage.id).where(
        Triage.case_id == case_id, Triage.id != made_id, Triage.triaged_on > on
    )
    return unit.session.scalars(later.limit(1)).first() is None
