"""Consults on the timeline."""

from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("case_consult", "held_at", N_("{consult_kind}: {goal}"), "users-group"),
    MomentRule("case_consult", "next_on", N_("Next consult"), "alarm", due=True),
)
