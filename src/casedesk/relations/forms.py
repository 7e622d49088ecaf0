"""The forms of ties between persons, organisations and places."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "person_relation",
        (
            Section(N_("Relation"), ("person_id", "relation", "other_id", "since", "until")),
            Section(N_("Source"), ("source", "grade", "episode_id", "note"), folded=True),
        ),
        first=("person_id", "relation", "other_id"),
    ),
    FormSpec(
        "person_organisation",
        (
            Section(
                N_("Tie to an organisation"),
                ("person_id", "relation", "organisation_id", "firm", "function", "since", "until"),
            ),
            Section(N_("Source"), ("source", "grade", "kvk_number"), folded=True),
        ),
        first=("person_id", "relation", "organisation_id", "firm"),
    ),
    FormSpec(
        "person_place",
        (
            Section(
                N_("Place of the person"),
                ("person_id", "relation", "address_kind", "location_id", "address", "gemeente",
                 "since", "until"),
                caution=N_("A shelter address never leaves CaseDesk by itself."),
            ),
            Section(N_("Source"), ("source", "note"), folded=True),
        ),
        first=("person_id", "relation", "location_id", "address"),
    ),
)  # fmt: skip
