"""Dated facts about suspects on the timeline, for those who may see them."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule(
        "suspect_fact", "happened", N_("Fact about a suspect"), "shield", track=Track.CRIMINAL
    ),
)
