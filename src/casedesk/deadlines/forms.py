"""The form of a step in a procedure."""

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
)  # fmt: skip
