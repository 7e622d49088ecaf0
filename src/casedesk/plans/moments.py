"""Plans and goals on the timeline."""

from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_
from casedesk.plans.rules import OPEN_GOALS

MOMENTS = (
    MomentRule("care_plan", "made_on", N_("Care plan made"), "route", until="ended_on", runs=True),
    MomentRule("care_plan", "agreed_on", N_("Person agreed to the plan"), "check"),
    MomentRule(
        "care_plan", "review_on", N_("Discuss the plan again"), "alarm", due=True, met="ended_on"
    ),
    MomentRule(
        "goal", "due_on", N_("Goal: {what}"), "target", track_field="track", due=True,
        met="reached_on", state="state", open_states=OPEN_GOALS,
    ),
    MomentRule("goal", "reached_on", N_("Reached: {what}"), "check", track_field="track"),
)  # fmt: skip
