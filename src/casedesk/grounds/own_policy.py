"""What the organisation decided itself for grounds that do not carry a value: dated versions.

Each version is for one kind of ground and holds from its first day on. A looser one than the
program ships is marked as such, since the functionaris gegevensbescherming has to see it. What
was handed over before keeps the answer it had.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session

from casedesk.access.rights import Right, may, refusal
from casedesk.grounds.policy import (
    STRICTNESS,
    Answer,
    Answers,
    GroundPolicy,
    answers,
    shipped_policy,
)
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.fields import Kind, Realm, RecordKind, Topic
from casedesk.kernel.words import N_, _
from casedesk.store.base import Record
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import field
from casedesk.store.journal import Act
from casedesk.store.store import Store

SITUATIONS: Mapping[str, str] = {
    "uncovered": N_("No ground is recorded for it, or it no longer holds"),
    "withdrawn": N_("The person withdrew the consent"),
    "excluded": N_("The person does not want this shared"),
}
"""What can be wrong with a ground, in the order in which it is shown."""


class OwnSharingPolicy(Record):
    """One dated local version of the policy for one kind of ground."""

    __tablename__ = "own_sharing_policy"
    __table_args__ = (UniqueConstraint("ground", "valid_from"),)
    record = RecordKind(
        name="own_sharing_policy",
        label=N_("Own sharing policy"),
        plural=N_("Own sharing policies"),
        realm=Realm.ADMINISTRATION,
        topic=Topic.ADMINISTRATION,
        icon="scale",
        title=("ground", "valid_from"),
        guarded=(
            "ground", "valid_from", "uncovered", "withdrawn", "excluded", "reason", "looser",
            "decided_by",
        ),
    )  # fmt: skip

    ground: Mapped[str] = field(Kind.CHOICE, N_("Ground"), choices="ground", required=True)
    valid_from: Mapped[date] = field(Kind.DATE, N_("Holds from"), required=True)
    uncovered: Mapped[str] = field(
        Kind.TEXT, N_("When no ground carries it"), required=True, max_length=40
    )
    withdrawn: Mapped[str] = field(
        Kind.TEXT, N_("When consent was withdrawn"), required=True, max_length=40
    )
    excluded: Mapped[str] = field(
        Kind.TEXT, N_("When the person excludes it"), required=True, max_length=40
    )
    reason: Mapped[str] = field(Kind.TEXT, N_("Why"), required=True, max_length=500)
    looser: Mapped[str | None] = field(Kind.TEXT, N_("Looser than shipped"), max_length=200)
    decided_by: Mapped[str] = field(Kind.TEXT, N_("Decided by"), required=True, max_length=60)


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """The policy for a kind of ground from a day on; ``sure`` says: looser, and meant so."""

    ground: str
    valid_from: date
    uncovered: Answers
    withdrawn: Answers
    excluded: Answers
    reason: str
    sure: bool = False


def loosening(shipped: GroundPolicy, wanted: NewPolicy) -> tuple[str, ...]:
    """The situations (keys of :data:`SITUATIONS`) in which this is looser than shipped."""
    return tuple(
        situation
        for situation in SITUATIONS
        if any(
            STRICTNESS[mine] < STRICTNESS[theirs]
            for mine, theirs in zip(
                getattr(wanted, situation), getattr(shipped, situation), strict=True
            )
        )
    )


def policy_on(session: Session, ground: str, on: date) -> GroundPolicy:
    """The policy for a kind of ground on a day: the local version if there is one, else shipped.

    Raises ``LookupError`` before the first shipped policy.
    """
    shipped = shipped_policy(ground, on)
    own = session.scalars(
        select(OwnSharingPolicy)
        .where(OwnSharingPolicy.ground == ground, OwnSharingPolicy.valid_from <= on)
        .order_by(OwnSharingPolicy.valid_from.desc())
        .limit(1)
    ).first()
    # A ground that the organisation added itself stands in a document under its own code.
    shipped = replace(shipped, ground=ground)
    if own is None:
        return shipped
    return replace(
        shipped,
        valid_from=own.valid_from,
        source=_("decided here: {why}").format(why=own.reason),
        uncovered=answers(own.uncovered.split()),
        withdrawn=answers(own.withdrawn.split()),
        excluded=answers(own.excluded.split()),
    )


def decide_policy(store: Store, wanted: NewPolicy, labels: CodeLabels) -> Changes | Refused:
    """Let a local version hold from a day on. Never earlier than today: given is given."""
    today = store.clock.today()
    with store.write(N_("Sharing policy decided"), act=Act.CODE_LISTS, why=wanted.reason) as w:
        unit = w.unit
        if not may(unit.actor, Right.CODE_LISTS):
            raise RefusedError(refusal(Right.CODE_LISTS))
        problem = _problem_with(wanted, today, labels)
        if problem is not None:
            raise RefusedError(problem)
        looser = loosening(shipped_policy(wanted.ground, wanted.valid_from), wanted)
        if looser and not wanted.sure:
            unit.refuse(_("This is looser than the policy of CaseDesk. Tick that it is meant."),
                        "sure")  # fmt: skip
        values = {
            "uncovered": _words(wanted.uncovered),
            "withdrawn": _words(wanted.withdrawn),
            "excluded": _words(wanted.excluded),
            "reason": wanted.reason.strip(),
            "looser": " ".join(looser) or None,
            "decided_by": unit.actor.login,
        }
        there = unit.session.scalars(
            select(OwnSharingPolicy).where(
                OwnSharingPolicy.ground == wanted.ground,
                OwnSharingPolicy.valid_from == wanted.valid_from,
            )
        ).first()
        if there is not None:
            unit.set(there, **values)
        else:
            keys = {"ground": wanted.ground, "valid_from": wanted.valid_from}
            unit.add(OwnSharingPolicy(**keys, **values))
    return w.answer


def _problem_with(wanted: NewPolicy, today: date, labels: CodeLabels) -> Refused | None:
    if not labels.knows("ground", wanted.ground):
        return Refused(_("Choose a ground."), "ground")
    if wanted.valid_from < today:
        return Refused(_("Choose today or a later day. What was given stays as it was."),
                       "valid_from")  # fmt: skip
    if not 0 < len(wanted.reason.strip()) <= 500:
        return Refused(_("Say why, in words that the functionaris can follow later."), "reason")
    return None


def _words(found: tuple[Answer, ...]) -> str:
    return " ".join(each.value for each in found)
