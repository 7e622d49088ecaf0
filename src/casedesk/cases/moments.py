"""Dates of the case itself on its timeline."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("case_file", "opened_on", N_("Case opened"), "folder", track=Track.NONE),
    MomentRule("case_file", "closed_on", N_("Case closed: {close_reason}"), "folder-check",
               track=Track.NONE),
    MomentRule("case_file", "feedback_on", N_("Feedback to the reporter"), "message-check",
               track=Track.NONE),
    MomentRule("case_file", "aftercare_on", N_("Aftercare contact"), "alarm", due=True),
)  # fmt: skip
