"""A referral moves by its steps and no others."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casedesk import features
from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.words import speaking
from casedesk.organisations.rules import answer_due
from casedesk.records.reading import Reader
from casedesk.records.steps import Step
from casedesk.records.use_cases import ChangeField, change
from casedesk.referrals import use_cases as steps
from casedesk.referrals.rules import (
    OPEN_STATES,
    TRANSITIONS,
    Act,
    date_problem,
    possible,
    step_problem,
)
from casedesk.referrals.use_cases import FinishReferral, RefuseReferral
from casedesk.store.undo import undo
from tests.builders import a_case, a_partner, a_record, a_referral, a_store, seen_by

STATES = (
    "draft", "sent", "received", "accepted", "refused", "started", "completed", "withdrawn",
    "expired",
)  # fmt: skip
# state -> step -> where it leads; what is not here is refused.
TABLE: dict[str, dict[Act, str]] = {
    "draft": {Act.SEND: "sent", Act.WITHDRAW: "withdrawn"},
    "sent": {
        Act.RECEIPT: "received", Act.ACCEPT: "accepted", Act.REFUSE: "refused",
        Act.WITHDRAW: "withdrawn", Act.EXPIRE: "expired",
    },
    "received": {
        Act.ACCEPT: "accepted", Act.REFUSE: "refused", Act.WITHDRAW: "withdrawn",
        Act.EXPIRE: "expired",
    },
    "accepted": {Act.START: "started", Act.WITHDRAW: "withdrawn"},
    "started": {Act.FINISH: "completed", Act.WITHDRAW: "withdrawn"},
}  # fmt: skip


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as made:
        yield made


def take(sitting: Sitting, act: Act, referral: int, version: int, **more: Any) -> Changes | Refused:
    plain: dict[Act, Callable[..., Changes | Refused]] = {
        Act.SEND: steps.send,
        Act.RECEIPT: steps.receipt,
        Act.ACCEPT: steps.accept,
        Act.START: steps.start,
        Act.WITHDRAW: steps.withdraw,
        Act.EXPIRE: steps.expire,
    }
    if act is Act.REFUSE:
        refusal = RefuseReferral(referral, version, reason="full", **more)
        return steps.refuse(sitting.store, refusal, sitting.labels)
    if act is Act.FINISH:
        return steps.finish(
            sitting.store, FinishReferral(referral, version, result=" Goed. ", **more)
        )
    return plain[act](sitting.store, Step(referral, version, **more))


def values(sitting: Sitting, referral: int) -> Any:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        found = reader.view(session, "referral", referral)
    assert found is not None
    return found.values


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", list(Act))
def test_the_rules_are_the_table(state: str, act: Act) -> None:
    with speaking("en"):
        leads_to = TABLE.get(state, {}).get(act)
        assert (step_problem(act, state) is None) is (leads_to is not None)
        assert (act in possible(state)) is (leads_to is not None)
        assert leads_to in (None, TRANSITIONS[act].to)


def test_the_use_cases_follow_the_table(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    for state in STATES:
        for act in Act:
            referral = a_referral(sitting, case, partner, state=state)
            answer = take(sitting, act, referral, 1)
            leads_to = TABLE.get(state, {}).get(act)
            now = values(sitting, referral)
            if leads_to is None:
                assert isinstance(answer, Refused)
                assert now["state"] == state
            else:
                assert isinstance(answer, Changes)
                assert now["state"] == leads_to
                assert now[TRANSITIONS[act].dates] == sitting.clock.today()


def test_a_whole_way_sets_each_date_and_each_step_is_undone_alone(sitting: Sitting) -> None:
    referral = a_referral(sitting, a_case(sitting), a_partner(sitting))
    way = (Act.SEND, Act.RECEIPT, Act.ACCEPT, Act.START, Act.FINISH)
    for version, act in enumerate(way, start=1):
        assert isinstance(take(sitting, act, referral, version), Changes)
    now = values(sitting, referral)
    assert (now["state"], now["result"]) == ("completed", "Goed.")
    undo(sitting.store)
    now = values(sitting, referral)
    assert (now["state"], now["result"], now["ended_on"]) == ("started", None, None)
    for _ in range(4):
        undo(sitting.store)
    assert values(sitting, referral)["state"] == "draft"
    assert values(sitting, referral)["sent_on"] is None


def test_a_refusal_has_its_reason(sitting: Sitting) -> None:
    referral = a_referral(sitting, a_case(sitting), a_partner(sitting), state="sent")
    for reason in ("", "zomaar"):
        step = RefuseReferral(referral, 1, reason=reason)
        assert isinstance(steps.refuse(sitting.store, step, sitting.labels), Refused)
    assert isinstance(take(sitting, Act.REFUSE, referral, 1), Changes)
    assert values(sitting, referral)["refusal_reason"] == "full"


def test_the_answer_is_due_as_agreed_with_the_partner(sitting: Sitting) -> None:
    case = a_case(sitting)
    partner = a_record(
        sitting, "organisation", name="Snel", partner_kind="shelter", response_days=5
    )
    referral = a_referral(sitting, case, partner)
    take(sitting, Act.SEND, referral, 1)
    assert values(sitting, referral)["answer_by"] == date(2026, 3, 7)
    asked = a_referral(sitting, case, partner, answer_by=date(2026, 3, 3))
    take(sitting, Act.SEND, asked, 1)
    assert values(sitting, asked)["answer_by"] == date(2026, 3, 3)
    passed = a_referral(sitting, case, partner, answer_by=date(2026, 3, 1))
    assert isinstance(take(sitting, Act.SEND, passed, 1), Refused)
    assert answer_due(date(2026, 3, 2), None) is None
    assert answer_due(date(2026, 2, 27), 3) == date(2026, 3, 2)


def test_the_days_of_the_steps_follow_each_other(sitting: Sitting) -> None:
    referral = a_referral(sitting, a_case(sitting), a_partner(sitting))
    assert isinstance(take(sitting, Act.SEND, referral, 1, on=date(2026, 3, 3)), Refused)
    assert isinstance(take(sitting, Act.SEND, referral, 1, on=date(2026, 2, 20)), Changes)
    assert isinstance(take(sitting, Act.ACCEPT, referral, 2, on=date(2026, 2, 19)), Refused)
    assert isinstance(take(sitting, Act.ACCEPT, referral, 2, on=date(2026, 2, 20)), Changes)
    with speaking("en"):
        assert date_problem(date(2026, 1, 1), {}) is None


def test_a_step_on_what_somebody_changed_meanwhile_is_refused(sitting: Sitting) -> None:
    referral = a_referral(sitting, a_case(sitting), a_partner(sitting))
    typed = ChangeField("referral", referral, "question", "Anders", None)
    change(sitting.store, typed, sitting.labels)
    answer = take(sitting, Act.SEND, referral, 1)
    assert isinstance(answer, Refused)
    assert "intussen" in answer.sentence
    assert isinstance(take(sitting, Act.SEND, referral, 2), Changes)


def test_a_state_is_not_typed(sitting: Sitting) -> None:
    referral = a_referral(sitting, a_case(sitting), a_partner(sitting))
    typed = ChangeField("referral", referral, "state", "accepted", "draft")
    assert isinstance(change(sitting.store, typed, sitting.labels), Refused)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.COORDINATOR, Role.DEPUTY)])
def test_only_who_works_on_cases_takes_a_step(sitting: Sitting, role: Role) -> None:
    referral = a_referral(sitting, a_case(sitting), a_partner(sitting))
    other = seen_by(sitting, role, suspects=True)
    for act in Act:
        assert isinstance(take(other, act, referral, 1), Refused)
    assert values(sitting, referral)["state"] == "draft"


def test_a_new_referral_begins_as_a_draft(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    referral = a_record(sitting, "referral", case_id=case, partner_id=partner)
    now = values(sitting, referral)
    assert (now["state"], now["direction"]) == ("draft", "outgoing")


def test_the_list_shows_what_is_open_and_what_is_late(sitting: Sitting) -> None:
    case = a_case(sitting)
    shelter, lawyer = a_partner(sitting), a_partner(sitting, "Advocaat Bedacht", "lawyer")
    late = a_referral(sitting, case, shelter, state="sent", answer_by=date(2026, 3, 1))
    waits = a_referral(sitting, case, lawyer, state="received", answer_by=date(2026, 3, 2))
    done = a_referral(sitting, case, lawyer, state="completed", answer_by=date(2026, 1, 1))
    source = features.lists()["referrals"]
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)

    def ids(**query: Any) -> set[int]:
        with sitting.store.read() as session:
            return set(source.ids(session, ListQuery(**query), reader))

    assert ids(filters={"open": "open"}) == {late, waits}
    assert ids(filters={"open": "late"}) == {late}
    assert ids(filters={"open": "closed"}) == {done}
    assert ids(filters={"state": "received"}) == {waits}
    assert ids(text="bedacht") == {waits, done}
    assert ids(text="2026-0001") == {late, waits, done}
    assert set(OPEN_STATES) | {"refused", "completed", "withdrawn", "expired"} == set(STATES)
