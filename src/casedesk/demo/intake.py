"""Two signals that turn out to share a phone, and a triage of the case to look at first."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.bootstrap import Sitting
from casedesk.cases.model import CaseFile
from casedesk.demo.material import material
from casedesk.kernel.changes import Changes, Conflict, Refused
from casedesk.kernel.dates import VagueDate
from casedesk.people.model import Identifier, PersonRole
from casedesk.records.use_cases import Create, create
from casedesk.signals.indicators import Answer, answer_indicator
from casedesk.signals.triage import Decide, GiveFeedback, decide, give_feedback
from casedesk.signals.use_cases import LinkSignals, link_signals


def add_intake(sitting: Sitting, number: str) -> None:
    """Write down the invented signals, and decide on the case of this number."""
    told = material("intake")
    with sitting.store.read() as session:
        case_id, opened_on, gemeente, closed_on = session.execute(
            select(CaseFile.id, CaseFile.opened_on, CaseFile.gemeente, CaseFile.closed_on).where(
                CaseFile.number == number
            )
        ).one()
        phone = _phone_in(session, case_id) or told["phone"]
    signals = [_signal(sitting, each, gemeente, phone) for each in told["signal"]]
    tie = LinkSignals(signals[0], signals[1], told["reason"])
    _done(link_signals(sitting.store, tie, sitting.labels))
    if closed_on is None:
        _triage(sitting, told["triage"], case_id, gemeente, opened_on)


def _signal(sitting: Sitting, told: dict[str, Any], gemeente: str | None, phone: str) -> int:
    on = sitting.clock.today() - timedelta(days=told["days"])
    names = ("subject", "place", "description", "source_kind", "grade_source", "grade_content")
    values = {name: told[name] for name in names}
    values |= {"received_on": on, "gemeente": gemeente}
    signal = _new(sitting, "signal", values)
    for kind, value, note in [*told["traces"], ["phone", phone, None]]:
        trace = {"signal_id": signal, "trace_kind": kind, "value": value, "note": note}
        _new(sitting, "signal_trace", trace)
    for indicator, answer in told["indicators"]:
        source = sitting.labels.label("signal_source", told["source_kind"])
        command = Answer(signal, indicator, answer, VagueDate.on(on), source)
        _done(answer_indicator(sitting.store, command, sitting.labels))
    return signal


def _triage(
    sitting: Sitting, told: dict[str, Any], case_id: int, gemeente: str | None, opened_on: date
) -> None:
    today = sitting.clock.today()
    on = min(opened_on + timedelta(days=told["days"]), today)
    names = ("trafficking", "responsibility", "urgency", "decision", "reasons", "next_step")
    values = {name: told[name] for name in names}
    values |= {
        "case_id": case_id, "gemeente": gemeente, "triaged_on": on,
        "next_on": on + timedelta(days=7),
    }  # fmt: skip
    made = _done(decide(sitting.store, Decide(values), sitting.labels))
    told_on = min(on + timedelta(days=1), today)
    step = GiveFeedback(made.created or 0, 1, on=told_on, told=told["told"])
    _done(give_feedback(sitting.store, step))


def _phone_in(session: Session, case_id: int) -> str | None:
    query = (
        select(Identifier.value)
        .join(PersonRole, PersonRole.person_id == Identifier.person_id)
        .where(PersonRole.case_id == case_id, Identifier.identifier_kind == "phone")
        .order_by(Identifier.id)
        .limit(1)
    )
    return session.scalar(query)


def _new(sitting: Sitting, kind: str, values: dict[str, Any]) -> int:
    made = _done(create(sitting.store, Create(kind, values), sitting.labels))
    return made.created or 0


def _done(answer: Changes | Refused | Conflict) -> Changes:
    if isinstance(answer, Changes):
        return answer
    raise RuntimeError(f"the demo store could not be made: {answer}")
