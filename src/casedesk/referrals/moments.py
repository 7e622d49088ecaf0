"""Dates of a referral on the timeline."""

from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("referral", "sent_on", N_("Referral to {partner_id}: {service}"), "send"),
    MomentRule(
        "referral", "answer_by", N_("Answer needed from {partner_id}"), "alarm", due=True,
        met="answered_on", state="state", open_states=("sent", "received"),
    ),
    MomentRule("referral", "answered_on", N_("{partner_id} answered: {state}"), "message-check"),
    MomentRule(
        "referral", "started_on", N_("{service} by {partner_id}"), "heart-handshake",
        until="ended_on", runs=True,
    ),
)  # fmt: skip
