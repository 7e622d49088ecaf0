"""The states of a referral, the steps between them, and who may take them; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from casedesk.access.rights import Role
from casedesk.kernel.changes import Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.words import N_, _

OUTGOING, INCOMING = "outgoing", "incoming"


class Act(StrEnum):
    """A step of a referral; the codes of the list ``referral_act``."""

    DRAFT = "draft"
    SEND = "send"
    RECEIPT = "receipt"
    ACCEPT = "accept"
    REFUSE = "refuse"
    CHASE = "chase"
    START = "start"
    FINISH = "finish"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    TAKE_IN = "take_in"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states a step is possible, where it leads, and which date it sets.

    ``label`` is what the trail says of it, ``order`` what a button says. Without ``to`` the state
    stays as it is. ``told`` says that no date of the referral shows it on the timeline.
    """

    origins: frozenset[str]
    to: str
    dates: str
    label: str
    order: str
    told: bool = False


WAITING_STATES = ("sent", "received")
"""The partner has the question and has not answered."""
OPEN_STATES = ("draft", *WAITING_STATES, "accepted", "started")
"""Something is still to be done."""
END_STATES = ("completed", "refused", "withdrawn", "person_withdrew", "expired")
"""How a referral ends; counted apart."""
WITHDRAWN_STATES = ("withdrawn", "person_withdrew")
"""By us, and by the person."""

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
        Act.CHASE: Transition(
            frozenset(WAITING_STATES), "", "chased_on",
            N_("Answer chased"), N_("Chase"), told=True,
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
            N_("Referral withdrawn"), N_("Withdraw"), told=True,
        ),
        Act.EXPIRE: Transition(
            frozenset(WAITING_STATES), "expired", "ended_on",
            N_("Referral expired"), N_("Expired without answer"), told=True,
        ),
    }
)  # fmt: skip
"""The table of what we ask of a partner: it moves by these steps and no others.

Withdrawing leads to one of two states: the reason says whether we took it back or the person did.
"""

_CAME = frozenset({"received", "sent", "draft"})

INCOMING_TRANSITIONS: Mapping[Act, Transition] = MappingProxyType(
    {
        Act.ACCEPT: Transition(
            _CAME, "accepted", "decided_on",
            N_("Incoming handover accepted"), N_("Accept"),
        ),
        Act.REFUSE: Transition(
            _CAME, "refused", "decided_on",
            N_("Incoming handover refused"), N_("Refuse"),
        ),
        Act.FEEDBACK: Transition(
            frozenset({"accepted", "started", "refused", "completed"}), "", "feedback_on",
            N_("Feedback to the sender noted"), N_("Note feedback"), told=True,
        ),
        Act.FINISH: Transition(
            frozenset({"accepted", "started"}), "completed", "ended_on",
            N_("Incoming handover done"), N_("Done"), told=True,
        ),
    }
)  # fmt: skip
"""The table of what came in from a partner.

What comes in begins as ``received``. Earlier versions could leave one in ``draft``, ``sent`` or
``started``; these must not be stuck there.
"""

MADE: Mapping[str, tuple[Act, str]] = MappingProxyType(
    {OUTGOING: (Act.DRAFT, "draft"), INCOMING: (Act.TAKE_IN, "received")}
)
"""By which act a referral of each direction comes to be, and in which state."""

_WORKERS = frozenset({Role.COORDINATOR, Role.DEPUTY, "system"})

MAY_TAKE: Mapping[Act, frozenset[str]] = MappingProxyType(
    {
        Act.DRAFT: _WORKERS,
        Act.SEND: _WORKERS,
        Act.RECEIPT: _WORKERS,
        Act.ACCEPT: _WORKERS,
        Act.REFUSE: _WORKERS,
        Act.CHASE: _WORKERS,
        Act.START: _WORKERS,
        Act.FINISH: _WORKERS,
        Act.WITHDRAW: _WORKERS,
        Act.EXPIRE: _WORKERS,
        Act.TAKE_IN: _WORKERS,
        Act.FEEDBACK: _WORKERS,
    }
)
"""Which roles may take which step. A role that does no case work takes none."""

NEEDS_OPEN_CASE = frozenset({Act.DRAFT, Act.SEND, Act.CHASE, Act.TAKE_IN})
"""Steps that ask something new; what a partner answers may come in after the case was closed."""

_EARLIER = ("came_on", "sent_on", "received_on", "answered_on", "decided_on", "started_on")


def table(direction: str) -> Mapping[Act, Transition]:
    """The steps between the states of a referral of this direction."""
    return INCOMING_TRANSITIONS if direction == INCOMING else TRANSITIONS


def possible(state: str, direction: str = OUTGOING) -> tuple[Act, ...]:
    """The steps that a referral in this state can take, in the order of the table."""
    return tuple(act for act, step in table(direction).items() if state in step.origins)


def may_take(act: Act, role: str) -> bool:
    """Whether somebody of this role may take this step."""
    return role in MAY_TAKE[act]


def step_problem(act: Act, state: str, direction: str = OUTGOING) -> Refused | None:
    """Why a referral in this state cannot take this step; None if it can."""
    step = table(direction).get(act)
    if step is not None and state in step.origins:
        return None
    return Refused(_("This referral cannot take this step now. Look at its state first."), "state")


def date_problem(on: date, known: Mapping[str, date | None]) -> Refused | None:
    """A step cannot lie before one that went before it."""
    latest = max((day for name in _EARLIER if (day := known.get(name))), default=None)
    if latest is None or on >= latest:
        return None
    return Refused(_("This day is before an earlier step. Check the date."), "on")


def waiting_problem(answer_by: date | None, on: date) -> Refused | None:
    """A question expires only after the day on which the answer was due."""
    if answer_by is None or on > answer_by:
        return None
    sentence = _("The answer is due on {date}. Until then it cannot expire; you can withdraw it.")
    return Refused(sentence.format(date=show_date(answer_by)), "on")


def next_chase_problem(on: date, next_on: date | None, today: date) -> Refused | None:
    """When it is asked again lies ahead, and after the day of the chasing."""
    if next_on is None:
        return None
    if next_on <= today or next_on <= on:
        return Refused(_("Choose a day that is still to come."), "next_on")
    if (next_on - today).days > LONGEST_WAIT:
        return Refused(_("Choose a day within a year."), "next_on")
    return None


LONGEST_WAIT = 366
"""Days; a year that was mistyped would hide the question for ever."""


def ground_state(
    given_on: date | None, valid_until: date | None, withdrawn_on: date | None, on: date
) -> str:
    """Whether a ground holds on a day: a code of ``referral_ground_state``."""
    if withdrawn_on is not None and withdrawn_on <= on:
        return "withdrawn"
    if valid_until is not None and valid_until < on:
        return "expired"
    if given_on is not None and given_on > on:
        return "not_yet"
    return "holds"
