"""Dates of a referral on the timeline; a step stands there where the referral shows no date."""

from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("referral", "sent_on", N_("Referral to {partner_id}: {service}"), "send"),
    MomentRule("referral", "came_on", N_("Handover from {partner_id}: {service}"), "message"),
    MomentRule(
        "referral", "decided_on", N_("Handover from {partner_id}: {state}"), "message-check"
    ),
    MomentRule(
        "referral", "answer_by", N_("Answer needed from {partner_id}"), "alarm", due=True,
        met="answered_on", state="state", open_states=("sent", "received"),
    ),
    MomentRule("referral", "answered_on", N_("{partner_id} answered: {state}"), "message-check"),
    MomentRule(
        "referral", "started_on", N_("{service} by {partner_id}"), "heart-handshake",
        until="ended_on", runs=True,
    ),
    MomentRule(
        "referral", "feedback_due", N_("Tell {partner_id} what came of it"), "alarm", due=True,
        met="feedback_on", state="state",
        open_states=("received", "accepted", "refused", "completed"),
    ),
    MomentRule("referral_step", "told_on", N_("{act}: {partner_id}"), "send"),
)  # fmt: skip
