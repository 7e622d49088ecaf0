"""Both tracks on the timeline: what happened, what it is valid for, and what must be met."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule(
        "residence_event", "happened", N_("{event}"), "id", until="valid_until",
        track=Track.RESIDENCE,
    ),
    MomentRule(
        "residence_event", "valid_until", N_("Valid until: {event}"), "alarm",
        track=Track.RESIDENCE, due=True,
    ),
    MomentRule(
        "residence_event", "term_ends_on", N_("Objection or appeal: {event}"), "alarm",
        track=Track.RESIDENCE, due=True, binding=True,
    ),
    MomentRule("criminal_event", "happened", N_("{event}"), "gavel", track=Track.CRIMINAL),
    MomentRule(
        "criminal_event", "starts_at", N_("Appointment: {event}"), "calendar-event",
        track=Track.CRIMINAL,
    ),
    MomentRule(
        "criminal_event", "term_ends_on", N_("Complaint or appeal: {event}"), "alarm",
        track=Track.CRIMINAL, due=True, binding=True,
    ),
)  # fmt: skip
