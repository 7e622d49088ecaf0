"""Handovers on the timeline."""

from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_

MOMENTS = (
    MomentRule("disclosure", "made_at", N_("Handover to {partner_id}"), "file-export"),
    MomentRule("disclosure", "answer_by", N_("Answer on handover from {partner_id}"), "alarm",
               due=True, met="reply_on"),
    MomentRule("disclosure", "reply_on", N_("{partner_id} answered: {reply}"), "message-check"),
)  # fmt: skip
