"""The forms of intake, needs and safety."""

from casedesk.kernel.forms import FormSpec, Section
from casedesk.kernel.words import N_

FORMS = (
    FormSpec(
        "intake",
        (
            Section(
                N_("Intake"),
                ("person_id", "held_on", "held_by", "language", "interpreter_used", "wishes", "worries",
                 "events"),
            ),
            Section(N_("Family"), ("civil_state", "children", "children_note"), folded=True),
            Section(N_("Health"), ("medical_need", "addiction"), folded=True),
            Section(
                N_("Papers, work and housing"),
                ("residence_status", "papers", "school_work", "debts", "earlier_help", "pets"),
                folded=True,
            ),
            Section(N_("Care taken"), ("rights_explained", "expert"), folded=True),
        ),
        first=("person_id", "held_on", "wishes", "worries"),
    ),
    FormSpec(
        "need_assessment",
        (
            Section(
                N_("Need"),
                ("person_id", "domain", "assessed_on", "level", "situation", "need", "wish"),
            ),
            Section(N_("Source"), ("nature", "assessed_by"), folded=True),
        ),
        first=("person_id", "domain", "assessed_on", "level", "need"),
    ),
    FormSpec(
        "safety_assessment",
        (
            Section(
                N_("Safety"),
                ("person_id", "assessed_on", "level", "risks", "threat", "threat_from",
                 "regions_to_avoid"),
            ),
            Section(
                N_("Measures"),
                ("measures", "measures_note", "children_safe", "police_informed", "next_on"),
            ),
            Section(N_("Source"), ("nature", "assessed_by"), folded=True),
        ),
        first=("person_id", "assessed_on", "level", "risks", "threat", "next_on"),
    ),
)  # fmt: skip
