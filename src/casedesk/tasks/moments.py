"""Actions and deadlines on the timeline."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule(
        "action", "due_on", N_("Action: {what}"), "checkbox", due=True, met="done_on",
        state="state", open_states=("open", "running", "waiting"),
    ),
    MomentRule("action", "done_on", N_("Done: {what}"), "check"),
    MomentRule(
        "deadline", "due_on", N_("At the latest: {what}"), "alarm", track=Track.NONE,
        track_field="track", due=True, met="met_on", binding=True,
        unsure="unverified",
    ),
)  # fmt: skip
