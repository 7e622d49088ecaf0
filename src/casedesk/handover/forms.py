"""The form of the register: read only, but for what happened afterwards."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "disclosure",
        (
            Section(
                N_("What left"),
                (
                    "document", "number", "made_at", "made_by", "reader", "partner_id",
                    "person_id", "level", "referral_id",
                ),
            ),
            Section(
                N_("Why it left"),
                (
                    "purpose", "ground", "ground_reason", "ground_id", "ground_version",
                    "informed", "informed_not_reason", "request", "answer_by",
                ),
            ),
            Section(
                N_("How it went"),
                ("channel", "sent_on", "printed_at", "receipt_by", "received_on"),
            ),
            Section(
                N_("What came back"),
                (
                    "reply", "reply_on", "reply_reason", "reply_contact", "reply_text",
                    "reply_document_id", "return_asked_on", "return_by", "returned_on",
                    "return_way", "withdrawal_tell_by",
                    "withdrawal_told_on",
                ),
            ),
            Section(N_("How to know the file again"), ("sha256", "blob_sha256", "signed_by")),
        ),
    ),
)  # fmt: skip
"""The register shows the same sections in the same order."""
