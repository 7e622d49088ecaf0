"""A consent is withdrawn: who got what on it, who must hear of it, and when it is done."""

from datetime import date

import pytest

from casedesk.access.rights import Role
from casedesk.grounds.model import SharingGround
from casedesk.handover.model import Disclosure
from casedesk.handover.withdrawals import (
    Sent,
    WithdrawConsent,
    note_told,
    notice,
    sent_about,
    withdraw_consent,
)
from casedesk.kernel.changes import Changes, Refused
from casedesk.records.reading import Reader
from casedesk.records.steps import Step
from casedesk.records.use_cases import ChangeField, change
from casedesk.store.undo import undo
from casedesk.worklist.reading import read_work, rule_number
from casedesk.worklist.rules import Group
from tests.builders import a_partner, seen_by
from tests.grounds.conftest import Desk

TODAY = date(2026, 3, 2)


def sent(here: Desk, ground_id: int) -> tuple[Sent, ...]:
    reader = Reader(here.anna.actor, here.anna.labels, here.anna.clock)
    with here.anna.store.read() as session:
        return sent_about(session, reader, ground_id)


def withdraw(here: Desk, ground_id: int, **more: object) -> Changes | Refused:
    with here.anna.store.read() as session:
        version = session.get_one(SharingGround, ground_id).version
    given: dict[str, object] = {"on": TODAY, "by": "self", "note": "Wil niet meer"} | more
    step = WithdrawConsent(ground_id, version, **given)  # type: ignore[arg-type]
    return withdraw_consent(here.anna.store, step, here.anna.labels)


def open_notices(here: Desk) -> int:
    reader = Reader(here.anna.actor, here.anna.labels, here.anna.clock)
    wanted = rule_number("disclosure", "withdrawal_tell_by")
    with here.anna.store.read() as session:
        work = read_work(session, reader)
    return sum(mark[1] == wanted for group in Group for mark in work.marks(group))


def test_withdrawing_lists_who_got_what_and_puts_them_on_the_work_list(here: Desk) -> None:
    ground_id = here.consent()
    on_it = here.send(here.request())
    police = a_partner(here.anna, "Politie", "police")
    other = here.send(here.request("public_task", partner=police))
    before = {each.id: each for each in sent(here, ground_id)}
    assert before[on_it].under
    assert not before[other].under, "sent on another ground: shown, not to be told"
    assert not any(each.must_be_told for each in before.values())
    assert isinstance(withdraw(here, ground_id), Changes)
    after = {each.id: each for each in sent(here, ground_id)}
    assert after[on_it].must_be_told
    assert after[on_it].tell_by == date(2026, 3, 4)
    assert not after[other].must_be_told
    assert open_notices(here) == 1


def test_once_told_it_is_off_the_list(here: Desk) -> None:
    ground_id = here.consent()
    here.send(here.request())
    withdraw(here, ground_id)
    waiting = sent(here, ground_id)[0]
    assert isinstance(note_told(here.anna.store, Step(waiting.id, waiting.version)), Changes)
    assert sent(here, ground_id)[0].told_on == TODAY
    assert open_notices(here) == 0


def test_undo_gives_the_consent_back_and_takes_the_notices_away(here: Desk) -> None:
    ground_id = here.consent()
    here.send(here.request())
    withdraw(here, ground_id)
    assert isinstance(undo(here.anna.store), Changes)
    assert not any(each.must_be_told for each in sent(here, ground_id))
    with here.anna.store.read() as session:
        assert session.get_one(SharingGround, ground_id).withdrawn_on is None
    assert open_notices(here) == 0


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"on": date(2026, 1, 31)}, "on"),
        ({"on": date(2026, 3, 3)}, "on"),
        ({"by": ""}, "withdrawn_by"),
        ({"by": "niemand"}, "withdrawn_by"),
    ],
)
def test_a_withdrawal_needs_a_day_that_can_be_and_who_said_so(
    here: Desk, more: dict[str, object], field: str
) -> None:
    refused = withdraw(here, here.consent(), **more)
    assert isinstance(refused, Refused)
    assert refused.field == field


def test_nobody_has_to_give_a_reason(here: Desk) -> None:
    assert isinstance(withdraw(here, here.consent(), note=""), Changes)


def test_only_a_consent_that_runs_is_withdrawn_and_only_once(here: Desk) -> None:
    task = here.consent(ground="public_task")
    assert isinstance(withdraw(here, task), Refused)
    ground_id = here.consent()
    assert isinstance(withdraw(here, ground_id), Changes)
    assert isinstance(withdraw(here, ground_id), Refused)


def test_it_is_not_typed_but_done(here: Desk) -> None:
    """A date typed into the field would tell no partner."""
    ground_id = here.consent()
    typed = ChangeField("sharing_ground", ground_id, "withdrawn_on", TODAY, None)
    assert isinstance(change(here.anna.store, typed, here.anna.labels), Refused)


def test_who_may_only_read_withdraws_nothing(here: Desk) -> None:
    ground_id = here.consent()
    supervisor = seen_by(here.anna, Role.SUPERVISOR)
    step = WithdrawConsent(ground_id, 1, TODAY, by="self")
    assert isinstance(withdraw_consent(supervisor.store, step, supervisor.labels), Refused)


def test_the_notice_names_nobody(here: Desk) -> None:
    ground_id = here.consent()
    made = here.send(here.request())
    with here.anna.store.read() as session:
        assert notice(session, ground_id, made) == "", "nothing was withdrawn yet"
    withdraw(here, ground_id, note="Zij is bang voor Boris")
    with here.anna.store.read() as session:
        words = notice(session, ground_id, made)
        number = session.get_one(Disclosure, made).number
    for secret in ("Mirela", "Popescu", "Boris", "bang", "Opvang"):
        assert secret not in words
    assert "2026-0001" in words
    assert "02-03-2026" in words
    assert (number or "") in words
    assert "Return or destroy" in words


def test_what_came_back_already_asks_no_notice(here: Desk) -> None:
    ground_id = here.consent()
    made = here.send(here.request())
    with here.anna.store.write("test") as writing:
        row = writing.unit.get(Disclosure, made)
        writing.unit.set(row, returned_on=TODAY, return_way="destroyed")
    withdraw(here, ground_id)
    assert not sent(here, ground_id)[0].must_be_told


def test_an_older_document_without_its_ground_is_found_by_its_partner(here: Desk) -> None:
    """Handovers from before grounds were tied to them."""
    made = here.send(here.request(why="Mondeling gegeven"))
    ground_id = here.consent(partner_id=None, partner_kinds=("shelter",), given_on=TODAY)
    assert sent(here, ground_id)[0].under
    later = here.consent(given_on=date(2026, 3, 3))
    assert not next(each for each in sent(here, later) if each.id == made).under
