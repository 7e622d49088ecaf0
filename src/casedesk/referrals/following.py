"""Let the steps of a referral go with it when it is removed, in the same act."""

from collections.abc import Mapping

from sqlalchemy import select

from casedesk.referrals.model import Referral, ReferralStep
from casedesk.store.ledger import Key
from casedesk.store.unit_of_work import UnitOfWork


class StepFollower:
    """Undo of the removal brings both back."""

    def watched(self) -> Mapping[str, frozenset[str]]:
        """Only that a referral came or went."""
        return {Referral.record.name: frozenset()}

    def follow(self, unit: UnitOfWork, changed: frozenset[Key]) -> None:
        """Remove the steps of those that are gone."""
        ids = sorted(record_id for _kind, record_id in changed)
        query = select(Referral.id).where(Referral.id.in_(ids))
        there = set(unit.session.scalars(query, execution_options={"unscoped": True}))
        gone = [record_id for record_id in ids if record_id not in there]
        if not gone:
            return
        steps = select(ReferralStep).where(ReferralStep.referral_id.in_(gone))
        for step in unit.session.scalars(steps.order_by(ReferralStep.id)).all():
            unit.remove(step)
