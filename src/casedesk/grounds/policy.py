"""What happens where a ground does not carry what would go: the shipped policy, dated data.

The keys of the file are explained in ``resources/sharing_policy/policy.toml``. What the
organisation decided itself stands in :mod:`casedesk.grounds.own_policy`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from casedesk.kernel.fields import Level
from casedesk.kernel.resources import resource_path


class Answer(StrEnum):
    """What the policy says where a group of data is not covered."""

    SHOW = "show"
    REASON = "reason"
    STOP = "stop"


STRICTNESS: Mapping[Answer, int] = {Answer.SHOW: 0, Answer.REASON: 1, Answer.STOP: 2}

Answers = tuple[Answer, Answer, Answer]
"""For the levels pseudonym, name and full."""


@dataclass(frozen=True, slots=True)
class GroundPolicy:
    """The policy for one kind of ground in one period.

    ``needs`` are what a recorded ground must name before it carries anything: ``recipient``,
    ``purpose``, ``groups``. A ``signed`` one needs a day and a signature by the right person.
    """

    ground: str
    valid_from: date
    source: str
    needs: frozenset[str]
    signed: bool
    uncovered: Answers
    withdrawn: Answers
    excluded: Answers

    def answer(self, situation: str, level: Level) -> Answer:
        """What happens in a situation (``uncovered``, ``withdrawn``, ``excluded``)."""
        answers: Answers = getattr(self, situation)
        return answers[int(level)]


@cache
def shipped_policies() -> tuple[GroundPolicy, ...]:
    """Every shipped policy of every period."""
    return tuple(_policy(table) for table in _read()["policy"])


def shipped_policy(ground: str, on: date) -> GroundPolicy:
    """The shipped policy for a kind of ground; one that nobody knows has that of ``other``.

    Raises ``LookupError`` before the first policy.
    """
    known = {policy.ground for policy in shipped_policies()}
    wanted = ground if ground in known else "other"
    fitting = [p for p in shipped_policies() if p.ground == wanted and p.valid_from <= on]
    if not fitting:
        raise LookupError(f"no sharing policy for {wanted!r} on {on:%Y-%m-%d}")
    return max(fitting, key=lambda policy: policy.valid_from)


def tell_within_days() -> int:
    """In how many calendar days partners hear that a consent was withdrawn."""
    return int(_read()["tell_partners_within_days"])


@cache
def _read() -> Mapping[str, Any]:
    with resource_path("sharing_policy", "policy.toml").open("rb") as file:
        return tomllib.load(file)


def _policy(table: Mapping[str, Any]) -> GroundPolicy:
    return GroundPolicy(
        ground=table["ground"],
        valid_from=table["valid_from"],
        source=table["source"],
        needs=frozenset(table["needs"]),
        signed=table["signed"],
        uncovered=answers(table["uncovered"]),
        withdrawn=answers(table["withdrawn"]),
        excluded=answers(table["excluded"]),
    )


def answers(words: Any) -> Answers:
    """Three answers from three words."""
    pseudonym, name, full = map(Answer, words)
    return (pseudonym, name, full)
