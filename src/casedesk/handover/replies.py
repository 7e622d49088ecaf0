"""What happens to a handover after it left: each step is one line in the trail and one undo.

What left stays as it was; only its course is noted here: that it was sent, received, answered,
and returned or destroyed. A step may be noted again when the first note was mistaken; the trail
keeps both.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from casedesk.access.rights import Right, may, refusal
from casedesk.handover.model import Disclosure
from casedesk.handover.terms import terms_on
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.clock import AMSTERDAM
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import N_, _
from casedesk.records.steps import Step, day_of, refuse_if, take
from casedesk.store.code_lists import CodeLabels
from casedesk.store.store import Store
from casedesk.store.unit_of_work import UnitOfWork

REFUSED = "refused"
"""The answer (``disclosure_reply``) that needs a reason."""

_ZONE = ZoneInfo(AMSTERDAM)
_LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class NoteSent(Step):
    """The handover was sent, by a channel of the list ``disclosure_channel``."""

    channel: str = ""


@dataclass(frozen=True, slots=True)
class NoteReply(Step):
    """The partner answered. ``reason`` is of the list ``refusal_reason``, for a refusal."""

    reply: str = ""
    reason: str | None = None
    text: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class AskReturn(Step):
    """We asked to return or destroy the file; ``by`` is the last day, else as agreed."""

    by: date | None = None


@dataclass(frozen=True, slots=True)
class ConfirmReturn(Step):
    """The partner says what became of the file: a code of ``disclosure_return``."""

    way: str = ""


def note_sent(store: Store, step: NoteSent, labels: CodeLabels) -> Changes | Refused:
    """The file went out; from now on its receipt is awaited."""
    with store.write(N_("Handover noted as sent"), why=step.why) as writing:
        disclosure, on = taken(writing.unit, step)
        mark_sent(writing.unit, disclosure, on, step.channel, labels)
    return writing.answer


def note_receipt(store: Store, step: Step) -> Changes | Refused:
    """The partner has the file."""
    with store.write(N_("Receipt of handover noted"), why=step.why) as writing:
        disclosure, on = taken(writing.unit, step)
        mark_received(writing.unit, disclosure, on)
    return writing.answer


def note_reply(store: Store, step: NoteReply, labels: CodeLabels) -> Changes | Refused:
    """The partner answered; what was awaited is there."""
    with store.write(N_("Answer on handover noted"), why=step.why) as writing:
        disclosure, on = taken(writing.unit, step)
        mark_reply(writing.unit, disclosure, on, step, labels)
    return writing.answer


def ask_return(store: Store, step: AskReturn) -> Changes | Refused:
    """We asked to return or destroy the file; the confirmation is awaited."""
    with store.write(N_("Return or destruction asked"), why=step.why) as writing:
        unit = writing.unit
        disclosure, on = taken(unit, step)
        by = step.by or on + timedelta(days=terms_on(on).return_days)
        if by < on:
            unit.refuse(_("Choose a day that is not before the day of asking."), "return_by")
        unit.set(disclosure, return_asked_on=on, return_by=by, returned_on=None, return_way=None)
    return writing.answer


def confirm_return(store: Store, step: ConfirmReturn, labels: CodeLabels) -> Changes | Refused:
    """The partner says that the file was returned, destroyed or kept."""
    with store.write(N_("Return or destruction confirmed"), why=step.why) as writing:
        disclosure, on = taken(writing.unit, step)
        mark_returned(writing.unit, disclosure, on, step.way, labels)
    return writing.answer


# Inside a unit of work, for use cases that do several of these at once.


def taken(unit: UnitOfWork, step: Step) -> tuple[Disclosure, date]:
    """The handover of a step in the version that was seen, and the day of the step."""
    if not may(unit.actor, Right.HANDOVER):
        raise RefusedError(refusal(Right.HANDOVER))
    disclosure = take(unit, Disclosure, step)
    on = day_of(unit, step)
    refuse_if(before_made(disclosure, on))
    return disclosure, on


def made_on(disclosure: Disclosure) -> date:
    """The day on which the file was made, here."""
    return disclosure.made_at.astimezone(_ZONE).date()


def before_made(disclosure: Disclosure, on: date, field: str = "on") -> Refused | None:
    """Nothing happens to a file before it was made."""
    made = made_on(disclosure)
    if on >= made:
        return None
    sentence = _("The handover was made on {day}. Choose that day or a later one.")
    return Refused(sentence.format(day=show_date(made)), field)


def mark_sent(
    unit: UnitOfWork, disclosure: Disclosure, on: date, channel: str, labels: CodeLabels
) -> None:
    """The file went out on that day. Of a person's own data no receipt is awaited."""
    if not labels.knows("disclosure_channel", channel):
        unit.refuse(_("Choose how it was sent."), "channel")
    waits = disclosure.partner_id is not None and disclosure.received_on is None
    by = on + timedelta(days=terms_on(on).receipt_days) if waits else None
    unit.set(disclosure, sent_on=on, channel=channel, receipt_by=by)


def mark_received(unit: UnitOfWork, disclosure: Disclosure, on: date) -> None:
    """The partner has it since that day; who has it was sent it."""
    if disclosure.sent_on is not None and on < disclosure.sent_on:
        unit.refuse(_("This is before the day on which it was sent. Check the date."), "on")
    unit.set(disclosure, received_on=on)


def mark_reply(
    unit: UnitOfWork, disclosure: Disclosure, on: date, said: NoteReply, labels: CodeLabels
) -> None:
    """What the partner answered; who answers has received it."""
    if not labels.knows("disclosure_reply", said.reply):
        unit.refuse(_("Choose what the partner answered."), "reply")
    reason = said.reason if said.reply == REFUSED else None
    if said.reply == REFUSED and not labels.knows("refusal_reason", reason or ""):
        unit.refuse(_("Choose why the partner refused."), "reply_reason")
    if len(said.text or "") > _LONGEST_TEXT:
        unit.refuse(_("This text is too long. Shorten it."), "reply_text")
    changed: dict[str, Any] = {
        "reply": said.reply,
        "reply_on": on,
        "reply_reason": reason,
        "reply_text": (said.text or "").strip() or None,
        "reply_contact": (said.contact or "").strip()[:200] or None,
    }
    if disclosure.received_on is None:
        changed["received_on"] = on
    unit.set(disclosure, **changed)


def mark_returned(
    unit: UnitOfWork, disclosure: Disclosure, on: date, way: str, labels: CodeLabels
) -> None:
    """What became of the file at the partner."""
    if not labels.knows("disclosure_return", way):
        unit.refuse(_("Choose what became of the file."), "return_way")
    unit.set(disclosure, returned_on=on, return_way=way)


# Texts that are ready to send. They name nobody: the number tells the partner which file it is.


def return_words(number: str, made: date, by: date) -> str:
    """What to write when we ask to return or destroy a file."""
    return _(
        "On {made} we gave you a document with print number {number}.\n"
        "Please return it or destroy it, with all copies, at the latest on {by}.\n"
        "Please confirm this with the reply form or by telling us the number. "
        "Do not write names in your answer."
    ).format(made=show_date(made), number=number or _("(none)"), by=show_date(by))


def chase_words(number: str, made: date) -> str:
    """What to write when nothing was heard."""
    return _(
        "On {made} we gave you a document with print number {number}.\n"
        "Did you receive it, and what is your answer? "
        "You can use the reply form or tell us the number. Do not write names in your answer."
    ).format(made=show_date(made), number=number or _("(none)"))
