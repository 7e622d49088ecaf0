"""Intake, needs and safety on the timeline."""

from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("intake", "held_on", N_("Intake with {person_id}"), "clipboard-text"),
    MomentRule("need_assessment", "assessed_on", N_("Need, {domain}: {level}"), "heartbeat"),
    MomentRule("safety_assessment", "assessed_on", N_("Safety: {level}"), "shield-check"),
    MomentRule("safety_assessment", "next_on", N_("Assess safety again"), "alarm", due=True),
)
