"""Whether recorded grounds carry what would go: a pure function over plain values.

A ground lives in time: it is for a purpose, for a recipient, for groups of data; it begins, ends
and may be withdrawn; a consent is signed by whom the age of the person asks for. What follows
where nothing carries a value is not decided here but by the policy (``resources/sharing_policy``
and the organisation's own versions): nothing says "no consent, no sharing" by itself
(domain.md 2). Its truth table: ``tests/grounds/coverage_table.txt``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casedesk.grounds.data_groups import data_groups, groups_of
from casedesk.grounds.policy import STRICTNESS, Answer, GroundPolicy
from casedesk.grounds.signatory import Born, is_outgrown, is_settled, may_sign
from casedesk.kernel.fields import Level, Topic

CONSENT = "consent"


class Standing(StrEnum):
    """How a group of data stands."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    WRONG_SIGNATORY = "wrong_signatory"
    EXCLUDED = "excluded"


_EXPLAINS = (
    Standing.COVERED, Standing.WITHDRAWN, Standing.WRONG_SIGNATORY, Standing.EXPIRED,
    Standing.NOT_YET,
)  # fmt: skip
"""Which of several grounds tells the answer: the first of these that one of them has."""

_SITUATION = {Standing.WITHDRAWN: "withdrawn", Standing.EXCLUDED: "excluded"}


@dataclass(frozen=True, slots=True)
class GroundFact:
    """One recorded ground as plain values; ``person_id`` None is for all persons of the case.

    Without ``partner_id`` and ``partner_kinds`` it names no recipient, without ``purposes`` or
    ``groups`` it leaves those open. ``excluded`` are groups that may not be shared.
    """

    id: int
    version: int
    ground: str
    person_id: int | None = None
    given_on: date | None = None
    valid_until: date | None = None
    withdrawn_on: date | None = None
    signatory: str = ""
    purposes: frozenset[str] = frozenset()
    partner_id: int | None = None
    partner_kinds: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    text_version: str = ""

    @property
    def names_recipient(self) -> bool:
        """Whether it says for whom."""
        return self.partner_id is not None or bool(self.partner_kinds)


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """How one group of data stands; ``ground_id`` is the ground that says so, if there is one.

    ``reason`` is a code of ``withheld_reason``, empty when covered. ``unsure`` says that the age
    on the day of signing is not known well enough to tell who had to sign.
    """

    group: str
    standing: Standing
    reason: str = ""
    ground_id: int | None = None
    ground_version: str = ""
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """The answer for one person, one recipient, one kind of ground and one day."""

    person_id: int
    policy: GroundPolicy
    groups: tuple[GroupCoverage, ...]

    def of(self, group: str) -> GroupCoverage:
        """How one group stands. KeyError for a group that does not exist."""
        return {each.group: each for each in self.groups}[group]

    def answer(self, topics: Iterable[Topic], level: Level) -> tuple[str, Answer]:
        """Why a value with these topics is not covered (empty: it is), and what that means."""
        found = [("", Answer.SHOW)]
        for group in sorted(groups_of(topics)):
            each = self.of(group)
            if each.reason:
                found.append((each.reason, self.answer_of(each, level)))
        return max(found, key=lambda pair: (STRICTNESS[pair[1]], bool(pair[0])))

    def answer_of(self, each: GroupCoverage, level: Level) -> Answer:
        """What the policy says of a group at a level; a group that is covered just goes."""
        if not each.reason:
            return Answer.SHOW
        return self.policy.answer(_SITUATION.get(each.standing, "uncovered"), level)

    def carried_by(self) -> tuple[int, str] | None:
        """The ground, and its version, that carries most groups; None if none carries any."""
        carriers = [
            (each.ground_id, each.ground_version)
            for each in self.groups
            if each.standing is Standing.COVERED and each.ground_id is not None
        ]
        return max(carriers, key=lambda c: (carriers.count(c), c[0]), default=None)


def evaluate(
    grounds: Sequence[GroundFact],
    policy: GroundPolicy,
    *,
    purpose: str,
    partner_id: int | None,
    partner_kind: str,
    person: int,
    age: Born | None,
    on: date,
) -> Coverage:
    """How each group of data stands for a person and a recipient on a day.

    ``policy`` is that of the ground on which would be shared; only grounds of its kind carry. What
    a person excluded counts whatever the ground. ``age`` are the days between which the person
    was born, since the age counts on the day of signing; None where that is not known.
    """
    asked = _Asked(policy, purpose, partner_id, partner_kind, age, on)
    own = [g for g in grounds if g.person_id in (None, person)]
    same = [g for g in own if g.ground == policy.ground and asked.fits(g)]
    limits = [g for g in own if g.excluded and asked.limits(g)]
    groups = tuple(asked.group(group, same, limits) for group in data_groups())
    return Coverage(person, policy, groups)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all groups of one question share."""

    policy: GroundPolicy
    purpose: str
    partner_id: int | None
    partner_kind: str
    age: Born | None
    on: date

    def fits(self, ground: GroundFact) -> bool:
        """Whether a ground is for this recipient and purpose, and names what it must."""
        needs = self.policy.needs
        recipient = self._is_for(ground) if ground.names_recipient else "recipient" not in needs
        purpose = (self.purpose in ground.purposes) if ground.purposes else "purpose" not in needs
        return recipient and purpose and (bool(ground.groups) or "groups" not in needs)

    def limits(self, ground: GroundFact) -> bool:
        """Whether what this ground excludes holds today for this recipient."""
        began = ground.given_on is None or ground.given_on <= self.on
        # Who withdraws a consent does not thereby allow what it excluded.
        runs = ground.valid_until is None or self.on <= ground.valid_until
        return began and runs and (self._is_for(ground) or not ground.names_recipient)

    def group(
        self, group: str, same: Sequence[GroundFact], limits: Sequence[GroundFact]
    ) -> GroupCoverage:
        """How one group stands."""
        told = [(g, *self._standing(g)) for g in _newest(same) if not g.groups or group in g.groups]
        for ground in _newest(limits):
            if group in ground.excluded and not _is_allowed_since(group, ground, told):
                return GroupCoverage(
                    group, Standing.EXCLUDED, "consent_excludes", ground.id, _version(ground)
                )
        ended = max((g.withdrawn_on for g, s, _r in told if s is Standing.WITHDRAWN
                     and g.withdrawn_on), default=None)  # fmt: skip
        for wanted in _EXPLAINS:
            for ground, standing, reason in told:
                if standing is not wanted:
                    continue
                if standing is Standing.COVERED and _is_older(ground, ended):
                    # What was withdrawn does not come back by an older consent.
                    continue
                return GroupCoverage(
                    group, standing, reason, ground.id, _version(ground), self._unsure(ground)
                )
        missing = "no_consent" if self.policy.ground == CONSENT else "not_recorded"
        return GroupCoverage(group, Standing.NOT_COVERED, missing)

    def _is_for(self, ground: GroundFact) -> bool:
        if ground.partner_id is not None and ground.partner_id == self.partner_id:
            return True
        return self.partner_kind in ground.partner_kinds

    def _standing(self, ground: GroundFact) -> tuple[Standing, str]:
        on, signed = self.on, self.policy.signed
        if ground.withdrawn_on is not None and ground.withdrawn_on <= on:
            return Standing.WITHDRAWN, "consent_withdrawn"
        if (ground.given_on is None and signed) or (ground.given_on or on) > on:
            return Standing.NOT_YET, "ground_not_yet"
        if ground.valid_until is not None and ground.valid_until < on:
            return Standing.EXPIRED, "ground_expired"
        if not signed or ground.given_on is None:
            return Standing.COVERED, ""
        if ground.signatory not in may_sign(self.age, ground.given_on):
            return Standing.WRONG_SIGNATORY, "wrong_signatory"
        if is_outgrown(ground.signatory, self.age, ground.given_on, on):
            return Standing.WRONG_SIGNATORY, "signatory_outgrown"
        return Standing.COVERED, ""

    def _unsure(self, ground: GroundFact) -> bool:
        given = ground.given_on
        return self.policy.signed and given is not None and not is_settled(self.age, given)


def _newest(grounds: Iterable[GroundFact]) -> list[GroundFact]:
    return sorted(grounds, key=lambda g: (g.given_on or date.min, g.id), reverse=True)


def _is_allowed_since(
    group: str, limit: GroundFact, told: Sequence[tuple[GroundFact, Standing, str]]
) -> bool:
    """Whether a later consent that runs names this very group."""
    return any(
        standing is Standing.COVERED
        and group in ground.groups
        and (ground.given_on or date.min) > (limit.given_on or date.min)
        for ground, standing, _reason in told
    )


def _is_older(ground: GroundFact, withdrawn_on: date | None) -> bool:
    return withdrawn_on is not None and (ground.given_on or date.min) < withdrawn_on


def _version(ground: GroundFact) -> str:
    """The version of the record, and of the text that was signed."""
    return " · ".join(part for part in (str(ground.version), ground.text_version) if part)[:60]
