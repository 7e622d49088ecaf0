"""Contacts and notes on the timeline."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("contact_moment", "held_at", N_("{contact_kind}: {subject}"), "message"),
    MomentRule("note", "about", N_("{subject}"), "note", track=Track.NONE),
)
