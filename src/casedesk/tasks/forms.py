"""The forms of actions and deadlines."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "action",
        (
            Section(N_("Action"), ("what", "due_on", "owner", "partner_id", "person_id", "state")),
            Section(N_("Result"), ("done_on", "result", "goal_id"), folded=True),
        ),
        first=("what", "due_on", "owner", "person_id"),
    ),
    FormSpec(
        "deadline",
        (
            Section(
                N_("Deadline"),
                ("what", "due_on", "track", "person_id", "starts_on", "rule", "override_reason"),
            ),
            Section(N_("Met"), ("met_on", "proof", "proof_id"), folded=True),
        ),
        first=("what", "due_on", "track", "person_id"),
    ),
)  # fmt: skip
