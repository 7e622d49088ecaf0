"""Documents on the timeline."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule(
        "document", "received_on", N_("Document received: {title}"), "file-text", track=Track.NONE
    ),
    MomentRule(
        "document", "expires_on", N_("Document expires: {title}"), "alarm", track=Track.NONE,
        due=True,
    ),
)  # fmt: skip
