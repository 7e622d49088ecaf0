"""All versions of the rules that hold in a store: the shipped ones and the organisation's own."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.deadlines.model import DeadlineRule
from casedesk.deadlines.reckoning import Length, Unit
from casedesk.deadlines.rules import Rule, Versions, shipped, version_on

MAIN = "-"
"""Stands for the rule itself where a variant could be named."""


def versions(session: Session) -> Versions:
    """The versions of each rule, the newest last."""
    own = session.scalars(select(DeadlineRule).order_by(DeadlineRule.valid_from, DeadlineRule.id))
    return with_own(shipped(), own)


def with_own(rules: Versions, own: Iterable[DeadlineRule]) -> Versions:
    """Lay the organisation's versions over the shipped ones, each from its date of effect."""
    found = {key: list(several) for key, several in rules.items()}
    for row in own:
        mine = found.get(row.rule_key)
        if mine is None:
            continue
        mine.append(_laid_over(version_on(mine, row.valid_from) or mine[0], row))
        # Stable: of two that begin on one day the own one comes last, and counts.
        mine.sort(key=lambda rule: rule.valid_from)
    return MappingProxyType({key: tuple(several) for key, several in found.items()})


def _laid_over(base: Rule, row: DeadlineRule) -> Rule:
    length = None
    if row.amount is not None and row.unit is not None:
        length = Length(row.amount, Unit(row.unit))
    variants, main = base.variants, base.length
    if length is not None and row.variant == MAIN:
        main = length
    elif length is not None:
        variants = tuple(
            replace(each, length=length) if each.key == row.variant else each for each in variants
        )
    return replace(
        base,
        valid_from=row.valid_from,
        length=main,
        by_hand=base.by_hand and main is None,
        variants=variants,
        active=base.active if row.active is None else row.active,
        verified=base.verified if row.verified is None else row.verified,
        source=row.source,
        local=True,
    )
