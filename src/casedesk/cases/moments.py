"""Dates of the case itself on its timeline."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("case_file", "opened_on", N_("Case opened"), "folder", track=Track.NONE),
    MomentRule("case_file", "closed_on", N_("Case closed: {close_reason}"), "folder-check",
               track=Track.NONE),
    MomentRule("case_file", "feedback_on", N_("Feedback to the reporter"), "message-check",
               track=Track.NONE),
    MomentRule("case_file", "aftercare_on", N_("Aftercare contact"), "alarm", due=True,
               met="aftercare_done_on"),
    MomentRule("case_file", "aftercare_done_on", N_("Aftercare contact done"), "circle-check"),
    MomentRule("case_closing", "closed_on", N_("Case closed: {close_reason}"), "folder-check",
               track=Track.NONE),
    MomentRule("case_closing", "reopened_on", N_("Case opened again: {reopen_reason}"), "folder",
               track=Track.NONE),
)  # fmt: skip
