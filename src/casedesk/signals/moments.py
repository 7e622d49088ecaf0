"""Signals, advice and reports on the timeline of the case that came of them."""

from casedesk.kernel.moments import MomentRule, Track
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("signal", "received_on", N_("Signal: {subject}"), "radar", track=Track.NONE),
    MomentRule("signal", "seen", N_("Seen or heard: {subject}"), "eye", track=Track.NONE),
    MomentRule(
        "signal", "passed_on", N_("Signal passed on to {passed_to_id}"), "send", track=Track.NONE
    ),
    MomentRule(
        "signal", "review_on", N_("Look again at the signal: {subject}"), "alarm",
        track=Track.NONE, due=True,
    ),
    MomentRule("advice_request", "asked_on", N_("Advice: {subject}"), "help", track=Track.NONE),
    MomentRule(
        "notification", "reported_on", N_("Report, {direction}: {organisation_id}"),
        "speakerphone",
    ),
    MomentRule(
        "notification", "feedback_on", N_("Feedback to the reporter"), "message-check",
        track=Track.NONE,
    ),
    MomentRule("triage", "triaged_on", N_("Triage: {decision}"), "scale", track=Track.NONE),
    MomentRule(
        "triage", "next_on", N_("Next step after the triage: {next_step}"), "alarm",
        track=Track.NONE, due=True,
    ),
)  # fmt: skip
