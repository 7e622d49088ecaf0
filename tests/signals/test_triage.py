"""Triage: what a decision must say, and what the case does in the same act."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.access.rights import Role
from casedesk.access.trail import history
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.records.steps import Step
from casedesk.signals.carry import report_from_signal
from casedesk.signals.triage import Decide, GiveFeedback, decide, give_feedback, latest
from casedesk.signals.triage_rules import EARLY, OURS, meaning, ours_needs_a_gemeente
from casedesk.store.undo import undo
from tests.builders import a_case, a_record, made, seen_by
from tests.signals.conftest import a_signal, view

GOOD = {
    "trafficking": "possible", "responsibility": "residence", "gemeente": "0363",
    "urgency": "acute", "decision": "open_case", "reasons": "Works without pay, lives here.",
}  # fmt: skip

PHASES = ("report", "triage", "intake", "active", "monitoring", "aftercare")
DECISIONS = (
    "open_case", "more_information", "advice_only", "pass_on_region", "pass_on_partner",
    "no_trafficking",
)  # fmt: skip
WHOSE = (*OURS, "not_ours", None)


def triage(sitting: Sitting, **values: Any) -> Changes | Refused:
    return decide(sitting.store, Decide(GOOD | values), sitting.labels)


def test_a_decision_sets_phase_urgency_and_gemeente_of_the_case_in_one_act(
    sitting: Sitting,
) -> None:
    case = a_case(sitting, phase="triage", gemeente="0344")
    assert made(triage(sitting, case_id=case))
    values = view(sitting, "case_file", case).values
    assert (values["phase"], values["urgency"], values["gemeente"]) == ("intake", "acute", "0363")
    assert values["triage_decision"] == "open_case"
    assert values["gemeente_reason"] == "Place of residence"
    with sitting.store.read() as session:
        line = history(session, sitting.reader, case_id=case)[0]
    moves = {change.label: (change.before, change.after) for change in line.changes}
    assert moves["Responsible gemeente"] == ("Utrecht", "Amsterdam")
    undo(sitting.store)
    values = view(sitting, "case_file", case).values
    assert (values["phase"], values["gemeente"]) == ("triage", "0344")


def test_the_decider_is_who_writes_it_down_unless_somebody_else_is_named(
    sitting: Sitting,
) -> None:
    case = a_case(sitting, phase="triage")
    first = made(triage(sitting, case_id=case))
    assert view(sitting, "triage", first).values["decided_by"] == "Anna Verzonnen"


def test_triage_may_be_done_again_and_the_latest_counts(sitting: Sitting) -> None:
    case = a_case(sitting, phase="triage")
    made(triage(sitting, case_id=case, decision="more_information", triaged_on=date(2026, 2, 1)))
    second = made(triage(sitting, case_id=case, triaged_on=date(2026, 2, 20)))
    early = triage(sitting, case_id=case, triaged_on=date(2026, 2, 10))
    assert isinstance(early, Refused)
    assert early.field == "triaged_on"
    with sitting.store.read() as session:
        found = latest(session, case)
    assert found is not None
    assert found.id == second


def test_a_report_that_is_taken_on_opens_its_case_in_the_same_act(sitting: Sitting) -> None:
    signal = a_signal(sitting, description="Locked in", gemeente="0344")
    report = made(report_from_signal(sitting.store, Step(signal, 1), sitting.labels))
    made_id = made(triage(sitting, notification_id=report))
    case = view(sitting, "triage", made_id).case_id
    assert case is not None
    assert view(sitting, "notification", report).values["case_id"] == case
    assert "Locked in" in view(sitting, "case_file", case).values["summary"]
    assert view(sitting, "signal", signal).values["outcome"] == "case_opened"
    undo(sitting.store)
    assert view(sitting, "notification", report).values["case_id"] is None


def test_a_report_that_is_no_trafficking_opens_none(sitting: Sitting) -> None:
    report = a_record(sitting, "notification", direction="incoming", reported_on=date(2026, 2, 2))
    made_id = made(
        triage(sitting, notification_id=report, trafficking="no", decision="no_trafficking")
    )
    assert view(sitting, "triage", made_id).case_id is None


def test_feedback_stands_with_triage_report_and_case(sitting: Sitting) -> None:
    report = a_record(sitting, "notification", direction="incoming", reported_on=date(2026, 2, 2))
    made_id = made(triage(sitting, notification_id=report))
    case = view(sitting, "triage", made_id).case_id
    assert case is not None
    step = GiveFeedback(made_id, 1, on=date(2026, 3, 2), told="Somebody calls her")
    give_feedback(sitting.store, step)
    for kind, record_id in (("triage", made_id), ("notification", report), ("case_file", case)):
        assert view(sitting, kind, record_id).values["feedback_on"] == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"gemeente": None}, "gemeente"),
        ({"responsibility": "not_ours"}, "responsibility"),
        ({"decision": "no_trafficking", "trafficking": "yes"}, "decision"),
        ({"reasons": " "}, "reasons"),
        ({"triaged_on": date(2027, 1, 1)}, "triaged_on"),
    ],
)
def test_a_decision_that_lacks_something_is_refused_beside_the_field(
    sitting: Sitting, values: dict[str, Any], field: str
) -> None:
    case = a_case(sitting, phase="triage")
    answer = triage(sitting, case_id=case, **values)
    assert isinstance(answer, Refused)
    assert answer.field == field
    assert view(sitting, "case_file", case).values["phase"] == "triage"


def test_a_supervisor_decides_nothing(sitting: Sitting) -> None:
    case = a_case(sitting, phase="triage")
    supervisor = seen_by(sitting, Role.SUPERVISOR)
    assert isinstance(
        decide(supervisor.store, Decide(GOOD | {"case_id": case}), supervisor.labels), Refused
    )


@given(
    st.sampled_from(PHASES), st.sampled_from(DECISIONS), st.sampled_from(WHOSE),
    st.sampled_from(["0363", None]), st.sampled_from(["yes", "possible", "no", "unclear"]),
)  # fmt: skip
def test_what_a_good_decision_means_never_leads_astray(
    phase: str, decision: str, whose: str | None, gemeente: str | None, trafficking: str
) -> None:
    values = {
        "decision": decision, "responsibility": whose, "gemeente": gemeente,
        "trafficking": trafficking, "reasons": "x",
    }  # fmt: skip
    if ours_needs_a_gemeente(values) is not None:
        return
    found = meaning(phase, values)
    # A case past its intake is not thrown back; closing is never done by a triage.
    assert found.values.get("phase", phase) == (found.values["phase"] if phase in EARLY else phase)
    assert found.values.get("phase") != "closed"
    # What is taken on is ours, with a gemeente; what is not, has a reason to be closed.
    if decision == "open_case":
        assert whose in OURS
        assert found.values["gemeente"] == gemeente == "0363"
    assert (found.close_reason == "") == (decision in ("open_case", "more_information"))
    # Nothing that was known is wiped out by a triage that does not speak of it.
    assert None not in found.values.values()
