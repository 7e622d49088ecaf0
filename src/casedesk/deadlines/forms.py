"""The forms of steps in procedures and of the organisation's own rules."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "procedure_step",
        (
            Section(
                N_("Step in a procedure"),
                ("step", "happened", "person_id", "happened_at", "letter_date", "partner_id",
                 "note"),
            ),
        ),
        first=("step", "happened", "person_id", "happened_at"),
    ),
    FormSpec(
        "deadline_rule",
        (
            Section(
                N_("Rule for a deadline"),
                ("rule_key", "valid_from", "variant", "amount", "unit", "active", "verified",
                 "source", "reason"),
            ),
        ),
        first=(),
    ),
)  # fmt: skip
