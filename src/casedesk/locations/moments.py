"""Dates of locations and inspections. They belong to no case; a location has its own line."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule(
        "location", "review_on", N_("Look again at {name}"), "alarm", track=Track.NONE, due=True
    ),
    MomentRule(
        "inspection", "planned_on", N_("Inspection planned: {location_id}"), "clipboard-check",
        track=Track.NONE, due=True, met="held_on",
    ),
    MomentRule(
        "inspection", "held_on", N_("Inspection of {location_id}: {findings}"),
        "clipboard-check", track=Track.NONE,
    ),
    MomentRule(
        "inspection", "follow_up_by", N_("Follow-up of the inspection: {location_id}"), "alarm",
        track=Track.NONE, due=True, met="followed_up_on",
    ),
    MomentRule(
        "inspection", "recheck_on", N_("Inspect again: {location_id}"), "alarm",
        track=Track.NONE, due=True,
    ),
)  # fmt: skip
