"""Reminders on the timeline of the case that they are about."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("reminder", "due_on", N_("Reminder: {what}"), "alarm", track=Track.NONE, due=True,
               met="done_on"),
)  # fmt: skip
