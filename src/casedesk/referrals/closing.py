"""Say which questions to partners stand open on a case that is about to be closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.closing import StillOpen
from casedesk.kernel.words import ngettext
from casedesk.referrals.model import Referral
from casedesk.referrals.rules import OPEN_STATES


def open_referrals(session: Session, case_id: int) -> StillOpen | None:
    """The referrals of the case that have not ended."""
    query = (
        select(Referral.id)
        .where(Referral.case_id == case_id, Referral.state.in_(OPEN_STATES))
        .order_by(Referral.answer_by, Referral.id)
    )
    ids = tuple(session.scalars(query))
    said = ngettext("{n} referral is still open.", "{n} referrals are still open.", len(ids))
    return StillOpen("referral", ids, said.format(n=len(ids))) if ids else None


CHECKS = (open_referrals,)
