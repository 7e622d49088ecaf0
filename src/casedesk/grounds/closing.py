"""Say which consents still run on a case that is about to be closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.closing import StillOpen
from casedesk.grounds.model import SharingGround
from casedesk.kernel.words import ngettext

CONSENT = "consent"


def running_consents(session: Session, case_id: int) -> StillOpen | None:
    """Consents to share that have no end: nobody shares for a case that is closed."""
    query = (
        select(SharingGround.id)
        .where(
            SharingGround.case_id == case_id,
            SharingGround.ground == CONSENT,
            SharingGround.withdrawn_on.is_(None),
            SharingGround.valid_until.is_(None),
        )
        .order_by(SharingGround.given_on, SharingGround.id)
    )
    ids = tuple(session.scalars(query))
    said = ngettext(
        "{n} consent to share still runs.", "{n} consents to share still run.", len(ids)
    )
    return StillOpen("sharing_ground", ids, said.format(n=len(ids))) if ids else None


CHECKS = (running_consents,)
