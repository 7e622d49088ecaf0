"""How far a handover is: what is still awaited of it, and whether that is late; pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from sqlalchemy import ColumnElement, or_

from casedesk.handover.model import Disclosure
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import N_, _


class Waits(StrEnum):
    """What is awaited of a handover."""

    SENDING = "sending"
    RECEIPT = "receipt"
    REPLY = "reply"
    RETURN = "return"


WAIT_WORDS: Mapping[Waits, str] = MappingProxyType(
    {
        Waits.SENDING: N_("Not noted as sent"),
        Waits.RECEIPT: N_("Waits for receipt"),
        Waits.REPLY: N_("Waits for an answer"),
        Waits.RETURN: N_("Waits for return or destruction"),
    }
)
LATE_WORDS: Mapping[Waits, str] = MappingProxyType(
    {
        Waits.RECEIPT: N_("Receipt is late ({day})"),
        Waits.REPLY: N_("Answer is late ({day})"),
        Waits.RETURN: N_("Return or destruction is late ({day})"),
    }
)
_UNTIL = MappingProxyType(
    {
        Waits.RECEIPT: ("receipt_by", "received_on"),
        Waits.REPLY: ("answer_by", "reply_on"),
        Waits.RETURN: ("return_by", "returned_on"),
    }
)
"""Per thing that is awaited: the field of its last day, and the field that says it came."""


class Dated(Protocol):
    """The dates of a handover: a row, or the values of a view."""

    sent_on: Any
    received_on: Any
    receipt_by: Any
    answer_by: Any
    reply_on: Any
    return_by: Any
    returned_on: Any


def waiting(handover: Dated) -> Mapping[Waits, date | None]:
    """What is still awaited, each with its last day, in the order in which it comes."""
    found: dict[Waits, date | None] = {}
    if handover.sent_on is None and handover.received_on is None and handover.reply_on is None:
        found[Waits.SENDING] = None
    for what, (until, came) in _UNTIL.items():
        last = getattr(handover, until)
        if last is not None and getattr(handover, came) is None:
            found[what] = last
    return found


def waiting_words(handover: Dated, today: date) -> tuple[str, ...]:
    """The same in words, what is late first."""
    late, open_ = [], []
    for what, last in waiting(handover).items():
        if last is not None and last < today:
            late.append(_(LATE_WORDS[what]).format(day=show_date(last)))
        else:
            open_.append(_(WAIT_WORDS[what]))
    return (*late, *open_)


def awaited(what: Waits) -> ColumnElement[bool]:
    """Asks of the store for handovers of which this is awaited."""
    if what is Waits.SENDING:
        return (
            Disclosure.sent_on.is_(None)
            & Disclosure.received_on.is_(None)
            & Disclosure.reply_on.is_(None)
        )
    until, came = _UNTIL[what]
    last: Any = getattr(Disclosure, until)
    condition: ColumnElement[bool] = last.is_not(None) & getattr(Disclosure, came).is_(None)
    return condition


def late(today: date) -> ColumnElement[bool]:
    """Asks for handovers of which something that is awaited is late."""
    parts = [
        awaited(what) & (getattr(Disclosure, until) < today)
        for what, (until, _came) in _UNTIL.items()
    ]
    return or_(*parts)
