"""Handovers on the timeline."""

from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("disclosure", "made_at", N_("Handover to {partner_id}"), "file-export"),
    MomentRule("disclosure", "receipt_by", N_("Receipt of handover by {partner_id}"), "alarm",
               due=True, met="received_on"),
    MomentRule("disclosure", "answer_by", N_("Answer on handover from {partner_id}"), "alarm",
               due=True, met="reply_on"),
    MomentRule("disclosure", "withdrawal_tell_by",
               N_("Tell {partner_id} that consent was withdrawn"), "alarm", due=True,
               met="withdrawal_told_on"),
    MomentRule("disclosure", "reply_on", N_("{partner_id} answered: {reply}"), "message-check"),
    MomentRule("disclosure", "return_by", N_("Return or destruction by {partner_id}"), "alarm",
               due=True, met="returned_on"),
    MomentRule("disclosure", "returned_on", N_("{partner_id}: {return_way}"), "circle-check"),
)  # fmt: skip
