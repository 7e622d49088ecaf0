"""Open a case, move it through its phases, close it and open it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from casedesk.cases.closing import closing_warnings
from casedesk.cases.model import CaseClosing, CaseFile
from casedesk.cases.rules import (
    CLOSED,
    FIRST_PHASE,
    REOPENED_PHASE,
    Ending,
    case_number,
    closing_problem,
)
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _
from casedesk.people.use_cases import AddPerson, add_person
from casedesk.records.steps import Step, day_of, refuse_if, take
from casedesk.records.use_cases import make
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A new case with what is known already, and its first victim if there is one.

    ``victim`` are first values of a person; an empty mapping is a victim without a name, None
    no victim yet. ``victim_id`` names a person who is known already.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    victim: Mapping[str, Any] | None = None
    victim_id: int | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ChangePhase(Step):
    """The case enters another phase of the list ``case_phase``."""

    phase: str = ""


@dataclass(frozen=True, slots=True)
class CloseCase(Step):
    """The case ends. ``despite`` says that the user saw what is still open.

    Either ``aftercare_on`` or the reason why there is none (``no_aftercare``). ``retention`` is
    the basis on which the case is kept, a code of ``retention_basis``.
    """

    reason: str = ""
    outcome: str = ""
    despite: bool = False
    aftercare_on: date | None = None
    no_aftercare: str = ""
    retention: str = ""


def open_case(store: Store, command: OpenCase, labels: CodeLabels) -> Changes | Refused:
    """Make a case with a number of its own, guarded by who opens it; one act, one undo.

    ``created`` of the answer is the id of the case.
    """
    with store.write(N_("Case opened"), act=Act.CREATE, why=command.why) as writing:
        begin_case(writing.unit, command, labels)
    return writing.answer


def begin_case(unit: UnitOfWork, command: OpenCase, labels: CodeLabels) -> int:
    """The same inside a unit of work that does more; answers the id of the case."""
    today = unit.store.clock.today()
    given = {name: value for name, value in command.values.items() if value is not None}
    given |= {"number": "?", "phase": FIRST_PHASE, "opened_on": given.get("opened_on", today)}
    given.setdefault("coordinator", unit.actor.login)
    case = make(unit, CaseFile, given, labels)
    unit.set(case, number=_free_number(unit, today.year, case.id))
    if command.victim is not None or command.victim_id is not None:
        victim = AddPerson(case.id, "victim", command.victim_id, command.victim or {})
        add_person(unit, victim, labels)
    unit.created = case.id
    return case.id


def make_case(store: Store, values: Mapping[str, Any], labels: CodeLabels) -> Changes | Refused:
    """Open a case with these first values, as a form does that knows no cases."""
    return open_case(store, OpenCase(values), labels)


MAKERS = {CaseFile.record.name: make_case}


def change_phase(store: Store, step: ChangePhase, labels: CodeLabels) -> Changes | Refused:
    """Move the case to another phase; closing and reopening are steps of their own."""
    with store.write(N_("Phase changed"), why=step.why) as writing:
        unit = writing.unit
        case = take(unit, CaseFile, step)
        if not labels.knows("case_phase", step.phase):
            unit.refuse(_("Choose a phase from the list."), "phase")
        if case.closed_on is not None:
            unit.refuse(_("This case is closed. Reopen it first."), "phase")
        if step.phase == CLOSED:
            unit.refuse(
                _("Close the case with the order for it, which asks for the reason."), "phase"
            )
        unit.set(case, phase=step.phase)
    return writing.answer


def close_case(store: Store, step: CloseCase, labels: CodeLabels) -> Changes | Refused:
    """Close the case; refused with the first warning unless the user saw them all.

    Ask ``closing_warnings`` first to show them. Retention counts from the day of closing.
    """
    with store.write(N_("Case closed"), why=step.why) as writing:
        unit = writing.unit
        case = take(unit, CaseFile, step)
        if case.closed_on is not None:
            unit.refuse(_("This case is closed already."))
        on = day_of(unit, step)
        ending = Ending(
            step.reason, step.outcome, on, step.aftercare_on, step.no_aftercare, step.retention
        )
        refuse_if(closing_problem(ending, labels, opened_on=_open_since(unit, case)))
        warnings = closing_warnings(unit.session, case.id)
        if warnings and not step.despite:
            unit.refuse(warnings[0])
        unit.set(
            case,
            phase=CLOSED,
            closed_on=on,
            close_reason=step.reason,
            outcome=step.outcome,
            aftercare_on=step.aftercare_on,
            aftercare_done_on=None,
            no_aftercare=step.no_aftercare.strip() or None,
            retention_basis=step.retention,
            retention_from=on,
        )
    return writing.answer


def reopen_case(store: Store, step: Step, labels: CodeLabels) -> Changes | Refused:
    """Open a closed case again; ``why`` must say the reason. How it had ended is kept."""
    with store.write(N_("Case reopened"), why=step.why) as writing:
        unit = writing.unit
        case = take(unit, CaseFile, step)
        if case.closed_on is None:
            unit.refuse(_("This case is open already."))
        why = (step.why or "").strip()
        if not why:
            unit.refuse(_("Write down why the case is opened again."), "why")
        ended = {
            "case_id": case.id,
            "closed_on": case.closed_on,
            "close_reason": case.close_reason,
            "outcome": case.outcome,
            "reopened_on": day_of(unit, step),
            "reopened_by": store.actor.login,
            "reopen_reason": why,
        }
        make(unit, CaseClosing, ended, labels)
        unit.set(
            case,
            phase=REOPENED_PHASE,
            closed_on=None,
            close_reason=None,
            outcome=None,
            retention_basis=None,
            retention_from=None,
        )
    return writing.answer


def _open_since(unit: UnitOfWork, case: CaseFile) -> date:
    """The day on which the case was opened, or opened again."""
    again = select(func.max(CaseClosing.reopened_on)).where(CaseClosing.case_id == case.id)
    return max(case.opened_on, unit.session.scalar(again) or case.opened_on)


def _free_number(unit: UnitOfWork, year: int, case_id: int) -> str:
    """A number from the id, which is never used again, also when the case is gone."""
    query = select(CaseFile.number).where(CaseFile.number.startswith(f"{year}-"))
    taken = unit.session.scalars(query, execution_options={"unscoped": True})
    return case_number(year, case_id, frozenset(taken))
