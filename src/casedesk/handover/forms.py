"""The form of the register: read only, but for what happened afterwards."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "disclosure",
        (
            Section(
                N_("Handover"),
                (
                    "partner_id", "reader", "made_at", "made_by", "purpose", "ground",
                    "ground_reason", "ground_id", "informed", "informed_not_reason", "level",
                    "request", "answer_by", "channel", "referral_id", "sha256",
                ),
            ),
        ),
    ),
)  # fmt: skip
