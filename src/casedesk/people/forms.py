"""The forms about persons."""

from casedesk.kernel.forms import FormSpec, Section, Shown, equals
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "person",
        (
            Section(
                N_("Name"),
                (
                    "given_names", "name_prefix", "family_name", "original_script",
                    "form_of_address",
                ),
            ),
            Section(
                N_("Birth and origin"),
                ("birth", "birth_country", "nationality", "sex", "gender"),
            ),
            Section(N_("Language"), ("languages", "interpreter", "interpreter_note")),
            Section(N_("Other"), ("deceased_on",), folded=True),
        ),
        first=("given_names", "name_prefix", "family_name", "birth", "sex", "nationality"),
    ),
    FormSpec(
        "person_role",
        (Section(N_("Role"), ("person_id", "role", "since", "until")),),
        first=("person_id", "role"),
    ),
    FormSpec(
        "person_name",
        (Section(N_("Other name"), ("name", "name_kind")),),
        first=("name", "name_kind"),
    ),
    FormSpec(
        "identifier",
        (Section(N_("Number"), ("identifier_kind", "value", "note")),),
        first=("identifier_kind", "value"),
    ),
    FormSpec(
        "victim_details",
        (
            Section(
                N_("Safe contact"),
                ("safe_channels", "safe_times", "contact_rules", "code_word", "never_tell"),
                caution=N_("Read this before you call, write or visit."),
            ),
            Section(
                N_("Situation"),
                (
                    "residence_status", "minor_at_start", "children_with", "income",
                    "comensha_state",
                    Shown("comensha_reason", equals("comensha_state", "not_reported")),
                ),
            ),
            Section(N_("Health"), ("health", "pregnant", "lvb"), folded=True),
            Section(
                N_("Address"),
                ("address", "address_secret", "shelter_name", "shelter_address"),
                folded=True,
                caution=N_("A shelter address never leaves CaseDesk by itself."),
            ),
        ),
    ),
    FormSpec(
        "suspect_details",
        (
            Section(
                N_("Suspect"),
                (
                    "stage", "relation_to_victim", "way_of_working", "vehicles", "firms", "source",
                    "grade", "police_number", "aangifte_on",
                ),
                caution=N_("Shielded. Write down the source of everything."),
            ),
        ),
    ),
)  # fmt: skip
