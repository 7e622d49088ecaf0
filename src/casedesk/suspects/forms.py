"""The form of a fact about a suspect."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "suspect_fact",
        (
            Section(
                N_("Fact"),
                ("fact_kind", "what", "source", "grade_source", "grade_content", "happened",
                 "detail"),
                caution=N_("Shielded. Write down the source of everything."),
            ),
        ),
        first=("fact_kind", "what", "source", "grade_source", "grade_content"),
    ),
)  # fmt: skip
