"""Say which questions to partners stand open on a case that is about to be closed."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.kernel.words import ngettext
from casedesk.referrals.model import Referral
from casedesk.referrals.rules import OPEN_STATES


def open_referrals(session: Session, case_id: int) -> str | None:
    """How many referrals of the case have not ended."""
    query = select(func.count(Referral.id)).where(
        Referral.case_id == case_id, Referral.state.in_(OPEN_STATES)
    )
    number = session.scalar(query) or 0
    said = ngettext("{n} referral is still open.", "{n} referrals are still open.", number)
    return said.format(n=number) if number else None


CHECKS = (open_referrals,)
