"""How the recorded grounds stand for a document that somebody wants to make."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.grounds.coverage import Coverage
from casedesk.grounds.policy import Answer
from casedesk.grounds.reading import coverage_of
from casedesk.handover.asking import Request
from casedesk.handover.facts import Purpose, Resolution, Snapshot
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _
from casedesk.organisations.model import Organisation

PURPOSE = "sharing_purpose"
"""The option of a request that says for what it is, as a code of that list."""


def covered(
    session: Session, request: Request, content: Snapshot, on: date, profile_kind: str = ""
) -> Purpose:
    """The purpose of a request with what the recorded grounds carry for this partner.

    A person's own data, a report about a suspect, and what has no partner ask no ground of these.
    """
    purpose = request.purpose
    if request.partner_id is None or request.suspect_id is not None:
        return purpose
    kind = session.scalar(
        select(Organisation.partner_kind).where(Organisation.id == request.partner_id)
    )
    found = coverage_of(
        session,
        request.case_id,
        (subject.person_id for subject in content.subjects if not subject.restricted),
        ground=purpose.ground,
        partner_id=request.partner_id,
        partner_kind=profile_kind or kind or "",
        on=on,
        purpose=request.options.get(PURPOSE, ""),
    )
    return replace(purpose, coverage=found)


def coverage_of_subjects(resolution: Resolution) -> tuple[Coverage, ...]:
    """How the grounds stand for the persons whom the document is about."""
    about = {subject.person_id for subject in resolution.subjects}
    return tuple(c for c in resolution.purpose.coverage if c.person_id in about)


def asks_reason(resolution: Resolution) -> bool:
    """Whether the policy asks the author why it goes although no recorded ground carries it."""
    return any(
        each.reason and coverage.answer_of(each, resolution.level) is Answer.REASON
        for coverage in coverage_of_subjects(resolution)
        for each in coverage.groups
    )


def ground_in_the_way(resolution: Resolution) -> Refused | None:
    """Why nothing goes, where that is for want of a ground that carries it."""
    if not any(
        d.reason and any(d.reason == each.reason for c in coverage_of_subjects(resolution)
                         for each in c.groups)
        for d in resolution.decisions
    ):  # fmt: skip
        return None
    if asks_reason(resolution) and not resolution.purpose.ground_reason.strip():
        return Refused(
            _("The recorded ground does not carry this. Record the consent, or write why it goes."),
            "ground_reason",
        )
    return Refused(_("The recorded ground does not let this go. Look at the grounds of the case."))
