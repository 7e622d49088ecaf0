"""Consent and its withdrawal on the timeline."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule(
        "sharing_ground", "given_on", N_("Ground for sharing: {ground}"), "scale", track=Track.NONE
    ),
    MomentRule(
        "sharing_ground", "withdrawn_on", N_("Consent withdrawn: {purpose}"), "scale",
        track=Track.NONE,
    ),
    MomentRule(
        "sharing_ground", "valid_until", N_("Ground ends: {ground}"), "alarm", track=Track.NONE,
        due=True, met="withdrawn_on",
    ),
    MomentRule(
        "sharing_ground", "review_on", N_("Look at the ground again: {ground}"), "alarm",
        track=Track.NONE, due=True,
    ),
)  # fmt: skip
