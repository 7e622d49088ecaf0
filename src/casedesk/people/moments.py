"""Dates of persons on the timeline of a case."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule(
        "person_role", "since", N_("{role}: {person_id}"), "users", until="until", runs=True,
        track=Track.NONE,
    ),
    MomentRule(
        "suspect_details", "aangifte_on", N_("Aangifte (criminal report)"), "shield",
        track=Track.CRIMINAL,
    ),
)  # fmt: skip
