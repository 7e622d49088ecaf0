"""The states of a referral and the steps between them; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from casedesk.kernel.changes import Refused
from casedesk.kernel.words import N_, _


class Act(StrEnum):
    """A step of a referral."""

    SEND = "send"
    RECEIPT = "receipt"
    ACCEPT = "accept"
    REFUSE = "refuse"
    START = "start"
    FINISH = "finish"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states a step is possible, where it leads, and which date it sets.

    ``label`` is what the trail says of it, ``order`` what a button says.
    """

    origins: frozenset[str]
    to: str
    dates: str
    label: str
    order: str


WAITING_STATES = ("sent", "received")
"""The partner has the question and has not answered."""
OPEN_STATES = ("draft", *WAITING_STATES, "accepted", "started")
"""Something is still to be done."""

TRANSITIONS: Mapping[Act, Transition] = MappingProxyType(
    {
        Act.SEND: Transition(
            frozenset({"draft"}), "sent", "sent_on", N_("Referral sent"), N_("Send")
        ),
        Act.RECEIPT: Transition(
            frozenset({"sent"}), "received", "received_on",
            N_("Receipt of referral noted"), N_("Note receipt"),
        ),
        Act.ACCEPT: Transition(
            frozenset(WAITING_STATES), "accepted", "answered_on",
            N_("Referral accepted"), N_("Accepted"),
        ),
        Act.REFUSE: Transition(
            frozenset(WAITING_STATES), "refused", "answered_on",
            N_("Referral refused"), N_("Refused"),
        ),
        Act.START: Transition(
            frozenset({"accepted"}), "started", "started_on",
            N_("Help started"), N_("Help has started"),
        ),
        Act.FINISH: Transition(
            frozenset({"started"}), "completed", "ended_on",
            N_("Help finished"), N_("Finish"),
        ),
        Act.WITHDRAW: Transition(
            frozenset({"draft", *WAITING_STATES, "accepted", "started"}), "withdrawn", "ended_on",
            N_("Referral withdrawn"), N_("Withdraw"),
        ),
        Act.EXPIRE: Transition(
            frozenset(WAITING_STATES), "expired", "ended_on",
            N_("Referral expired"), N_("Expired without answer"),
        ),
    }
)  # fmt: skip
"""The table: a referral moves by these steps and no others."""

_EARLIER = ("sent_on", "received_on", "answered_on", "started_on")


def possible(state: str) -> tuple[Act, ...]:
    """The steps that a referral in this state can take, in the order of the table."""
    return tuple(act for act, step in TRANSITIONS.items() if state in step.origins)


def step_problem(act: Act, state: str) -> Refused | None:
    """Why a referral in this state cannot take this step; None if it can."""
    if state in TRANSITIONS[act].origins:
        return None
    return Refused(_("This referral cannot take this step now. Look at its state first."), "state")


def date_problem(on: date, known: Mapping[str, date | None]) -> Refused | None:
    """A step cannot lie before one that went before it."""
    latest = max((day for name in _EARLIER if (day := known.get(name))), default=None)
    if latest is None or on >= latest:
        return None
    return Refused(_("This day is before an earlier step. Check the date."), "on")
