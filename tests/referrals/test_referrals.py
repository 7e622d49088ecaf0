"""A referral moves by its steps and no others."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from casedesk import features
from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.words import speaking
from casedesk.organisations.rules import answer_due
from casedesk.records.reading import Reader
from casedesk.records.steps import Step
from casedesk.records.use_cases import ChangeField, Remove, change, remove
from casedesk.referrals import use_cases as steps
from casedesk.referrals.chasing import ChaseReferral, chase
from casedesk.referrals.model import ReferralStep
from casedesk.referrals.rules import (
    END_STATES,
    OPEN_STATES,
    Act,
    date_problem,
    possible,
    step_problem,
    table,
)
from casedesk.referrals.use_cases import (
    FinishReferral,
    GiveFeedback,
    RefuseReferral,
    SendReferral,
    WithdrawReferral,
)
from casedesk.store import journal
from casedesk.store.journal import Trail
from casedesk.store.undo import undo
from tests.builders import a_case, a_partner, a_record, a_referral, a_store, a_suspect, seen_by

STATES = (
    "draft", "sent", "received", "accepted", "refused", "started", "completed", "withdrawn",
    "expired", "person_withdrew",
)  # fmt: skip
# state -> step -> where it leads; what is not here is refused.
TABLE: dict[str, dict[Act, str]] = {
    "draft": {Act.SEND: "sent", Act.WITHDRAW: "withdrawn"},
    "sent": {
        Act.RECEIPT: "received", Act.ACCEPT: "accepted", Act.REFUSE: "refused",
        Act.WITHDRAW: "withdrawn", Act.EXPIRE: "expired", Act.CHASE: "sent",
    },
    "received": {
        Act.ACCEPT: "accepted", Act.REFUSE: "refused", Act.WITHDRAW: "withdrawn",
        Act.EXPIRE: "expired", Act.CHASE: "received",
    },
    "accepted": {Act.START: "started", Act.WITHDRAW: "withdrawn"},
    "started": {Act.FINISH: "completed", Act.WITHDRAW: "withdrawn"},
}  # fmt: skip
# The same for what comes in from a partner.
INCOMING: dict[str, dict[Act, str]] = {
    "received": {Act.ACCEPT: "accepted", Act.REFUSE: "refused"},
    "sent": {Act.ACCEPT: "accepted", Act.REFUSE: "refused"},
    "draft": {Act.ACCEPT: "accepted", Act.REFUSE: "refused"},
    "accepted": {Act.FINISH: "completed", Act.FEEDBACK: "accepted"},
    "started": {Act.FINISH: "completed", Act.FEEDBACK: "started"},
    "refused": {Act.FEEDBACK: "refused"},
    "completed": {Act.FEEDBACK: "completed"},
}
TABLES = {"outgoing": TABLE, "incoming": INCOMING}
STEPS = [act for act in Act if act not in (Act.DRAFT, Act.TAKE_IN)]
GROUND = "De toestemming wordt morgen getekend."


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as made:
        yield made


def take(sitting: Sitting, act: Act, referral: int, version: int, **more: Any) -> Changes | Refused:
    plain: dict[Act, Callable[..., Changes | Refused]] = {
        Act.RECEIPT: steps.receipt,
        Act.ACCEPT: steps.accept,
        Act.START: steps.start,
        Act.EXPIRE: steps.expire,
    }
    if act is Act.REFUSE:
        refusal = RefuseReferral(referral, version, reason="full", **more)
        return steps.refuse(sitting.store, refusal, sitting.labels)
    if act is Act.SEND:
        return steps.send(
            sitting.store, SendReferral(referral, version, no_ground_reason=GROUND, **more)
        )
    if act is Act.WITHDRAW:
        back = WithdrawReferral(referral, version, reason="not_needed", **more)
        return steps.withdraw(sitting.store, back, sitting.labels)
    if act is Act.CHASE:
        again = ChaseReferral(referral, version, way="phone", **more)
        return chase(sitting.store, again, sitting.labels)
    if act is Act.FEEDBACK:
        told = GiveFeedback(referral, version, words="Geplaatst.", **more)
        return steps.give_feedback(sitting.store, told)
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


def refusals(sitting: Sitting, referral: int) -> list[str]:
    with sitting.store.read() as session:
        query = select(Trail.why).where(
            Trail.act == journal.Act.REFUSED, Trail.object_id == referral
        )
        found = session.scalars(query, execution_options={"unscoped": True}).all()
    return [why or "" for why in found]


def history(sitting: Sitting, case: int) -> list[Any]:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        return [view.values for view in reader.views(session, "referral_step", case_id=case)]


@pytest.mark.parametrize("direction", TABLES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", list(Act))
def test_the_rules_are_the_table(state: str, act: Act, direction: str) -> None:
    with speaking("en"):
        leads_to = TABLES[direction].get(state, {}).get(act)
        assert (step_problem(act, state, direction) is None) is (leads_to is not None)
        assert (act in possible(state, direction)) is (leads_to is not None)
        if leads_to is not None:
            assert leads_to == (table(direction)[act].to or state)


@pytest.mark.parametrize("direction", TABLES)
@pytest.mark.parametrize("role", Role)
def test_every_role_in_every_state_by_every_act(
    sitting: Sitting, role: Role, direction: str
) -> None:
    """What is forbidden is refused, changes nothing and leaves its line; what is not, moves."""
    case, partner = a_case(sitting), a_partner(sitting)
    works = role in (Role.COORDINATOR, Role.DEPUTY)
    other = seen_by(sitting, role, suspects=True)
    for state in STATES:
        for act in STEPS:
            referral = a_referral(sitting, case, partner, state=state, direction=direction)
            answer = take(other, act, referral, 1)
            leads_to = TABLES[direction].get(state, {}).get(act) if works else None
            now = values(sitting, referral)
            if leads_to is None:
                assert isinstance(answer, Refused)
                assert now["state"] == state
                [why] = refusals(sitting, referral)
                assert why.startswith(f"{act.value}: ")
            else:
                assert isinstance(answer, Changes)
                assert now["state"] == leads_to
                assert now[table(direction)[act].dates] == sitting.clock.today()
                assert refusals(sitting, referral) == []


def test_a_step_keeps_what_it_found_and_goes_with_its_undo(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    made_now = steps.make_referral(
        sitting.store, {"case_id": case, "partner_id": partner}, sitting.labels
    )
    assert isinstance(made_now, Changes)
    assert made_now.created is not None
    assert isinstance(take(sitting, Act.SEND, made_now.created, 1), Changes)
    drafted, sent = history(sitting, case)
    assert (drafted["act"], drafted["state_before"], drafted["state_after"]) == (
        "draft", None, "draft",
    )  # fmt: skip
    assert (sent["act"], sent["case_phase"], sent["by"]) == ("send", "active", "anna")
    assert (sent["ground_state"], sent["no_ground_reason"]) == ("none", GROUND)
    undo(sitting.store)
    assert [step["act"] for step in history(sitting, case)] == ["draft"]
    undo(sitting.store)
    assert history(sitting, case) == []


def test_sending_needs_a_ground_or_the_reason_why_there_is_none(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    referral = a_referral(sitting, case, partner)
    assert isinstance(steps.send(sitting.store, Step(referral, 1)), Refused)
    assert len(refusals(sitting, referral)) == 1
    gone = a_record(sitting, "sharing_ground", case_id=case, ground="consent",
                    withdrawn_on=date(2026, 3, 1))  # fmt: skip
    asked = SendReferral(referral, 1, ground_id=gone)
    assert isinstance(steps.send(sitting.store, asked), Refused)
    elsewhere = a_record(sitting, "sharing_ground", case_id=a_case(sitting), ground="consent")
    foreign = SendReferral(referral, 1, ground_id=elsewhere)
    assert isinstance(steps.send(sitting.store, foreign), Refused)
    ground = a_record(sitting, "sharing_ground", case_id=case, ground="public_task")
    assert isinstance(
        steps.send(sitting.store, SendReferral(referral, 1, ground_id=ground)), Changes
    )
    assert values(sitting, referral)["ground_id"] == ground
    assert history(sitting, case)[-1]["ground_state"] == "holds"


def test_the_reason_says_who_withdrew(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    for reason, state in (("not_needed", "withdrawn"), ("person_declined", "person_withdrew")):
        referral = a_referral(sitting, case, partner, state="sent")
        step = WithdrawReferral(referral, 1, reason=reason)
        assert isinstance(steps.withdraw(sitting.store, step, sitting.labels), Changes)
        assert values(sitting, referral)["state"] == state
    referral = a_referral(sitting, case, partner, state="sent")
    for reason in ("", "zomaar", "other"):
        step = WithdrawReferral(referral, 1, reason=reason)
        assert isinstance(steps.withdraw(sitting.store, step, sitting.labels), Refused)


def test_what_is_chased_waits_until_it_is_asked_again(sitting: Sitting) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    referral = a_referral(sitting, case, partner, state="sent", answer_by=date(2026, 2, 20))
    assert isinstance(take(sitting, Act.CHASE, referral, 1), Changes)
    now = values(sitting, referral)
    assert (now["chased_on"], now["chase_on"]) == (date(2026, 3, 2), date(2026, 3, 7))
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        [snooze] = reader.views(session, "snooze", case_id=case)
    assert (snooze.values["of_id"], snooze.values["until"]) == (referral, date(2026, 3, 7))
    undo(sitting.store)
    with sitting.store.read() as session:
        assert reader.views(session, "snooze", case_id=case) == ()


def test_a_referral_that_is_removed_takes_its_steps_and_undo_brings_both_back(
    sitting: Sitting,
) -> None:
    case, partner = a_case(sitting), a_partner(sitting)
    referral = a_referral(sitting, case, partner)
    take(sitting, Act.SEND, referral, 1)
    assert isinstance(remove(sitting.store, Remove("referral", referral, 2)), Changes)
    assert history(sitting, case) == []
    undo(sitting.store)
    assert [step["act"] for step in history(sitting, case)] == ["send"]


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
    assert set(OPEN_STATES) | {*END_STATES} == set(STATES)


def test_a_step_of_a_question_that_comes_from_a_suspects_plan_is_shielded(sitting: Sitting) -> None:
    """The question names nobody; that it was sent would still tell of the suspect."""
    case = a_case(sitting)
    suspect = a_suspect(sitting, case)
    goal = a_record(sitting, "goal", case_id=case, person_id=suspect, what="Weg van de straat")
    asked = a_referral(
        sitting, case, a_partner(sitting), None, goal_id=goal, no_ground_reason="Taak"
    )
    sent = SendReferral(asked, 1, no_ground_reason="Taak", answer_by=date(2026, 3, 9))
    assert isinstance(steps.send(sitting.store, sent), Changes)
    piet = seen_by(sitting, Role.COORDINATOR, login="piet")

    def seen(at: Sitting) -> int:
        with at.store.read() as session:
            return len(session.scalars(select(ReferralStep)).all())

    assert (seen(sitting), seen(piet)) == (1, 0)
