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
                    "partner_id", "person_id", "reader", "document", "number", "made_at",
                    "made_by", "purpose", "ground", "ground_reason", "ground_id",
                    "ground_version", "informed", "informed_not_reason", "level", "request",
                    "answer_by", "channel", "signed_by", "printed_at", "referral_id", "sha256",
                    "blob_sha256",
                ),
            ),
            Section(
                N_("What came back"),
                (
                    "received_on", "reply", "reply_on", "reply_text", "reply_document_id",
                    "return_asked_on", "returned_on", "return_way", "withdrawal_told_on",
                ),
            ),
        ),
    ),
)  # fmt: skip
