"""The form of a referral."""

from casedesk.kernel.forms import FormSpec, Section, Shown, equals
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "referral",
        (
            Section(
                N_("Question"),
                ("person_id", "partner_id", "service", "question", "answer_by", "direction"),
            ),
            Section(
                N_("Progress"),
                (
                    "state", "sent_on", "received_on", "answered_on",
                    Shown("refusal_reason", equals("state", "refused")),
                    "started_on", "ended_on", "result",
                ),
            ),
            Section(N_("Legal ground"), ("ground_id",), folded=True),
        ),
        first=("person_id", "partner_id", "service", "question", "answer_by"),
    ),
)  # fmt: skip
