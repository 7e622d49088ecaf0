"""The form of a step of the reporting code."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "meldcode_step",
        (
            Section(
                N_("Step"),
                ("step", "taken_on", "person_id", "taken_by", "with_whom", "outcome", "note"),
            ),
        ),
        first=("step", "taken_on", "person_id", "outcome"),
    ),
)
