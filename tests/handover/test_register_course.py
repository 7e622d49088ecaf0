"""What happens to a handover after it left: noted by steps, awaited in Vandaag, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.handover import replies
from casedesk.handover.course import Waits, waiting
from casedesk.handover.lists import HandoverList
from casedesk.handover.replies import AskReturn, ConfirmReturn, NoteReply, NoteSent
from casedesk.handover.terms import terms_on
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.clock import FixedClock
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.words import speaking
from casedesk.records.reading import Reader
from casedesk.records.steps import Step
from casedesk.store.journal import Trail
from casedesk.store.undo import undo
from casedesk.worklist.reading import due_rules, read_work
from tests.builders import NINE, a_partner, a_store, a_suspect, seen_by
from tests.handover.leaving import Left, a_handover, the_row

TODAY = NINE.date()


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with speaking("nl"), a_store(tmp_path) as opened:
        yield opened


def step(sitting: Sitting, left: Left, **more: Any) -> dict[str, Any]:
    return {"id": left.id, "version": the_row(sitting, left.id).version, **more}


def later(sitting: Sitting, days: int) -> Sitting:
    """The same store so many days on."""
    now = datetime.combine(TODAY + timedelta(days=days), NINE.timetz()).astimezone(UTC)
    return Sitting(sitting.vault, sitting.actor, FixedClock(now))


def due(sitting: Sitting) -> set[tuple[str, str]]:
    """Which dates of handovers stand in Vandaag, with their days."""
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    rules = due_rules()
    with sitting.store.read() as session:
        work = read_work(session, reader)
        return {
            (rules[number].when, day)
            for number, dates in work.dates.items()
            if rules[number].kind == "disclosure"
            for day in dates.days
        }


def sent(sitting: Sitting, left: Left) -> None:
    answer = replies.note_sent(
        sitting.store, NoteSent(**step(sitting, left), channel="portal"), sitting.labels
    )
    assert isinstance(answer, Changes), answer


def test_a_receipt_is_awaited_from_the_day_of_sending(sitting: Sitting) -> None:
    left = a_handover(sitting)
    assert not due(sitting)
    sent(sitting, left)
    until = TODAY + timedelta(days=terms_on(TODAY).receipt_days)
    assert due(sitting) == {("receipt_by", until.isoformat())}
    row = the_row(sitting, left.id)
    assert (row.sent_on, row.channel) == (TODAY, "portal")
    after = later(sitting, 9)
    assert waiting(the_row(after, left.id)) == {Waits.RECEIPT: until}
    assert isinstance(
        replies.note_receipt(after.store, Step(**step(after, left, on=TODAY))), Changes
    )
    assert not due(after)


def test_an_answer_that_stays_out_stands_in_vandaag_until_it_is_noted(sitting: Sitting) -> None:
    left = a_handover(sitting, answer_by=TODAY + timedelta(days=3))
    after = later(sitting, 8)
    assert ("answer_by", "2026-03-05") in due(after)
    answer = replies.note_reply(
        after.store,
        NoteReply(**step(after, left), reply="refused", reason="full", text=" Geen bed vrij. "),
        after.labels,
    )
    assert isinstance(answer, Changes), answer
    assert not due(after)
    row = the_row(after, left.id)
    assert (row.reply, row.reply_reason, row.reply_text) == ("refused", "full", "Geen bed vrij.")
    assert row.received_on == row.reply_on == TODAY + timedelta(days=8)


def test_a_return_is_asked_awaited_and_confirmed(sitting: Sitting) -> None:
    left = a_handover(sitting)
    assert isinstance(replies.ask_return(sitting.store, AskReturn(**step(sitting, left))), Changes)
    until = TODAY + timedelta(days=terms_on(TODAY).return_days)
    assert ("return_by", until.isoformat()) in due(sitting)
    done = replies.confirm_return(
        sitting.store, ConfirmReturn(**step(sitting, left), way="destroyed"), sitting.labels
    )
    assert isinstance(done, Changes)
    assert not due(sitting)
    row = the_row(sitting, left.id)
    assert (row.returned_on, row.return_way) == (TODAY, "destroyed")


def test_each_step_is_taken_back_as_a_whole(sitting: Sitting) -> None:
    left = a_handover(sitting)
    before = the_row(sitting, left.id)
    sent(sitting, left)
    assert isinstance(undo(sitting.store), Changes)
    now = the_row(sitting, left.id)
    assert (now.sent_on, now.channel, now.receipt_by) == (
        before.sent_on, before.channel, before.receipt_by,
    )  # fmt: skip


_WRONG: dict[str, tuple[Any, dict[str, Any], str]] = {
    "no channel": (NoteSent, {}, "channel"),
    "unknown channel": (NoteSent, {"channel": "postduif"}, "channel"),
    "before it was made": (NoteSent, {"channel": "portal", "on": date(2026, 3, 1)}, "on"),
    "still to come": (Step, {"on": date(2026, 3, 3)}, "on"),
    "no answer": (NoteReply, {}, "reply"),
    "refused without a reason": (NoteReply, {"reply": "refused"}, "reply_reason"),
    "too long": (NoteReply, {"reply": "accepted", "text": "a" * 20_001}, "reply_text"),
    "return before it is asked": (AskReturn, {"by": date(2026, 3, 1)}, "return_by"),
    "no way": (ConfirmReturn, {}, "return_way"),
}


def take(sitting: Sitting, taken: Any) -> Changes | Refused:
    """The use case of a step."""
    store, labels = sitting.store, sitting.labels
    if isinstance(taken, NoteSent):
        return replies.note_sent(store, taken, labels)
    if isinstance(taken, NoteReply):
        return replies.note_reply(store, taken, labels)
    if isinstance(taken, AskReturn):
        return replies.ask_return(store, taken)
    if isinstance(taken, ConfirmReturn):
        return replies.confirm_return(store, taken, labels)
    return replies.note_receipt(store, taken)


@pytest.mark.parametrize("name", list(_WRONG))
def test_what_cannot_be_is_refused_beside_its_field(sitting: Sitting, name: str) -> None:
    left = a_handover(sitting)
    kind, values, field = _WRONG[name]
    version = the_row(sitting, left.id).version
    answer = take(sitting, kind(left.id, version, **values))
    assert isinstance(answer, Refused)
    assert answer.field == field
    assert the_row(sitting, left.id).version == version


def test_a_receipt_does_not_come_before_the_sending(sitting: Sitting) -> None:
    left = a_handover(sitting)
    after = later(sitting, 5)
    sent(after, left)
    answer = replies.note_receipt(after.store, Step(**step(after, left, on=TODAY)))
    assert isinstance(answer, Refused)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.COORDINATOR, Role.DEPUTY)])
@pytest.mark.parametrize("kind", [NoteSent, Step, NoteReply, AskReturn, ConfirmReturn])
def test_only_who_hands_over_notes_what_came_back(sitting: Sitting, role: Role, kind: Any) -> None:
    left = a_handover(sitting)
    version = the_row(sitting, left.id).version
    other = seen_by(sitting, role)
    assert isinstance(take(other, kind(left.id, version)), Refused)
    assert the_row(sitting, left.id).version == version


def test_two_who_note_at_once_do_not_overwrite_each_other(sitting: Sitting) -> None:
    left = a_handover(sitting)
    version = the_row(sitting, left.id).version
    sent(sitting, left)
    answer = replies.note_receipt(sitting.store, Step(left.id, version))
    assert isinstance(answer, Refused)


def test_a_report_about_a_suspect_takes_no_step_from_who_may_not_know(sitting: Sitting) -> None:
    left = a_handover(sitting, partner_id=a_partner(sitting, "Politie", "police"))
    suspect = a_suspect(sitting, left.case_id)
    with sitting.store.write("Verzonnen") as writing:
        row = writing.unit.get(type(the_row(sitting, left.id)), left.id)
        writing.unit.set(row, suspect_id=suspect)
    other = seen_by(sitting, Role.DEPUTY)
    assert isinstance(
        replies.note_receipt(other.store, Step(left.id, the_row(sitting, left.id).version)), Refused
    )
    assert the_row(sitting, left.id).received_on is None


def ids(sitting: Sitting, text: str = "", **filters: str) -> list[int]:
    reader = Reader(sitting.actor, sitting.labels, sitting.clock)
    with sitting.store.read() as session:
        return HandoverList().ids(session, ListQuery(text=text, filters=filters), reader)


def test_the_register_finds_by_number_hash_case_partner_and_what_is_awaited(
    sitting: Sitting,
) -> None:
    one = a_handover(sitting, answer_by=TODAY + timedelta(days=1))
    two = a_handover(sitting, partner_id=a_partner(sitting, "Politie Verzonnen", "police"))
    assert ids(sitting) == [two.id, one.id]
    hashed = the_row(sitting, two.id).sha256
    assert ids(sitting, hashed) == ids(sitting, hashed[:12].upper()) == [two.id]
    spelled = one.number.lower().replace("-", " ").replace("0", "o")
    assert ids(sitting, spelled) == [one.id]
    assert ids(sitting, "politie") == [two.id]
    assert ids(sitting, "Popescu") == []
    sent(sitting, two)
    assert ids(sitting, awaited="sending") == [one.id]
    assert ids(sitting, awaited="receipt") == [two.id]
    assert ids(sitting, awaited="reply") == [one.id]
    assert ids(sitting, awaited="return") == ids(sitting, awaited="late") == []
    assert ids(later(sitting, 3), awaited="late") == [one.id]
    assert ids(later(sitting, 12), awaited="late") == [two.id, one.id]
    assert ids(sitting, partner=str(two.partner_id)) == [two.id]
    assert ids(sitting, period="30", ground="public_task", document="handover") == [two.id, one.id]
    assert ids(sitting, period="y2025") == ids(sitting, ground="consent") == []
    assert ids(later(sitting, 40), period="30") == []


def test_the_trail_has_a_line_for_each_step(sitting: Sitting) -> None:
    left = a_handover(sitting)
    sent(sitting, left)
    with sitting.store.read() as session:
        line = session.scalars(select(Trail).order_by(Trail.seq.desc())).first()
    assert line is not None
    assert (line.label, line.object_kind, line.object_id) == (
        "Handover noted as sent", "disclosure", left.id,
    )  # fmt: skip
