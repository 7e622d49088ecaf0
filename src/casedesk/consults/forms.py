"""The forms of case consults and participants."""

from casedesk.kernel.forms import FormSpec, Section, Shown, equals
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "case_consult",
        (
            Section(
                N_("Case consult"),
                ("held_at", "consult_kind", "goal", "agenda", "chair", "place", "expert"),
            ),
            Section(
                N_("Ground and informing"),
                (
                    "ground_id", "informed",
                    Shown("informed_not_reason", equals("informed", "no")),
                ),
            ),
            Section(N_("Outcome"), ("agreements", "report", "next_on")),
        ),
        first=("held_at", "consult_kind", "goal"),
    ),
    FormSpec(
        "consult_participant",
        (
            Section(
                N_("Participant"),
                ("consult_id", "organisation_id", "contact_person_id", "name", "attended",
                 "part_only"),
            ),
        ),
        first=("organisation_id", "contact_person_id", "name"),
    ),
)  # fmt: skip
