"""Ties with a known beginning on the timeline; addresses are not shown there."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule(
        "person_relation", "since", N_("{person_id}, {relation}: {other_id}"), "affiliate",
        until="until", track=Track.NONE,
    ),
    MomentRule(
        "person_organisation", "since", N_("{relation}: {organisation_id} {firm}"), "briefcase",
        until="until", track=Track.NONE,
    ),
    MomentRule(
        "person_place", "since", N_("{relation} in {gemeente}"), "home", until="until",
        track=Track.NONE,
    ),
)  # fmt: skip
