"""Steps of the reporting code on the timeline."""

from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("meldcode_step", "taken_on", N_("Reporting code, {step}: {outcome}"), "list-check"),
)
